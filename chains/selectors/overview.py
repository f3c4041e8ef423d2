"""The first page: every chain small, with its headline."""

from collections.abc import Sequence
from dataclasses import dataclass

from chains import indexing
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


def chains_of_navigation(at: indexing.Revised | None) -> Sequence[Chain]:
    """Return all chains in their order: by the index where the newest revision is known, and else in one query."""
    if at is not None:
        with indexing.current(at) as state:
            if state is not None:
                return state.catalogue.chains
    return list(Chain.objects.all())


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
        companies=Company.objects.published().count(),
        placements=live.count(),
        verified=live.verified().count(),
        sources=Source.objects.count(),
        chains=tuple(chains),
    )
