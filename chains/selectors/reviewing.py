"""Records on their way to publication: waiting for review, returned, or still drafts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from chains.choices import Stage
from chains.models import Company, Placement


class Lane(StrEnum):
    """The lists of the page on reviewing."""

    WAITING = "waiting"
    RETURNED = "returned"
    DRAFTS = "drafts"


_CONDITIONS = {
    Lane.WAITING: Q(stage=Stage.REVIEW),
    Lane.RETURNED: Q(stage=Stage.DRAFT) & ~Q(review_note=""),
    Lane.DRAFTS: Q(stage=Stage.DRAFT, review_note=""),
}

COMPANY, PLACEMENT = "company", "placement"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a list: what kind of row, the row itself, and its placements where it is a company."""

    kind: str
    row: Any
    changed: datetime
    placements: tuple[Placement, ...] = ()

    @property
    def key(self) -> str:
        """What names the row in a form, such as ``company-12``."""
        return f"{self.kind}-{self.row.pk}"


def lane(
    which: Lane, provinces: Collection[str] | None = None, *, maker: Any = None, province: str = "", segment: str = ""
) -> QuerySet[Any]:
    """Return the rows of a list, the one first that has been left alone longest, as (kind, key, changed).

    Only those in ``provinces``, if given, and companies that the user with the key ``maker`` has made; narrowed to a
    province and to a segment with all below it. Made whole by :func:`items`, page by page.
    """
    placements = Placement.objects.filter(_CONDITIONS[which])
    companies = Company.objects.filter(_CONDITIONS[which])
    made = Company.history.filter(id=OuterRef("pk"), history_type="+", history_user=maker)
    theirs = Exists(made) if maker is not None else Q(pk__in=[])
    for codes, besides in ((provinces, theirs), ([province] if province else None, Q(pk__in=[]))):
        if codes is not None:
            works = Exists(Placement.objects.filter(company=OuterRef("pk"), province__in=codes))
            placements = placements.filter(province__in=codes)
            companies = companies.filter(Q(province__in=codes) | works | besides)
    if segment:
        placements = placements.in_subtree([segment])
        inside = Placement.objects.in_subtree([segment]).filter(company=OuterRef("pk"))
        companies = companies.filter(Exists(inside))
    return _keys(companies, COMPANY).union(_keys(placements, PLACEMENT), all=True).order_by("updated", "kind", "pk")


def _keys(rows: QuerySet, kind: str) -> QuerySet:
    return rows.order_by().annotate(kind=Value(kind, CharField())).values_list("kind", "pk", "updated")


def items(found: Collection[tuple[str, int, datetime]]) -> list[Item]:
    """Return the rows of a part of a list with what is shown of them, in their order; four queries at most."""
    keys: dict[str, list[int]] = {COMPANY: [], PLACEMENT: []}
    for kind, pk, _changed in found:
        keys[kind].append(pk)
    related = ("company", "segment__layer__chain", "province", "city")
    rows: dict[str, dict[int, Any]] = {
        COMPANY: Company.objects.select_related("province", "city").in_bulk(keys[COMPANY]),
        PLACEMENT: Placement.objects.select_related(*related)
        .prefetch_related("evidence__source")
        .in_bulk(keys[PLACEMENT]),
    }
    of_company: dict[int, list[Placement]] = {}
    for placement in Placement.objects.filter(company__in=keys[COMPANY]).select_related(*related).order_by("pk"):
        of_company.setdefault(placement.company_id, []).append(placement)
    return [
        Item(kind, rows[kind][pk], changed, tuple(of_company.get(pk, ())) if kind == COMPANY else ())
        for kind, pk, changed in found
        if pk in rows[kind]
    ]
