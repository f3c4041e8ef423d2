"""The flow diagram of a chain, for page, file and API."""

from collections import defaultdict
from dataclasses import dataclass

from chains.analysis import gaps
from chains.figures import flow
from chains.models import Chain, Layer, Segment, SegmentLink

from .gaps import GapView, gap_view


@dataclass(frozen=True)
class FlowNode:
    """A segment with its gap row, where it stands, and the shade of its count."""

    segment: Segment
    row: gaps.Row
    box: flow.SegmentBox
    step: int
    part: float
    feeds: tuple[Segment, ...]
    fed_by: tuple[Segment, ...]

    @property
    def choke_point(self) -> bool:
        """Whether its verdict calls it a choke point."""
        return self.row.ruling is not None and self.row.ruling.choke_point

    @property
    def import_dependent(self) -> bool:
        """Whether its verdict calls it dependent on imports."""
        return self.row.ruling is not None and self.row.ruling.import_dependent


@dataclass(frozen=True)
class FlowLink:
    """One drawn segment feeds another: by a link of their own, or (not ``direct``) only by links below them.

    ``links`` are those on record that it stands for.
    """

    upstream: Segment
    downstream: Segment
    links: tuple[SegmentLink, ...]
    direct: bool
    route: flow.Route

    @property
    def notes(self) -> tuple[str, ...]:
        """The note on the link."""
        return tuple(link.note for link in self.links if link.note)


@dataclass(frozen=True)
class FlowBand:
    """Where a layer stands; inside a segment there is one band, the segment's own."""

    holder: Layer | Segment
    band: flow.Band


@dataclass(frozen=True)
class FlowView:
    """The flow of a chain, or of the sub-segments of ``gap.parent``.

    ``outside`` are the links from what is drawn to the rest of the chain and back, none at the top level.
    """

    gap: GapView
    drawing: flow.FlowLayout
    bands: tuple[FlowBand, ...]
    nodes: tuple[FlowNode, ...]
    links: tuple[FlowLink, ...]
    outside: tuple[SegmentLink, ...]

    @property
    def most(self) -> int:
        """The largest number of companies of one segment."""
        return max((node.row.tally.companies for node in self.nodes), default=0)


def flow_view(chain: Chain, parent: Segment | None = None) -> FlowView:
    """Return the flow between the top-level segments of a chain, or between those right below ``parent``.

    A link further down counts for the segments drawn that its ends stand in. Five queries.
    """
    view = gap_view(chain, parent=parent)
    rows = {row.segment: row for row in view.table.rows}
    behind: dict[tuple[str, str], list[SegmentLink]] = defaultdict(list)
    outside = []
    for link in (
        SegmentLink.objects.filter(upstream__layer__chain=chain, downstream__layer__chain=chain)
        .select_related("upstream__layer__chain", "downstream__layer__chain")
        .order_by("upstream__layer__order", "upstream__order", "downstream__order", "pk")
    ):
        ends = tuple(_drawn(view, rows, end.code) for end in (link.upstream, link.downstream))
        if all(ends):
            if ends[0] != ends[1]:
                behind[ends].append(link)
        elif any(ends):
            outside.append(link)
    drawing = flow.lay_out(
        [flow.FlowItem(code, parent.code if parent else view.segments[code].layer.code) for code in rows], behind
    )
    holders = {segment.layer.code: segment.layer for segment in view.segments.values()}
    if parent:
        holders[parent.code] = parent
    most = max((row.tally.companies for row in rows.values()), default=0)
    nodes = tuple(
        FlowNode(
            segment=view.segments[box.code],
            row=rows[box.code],
            box=box,
            step=flow.step_of(rows[box.code].tally.companies, most),
            part=rows[box.code].tally.companies / most if most else 0.0,
            feeds=tuple(view.segments[below] for above, below in behind if above == box.code),
            fed_by=tuple(view.segments[above] for above, below in behind if below == box.code),
        )
        for box in drawing.boxes
    )
    links = tuple(
        FlowLink(
            upstream=view.segments[route.upstream],
            downstream=view.segments[route.downstream],
            links=tuple(found := behind[route.upstream, route.downstream]),
            direct=any(
                (link.upstream.code, link.downstream.code) == (route.upstream, route.downstream) for link in found
            ),
            route=route,
        )
        for route in drawing.routes
    )
    bands = tuple(FlowBand(holders[band.code], band) for band in drawing.bands)
    return FlowView(view, drawing, bands, nodes, links, tuple(outside))


def _drawn(view: GapView, rows: dict[str, gaps.Row], code: str) -> str | None:
    """Return the drawn segment that a segment is or stands below, if any."""
    return next((above for above in view.tree.lineage(code) if above in rows), None)


def _ends(link: SegmentLink) -> tuple[str, str]:
    return link.upstream.code, link.downstream.code
