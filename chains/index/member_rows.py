"""Queries that fill the facet index with companies."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Func
from django.db.models.sql.compiler import SQLCompiler

from chains.analysis.codes import number_of, public_id_of
from chains.choices import Stage
from chains.membership import Among
from chains.models import Company, Evidence, Placement

from .bitmaps import FacetIndex
from .catalogue import Catalogue
from .facets import AT_A_TIME, COMPANY_FACETS, PARAMETERS, CompanyFacet
from .members import Member, PublishedPlacement, ground
from .order import ListPosition


def build(catalogue: Catalogue) -> FacetIndex:
    """Return the index of all published companies; three queries, and one for each facet that companies answer."""
    ordinals: dict[int, int] = {}

    def places() -> Iterator[tuple[int, int]]:
        rows = _in_order(Company.objects.published()).values_list("pk", "pinyin", "public_id")
        for pk, pinyin, public_id in rows.iterator(AT_A_TIME):
            ordinals[pk] = len(ordinals)
            yield number_of(public_id), _mark(pinyin)

    def spots() -> Iterator[tuple[int, PublishedPlacement]]:
        known: dict[tuple[Any, ...], PublishedPlacement] = {}
        for pk, *seen in _spots(Placement.objects.published()).iterator(AT_A_TIME):
            key = tuple(seen)
            spot = known.get(key)
            if spot is None:
                spot = known[key] = _spot(catalogue, *seen)
            # Written while this was read, and in the log by then.
            if pk in ordinals:
                yield ordinals[pk], spot

    def holding(facet: CompanyFacet) -> Callable[[], Iterator[tuple[int, str]]]:
        return lambda: ((ordinals[pk], value) for pk, value in facet.held() if pk in ordinals)

    def grounds() -> Iterator[tuple[int, str]]:
        rows = _grounds(Evidence.objects.all()).distinct().iterator(AT_A_TIME)
        return ((ordinals[pk], ground(chain, source)) for pk, chain, source in rows if pk in ordinals)

    held = {facet.parameter: holding(facet) for facet in COMPANY_FACETS}
    return FacetIndex(PARAMETERS, catalogue.vocabulary, places, spots, held, grounds)


def renew(index: FacetIndex, catalogue: Catalogue, public_ids: Collection[str]) -> set[str]:
    """Bring the index up to date on these companies, also those that are gone; return the segments it touches.

    Three queries, one for each facet that companies answer, and one more where one is new to the index or stands
    elsewhere in the list, whatever their number. Raises ``FullError``, and ``KeyError`` where they have come to stand
    in segments that the catalogue does not know; both ask for a new index.
    """
    # Their stage is looked at here: SQLite, asked for it, goes through all that are published.
    changed = Company.objects.filter(Among("public_id", public_ids)).order_by()
    marks = {
        pk: (number_of(public_id), _mark(pinyin))
        for pk, public_id, pinyin, stage in changed.values_list("pk", "public_id", "pinyin", "stage")
        if stage == Stage.PUBLISHED
    }
    moved = index.moved(marks.values())
    positions = _positions([public_id_of(key) for key in moved]) if moved else []
    return index.replace(map(number_of, public_ids), _members(catalogue, marks), positions)


def _members(catalogue: Catalogue, marks: Mapping[int, tuple[int, int]]) -> list[Member]:
    """Return published companies, by primary key their key and mark, as the index takes them.

    Two queries, and one for each facet that companies answer.
    """
    theirs = Among("company_id", marks)
    spots, grounds = defaultdict(list), defaultdict(set)
    # By placement: its company and chain.
    placed: dict[int, tuple[int, str]] = {}
    for pk, stage, company, *seen in _spots(Placement.objects.filter(theirs), "pk", "stage"):
        if stage == Stage.PUBLISHED:
            spots[company].append(spot := _spot(catalogue, *seen))
            placed[pk] = company, catalogue.vocabulary.chains[spot.segment]
    held: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for facet in COMPANY_FACETS:
        for company, value in facet.held(theirs):
            held[company][facet.parameter].append(value)
    evidence = Evidence.objects.filter(Among("placement_id", placed)).order_by()
    for placement, source in evidence.values_list("placement_id", "source_id"):
        company, chain = placed[placement]
        grounds[company].add(ground(chain, source))
    return [Member(*key_and_mark, spots[pk], held[pk], grounds[pk]) for pk, key_and_mark in marks.items()]


def _positions(public_ids: Collection[str]) -> list[ListPosition]:
    """Return where these published companies stand, in the order of the list; one query."""
    before = _StandsBefore("pinyin", "public_id", OuterRef("pinyin"), OuterRef("public_id"))
    front = _in_order(Company.objects.published().filter(before), backwards=True).values("public_id")[:1]
    asked = _in_order(Company.objects.filter(Among("public_id", public_ids)))
    return [
        ListPosition(number_of(public_id), _mark(pinyin), None if front is None else number_of(front))
        for public_id, pinyin, front in asked.values_list("public_id", "pinyin", Subquery(front))
    ]


class _StandsBefore(Func):
    """Whether a row stands before another: one comparison of rows, which the index of the list begins at."""

    output_field = BooleanField()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Sequence[Any]]:
        """Return ``(a, b) < (x, y)``."""
        (a, b, x, y), params = zip(*map(compiler.compile, self.source_expressions), strict=True)
        return f"({a}, {b}) < ({x}, {y})", [value for each in params for value in each]


def _in_order(companies: QuerySet, *, backwards: bool = False) -> QuerySet:
    return companies.order_by("-pinyin", "-public_id") if backwards else companies.order_by("pinyin", "public_id")


def _spots(placements: QuerySet, *more: str) -> QuerySet:
    return (
        placements.with_stated_province()
        .order_by()
        .values_list(*more, "company_id", "segment__code", "stated_province", "city_id", "company__city_id", "status")
    )


def _spot(
    catalogue: Catalogue, segment: str, province: str | None, city: str | None, registered: str | None, status: str
) -> PublishedPlacement:
    if segment not in catalogue.vocabulary.chains:
        raise KeyError(segment)
    return PublishedPlacement(segment, province, catalogue.effective_city(province, city, registered), status)


def _grounds(evidence: QuerySet) -> QuerySet:
    published = evidence.filter(placement__stage=Stage.PUBLISHED).order_by()
    return published.values_list("placement__company_id", "placement__segment__layer__chain__slug", "source_id")


def _mark(pinyin: str) -> int:
    """Return a mark of what the list is ordered by, besides the public id, which never changes."""
    return hash(pinyin)
