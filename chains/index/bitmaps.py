"""The bitmaps of the facet index: companies that match a choice, counts of each value, pages.

A company is a bit: its *ordinal*, which is its place in the list. A placement is a bit too: a company's first placement
lies in lane 0 at the company's ordinal, its second in lane 1, and so on, each lane ``2 ** bits`` further up. So
conditions that must meet in one placement are one intersection, and the companies behind the placements are the lanes
laid upon one another (*folded*). Every value of every parameter has one bitmap of placements and one of companies.

Pure: rows go in as :class:`Member`, keys of companies come out. The rules are those of ``CompanyQuerySet.matching`` and
``PlacementQuerySet.at``: values of one parameter are alternatives, parameters add up, a facet leaves its own out.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pyroaring import BitMap

from .members import GROUND, STATUS, WITHDRAWN, Choice, CodeMeanings, Member, Parameters, PublishedPlacement
from .order import FullError, ListOrder, ListPosition

#: How many placements of one company the index holds at most.
MOST_LANES = 255

_NONE = BitMap()

Postings = dict[str, dict[str, BitMap]]


class FacetIndex:
    """The bitmaps over all published companies, and their order; see the module."""

    #: What a bitmap can hold.
    _SPACE = 1 << 32

    def __init__(
        self,
        parameters: Parameters,
        vocabulary: CodeMeanings,
        places: Callable[[], Iterable[tuple[int, int]]],
        spots: Callable[[], Iterable[tuple[int, PublishedPlacement]]],
        held: Mapping[str, Callable[[], Iterable[tuple[int, str]]]],
        grounds: Callable[[], Iterable[tuple[int, str]]],
    ) -> None:
        """Build the index: ``places`` are the keys and marks of the companies in the order of the list.

        The others are asked for after that, and give ordinals: ``held``, by parameter, the values that a company
        answers to by itself.
        """
        self.parameters, self.vocabulary = parameters, vocabulary
        self._order = ListOrder(places())
        self._bits = max(17, (self._order.built + ListOrder.TAIL).bit_length())
        self._lanes = bytearray(self._order.built)
        self._highest = 0
        self._masks: list[BitMap] = []
        self._everybody = BitMap(range(self._order.built))
        self.standing = BitMap()
        self._live: BitMap | None = None
        self._placed: Postings = {name: defaultdict(BitMap) for name in parameters.placed}
        self._owned: Postings = {name: defaultdict(BitMap) for name in (*parameters.placed, *parameters.own, GROUND)}
        self._add_spots(spots())
        for name, pairs in (*held.items(), (GROUND, grounds)):
            by_value: dict[str, array] = defaultdict(lambda: array("I"))
            for ordinal, value in pairs():
                by_value[value].append(ordinal)
            self._owned[name] |= {value: BitMap(ordinals) for value, ordinals in by_value.items()}
        for bitmap in self._bitmaps():
            bitmap.run_optimize()

    def __len__(self) -> int:
        return len(self._everybody)

    # -- what is asked

    def companies(self, choice: Choice, *, without: str = "") -> BitMap:
        """Return the ordinals of the companies that fit the choice, left out the parameter ``without``."""
        found = self._fitting(choice, without)
        if self._is_placed(choice, without):
            placed = self.fold(self._placements(choice, without))
            found = placed if found is None else placed & found
        elif found is None:
            found = self._everybody
        withheld = self._withheld(choice, without)
        return found - withheld if withheld else found

    def counts(self, choice: Choice, among: BitMap | None = None) -> dict[str, dict[str, int]]:
        """Return for each parameter how many companies each value would give; values that give none are left out.

        ``among`` narrows all of them to these companies, whatever is chosen.
        """
        names = (*self.parameters.placed, *self.parameters.own)
        return {name: self._counted(name, choice, among) for name in names}

    def page(self, found: BitMap, start: int, stop: int) -> list[int]:
        """Return the keys of the companies from ``start`` up to ``stop``, in the order of the list."""
        return self._order.page(found, start, stop)

    def ordinals(self, keys: Iterable[int]) -> BitMap:
        """Return the ordinals of those of these companies that are published."""
        found = (self.ordinal(key) for key in keys)
        return BitMap([ordinal for ordinal in found if ordinal is not None]) & self._everybody

    def placements(self, choice: Choice) -> BitMap:
        """Return the placements that fit the choice and whose companies do, see ``PlacementQuerySet.matching``."""
        placed, fitting = self._placements(choice, ""), self._fitting(choice, "")
        placed = placed if fitting is None else placed & self._lift(fitting)
        withheld = self._withheld(choice, "")
        return placed - self._lift(withheld) if withheld else placed

    def ordinal(self, key: int) -> int | None:
        """Return the bit of a company; ``None`` where it never had one."""
        return self._order.ordinal(key)

    def placed(self, parameter: str, value: str) -> BitMap:
        """Return the published placements that answer to a value, withdrawn ones too; not to be changed."""
        return self._placed[parameter].get(value, _NONE)

    def grounds(self) -> list[str]:
        """Return what the published placements rest on, each once, in no order."""
        return [ground for ground, companies in self._owned[GROUND].items() if companies]

    @property
    def live(self) -> BitMap:
        """The placements that count: standing ones of companies that are not left out; not to be changed."""
        if self._live is None:
            withheld = self._withheld({}, "")
            self._live = self.standing - self._lift(withheld) if withheld else self.standing
        return self._live

    def own(self, parameter: str, value: str) -> BitMap:
        """Return the companies that answer to a value by themselves or by a standing placement; not to be changed."""
        return self._owned[parameter].get(value, _NONE)

    # -- what is written

    def moved(self, marks: Iterable[tuple[int, int]]) -> list[int]:
        """Return which of these published companies, given by key and mark, :meth:`replace` needs the position of.

        Raises :class:`FullError` where they are too many.
        """
        return self._order.moved(marks, self._everybody)

    def replace(
        self, gone: Iterable[int], members: Sequence[Member], positions: Sequence[ListPosition] = ()
    ) -> set[str]:
        """Take away what was known of the companies ``gone`` (those that change belong to them), put in the members.

        ``positions`` has those that :meth:`moved` names, in the order of the list. Return the segments, with those
        above them, in which one of the companies was or is. Raises :class:`FullError`, and ``KeyError`` where a company
        stands behind one that the index does not know; it cannot be used any more then.
        """
        gone = list(gone)
        self._live = None
        touched = self._remove([ordinal for ordinal in map(self.ordinal, gone) if ordinal is not None])
        self._order.remove(set(gone) - {member.key for member in members})
        self._order.place(positions)
        self._lanes.extend(bytes(len(self._order) - len(self._lanes)))
        self._add(members)
        segments = {spot.segment for member in members for spot in member.spots}
        return touched.union(*(self.vocabulary.above[code] for code in segments))

    # -- inside

    def _bitmaps(self) -> Iterator[BitMap]:
        for postings in (self._placed, self._owned):
            for bitmaps in postings.values():
                yield from bitmaps.values()

    def _add_spots(self, spots: Iterable[tuple[int, PublishedPlacement]]) -> None:
        """Give every placement a lane, and set its bit wherever it answers to something."""
        lanes, bits = self._lanes, self._bits
        by_spot: dict[PublishedPlacement, array] = defaultdict(lambda: array("I"))
        for ordinal, spot in spots:
            lane = lanes[ordinal]
            if lane == MOST_LANES or (lane + 1) << bits > self._SPACE:
                raise FullError
            lanes[ordinal] = lane + 1
            by_spot[spot].append((lane << bits) | ordinal)
            if lane > self._highest:
                self._highest = lane
        # By value first: there are many more kinds of placements than values that they answer to.
        by_value: dict[tuple[str, str], array] = defaultdict(lambda: array("I"))
        live = array("I")
        for spot, places in by_spot.items():
            for name_and_value in self.parameters.values(self.vocabulary, spot):
                by_value[name_and_value].extend(places)
            if spot.status != WITHDRAWN:
                live.extend(places)
        standing = BitMap(live)
        self.standing |= standing
        for (name, value), places in by_value.items():
            placed = BitMap(places)
            self._placed[name][value] |= placed
            self._owned[name][value] |= self.fold(placed if name == STATUS else placed & standing)

    def _add(self, members: Sequence[Member]) -> None:
        known = [(self.ordinal(member.key), member) for member in members]
        for ordinal, member in known:
            self._everybody.add(ordinal)
            for name, values in (*member.held.items(), (GROUND, member.grounds)):
                for value in values:
                    self._owned[name][value].add(ordinal)
        self._add_spots((ordinal, spot) for ordinal, member in known for spot in member.spots)

    def _remove(self, known: list[int]) -> set[str]:
        ordinals = BitMap(known)
        placed = BitMap([(lane << self._bits) | ordinal for ordinal in known for lane in range(self._lanes[ordinal])])
        touched = {code for code, bitmap in self._placed["segment"].items() if bitmap.intersect(placed)}
        self._everybody -= ordinals
        self.standing -= placed
        for bitmaps in self._placed.values():
            for bitmap in bitmaps.values():
                bitmap.difference_update(placed)
        for bitmaps in self._owned.values():
            for bitmap in bitmaps.values():
                bitmap.difference_update(ordinals)
        for ordinal in known:
            self._lanes[ordinal] = 0
        return touched

    def fold(self, bits: BitMap) -> BitMap:
        """Return the companies behind placements: all lanes laid upon one another."""
        if not bits:
            return BitMap()
        highest = bits.max() >> self._bits
        if not highest:
            return bits
        while len(self._masks) <= highest:
            start = len(self._masks) << self._bits
            self._masks.append(BitMap(range(start, start + (1 << self._bits))))
        found = bits & self._masks[0]
        for lane in range(1, highest + 1):
            found |= (bits & self._masks[lane]).shift(-(lane << self._bits))
        return found

    def _lift(self, companies: BitMap) -> BitMap:
        """Return all placements of companies."""
        return BitMap.union(*(companies.shift(lane << self._bits) for lane in range(self._highest + 1)))

    def _is_placed(self, choice: Choice, without: str) -> bool:
        placed = self.parameters.placed
        return any(choice.get(name) for name in placed if name != without) or any(
            choice.get(lookup) for lookup, name in self.parameters.lookups.items() if name in placed
        )

    def _placements(self, choice: Choice, without: str) -> BitMap:
        """Return the placements that fit the part of the choice which a placement answers."""
        statuses = choice.get(STATUS) if without != STATUS else None
        if statuses:
            narrowed = [self._any(self._placed[STATUS], statuses)]
        else:
            narrowed = [] if without == STATUS else [self.standing]
        for name, bitmaps in self._placed.items():
            if name != STATUS and name != without and choice.get(name):
                narrowed.append(self._any(bitmaps, choice[name]))
        for lookup, name in self.parameters.lookups.items():
            if name in self._placed and choice.get(lookup):
                narrowed.append(self._any(self._placed[name], choice[lookup]))
        if not narrowed:
            return self._any(self._placed[STATUS], self._placed[STATUS])
        narrowed.sort(key=len)
        found = narrowed[0]
        for other in narrowed[1:]:
            found = found & other
        return found

    def _fitting(self, choice: Choice, without: str) -> BitMap | None:
        """Return the companies that fit the part of the choice which a company answers; ``None`` where that is all."""
        narrowed = []
        for name in self.parameters.own:
            if name != without and name not in self.parameters.withheld and choice.get(name):
                narrowed += self._holding(name, choice[name])
        for lookup, name in self.parameters.lookups.items():
            if name in self.parameters.own and choice.get(lookup):
                narrowed += self._holding(name, choice[lookup])
        if not narrowed:
            return None
        return BitMap.intersection(*narrowed) if len(narrowed) > 1 else narrowed[0]

    def _withheld(self, choice: Choice, without: str) -> BitMap:
        """Return the companies that are left out as long as nobody asks for them."""
        names = [name for name in self.parameters.withheld if name != without and "true" not in choice.get(name, ())]
        return BitMap.union(_NONE, *(self._owned[name]["true"] for name in names))

    def _holding(self, name: str, values: Iterable[str]) -> list[BitMap]:
        """Return the companies that answer to one of these values by themselves; nothing where that is all of them."""
        bitmaps = self._owned[name]
        if name not in self.parameters.yes_no:
            return [self._any(bitmaps, values)]
        asked = set(values)
        if len(asked) > 1:
            return []
        yes = bitmaps["true"]
        return [yes if asked == {"true"} else self._everybody - yes]

    @staticmethod
    def _any(bitmaps: Mapping[str, BitMap], values: Iterable[str]) -> BitMap:
        found = [bitmaps[value] for value in values if value in bitmaps]
        return found[0] if len(found) == 1 else BitMap.union(*found) if found else BitMap()

    def _counted(self, name: str, choice: Choice, among: BitMap | None) -> dict[str, int]:
        if name in self.parameters.own:
            found = self.companies(choice, without=name)
            found = found if among is None else found & among
            if name in self.parameters.yes_no:
                yes = found.intersection_cardinality(self._owned[name]["true"])
                return {"true": len(found) if name in self.parameters.withheld else yes, "false": len(found) - yes}
            return _counts(self._owned[name], found)
        found = self._fitting(choice, name)
        if among is not None:
            found = among if found is None else found & among
        withheld = self._withheld(choice, name)
        if not self._is_placed(choice, name):
            if withheld:
                found = (self._everybody if found is None else found) - withheld
            if found is None:
                return {value: size for value, bitmap in self._owned[name].items() if (size := len(bitmap))}
            return _counts(self._owned[name], found)
        base = self._placements(choice, name)
        if found is not None:
            base = base & self._lift(found)
        if withheld:
            base = base - self._lift(withheld)
        if not base:
            return {}
        counts = {}
        for value, bitmap in self._placed[name].items():
            if size := len(self.fold(bitmap & base)):
                counts[value] = size
        return counts


def _counts(bitmaps: Mapping[str, BitMap], found: BitMap) -> dict[str, int]:
    return {value: size for value, bitmap in bitmaps.items() if (size := bitmap.intersection_cardinality(found))}
