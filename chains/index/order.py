"""The order of the list of companies, kept up to date in the facet index.

A company's *ordinal* is its place among those that the order was made of. One that comes afterwards, or comes to stand
elsewhere, belongs to a short *tail*: its ordinal lies behind all others and says nothing of its place, which is kept as
the ordinal that it stands behind. So a company that comes in changes nobody else's bit.
"""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pyroaring import BitMap


class FullError(Exception):
    """There are more companies, or more placements of one, than the bits hold: the index has to be built anew."""


class ListPosition(NamedTuple):
    """Where a company stands: its key and mark, and the key of the company right in front of it, ``None`` for none."""

    key: int
    mark: int
    front: int | None


class ListOrder:
    """Keys by ordinal and back, and the tail; see the module. A *mark* changes whenever a company's place does."""

    #: How many companies may come in between before the order has to be made anew.
    TAIL = 4_096

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        """Make the order of the keys and marks of all companies, as they stand in the list."""
        self._keys, self._marks = array("q"), array("q")
        for key, mark in places:
            self._keys.append(key)
            self._marks.append(mark)
        #: Ordinals from here on are the tail's.
        self.built = len(self._keys)
        by_key = sorted(range(self.built), key=self._keys.__getitem__)
        self._by_key = array("I", by_key)
        self._sorted_keys = array("q", map(self._keys.__getitem__, by_key))
        #: The keys of the tail in the order of the list; the ordinal of each, and the one that it stands behind.
        self._late: list[int] = []
        self._tail: dict[int, int] = {}
        self._behind: dict[int, int] = {}

    def __len__(self) -> int:
        """Return how many ordinals have been given."""
        return len(self._keys)

    def ordinal(self, key: int) -> int | None:
        """Return the bit of a company; ``None`` where it never had one."""
        return self._tail[key] if key in self._tail else self._built_ordinal(key)

    def page(self, found: BitMap, start: int, stop: int) -> list[int]:
        """Return the keys of those found, from the place ``start`` up to ``stop``."""
        late = [key for key in self._late if self._tail[key] in found]
        if not late:
            return [self._keys[ordinal] for ordinal in found[start:stop]]
        places = [self._rank(key, found) + number for number, key in enumerate(late)]
        first, last = bisect_left(places, start), bisect_left(places, stop)
        stop = min(stop, len(found))
        early = iter([self._keys[ordinal] for ordinal in found[start - first : stop - last]])
        between = {places[number]: late[number] for number in range(first, last)}
        return [between[place] if place in between else next(early) for place in range(start, stop)]

    def moved(self, marks: Iterable[tuple[int, int]], standing: BitMap) -> list[int]:
        """Return which of these keys, given with their marks, have to be placed: those not ``standing`` as they were.

        Raises :class:`FullError` where the tail has no room for them.
        """
        found = [key for key, mark in marks if not self._stands(key, mark, standing)]
        self._need_room(found)
        return found

    def place(self, positions: Sequence[ListPosition]) -> None:
        """Give companies their place, new ones an ordinal too; the positions are in the order of the list.

        Raises :class:`FullError`, and ``KeyError`` where one stands behind a company that the order does not know.
        """
        keys = {position.key for position in positions}
        self._need_room(keys)
        for position in positions:
            if not (position.front is None or position.front in keys or self.ordinal(position.front) is not None):
                raise KeyError(position.front)
        self._late = [key for key in self._late if key not in keys]
        # Of companies that follow upon one another, each stands right behind the one that was placed before it.
        latest, at = None, 0
        for key, mark, front in positions:
            if front is not None and front == latest:
                at, behind = at + 1, self._behind[front]
            elif front in self._tail:
                at, behind = self._late.index(front) + 1, self._behind[front]
            else:
                behind = -1 if front is None else self._built_ordinal(front)
                at = bisect_left(self._late, behind, key=self._behind.__getitem__)
            self._late.insert(at, key)
            self._behind[key] = behind
            self._number(key, mark)
            latest = key

    def remove(self, keys: Collection[int]) -> None:
        """Take companies out of the tail; one that was there from the start keeps its ordinal, if it comes back."""
        if gone := self._tail.keys() & set(keys):
            self._late = [key for key in self._late if key not in gone]
            for key in gone:
                del self._tail[key], self._behind[key]

    # -- inside

    def _rank(self, key: int, among: BitMap) -> int:
        """Return how many of these companies, of those that the order was made of, stand before one of the tail."""
        behind = self._behind[key]
        return among.rank(behind) if behind >= 0 else 0

    def _built_ordinal(self, key: int) -> int | None:
        place = bisect_left(self._sorted_keys, key)
        if place < len(self._sorted_keys) and self._sorted_keys[place] == key:
            return self._by_key[place]
        return None

    def _stands(self, key: int, mark: int, standing: BitMap) -> bool:
        # One that was gone is placed anew: who came meanwhile may have been placed as if it were not there.
        ordinal = self.ordinal(key)
        return ordinal is not None and ordinal in standing and self._marks[ordinal] == mark

    def _need_room(self, keys: Collection[int]) -> None:
        if len(self._keys) - self.built + sum(key not in self._tail for key in keys) > self.TAIL:
            raise FullError

    def _number(self, key: int, mark: int) -> None:
        if key in self._tail:
            self._marks[self._tail[key]] = mark
        else:
            self._tail[key] = len(self._keys)
            self._keys.append(key)
            self._marks.append(mark)
