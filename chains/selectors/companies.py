"""The list of companies, and a company's profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from chains import indexing
from chains.analysis.codes import public_id_of
from chains.models import Company, CompanyLabel, Evidence, Placement
from chains.querysets import Choice

from .facets import Facet, from_counts

#: Reads what was chosen, given every value that there is; ``None`` where that takes more than looking values up.
Reader = Callable[[Mapping[str, frozenset[str]]], Choice | None]


@dataclass(frozen=True)
class Stretch:
    """A stretch of the list: the ids of its companies, how many fit in all, the facets; at which revision."""

    choice: Choice
    ids: Sequence[str]
    total: int
    facets: tuple[Facet, ...]
    revision: int


def stretch(read: Reader, start: int, stop: int, *, with_facets: bool = True) -> Stretch | None:
    """Return the companies from ``start`` up to ``stop`` by the index; ``None`` where it cannot tell.

    One query, which asks for the newest revision, as long as nothing is written.
    """
    with indexing.current() as state:
        choice = None if state is None else read(state.catalogue.values)
        if choice is None:
            return None
        found = state.index.companies(choice)
        facets = from_counts(state.catalogue, choice, state.index.counts(choice)) if with_facets else ()
        ids = [public_id_of(key) for key in state.index.page(found, start, stop)]
        return Stretch(choice, ids, len(found), facets, state.number)


def by_id(rows: QuerySet, ids: Sequence[str]) -> dict[str, Any]:
    """Return the companies of ``rows`` that have these ids, by id, in no order."""
    return {row.public_id: row for row in rows.filter(public_id__in=ids).order_by()}


def with_list_columns(companies: QuerySet) -> QuerySet:
    """Return the companies with all that a row of a list, an export or the API shows, in a fixed number of queries."""
    placements = (
        Placement.objects.live()
        .select_related("segment__layer__chain", "province", "city", "company")
        .order_by("segment__layer__chain__order", "segment__path", "province", "pk")
        .prefetch_related(Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk")))
    )
    return companies.select_related("province", "city").prefetch_related(
        "names",
        "listings",
        Prefetch("labels", CompanyLabel.objects.select_related("label", "chain")),
        Prefetch("placements", placements, to_attr="live_placements"),
    )


def company_profile(public_id: str) -> Company:
    """Return one published company with everything its page shows; raises ``Company.DoesNotExist``.

    Its withdrawn placements too, with the old ids of those folded into them, but none that is not published.
    """
    placements = (
        Placement.objects.published()
        .select_related("segment__layer__chain", "province", "city", "verified_by", "company")
        .order_by("segment__layer__chain__order", "segment__path", "province", "pk")
        .prefetch_related(Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk")), "redirects")
    )
    return (
        Company.objects.published()
        .select_related("province", "city")
        .prefetch_related(
            "names__source",
            "listings__source",
            "labels__label",
            "labels__chain",
            "labels__source",
            "platforms",
            "memberships__base",
            "projects",
            Prefetch("placements", placements),
        )
        .get(public_id=public_id)
    )
