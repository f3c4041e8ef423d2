"""What a decision on two companies changes: the placements that would come together, and the gaps that rest on them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from chains.analysis.counted_once import signal_counted_once
from chains.analysis.duplicates import Pair
from chains.analysis.gaps import GapTable
from chains.membership import Among
from chains.models import Chain, Placement

from .gaps import GapView, gap_view


@dataclass(frozen=True, slots=True, order=True)
class MergeConsequence:
    """What changes if two companies are merged, in the order in which it counts.

    ``placements`` and ``segments`` are those of the company that has fewer of them, which would move; ``gaps`` are the
    cells of the gap tables in which both are counted now and whose signal would be another if they counted once.
    """

    placements: int = 0
    segments: int = 0
    gaps: int = 0


class _Claim(NamedTuple):
    """A live placement: the chain, the segment's code, the province."""

    chain: int
    segment: str
    province: str | None


def consequences_of(pairs: Iterable[Pair]) -> list[MergeConsequence]:
    """Return the consequence of each pair, in their order: one query, and a gap table for each chain in question."""
    pairs = list(pairs)
    claims: dict[str, set[_Claim]] = defaultdict(set)
    ids = {public_id for pair in pairs for public_id in (pair.first, pair.second)}
    live = Placement.objects.live().filter(Among("company__public_id", ids)).order_by()
    for public_id, *claim in live.values_list(
        "company__public_id", "segment__layer__chain", "segment__code", "province"
    ):
        claims[public_id].add(_Claim(*claim))
    shared = {claim.chain for pair in pairs for claim in claims[pair.first] if _together(claim, claims[pair.second])}
    views = {chain.pk: gap_view(chain) for chain in Chain.objects.filter(pk__in=shared)} if shared else {}
    tables: dict[tuple[int, str | None], GapTable] = {}
    return [_consequence(claims[pair.first], claims[pair.second], views, tables) for pair in pairs]


def _together(claim: _Claim, others: Iterable[_Claim]) -> bool:
    return any(each.chain == claim.chain and each.province == claim.province for each in others)


def _consequence(
    first: set[_Claim],
    second: set[_Claim],
    views: dict[int, GapView],
    tables: dict[tuple[int, str | None], GapTable],
) -> MergeConsequence:
    moved = min(first, second, key=len)
    twice = _cells(first, views) & _cells(second, views)
    gaps = sum(_reads_otherwise(cell, views[cell.chain], tables) for cell in twice)
    return MergeConsequence(len(moved), len({claim.segment for claim in moved}), gaps)


def _cells(claims: Iterable[_Claim], views: dict[int, GapView]) -> set[_Claim]:
    """Return the cells in which a company is counted, on every level of the segments."""
    return {
        claim._replace(segment=code)
        for claim in claims
        if claim.chain in views and claim.province is not None
        for code in views[claim.chain].tree.lineage(claim.segment)
    }


def _reads_otherwise(cell: _Claim, view: GapView, tables: dict[tuple[int, str | None], GapTable]) -> bool:
    """Return whether the signal of a cell would be another with one company less."""
    parent = view.tree.parent[cell.segment]
    if (key := (cell.chain, parent)) not in tables:
        tables[key] = view.inside(parent)
    table = tables[key]
    if cell.province not in table.provinces:
        return False
    at = table.provinces.index(cell.province)
    row = next(row for row in table.rows if row.segment == cell.segment)
    return signal_counted_once(table, row, at) != row.cells[at].signal
