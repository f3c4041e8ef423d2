"""The chain map: layers as bands over segment columns, provinces as rows, companies in the cells."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, QuerySet

from chains.analysis import gaps
from chains.choices import PlacementStatus
from chains.models import (
    Alliance,
    Assessment,
    Chain,
    CompanyLabel,
    Layer,
    Listing,
    Park,
    Placement,
    Platform,
    Province,
    ResearchBase,
    Segment,
    SegmentLink,
    Source,
)

from .gaps import GapView, gap_view


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
class MapCell:
    """One segment in one province: the companies that fit the filter, and the gap cell of the whole list.

    ``hidden`` is how many companies the filter hides, so that *filtered out* never looks like *no supplier*.
    """

    segment: Segment
    province: Province
    companies: tuple[MapCompany, ...]
    gap: gaps.Cell
    hidden: int


@dataclass(frozen=True)
class MapChild:
    """A sub-segment under its column, with its gap row and the companies that fit the filter, wherever they are."""

    segment: Segment
    row: gaps.Row
    companies: tuple[MapCompany, ...]


@dataclass(frozen=True)
class MapColumn:
    """A top-level segment with its gap row, the companies shown in it, its children and what it feeds."""

    segment: Segment
    row: gaps.Row
    assessment: Assessment | None
    shown: int
    children: tuple[MapChild, ...]
    feeds: tuple[Segment, ...]
    fed_by: tuple[Segment, ...]


@dataclass(frozen=True)
class MapBand:
    """A layer over its columns."""

    layer: Layer
    columns: tuple[MapColumn, ...]


@dataclass(frozen=True)
class MapRow:
    """A province with its cells in the order of the columns; ``shown`` is the sum of the companies in them."""

    province: Province
    cells: tuple[MapCell, ...]
    shown: int


@dataclass(frozen=True)
class ChainMap:
    """All that the map of one chain shows. ``placements``, ``companies`` and ``verified`` count what it shows."""

    chain: Chain
    gap: GapView
    bands: tuple[MapBand, ...]
    rows: tuple[MapRow, ...]
    links: tuple[tuple[Segment, Segment], ...]
    alliances: tuple[Alliance, ...]
    research_bases: tuple[ResearchBase, ...]
    platforms: tuple[Platform, ...]
    parks: tuple[Park, ...]
    sources: tuple[Source, ...]
    as_of: date | None
    placements: int
    companies: int
    verified: int
    filtered: bool

    @property
    def columns(self) -> tuple[MapColumn, ...]:
        """The columns of all bands, from left to right."""
        return tuple(column for band in self.bands for column in band.columns)


def chain_map(chain: Chain, placements: QuerySet | None = None, provinces: Iterable[str] = ()) -> ChainMap:
    """Return the map of a chain with the companies of ``placements`` (the live ones of the chain by default).

    ``provinces`` keeps only those rows. Signals, verdicts and totals always speak of the whole list, since a
    filter must not turn a strength into a gap.
    """
    view = gap_view(chain)
    filtered = placements is not None
    if placements is None:
        placements = Placement.objects.live()
    # What lies outside the region stands in no row, so it must not be counted above them or below.
    found = list(_placements(placements.of_chain(chain.slug).filter(province__in=view.provinces)))
    cells, below = _grouped(found)

    links = tuple(
        (view.segments[link.upstream.code], view.segments[link.downstream.code])
        for link in SegmentLink.objects.filter(upstream__layer__chain=chain, downstream__layer__chain=chain)
        .select_related("upstream", "downstream")
        .order_by("upstream__layer__order", "upstream__order", "downstream__order")
    )
    kept = set(provinces)
    live = _live(view)
    rows = tuple(
        _row(view, province, position, cells, live)
        for position, province in enumerate(view.provinces)
        if not kept or province.code in kept
    )
    sources = sources_of(chain)
    return ChainMap(
        chain=chain,
        gap=view,
        bands=_bands(view, rows, links, below),
        rows=rows,
        links=links,
        alliances=tuple(Alliance.objects.filter(chain=chain, heads_map=True)),
        research_bases=tuple(ResearchBase.objects.filter(chains=chain).select_related("province")),
        platforms=tuple(Platform.objects.filter(chains=chain).select_related("province", "host")),
        parks=tuple(Park.objects.filter(chains=chain).select_related("province")),
        sources=tuple(sources),
        as_of=sources.order_by().aggregate(latest=Max("date"))["latest"],
        placements=len(found),
        companies=len({placement["company_id"] for placement in found}),
        verified=sum(placement["status"] == PlacementStatus.VERIFIED for placement in found),
        filtered=filtered,
    )


def sources_of(chain: Chain) -> QuerySet[Source]:
    """Return the sources that the placements of a chain rest on."""
    public = Placement.objects.published().of_chain(chain.slug)
    return Source.objects.filter(evidence__placement__in=public).distinct()


def _placements(placements: QuerySet) -> QuerySet:
    on_exchange = Listing.objects.filter(company=OuterRef("company"), delisted_on__isnull=True)
    labels = CompanyLabel.objects.filter(company=OuterRef("company"))
    return (
        placements.annotate(listed=Exists(on_exchange), labelled=Exists(labels))
        .order_by("pk")
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


#: Companies by (code of the top-level segment, province), and by the code of the segment right below it.
Cells = dict[tuple[str, str | None], dict[int, MapCompany]]
Below = dict[str, dict[int, MapCompany]]
#: The keys of companies by (code of the top-level segment, province).
Live = dict[tuple[str, str | None], set[Hashable]]


def _grouped(placements: Iterable[dict]) -> tuple[Cells, Below]:
    """Group into cells and sub-segments, every company once in each, in the order of entry."""
    cells: Cells = defaultdict(dict)
    below: Below = defaultdict(dict)
    for placement in placements:
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
            if placement["company_id"] not in group or company.status == PlacementStatus.VERIFIED:
                group[placement["company_id"]] = company
    return cells, below


def _live(view: GapView) -> Live:
    """Return the companies that every cell has without a filter."""
    tree = gaps.Tree(view.nodes)
    live: Live = defaultdict(set)
    for claim in view.claims:
        live[tree.lineage(claim.segment)[-1], claim.province].add(claim.company)
    return live


def _row(view: GapView, province: Province, position: int, companies: Cells, live: Live) -> MapRow:
    cells = []
    for row in view.table.rows:
        place = row.segment, province.code
        shown = companies.get(place, {})
        # Not a difference of numbers: a filter for withdrawn placements shows others than those it hides.
        hidden = len(live.get(place, set()) - shown.keys())
        cells.append(MapCell(view.segments[row.segment], province, tuple(shown.values()), row.cells[position], hidden))
    return MapRow(province, tuple(cells), sum(len(cell.companies) for cell in cells))


def _bands(
    view: GapView, rows: tuple[MapRow, ...], links: tuple[tuple[Segment, Segment], ...], below: Below
) -> tuple[MapBand, ...]:
    by_layer: dict[Layer, list[MapColumn]] = {}
    for position, row in enumerate(view.table.rows):
        segment = view.segments[row.segment]
        inside = view.inside(segment.code).rows if row.coverage.defined else ()
        column = MapColumn(
            segment=segment,
            row=row,
            assessment=view.assessment(row.ruling),
            shown=sum(len(map_row.cells[position].companies) for map_row in rows),
            children=tuple(
                MapChild(view.segments[child.segment], child, tuple(below.get(child.segment, {}).values()))
                for child in inside
            ),
            feeds=tuple(downstream for upstream, downstream in links if upstream == segment),
            fed_by=tuple(upstream for upstream, downstream in links if downstream == segment),
        )
        by_layer.setdefault(segment.layer, []).append(column)
    return tuple(MapBand(layer, tuple(columns)) for layer, columns in by_layer.items())
