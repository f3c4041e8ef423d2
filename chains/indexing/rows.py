"""What the database says of companies, as the facet index takes it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from chains.analysis.codes import number_of, public_id_of
from chains.analysis.facet_values import Member, Spot, ground
from chains.analysis.facets import FacetIndex
from chains.choices import Stage
from chains.models import Company, CompanyLabel, Evidence, Listing, Placement

from .catalogue import Catalogue

#: How many rows are fetched at a time while an index is built.
AT_A_TIME = 10_000


def build(catalogue: Catalogue) -> FacetIndex:
    """Return the index of all published companies; five queries."""
    ordinals: dict[int, int] = {}

    def places() -> Iterator[tuple[int, int]]:
        rows = _in_order(Company.objects.published()).values_list("pk", "pinyin", "public_id")
        for pk, pinyin, public_id in rows.iterator(AT_A_TIME):
            ordinals[pk] = len(ordinals)
            yield number_of(public_id), _mark(pinyin)

    def spots() -> Iterator[tuple[int, Spot]]:
        known: dict[tuple[Any, ...], Spot] = {}
        for pk, *seen in _spots(Placement.objects.published()).iterator(AT_A_TIME):
            key = tuple(seen)
            spot = known.get(key)
            if spot is None:
                spot = known[key] = _spot(catalogue, *seen)
            # Written while this was read, and in the log by then.
            if pk in ordinals:
                yield ordinals[pk], spot

    def labels() -> Iterator[tuple[int, str]]:
        held = CompanyLabel.objects.order_by().values_list("company_id", "label__slug")
        return ((ordinals[pk], slug) for pk, slug in held.iterator(AT_A_TIME) if pk in ordinals)

    def listed() -> Iterator[int]:
        return (ordinals[pk] for pk in _listed(Listing.objects.all()).iterator(AT_A_TIME) if pk in ordinals)

    def grounds() -> Iterator[tuple[int, str]]:
        rows = _grounds(Evidence.objects.all()).distinct().iterator(AT_A_TIME)
        return ((ordinals[pk], ground(chain, source)) for pk, chain, source in rows if pk in ordinals)

    return FacetIndex(catalogue.vocabulary, places, spots, labels, listed, grounds)


def renew(index: FacetIndex, catalogue: Catalogue, public_ids: Collection[str]) -> set[str]:
    """Bring the index up to date on these companies, whatever has become of them; return the segments it touches.

    Five queries, and two more where one is new to the index or stands elsewhere in the list. Raises ``FullError``, and
    ``KeyError`` where they have come to stand in segments that the catalogue does not know; both ask for a new index.
    """
    members = read_members(catalogue, Company.objects.published().filter(public_id__in=public_ids))
    behind, order = {}, []
    if moved := index.moved(members):
        behind, order = _neighbours(index, moved)
        # Who has gone since, has no place any more; the log tells of that next.
        gone = set(moved) - behind.keys()
        members = [member for member in members if member.key not in gone]
    return index.replace(map(number_of, public_ids), members, behind, order)


def read_members(catalogue: Catalogue, companies: QuerySet) -> list[Member]:
    """Return these published companies as the index takes them; five queries."""
    rows = list(companies.order_by().values_list("pk", "pinyin", "public_id"))
    held = {"company__in": [pk for pk, _pinyin, _public_id in rows]}
    spots, labels, grounds = defaultdict(list), defaultdict(list), defaultdict(set)
    for pk, *seen in _spots(Placement.objects.published().filter(**held)):
        spots[pk].append(_spot(catalogue, *seen))
    for pk, slug in CompanyLabel.objects.filter(**held).order_by().values_list("company_id", "label__slug"):
        labels[pk].append(slug)
    listed = set(_listed(Listing.objects.filter(**held)))
    for pk, chain, source in _grounds(Evidence.objects.filter(placement__company__in=held["company__in"])):
        grounds[pk].add(ground(chain, source))
    return [
        Member(number_of(public_id), _mark(pinyin), spots[pk], labels[pk], pk in listed, grounds[pk])
        for pk, pinyin, public_id in rows
    ]


def _neighbours(index: FacetIndex, moved: list[int]) -> tuple[dict[int, int | None], list[int]]:
    """Return the company in front of each that has moved, and the order of all that stand in the tail."""
    late = [public_id_of(key) for key in {*index.late, *moved}]
    front = _in_order(
        Company.objects.published()
        .exclude(public_id__in=late)
        .filter(pinyin__lte=OuterRef("pinyin"))
        .filter(Q(pinyin__lt=OuterRef("pinyin")) | Q(public_id__lt=OuterRef("public_id"))),
        backwards=True,
    ).values("public_id")[:1]
    asked = Company.objects.published().filter(public_id__in=[public_id_of(key) for key in moved])
    behind: dict[int, int | None] = {}
    for public_id, before in asked.order_by().values_list("public_id", Subquery(front)):
        behind[number_of(public_id)] = _built_in(index, before)
    order = _in_order(Company.objects.published().filter(public_id__in=late)).values_list("public_id", flat=True)
    return behind, [key for key in map(number_of, order) if key in behind or key in index.late]


def _built_in(index: FacetIndex, public_id: str | None) -> int | None:
    """Return the key of this company, or of the next one in front of it that the index was built with."""
    while public_id is not None and not index.is_built_in(key := number_of(public_id)):
        # It has come since the log was read.
        place = Company.objects.filter(public_id=public_id).values("pinyin")[:1]
        front = Company.objects.published().filter(pinyin__lte=Subquery(place))
        front = front.filter(Q(pinyin__lt=Subquery(place)) | Q(public_id__lt=public_id))
        public_id = _in_order(front, backwards=True).values_list("public_id", flat=True).first()
    return None if public_id is None else key


def _in_order(companies: QuerySet, *, backwards: bool = False) -> QuerySet:
    return companies.order_by("-pinyin", "-public_id") if backwards else companies.order_by("pinyin", "public_id")


def _spots(placements: QuerySet) -> QuerySet:
    return placements.order_by().values_list(
        "company_id", "segment__code", "province_id", "city_id", "company__city_id", "status"
    )


def _spot(
    catalogue: Catalogue, segment: str, province: str | None, city: str | None, registered: str | None, status: str
) -> Spot:
    if segment not in catalogue.vocabulary.chains:
        raise KeyError(segment)
    return Spot(segment, province, catalogue.effective_city(province, city, registered), status)


def _listed(listings: QuerySet) -> QuerySet:
    return listings.filter(delisted_on__isnull=True).order_by().values_list("company_id", flat=True)


def _grounds(evidence: QuerySet) -> QuerySet:
    published = evidence.filter(placement__stage=Stage.PUBLISHED).order_by()
    return published.values_list("placement__company_id", "placement__segment__layer__chain__slug", "source_id")


def _mark(pinyin: str) -> int:
    """Return a mark of what the list is ordered by, besides the public id, which never changes."""
    return hash(pinyin)
