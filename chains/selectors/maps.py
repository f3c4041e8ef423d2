"""The chain map: layers as bands over segment columns, provinces as rows, companies in the cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from chains import index
from chains.analysis import gaps
from chains.models import (
    Alliance,
    Assessment,
    Chain,
    Layer,
    Park,
    Platform,
    Province,
    ResearchBase,
    Segment,
    SegmentLink,
    Source,
)
from chains.querysets import Choice

from .gaps import GapView, gap_view


@dataclass(frozen=True)
class MapCell:
    """One segment in one province: the companies that fit the filter, and the gap cell of the whole list.

    ``count`` is how many fit, ``companies`` are the first of them. ``hidden`` is how many companies the filter hides,
    so that *filtered out* never looks like *no supplier*.
    """

    segment: Segment
    province: Province
    count: int
    companies: tuple[index.MapCompany, ...]
    gap: gaps.Cell
    hidden: int


@dataclass(frozen=True)
class MapChild:
    """A sub-segment under its column, with its gap row and the companies that fit the filter, wherever they are."""

    segment: Segment
    row: gaps.Row
    count: int
    companies: tuple[index.MapCompany, ...]


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


def chain_map(
    chain: Chain, placements: QuerySet | None = None, choice: Choice | None = None, *, most: int | None = None
) -> ChainMap:
    """Return the map of a chain with the companies of ``placements`` (the live ones of the chain by default).

    ``choice`` is what they were found by; the provinces in it keep only those rows. Signals, verdicts and totals always
    speak of the whole list, since a filter must not turn a strength into a gap. With ``most``, every cell has up to so
    many companies, in the order of the list; all of them in the order of entry without.
    """
    view = gap_view(chain)
    filtered = placements is not None
    kept = set((choice or {}).get("province", ()))
    found = _cells(view, placements, choice or {}, most)

    around = index.until_changed(("around", chain.pk), lambda: _around(view))
    rows = tuple(
        _row(view, province, position, found)
        for position, province in enumerate(view.provinces)
        if not kept or province.code in kept
    )
    return ChainMap(
        chain=chain,
        gap=view,
        bands=_bands(view, rows, around["links"], found),
        rows=rows,
        as_of=max((source.date for source in around["sources"] if source.date), default=None),
        placements=found.placements,
        companies=found.companies,
        verified=found.verified,
        filtered=filtered,
        **around,
    )


def _around(view: GapView) -> dict[str, tuple[Any, ...]]:
    """Return what a map shows besides its cells: which segment feeds which, institutions, sources."""
    chain = view.chain
    links = (
        SegmentLink.objects.filter(upstream__layer__chain=chain, downstream__layer__chain=chain)
        .select_related("upstream", "downstream")
        .order_by("upstream__layer__order", "upstream__order", "downstream__order")
    )
    return {
        "links": tuple((view.segments[link.upstream.code], view.segments[link.downstream.code]) for link in links),
        "alliances": tuple(Alliance.objects.filter(chain=chain, heads_map=True)),
        "research_bases": tuple(ResearchBase.objects.filter(chains=chain).select_related("province")),
        "platforms": tuple(Platform.objects.filter(chains=chain).select_related("province", "host")),
        "parks": tuple(Park.objects.filter(chains=chain).select_related("province")),
        "sources": tuple(index.sources_of(chain)),
    }


def _cells(view: GapView, placements: QuerySet | None, choice: Choice, most: int | None) -> index.MapCells:
    tops, provinces = list(view.tree.children[None]), [province.code for province in view.provinces]
    below = [child for top in tops for child in view.tree.children[top]]
    columns = index.MapColumns(view.chain.slug, tops, below, provinces)

    def live() -> Iterator[tuple[str, str | None, int]]:
        return ((view.tree.lineage(claim.segment)[-1], claim.province, claim.company) for claim in view.claims)

    return index.map_cells(columns, placements, choice, most=most, live=live)


def _row(view: GapView, province: Province, position: int, found: index.MapCells) -> MapRow:
    cells = []
    for row in view.table.rows:
        shown = found.cells.get((row.segment, province.code), index.NOBODY)
        segment, cell = view.segments[row.segment], row.cells[position]
        cells.append(MapCell(segment, province, shown.count, shown.companies, cell, shown.hidden))
    return MapRow(province, tuple(cells), sum(cell.count for cell in cells))


def _bands(
    view: GapView, rows: tuple[MapRow, ...], links: tuple[tuple[Segment, Segment], ...], found: index.MapCells
) -> tuple[MapBand, ...]:
    by_layer: dict[Layer, list[MapColumn]] = {}
    for position, row in enumerate(view.table.rows):
        segment = view.segments[row.segment]
        inside = view.inside(segment.code).rows if row.coverage.defined else ()
        column = MapColumn(
            segment=segment,
            row=row,
            assessment=view.assessment(row.ruling),
            shown=sum(map_row.cells[position].count for map_row in rows),
            children=tuple(
                MapChild(view.segments[child.segment], child, shown.count, shown.companies)
                for child in inside
                for shown in (found.below.get(child.segment, index.NOBODY),)
            ),
            feeds=tuple(downstream for upstream, downstream in links if upstream == segment),
            fed_by=tuple(upstream for upstream, downstream in links if downstream == segment),
        )
        by_layer.setdefault(segment.layer, []).append(column)
    return tuple(MapBand(layer, tuple(columns)) for layer, columns in by_layer.items())
