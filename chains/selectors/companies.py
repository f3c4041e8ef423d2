"""The list of companies, and a company's profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from chains import indexing
from chains.analysis.codes import public_id_of
from chains.models import Company, CompanyLabel, CompanyName, Evidence, Placement
from chains.querysets import Choice

from .facets import Facet, from_counts
from .found import best_companies, matching_ids

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
    catalogue: indexing.Catalogue


def stretch(
    read: Reader,
    start: int,
    stop: int,
    *,
    with_facets: bool = True,
    at: indexing.Revised | None = None,
    again: bool = False,
) -> Stretch | None:
    """Return the companies from ``start`` up to ``stop`` by the index; ``None`` where it cannot tell.

    One query, which asks for the newest revision (``at`` saves it), as long as nothing is written; a search
    asks for its best hits besides.
    """
    with indexing.current(at) as state:
        choice = None if state is None else read(state.catalogue.values)
        if choice is None:
            return None
        texts = choice.get("q", ())
        known = {text: state.searches[text] for text in texts if text in state.searches}
        if len(known) == len(texts):
            among = known[texts[0]] if texts else None
            found = state.index.companies(choice)
            found = found if among is None else found & among
            facets = from_counts(state.catalogue, choice, state.index.counts(choice, among)) if with_facets else ()
            ids = [] if texts else [public_id_of(key) for key in state.index.page(found, start, stop)]
            total, revision, catalogue = len(found), state.number, state.catalogue
    if len(known) < len(texts):
        if again:
            # Somebody writes as fast as this looks: the database can tell.
            return None
        indexing.search(texts[0], matching_ids)
        return stretch(read, start, stop, with_facets=with_facets, again=True)
    if texts:
        ids = _best(texts[0], choice, start, min(stop, total))
    return Stretch(choice, ids, total, facets, revision, catalogue)


def _best(text: str, choice: Choice, start: int, stop: int) -> list[str]:
    """Return the ids of the hits from ``start`` up to ``stop`` among those that fit the choice, the best first."""
    if start >= stop:
        return []
    others = {name: values for name, values in choice.items() if name != "q"}
    keys = best_companies(text, start, stop, Company.objects.matching(others))
    ids = dict(Company.objects.filter(pk__in=keys).order_by().values_list("pk", "public_id"))
    return [ids[key] for key in keys if key in ids]


def with_row_columns(companies: QuerySet) -> QuerySet:
    """Return the companies with all that a row of the page shows of them, in a fixed number of queries."""
    placements = live_placements().select_related("segment__layer__chain", "province", "city")
    return companies.prefetch_related(
        "listings",
        Prefetch("labels", given_labels().select_related("label")),
        Prefetch("placements", placements, to_attr="live_placements"),
    )


def with_list_columns(companies: QuerySet) -> QuerySet:
    """Return the companies with all that a row of an export or of the API shows, in a fixed number of queries."""
    evidence = Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk"))
    placements = live_placements().select_related("segment__layer__chain", "province", "city", "company")
    return companies.select_related("province", "city").prefetch_related(
        Prefetch("names", names()),
        "listings",
        Prefetch("labels", given_labels().select_related("label", "chain")),
        Prefetch("placements", placements.prefetch_related(evidence), to_attr="live_placements"),
    )


def names() -> QuerySet:
    """Return the other names of companies, in the order in which one shows them."""
    return CompanyName.objects.order_by("kind", "pinyin", "pk")


def given_labels() -> QuerySet:
    """Return the labels that companies have, in the order in which one shows them."""
    return CompanyLabel.objects.order_by("label__order", "year", "pk")


def live_placements() -> QuerySet:
    """Return the live placements, in the order in which a company shows them."""
    return Placement.objects.live().order_by("segment__layer__chain__order", "segment__path", "province_id", "pk")


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
