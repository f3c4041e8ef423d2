"""The facets of a list of companies: by bitmaps where the index can answer, and else by the database."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from chains import indexing
from chains.analysis.facet_values import ANSWERED
from chains.choices import PlacementStatus
from chains.indexing import Catalogue, in_tree_order, paths
from chains.models import Chain, City, CityGroup, Company, CompanyLabel, Label, Layer, Placement, Province, Segment
from chains.querysets import Choice


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: how many companies it would give, and whether it is chosen. ``depth`` is for trees."""

    value: str
    name: object
    name_en: object
    count: int
    selected: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one parameter, counted with its own choice left out."""

    parameter: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class _Pool:
    """What is counted: the companies that fit a choice, are ``among`` some, and have changed since a moment."""

    choice: Choice
    since: datetime | None
    among: QuerySet | None

    def placements(self, without: str) -> QuerySet:
        found = Placement.objects.matching(self.choice, without=without).order_by()
        if self.among is not None:
            found = found.filter(company__in=self.among.order_by().values("pk"))
        return found.filter(company__updated__gte=self.since) if self.since else found

    def companies(self, without: str) -> QuerySet:
        found = Company.objects.matching(self.choice, without=without)
        if self.among is not None:
            found = found.filter(pk__in=self.among.order_by().values("pk"))
        return found.updated_since(self.since) if self.since else found


def facets(choice: Choice, since: datetime | None = None, among: QuerySet | None = None) -> tuple[Facet, ...]:
    """Return the facets of the companies that fit ``choice``, have changed ``since`` then, and are ``among`` these.

    Each counts distinct companies, with its own parameter left out, so that a count is what the list would hold
    if that value alone were chosen there. Two queries with the index, about a dozen without it.
    """
    if since is None and among is None and is_answered(choice):
        with indexing.current() as state:
            if state is not None:
                return from_counts(state.catalogue, choice, state.index.counts(choice))
    return counted(_Pool(choice, since, among))


def is_answered(choice: Choice) -> bool:
    """Return whether the index knows all that a choice asks for; the order of a list narrows nothing."""
    return all(name in ANSWERED or name == "ordering" for name, values in choice.items() if values)


def from_counts(catalogue: Catalogue, choice: Choice, counts: dict[str, dict[str, int]]) -> tuple[Facet, ...]:
    """Return the facets that these counts give, with every value that there is."""
    return tuple(
        Facet(
            parameter,
            tuple(
                Option(value, name, name_en, counts[parameter].get(value, 0), value in choice.get(parameter, ()), depth)
                for value, name, name_en, depth in entries
            ),
        )
        for parameter, entries in catalogue.entries.items()
    )


def counted(pool: _Pool) -> tuple[Facet, ...]:
    """Return the facets as the database counts them."""
    return (
        _flat("chain", pool, "segment__layer__chain__slug", _names(Chain, "slug")),
        _flat("layer", pool, "segment__layer__code", _names(Layer, "code")),
        _segments(pool),
        _flat("province", pool, "province", _names(Province, "code")),
        _cities(pool),
        _city_groups(pool),
        _labels(pool),
        _listed(pool),
        _flat("status", pool, "status", [(code, label, label) for code, label in PlacementStatus.choices]),
    )


def in_pool(choice: Choice, since: datetime | None = None, among: QuerySet | None = None) -> QuerySet:
    """Return the placements that the facets count, with nothing left out of the choice."""
    return _Pool(choice, since, among).placements("")


def place_facets(
    choice: Choice, since: datetime | None = None, among: QuerySet | None = None
) -> tuple[Facet, Facet, dict[str, int]]:
    """Return the facets of provinces and cities alone; and per province how many companies are in no known city of it.

    The counts are those of :func:`facets`; a company may be in a known city of the province as well.
    """
    pool = _Pool(choice, since, among)
    nowhere = (
        pool.placements("city")
        .with_effective_city()
        .filter(effective_city=None, province__isnull=False)
        .values_list("province")
        .annotate(count=Count("company", distinct=True))
    )
    return _flat("province", pool, "province", _names(Province, "code")), _cities(pool), dict(nowhere)


def _names(model: type, key: str) -> Iterable[tuple[str, str, str]]:
    return model.objects.values_list(key, "name", "name_en")


def _options(parameter: str, pool: _Pool, named: Iterable[tuple[str, object, object]], counts: dict[str, int]) -> Facet:
    chosen = set(pool.choice.get(parameter, ()))
    return Facet(
        parameter,
        tuple(Option(value, name, name_en, counts.get(value, 0), value in chosen) for value, name, name_en in named),
    )


def _flat(parameter: str, pool: _Pool, column: str, named: Iterable[tuple[str, object, object]]) -> Facet:
    counts = pool.placements(parameter).values_list(column).annotate(count=Count("company", distinct=True))
    return _options(parameter, pool, named, dict(counts))


def _segments(pool: _Pool) -> Facet:
    companies: dict[str, set[int]] = defaultdict(set)
    pairs = pool.placements("segment").values_list("segment__path", "company_id").distinct()
    for path, company in pairs:
        # A company counts once in its segment and in every segment above it.
        for each in paths(path):
            companies[each].add(company)
    chosen = set(pool.choice.get("segment", ()))
    tree = in_tree_order(Segment.objects.select_related("layer__chain", "parent"))
    return Facet(
        "segment",
        tuple(
            Option(
                segment.code,
                segment.name,
                segment.name_en,
                len(companies[segment.path]),
                segment.code in chosen,
                segment.depth,
            )
            for segment in tree
        ),
    )


def _cities(pool: _Pool) -> Facet:
    counts = (
        pool.placements("city")
        .with_effective_city()
        .values_list("effective_city")
        .annotate(count=Count("company", distinct=True))
    )
    return _options("city", pool, _names(City, "code"), dict(counts))


def _city_groups(pool: _Pool) -> Facet:
    members: dict[str, set[str]] = defaultdict(set)
    for slug, city in CityGroup.cities.through.objects.values_list("citygroup__slug", "city_id"):
        members[city].add(slug)
    companies: dict[str, set[int]] = defaultdict(set)
    pairs = pool.placements("city_group").with_effective_city().values_list("effective_city", "company_id").distinct()
    for city, company in pairs:
        for slug in members.get(city, ()):
            companies[slug].add(company)
    counts = {slug: len(found) for slug, found in companies.items()}
    return _options("city_group", pool, _names(CityGroup, "slug"), counts)


def _labels(pool: _Pool) -> Facet:
    held = CompanyLabel.objects.filter(company__in=pool.companies("label"))
    counts = held.order_by().values_list("label__slug").annotate(count=Count("company", distinct=True))
    return _options("label", pool, _names(Label, "slug"), dict(counts))


def _listed(pool: _Pool) -> Facet:
    companies = pool.companies("listed")
    total, listed = companies.count(), companies.listed().count()
    counts = Counter({"true": listed, "false": total - listed})
    return _options("listed", pool, [("true", "", ""), ("false", "", "")], counts)
