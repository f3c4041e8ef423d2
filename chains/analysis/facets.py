"""Facets from bitmaps: which companies fit a choice, how many each value would give, and which stand on a page.

A company is a bit: its *ordinal*, which is its place in the list. A placement is a bit too: a company's first placement
lies in lane 0 at the company's ordinal, its second in lane 1, and so on, each lane ``2 ** bits`` further up. So
conditions that must meet in one placement are one intersection, and the companies behind the placements are the lanes
laid upon one another (*folded*). Every value of every parameter has one bitmap of placements and one of companies.

Pure: rows go in as :class:`Member`, keys of companies come out. The rules are those of ``CompanyQuerySet.matching`` and
``PlacementQuerySet.at``: values of one parameter are alternatives, parameters add up, a facet leaves its own out.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pyroaring import BitMap

from chains.analysis.facet_values import GROUND, LOOKUPS, OWN, PLACED, WITHDRAWN, Choice, Member, Spot, Vocabulary

#: How many placements of one company the index holds at most.
MOST_LANES = 255


class FullError(Exception):
    """There are more companies, or more placements of one, than the bits hold: the index has to be built anew."""


_NONE = BitMap()

Postings = dict[str, dict[str, BitMap]]


class FacetIndex:
    """The bitmaps over all published companies, and their order; see the module."""

    #: How many companies may come in between before the order has to be laid out anew.
    TAIL = 4_096
    #: What a bitmap can hold.
    _SPACE = 1 << 32

    def __init__(
        self,
        vocabulary: Vocabulary,
        places: Callable[[], Iterable[tuple[int, int]]],
        spots: Callable[[], Iterable[tuple[int, Spot]]],
        labels: Callable[[], Iterable[tuple[int, str]]],
        listed: Callable[[], Iterable[int]],
        grounds: Callable[[], Iterable[tuple[int, str]]],
    ) -> None:
        """Build the index: ``places`` are the keys and marks of the companies in the order of the list.

        The others are asked for after that, and give ordinals.
        """
        self.vocabulary = vocabulary
        self._keys, self._marks = array("q"), array("q")
        for key, mark in places():
            self._keys.append(key)
            self._marks.append(mark)
        #: Ordinals from here on are in no order: companies that came, or moved, after the index was built.
        self._tail_start = len(self._keys)
        self._bits = max(17, (self._tail_start + self.TAIL).bit_length())
        self._lanes = bytearray(self._tail_start)
        self._highest = 0
        self._masks: list[BitMap] = []
        by_key = sorted(range(self._tail_start), key=self._keys.__getitem__)
        self._by_key = array("I", by_key)
        self._sorted_keys = array("q", map(self._keys.__getitem__, by_key))
        #: The companies of the tail in the order of the list: key → ordinal; and behind which built one each stands.
        self._tail: dict[int, int] = {}
        self._behind: dict[int, int] = {}
        self._everybody = BitMap(range(self._tail_start))
        self.standing = BitMap()
        self._placed: Postings = {name: defaultdict(BitMap) for name in PLACED}
        self._owned: Postings = {name: defaultdict(BitMap) for name in (*PLACED, *OWN, GROUND)}
        self._add_spots(spots())
        for name, held in (("label", labels), (GROUND, grounds)):
            by_value: dict[str, array] = defaultdict(lambda: array("I"))
            for ordinal, value in held():
                by_value[value].append(ordinal)
            self._owned[name] |= {value: BitMap(ordinals) for value, ordinals in by_value.items()}
        self._owned["listed"]["true"] = BitMap(listed())
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
            return placed if found is None else placed & found
        return self._everybody if found is None else found

    def counts(self, choice: Choice, among: BitMap | None = None) -> dict[str, dict[str, int]]:
        """Return for each parameter how many companies each value would give; values that give none are left out.

        ``among`` narrows all of them to these companies, whatever is chosen.
        """
        return {name: self._counted(name, choice, among) for name in (*PLACED, *OWN)}

    def page(self, found: BitMap, start: int, stop: int) -> list[int]:
        """Return the keys of the companies from ``start`` up to ``stop``, in the order of the list."""
        late = [(ordinal, key) for key, ordinal in self._tail.items() if ordinal in found]
        if not late:
            return [self._keys[ordinal] for ordinal in found[start:stop]]
        places = [self._front(key, found) + number for number, (_ordinal, key) in enumerate(late)]
        first, last = bisect_left(places, start), bisect_left(places, stop)
        early = iter([self._keys[ordinal] for ordinal in found[start - first : min(stop, len(found)) - last]])
        between = {places[number]: late[number][1] for number in range(first, last)}
        stop = min(stop, len(found))
        return [between[place] if place in between else next(early) for place in range(start, stop)]

    def ordinals(self, keys: Iterable[int]) -> BitMap:
        """Return the ordinals of those of these companies that are published."""
        found = (self.ordinal(key) for key in keys)
        return BitMap([ordinal for ordinal in found if ordinal is not None]) & self._everybody

    def placements(self, choice: Choice) -> BitMap:
        """Return the placements that fit the choice and whose companies do, see ``PlacementQuerySet.matching``."""
        placed, fitting = self._placements(choice, ""), self._fitting(choice, "")
        return placed if fitting is None else placed & self._lift(fitting)

    def ordinal(self, key: int) -> int | None:
        """Return the bit of a company; ``None`` where it never had one."""
        return self._tail[key] if key in self._tail else self._built_ordinal(key)

    def placed(self, parameter: str, value: str) -> BitMap:
        """Return the published placements that answer to a value, withdrawn ones too; not to be changed."""
        return self._placed[parameter].get(value, _NONE)

    def grounds(self) -> list[str]:
        """Return what the published placements rest on, each once, in no order."""
        return [ground for ground, companies in self._owned[GROUND].items() if companies]

    def own(self, parameter: str, value: str) -> BitMap:
        """Return the companies that answer to a value by themselves or by a live placement; not to be changed."""
        return self._owned[parameter].get(value, _NONE)

    # -- what is written

    def moved(self, members: Iterable[Member]) -> list[int]:
        """Return the keys of the members that do not stand where the index was built with them, or are new to it."""
        return [member.key for member in members if not self._stays(member)]

    def replace(
        self,
        gone: Iterable[int],
        members: Sequence[Member],
        behind: Mapping[int, int | None] | None = None,
        order: Sequence[int] = (),
    ) -> set[str]:
        """Take away what was known of the companies ``gone`` (those that change are among them), put in the members.

        ``behind`` has for every member that :meth:`moved` names the key of the company in front of it that
        :meth:`is_built_in`, ``None`` for none; ``order`` these and all :attr:`late` ones in the order of the list.
        Return the segments, with those above them, in which one of them was or is. Raises :class:`FullError`, and
        leaves the index unusable then.
        """
        behind = behind or {}
        gone = list(gone)
        touched = self._remove([ordinal for ordinal in map(self.ordinal, gone) if ordinal is not None])
        for key in gone:
            if key not in behind:
                self._tail.pop(key, None)
        for member in members:
            if member.key not in behind:
                continue
            front = behind[member.key]
            self._behind[member.key] = -1 if front is None else self._built_ordinal(front)
            if member.key not in self._tail:
                if len(self._keys) - self._tail_start >= self.TAIL:
                    raise FullError
                self._tail[member.key] = len(self._keys)
                self._keys.append(member.key)
                self._lanes.append(0)
        if behind:
            # One that is told no more is about to be taken away, and has to be found until then.
            self._tail = {key: self._tail[key] for key in (*order, *self._tail)}
        self._add(members)
        if behind:
            # Whoever has been written to since the order was read may stand in it where it does not stand yet.
            self._tail = dict(sorted(self._tail.items(), key=lambda late: self._front(late[0], self._everybody)))
        segments = {spot.segment for member in members for spot in member.spots}
        return touched.union(*(self.vocabulary.above[code] for code in segments))

    @property
    def late(self) -> list[int]:
        """The keys of the companies that came or moved after the index was built."""
        return list(self._tail)

    def is_built_in(self, key: int) -> bool:
        """Return whether the company has a place in the order that the index was built with, and stands there."""
        return key not in self._tail and self._built_ordinal(key) is not None

    # -- inside

    def _front(self, key: int, among: BitMap) -> int:
        """Return how many of these companies, of those that the index was built with, stand before one of the tail."""
        behind = self._behind[key]
        return among.rank(behind) if behind >= 0 else 0

    def _bitmaps(self) -> Iterator[BitMap]:
        for postings in (self._placed, self._owned):
            for bitmaps in postings.values():
                yield from bitmaps.values()

    def _built_ordinal(self, key: int) -> int | None:
        place = bisect_left(self._sorted_keys, key)
        if place < len(self._sorted_keys) and self._sorted_keys[place] == key:
            return self._by_key[place]
        return None

    def _stays(self, member: Member) -> bool:
        # One that was gone comes back into the tail: who came meanwhile may have been placed as if it were not there.
        ordinal = None if member.key in self._tail else self._built_ordinal(member.key)
        return ordinal is not None and ordinal in self._everybody and self._marks[ordinal] == member.mark

    def _add_spots(self, spots: Iterable[tuple[int, Spot]]) -> None:
        """Give every placement a lane, and set its bit wherever it answers to something."""
        lanes, bits = self._lanes, self._bits
        by_spot: dict[Spot, array] = defaultdict(lambda: array("I"))
        for ordinal, spot in spots:
            lane = lanes[ordinal]
            if lane == MOST_LANES or (lane + 1) << bits > self._SPACE:
                raise FullError
            lanes[ordinal] = lane + 1
            by_spot[spot].append((lane << bits) | ordinal)
            if lane > self._highest:
                self._highest = lane
        for spot, places in by_spot.items():
            placed = BitMap(places)
            ordinals = self.fold(placed)
            live = spot.status != WITHDRAWN
            for name, value in self.vocabulary.values(spot):
                self._placed[name][value] |= placed
                if live or name == "status":
                    self._owned[name][value] |= ordinals
            if live:
                self.standing |= placed

    def _add(self, members: Sequence[Member]) -> None:
        known = [(self.ordinal(member.key), member) for member in members]
        for ordinal, member in known:
            self._everybody.add(ordinal)
            for slug in member.labels:
                self._owned["label"][slug].add(ordinal)
            for ground in member.grounds:
                self._owned[GROUND][ground].add(ordinal)
            if member.listed:
                self._owned["listed"]["true"].add(ordinal)
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
        return any(choice.get(name) for name in PLACED if name != without) or any(
            choice.get(name) for name in LOOKUPS if name != "label__in"
        )

    def _placements(self, choice: Choice, without: str) -> BitMap:
        """Return the placements that fit the part of the choice which a placement answers."""
        statuses = choice.get("status") if without != "status" else None
        if statuses:
            narrowed = [self._any(self._placed["status"], statuses)]
        else:
            narrowed = [] if without == "status" else [self.standing]
        for name in PLACED:
            if name != "status" and name != without and choice.get(name):
                narrowed.append(self._any(self._placed[name], choice[name]))
        for name in LOOKUPS:
            if name != "label__in" and choice.get(name):
                narrowed.append(self._any(self._placed[name.removesuffix("__in")], choice[name]))
        if not narrowed:
            return self._any(self._placed["status"], self._placed["status"])
        narrowed.sort(key=len)
        found = narrowed[0]
        for other in narrowed[1:]:
            found = found & other
        return found

    def _fitting(self, choice: Choice, without: str) -> BitMap | None:
        """Return the companies that fit the part of the choice which a company answers; ``None`` where that is all."""
        narrowed = [
            self._any(self._owned["label"], choice[name])
            for name in ("label", "label__in")
            if name != without and choice.get(name)
        ]
        if without != "listed" and len(asked := set(choice.get("listed", ()))) == 1:
            listed = self._owned["listed"]["true"]
            narrowed.append(listed if asked == {"true"} else self._everybody - listed)
        if not narrowed:
            return None
        return BitMap.intersection(*narrowed) if len(narrowed) > 1 else narrowed[0]

    @staticmethod
    def _any(bitmaps: Mapping[str, BitMap], values: Iterable[str]) -> BitMap:
        found = [bitmaps[value] for value in values if value in bitmaps]
        return found[0] if len(found) == 1 else BitMap.union(*found) if found else BitMap()

    def _counted(self, name: str, choice: Choice, among: BitMap | None) -> dict[str, int]:
        if name in OWN:
            found = self.companies(choice, without=name)
            found = found if among is None else found & among
            if name == "listed":
                listed = found.intersection_cardinality(self._owned["listed"]["true"])
                return {"true": listed, "false": len(found) - listed}
            return _counts(self._owned[name], found)
        found = self._fitting(choice, name)
        if among is not None:
            found = among if found is None else found & among
        if not self._is_placed(choice, name):
            if found is None:
                return {value: size for value, bitmap in self._owned[name].items() if (size := len(bitmap))}
            return _counts(self._owned[name], found)
        base = self._placements(choice, name)
        if found is not None:
            base = base & self._lift(found)
        if not base:
            return {}
        counts = {}
        for value, bitmap in self._placed[name].items():
            if size := len(self.fold(bitmap & base)):
                counts[value] = size
        return counts


def _counts(bitmaps: Mapping[str, BitMap], found: BitMap) -> dict[str, int]:
    return {value: size for value, bitmap in bitmaps.items() if (size := bitmap.intersection_cardinality(found))}
