"""The home page: every chain with its headline figures."""

from dataclasses import dataclass

from chains.analysis import gaps
from chains.models import Chain, Company, Placement, Source

from .gaps import GapView, gap_view


@dataclass(frozen=True)
class ChainHeadline:
    """A chain with its gap view, its number of companies, and the rows that a leader should see first."""

    view: GapView
    companies: int
    headline: tuple[gaps.Row, ...]


@dataclass(frozen=True)
class Overview:
    """The numbers of the whole atlas, and a headline for each chain."""

    companies: int
    placements: int
    verified: int
    sources: int
    chains: tuple[ChainHeadline, ...]


def overview() -> Overview:
    """Return what the first page shows; the number of queries grows with the chains, not with their rows."""
    live = Placement.objects.live()
    chains = []
    for chain in Chain.objects.select_related("region"):
        view = gap_view(chain)
        # The headline speaks of whole columns: what stands below them is on the gap page.
        rows = [row for row in view.ranked if view.segments[row.segment].parent_id is None]
        chains.append(ChainHeadline(view, view.companies, tuple(rows[:3])))
    return Overview(
        companies=Company.objects.published().existing().count(),
        placements=live.count(),
        verified=live.verified().count(),
        sources=Source.objects.count(),
        chains=tuple(chains),
    )
