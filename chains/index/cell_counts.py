"""Counts for the cells of map and gap table, by bitmaps. The semantics are those of ``gaps.py``; no ORM."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pyroaring import BitMap

from chains.analysis.gaps import Tally
from chains.choices import UNKNOWN_PROVINCE, PlacementStatus

from .bitmaps import FacetIndex
from .members import Choice

#: What a company in a cell is shown as, where it has several placements there: the best known, then what is in doubt.
RANKS = {
    status: rank
    for rank, status in enumerate(
        (PlacementStatus.VERIFIED, PlacementStatus.DISPUTED, PlacementStatus.REPORTED, PlacementStatus.WITHDRAWN)
    )
}

#: A place on a map: (top-level segment, province), or a segment right below one.
Place = tuple[str, str] | str


def tallies(index: FacetIndex, code: str, provinces: Sequence[str], dedicated: BitMap) -> dict[str | None, Tally]:
    """Return the tallies of a segment with its subtree in each province, and (``None``) over all of them."""
    verified, listed = index.placed("status", PlacementStatus.VERIFIED), index.own("listed", "true")
    here = index.placed("segment", code) & index.live
    found = {}
    everybody, checked = BitMap(), BitMap()
    for province in provinces:
        placed = here & index.placed("province", province)
        companies, seen = index.fold(placed), index.fold(placed & verified)
        found[province] = _tally(companies, seen, dedicated, listed)
        everybody |= companies
        checked |= seen
    return {**found, None: _tally(everybody, checked, dedicated, listed)}


def in_one_only(index: FacetIndex, tops: Iterable[str]) -> BitMap:
    """Return the companies that work below exactly one of these segments, wherever."""
    once, again = BitMap(), BitMap()
    for code in tops:
        companies = index.own("segment", code)
        again |= once & companies
        once |= companies
    return once - again


def elsewhere(index: FacetIndex, chain: str, provinces: Iterable[str]) -> int:
    """Return how many companies are placed in the chain, but not (or not only) in one of the provinces."""
    placed = index.placed("chain", chain) & index.live
    for province in provinces:
        placed = placed - index.placed("province", province)
    return len(index.fold(placed))


def unknown(index: FacetIndex, chain: str, codes: Iterable[str]) -> dict[str | None, int]:
    """Return how many companies are placed in each of these segments in China, in a province that nobody knows.

    Under ``None``: how many in the chain.
    """
    placed = index.placed("chain", chain) & index.live & index.placed("province", UNKNOWN_PROVINCE)
    found = {code: len(index.fold(placed & index.placed("segment", code))) if placed else 0 for code in codes}
    return {**found, None: len(index.fold(placed))}


class Occupant(NamedTuple):
    """A company in a place of a map: its key, whether it is listed and has a label, the status of its placement."""

    key: int
    listed: bool
    labelled: bool
    status: PlacementStatus


@dataclass
class CountedPlaces:
    """Who is on a map: in each place how many are shown and how many the filter hides, and the first who are shown."""

    counts: dict[Place, tuple[int, int]] = field(default_factory=dict)
    first: dict[Place, list[Occupant]] = field(default_factory=dict)


class MapGround:
    """What a map shows: the placements in a chain and these provinces, and those of them that fit a choice."""

    def __init__(self, index: FacetIndex, chain: str, provinces: Sequence[str], choice: Choice) -> None:
        self.index, self.provinces = index, provinces
        inside = BitMap.union(BitMap(), *(index.placed("province", code) for code in provinces))
        self.inside = inside & index.placed("chain", chain) & index.live
        self.base = index.placements(choice) & inside & index.placed("chain", chain)
        self.filtered = any(choice.values())

    @property
    def totals(self) -> tuple[int, int, int]:
        """How many placements are shown, of how many companies, and how many of the placements are verified."""
        verified = self.base.intersection_cardinality(self.index.placed("status", PlacementStatus.VERIFIED))
        return len(self.base), len(self.index.fold(self.base)), verified

    def occupants(self, tops: Iterable[str], below: Iterable[str], labels: Iterable[str], most: int) -> CountedPlaces:
        """Return who is in these top-level segments, by province, and in these below them, anywhere.

        Up to ``most`` are named in each place, in the order of the list.
        """
        index, base, found = self.index, self.base, CountedPlaces()
        listed = index.own("listed", "true")
        labelled = BitMap.union(BitMap(), *(index.own("label", slug) for slug in labels))
        ranked = [(status, base & index.placed("status", status)) for status in RANKS]

        def note(place: Place, where: BitMap) -> None:
            companies = index.fold(base & where)
            hidden = len(index.fold(self.inside & where) - companies) if self.filtered else 0
            found.counts[place] = (len(companies), hidden)
            by_status = [(status, index.fold(bits & where)) for status, bits in ranked]
            first = found.first[place] = []
            for key in index.page(companies, 0, most):
                ordinal = index.ordinal(key)
                status = next(status for status, bits in by_status if ordinal in bits)
                first.append(Occupant(key, ordinal in listed, ordinal in labelled, status))

        for code in tops:
            for province in self.provinces:
                note((code, province), index.placed("segment", code) & index.placed("province", province))
        for code in below:
            note(code, index.placed("segment", code))
        return found


def _tally(companies: BitMap, verified: BitMap, dedicated: BitMap, listed: BitMap) -> Tally:
    return Tally(
        companies=len(companies),
        dedicated=companies.intersection_cardinality(dedicated),
        verified=len(verified),
        listed=companies.intersection_cardinality(listed),
    )
