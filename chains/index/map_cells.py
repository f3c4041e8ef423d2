"""Companies in the cells of a map: by the index where possible, else from the placements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from chains.analysis.codes import public_id_of
from chains.choices import PlacementStatus
from chains.models import Company, CompanyLabel, Listing, Placement
from chains.querysets import Choice

from . import refresh
from .cell_counts import RANKS, CountedPlaces, MapGround
from .facet_counts import is_answered


@dataclass(frozen=True, slots=True)
class MapCompany:
    """A company as a cell shows it, with the status of its best-known placement there."""

    public_id: str
    name: str
    name_en: str
    listed: bool
    labelled: bool
    status: str


@dataclass(frozen=True)
class CellCompanies:
    """Companies in a cell or a sub-segment: how many, the first of them, and how many more the filter hides."""

    count: int = 0
    companies: tuple[MapCompany, ...] = ()
    hidden: int = 0


NOBODY = CellCompanies()


@dataclass(frozen=True)
class MapColumns:
    """Where a map looks: the chain, its top-level segments, those right below them, and the provinces."""

    chain: str
    tops: Sequence[str]
    below: Sequence[str]
    provinces: Sequence[str]


@dataclass
class MapCells:
    """Who is on a map: by (code of the top-level segment, province), and by the code of a segment right below one.

    ``placements``, ``companies`` and ``verified`` count what the map shows.
    """

    cells: Mapping[tuple[str, str], CellCompanies] = field(default_factory=dict)
    below: Mapping[str, CellCompanies] = field(default_factory=dict)
    placements: int = 0
    companies: int = 0
    verified: int = 0


def map_cells(
    columns: MapColumns,
    placements: QuerySet | None = None,
    choice: Choice | None = None,
    *,
    most: int | None = None,
    live: Callable[[], Iterable[tuple[str, str | None, int]]] = tuple,
) -> MapCells:
    """Return who is on a map: those who have one of ``placements``, which fit ``choice``; without, all live ones.

    With ``most``, up to so many are named in each place, in the order of the list; all of them in the order of entry
    without. ``live`` gives (top-level segment, province, company) of all that is live, to tell how many are hidden.
    """
    if most is not None and is_answered(choice or {}):
        found = _by_index(columns, choice or {}, most)
        if found is not None:
            return found
    # What lies outside the region has no row, so it must not be counted above them or below.
    rows = Placement.objects.live() if placements is None else placements
    rows = rows.of_chain(columns.chain).filter(province__in=columns.provinces)
    return _by_placement(rows, () if placements is None else live(), most)


def _by_index(columns: MapColumns, choice: Choice, most: int) -> MapCells | None:
    """Return who fits the choice; ``None`` where bitmaps cannot tell.

    Two queries, one of which asks for the names that are not known yet. What is in a segment is kept until a company
    there changes, where nothing is chosen.
    """
    tops, below, provinces = columns.tops, columns.below, columns.provinces
    with refresh.current() as state:
        if state is None:
            return None
        labels = [entry.value for entry in state.catalogue.entries["label"]]
        ground = MapGround(state.index, columns.chain, provinces, choice)

        def compute(codes: Sequence[str]) -> dict[str, dict[str | None, CellCompanies]]:
            asked_tops, asked_below = ([code for code in kind if code in codes] for kind in (tops, below))
            return _named(ground.occupants(asked_tops, asked_below, labels, most), state.number)

        codes = [*tops, *below]
        kind = ("occupants", columns.chain, tuple(provinces), most)
        shown = compute(codes) if ground.filtered else state.by_segment(kind, codes, compute)
        total, companies, verified = ground.totals
    return MapCells(
        {(code, province): shown[code].get(province, NOBODY) for code in tops for province in provinces},
        {code: shown[code].get(None, NOBODY) for code in below},
        total,
        companies,
        verified,
    )


def _named(found: CountedPlaces, revision: int) -> dict[str, dict[str | None, CellCompanies]]:
    """Return who is in each segment, by province (``None``: anywhere), with their names; one query for unknown ones."""
    ids = list({each.key: public_id_of(each.key) for first in found.first.values() for each in first}.values())
    names = refresh.texts("names", ids, revision, _names)
    shown: dict[str, dict[str | None, CellCompanies]] = defaultdict(dict)
    for place, (count, hidden) in found.counts.items():
        code, province = place if isinstance(place, tuple) else (place, None)
        companies = tuple(
            MapCompany(public_id, *names[public_id].split("\n"), each.listed, each.labelled, each.status)
            for each in found.first[place]
            if (public_id := public_id_of(each.key)) in names
        )
        shown[code][province] = CellCompanies(count, companies, hidden)
    return shown


def _names(ids: list[str]) -> dict[str, str]:
    rows = Company.objects.filter(public_id__in=ids).order_by().values_list("public_id", "name", "name_en")
    # Names have no line breaks: they are tidied.
    return {public_id: f"{name}\n{name_en}" for public_id, name, name_en in rows}


def _by_placement(placements: QuerySet, live: Iterable[tuple[str, str | None, int]], most: int | None) -> MapCells:
    """Return who has one of these placements, row by row."""
    order = ("pk",) if most is None else ("company__pinyin", "company__public_id", "pk")
    found = list(_rows(placements, order))
    cells: dict[tuple[str, str], dict[int, MapCompany]] = defaultdict(dict)
    below: dict[str, dict[int, MapCompany]] = defaultdict(dict)
    for placement in found:
        chain, top, *rest = placement["segment__path"].rstrip("/").split("/")
        company = MapCompany(
            public_id=placement["company__public_id"],
            name=placement["company__name"],
            name_en=placement["company__name_en"],
            listed=placement["listed"],
            labelled=placement["labelled"],
            status=placement["status"],
        )
        groups = [cells[f"{chain}.{top}", placement["province_id"]]]
        if rest:
            groups.append(below[f"{chain}.{rest[0]}"])
        for group in groups:
            known = group.get(placement["company_id"])
            if known is None or RANKS[company.status] < RANKS[known.status]:
                group[placement["company_id"]] = company
    everybody: dict[tuple[str, str | None], set[int]] = defaultdict(set)
    for top, province, company in live:
        everybody[top, province].add(company)
    return MapCells(
        {
            # Not a difference of numbers: a filter for withdrawn placements shows others than those it hides.
            place: _shown(cells.get(place, {}), most, len(everybody.get(place, set()) - cells.get(place, {}).keys()))
            for place in everybody.keys() | cells.keys()
        },
        {code: _shown(group, most, 0) for code, group in below.items()},
        placements=len(found),
        companies=len({placement["company_id"] for placement in found}),
        verified=sum(placement["status"] == PlacementStatus.VERIFIED for placement in found),
    )


def _shown(group: Mapping[int, MapCompany], most: int | None, hidden: int) -> CellCompanies:
    return CellCompanies(len(group), tuple(group.values())[:most], hidden)


def _rows(placements: QuerySet, order: Sequence[str]) -> QuerySet:
    on_exchange = Listing.objects.filter(company=OuterRef("company"), delisted_on__isnull=True)
    labels = CompanyLabel.objects.filter(company=OuterRef("company"))
    return (
        placements.annotate(listed=Exists(on_exchange), labelled=Exists(labels))
        .order_by(*order)
        .values(
            "company_id",
            "company__public_id",
            "company__name",
            "company__name_en",
            "segment__path",
            "province_id",
            "status",
            "listed",
            "labelled",
        )
    )
