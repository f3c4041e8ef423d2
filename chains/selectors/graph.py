"""A chain as a graph: its nodes, and the links between them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from chains.analysis import gaps
from chains.models import Chain, Segment, SegmentLink

from .gaps import GapView, gap_view
from .nested import NestedCompany, NestedSegment, nested_chain


@dataclass(frozen=True)
class ChainGraph:
    """The segments of a chain on every level with their gap rows, what feeds what, and the companies if asked for.

    ``works_in`` are pairs of a company's id and the segment that it is placed in.
    """

    gap: GapView
    rows: dict[str, gaps.Row]
    feeds: tuple[SegmentLink, ...]
    companies: tuple[NestedCompany, ...]
    works_in: tuple[tuple[str, Segment], ...]


def chain_graph(chain: Chain, placements: QuerySet | None = None) -> ChainGraph:
    """Return the graph of a chain; with the companies of ``placements``, where some are given.

    Counts, signals and verdicts speak of the whole list, as on the map. Five queries; eight with companies.
    """
    view = gap_view(chain)
    links = SegmentLink.objects.filter(upstream__layer__chain=chain, downstream__layer__chain=chain)
    companies: dict[str, NestedCompany] = {}
    works_in: list[tuple[str, Segment]] = []

    def collect(node: NestedSegment) -> None:
        for company in node.companies:
            companies.setdefault(company.public_id, company)
            works_in.append((company.public_id, node.segment))
        for child in node.children:
            collect(child)

    if placements is not None:
        for layer in nested_chain(chain, placements).layers:
            for segment in layer.segments:
                collect(segment)
    return ChainGraph(
        gap=view,
        rows={row.segment: row for row in view.rows},
        feeds=tuple(
            links.select_related("upstream", "downstream").order_by("upstream__path", "downstream__path", "pk")
        ),
        companies=tuple(companies.values()),
        works_in=tuple(works_in),
    )
