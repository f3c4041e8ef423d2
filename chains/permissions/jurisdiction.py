"""The jurisdiction of a row: the provinces whose curators may change it.

- A placement: of its province. One abroad is for reviewers, since no curator is given a country; so is one in China of
  which the province is not known.
- Evidence: of the province of its placement.
- A company, its identity (:data:`IDENTITY`): of the province it is registered in or, where none is known, of those in
  which it has a published placement. One registered abroad is for reviewers.
- Other names and listings: as the identity of their company, as they are names and codes.
- A company, what else is said of it (:data:`SAID`): of the province it is registered in and of those in which it has a
  published placement.
- Labels of a company: as what else is said of it, since whoever awards one says so, with a source.
- A research base, platform, park, alliance or project: of its province; one without a province is for any curator.
- A member of a research base: as the base.
- An assessment: of its province; one for a whole region is for reviewers.
- A target: of its province.
- A share of supply, a technology, a source: for any curator, as they lie nowhere.

A placement is *published* here when a reviewer has let it be and nobody has withdrawn it. What is drafted or waits for
review opens nothing: otherwise whoever claims something of a company could rename it. A company that lies nowhere yet
is its maker's until it is published, and the reviewers' from then on. One that is being made lies where it is
registered and where the placements that are made with it lie; it waits for review in any case.

Chains, their structure, places and kinds of label are for administrators wherever they are: ``permissions.FRAME``.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects

from chains.choices import PlacementStatus, Stage
from chains.membership import Among
from chains.models import (
    Assessment,
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    Listing,
    Placement,
    ResearchBaseMember,
    Target,
)
from chains.models.base import Placed
from chains.models.columns import COLUMNS

#: The fields of a company that say which firm it is, and whether the public sees it.
IDENTITY = (*(each.name for each in COLUMNS[Company] if each.identity), "stage")
#: The other fields that people set: what is said of the firm.
SAID = tuple(each.name for each in COLUMNS[Company] if not each.identity)

#: The relation by which a row lies where another one does.
_LIES_WITH: dict[type[models.Model], str] = {
    CompanyName: "company",
    Listing: "company",
    CompanyLabel: "company",
    Evidence: "placement",
    ResearchBaseMember: "base",
}


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The curators that a row is for: those of ``provinces`` (codes), its ``maker`` (a primary key), or any of them.

    In all other cases the row is for reviewers only.
    """

    provinces: frozenset[str] = frozenset()
    maker: Any = None
    any_curator: bool = False

    def includes(self, curator: Any, provinces: Collection[str]) -> bool:
        """Return whether the row is for the curator with this primary key, who is given these provinces."""
        made_it = self.maker is not None and self.maker == curator
        return self.any_curator or made_it or not self.provinces.isdisjoint(provinces)


ANY_CURATOR = Jurisdiction(any_curator=True)
REVIEWERS = Jurisdiction()


def of_company(
    *,
    province: str | None,
    abroad: bool,
    placed: Collection[str],
    published: bool,
    maker: Any,
    identity: bool,
) -> Jurisdiction:
    """Return whose a company on record is: its ``identity``, or what else is said of it.

    ``province`` is where it is registered, ``abroad`` whether that is known to be outside China, ``placed`` are the
    provinces of its published placements.
    """
    registered = frozenset({province} - {None, ""})
    elsewhere = frozenset() if identity and (registered or abroad) else frozenset(placed)
    provinces = registered | elsewhere
    return Jurisdiction(provinces, None if provinces or published else maker)


def of(row: models.Model, *, identity: bool = False) -> Jurisdiction:
    """Return whose ``row`` is as it stands in memory; of a company its ``identity``, or what else is said of it.

    A company that is being made may carry in ``placed_in`` the codes of the provinces of the placements that are saved
    with it.
    """
    return of_each([row], identity=identity)[0]


def of_each(rows: Sequence[models.Model], *, identity: bool = False) -> list[Jurisdiction]:
    """Return what :func:`of` says of each of ``rows``, which are of one model, in a fixed number of queries."""
    if not rows:
        return []
    model = type(rows[0])
    if (relation := _LIES_WITH.get(model)) is not None:
        prefetch_related_objects(rows, relation)
        return of_each([getattr(row, relation) for row in rows], identity=model in (CompanyName, Listing))
    if model is Company:
        return _of_companies(rows, identity)
    if model in (Placement, Assessment, Target):
        return [Jurisdiction(frozenset({row.province_id})) if row.province_id else REVIEWERS for row in rows]
    if issubclass(model, Placed):
        return [Jurisdiction(frozenset({row.province_id})) if row.province_id else ANY_CURATOR for row in rows]
    return [ANY_CURATOR] * len(rows)


def changes_identity(before: Company, after: Company) -> bool:
    """Return whether the identity of a company differs between two states of it."""
    columns = [Company._meta.get_field(name).attname for name in IDENTITY]
    return any(getattr(before, column) != getattr(after, column) for column in columns)


def _of_companies(companies: Sequence[Company], identity: bool) -> list[Jurisdiction]:
    on_record = {row.pk for row in companies if not _is_being_made(row)}
    placed = _published_provinces(on_record)
    unpublished = {row.pk for row in companies if row.stage != Stage.PUBLISHED} & on_record
    makers = _makers(unpublished)
    return [
        _of_new_company(row)
        if _is_being_made(row)
        else of_company(
            province=row.province_id,
            abroad=bool(row.country),
            placed=placed[row.pk],
            published=row.stage == Stage.PUBLISHED,
            maker=makers.get(row.pk),
            identity=identity,
        )
        for row in companies
    ]


def _is_being_made(company: Company) -> bool:
    return company._state.adding or bool(getattr(company, "placed_in", ()))


def _of_new_company(company: Company) -> Jurisdiction:
    provinces = frozenset({company.province_id, *getattr(company, "placed_in", ())} - {None})
    return Jurisdiction(provinces) if provinces else ANY_CURATOR


def _published_provinces(companies: Collection[Any]) -> Mapping[Any, set[str]]:
    """Return the codes of the provinces in which companies have a published placement, by primary key."""
    found: dict[Any, set[str]] = defaultdict(set)
    if not companies:
        return found
    rows = Placement.objects.filter(Among("company", companies), stage=Stage.PUBLISHED, province__isnull=False)
    rows = rows.exclude(status=PlacementStatus.WITHDRAWN).order_by()
    for company, province in rows.values_list("company", "province").distinct():
        found[company].add(province)
    return found


def _makers(companies: Collection[Any]) -> dict[Any, Any]:
    """Return who made companies, by primary key: whoever signed the first entry of their history, if that made them."""
    found: dict[Any, Any] = {}
    if companies:
        entries = Company.history.filter(Among("id", companies), history_type="+").order_by("history_id")
        for company, user in entries.values_list("id", "history_user"):
            found.setdefault(company, user)
    return found
