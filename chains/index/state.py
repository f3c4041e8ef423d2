"""The index at one revision: loaded from the database, then updated from the changelog."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from pyroaring import BitMap

from chains.changelog import VOCABULARY
from chains.changelog.latest import newest
from chains.models import RecordChange, Revision

from .bitmaps import FacetIndex
from .catalogue import Catalogue, read_catalogue
from .facets import day
from .kept_texts import KeptTexts
from .member_rows import build, renew
from .order import FullError

#: Records of these lists are named in facets, or say what stands below what.
_VOCABULARY = frozenset((VOCABULARY, "chains", "segments", "provinces", "cities"))
#: The lists that an index rests on.
_FOLLOWED = (*_VOCABULARY, "companies", "sources")

#: Up to this part of the index is brought up to date: what is read of a company costs twice as much by its key.
_MOST = 1 / 3


class BehindError(Exception):
    """The index cannot be brought up to date, or not with less work than building it anew takes."""


@dataclass(frozen=True, slots=True)
class ChangedRecords:
    """What the log says has changed, up to a revision: list and key of each record."""

    number: int
    moment: datetime | None
    records: Sequence[tuple[str, str]]

    def keys(self, list_name: str) -> list[str]:
        """Return the keys of the records of one list, each once."""
        return sorted({key for name, key in self.records if name == list_name})


@dataclass
class IndexState:
    """An index at a revision: its number and its moment, which tells this log from that of another database."""

    index: FacetIndex
    catalogue: Catalogue
    number: int
    moment: datetime | None
    #: How long it took to build, in seconds.
    seconds: float = 0.0
    #: The day that it was built on, where that makes a difference.
    day: date | None = None
    texts: KeptTexts = field(default_factory=KeptTexts)
    #: Whom texts find, until a company changes.
    searches: OrderedDict[str, BitMap] = field(default_factory=OrderedDict)
    #: What was computed of a segment with all below it, by what it is: dropped when a company there changes.
    kept: dict[Hashable, dict[str, Any]] = field(default_factory=dict)
    #: What was made of records that are few, until anything changes.
    made: dict[Hashable, Any] = field(default_factory=dict)

    def by_segment(
        self, what: Hashable, codes: Iterable[str], compute: Callable[[list[str]], Mapping[str, Any]]
    ) -> dict[str, Any]:
        """Return what ``compute`` gives of each segment, asking it only for those where something has changed."""
        kept = self.kept.setdefault(what, {})
        codes = list(codes)
        if stale := [code for code in codes if code not in kept]:
            kept |= compute(stale)
        return {code: kept[code] for code in codes}

    def changes(self, most: int) -> ChangedRecords:
        """Return what has changed since.

        Raises ``BehindError`` for more than ``most`` records, for another log, and on another day.
        """
        number, moment = newest()
        if self.day != day():
            raise BehindError
        begun = Revision.objects.filter(number=self.number).values_list("moment", flat=True).first()
        if number < self.number or begun != self.moment:
            raise BehindError
        entries = RecordChange.objects.filter(
            revision__number__gt=self.number, revision__number__lte=number, list__in=_FOLLOWED
        )
        # A record that was written to by several statements has as many entries.
        records = list(entries.order_by().values_list("list", "key").distinct()[: most + 1])
        if len(records) > most:
            raise BehindError
        return ChangedRecords(number, moment, records)

    def catch_up(self, changes: ChangedRecords) -> None:
        """Read anew what has changed, at the same moment as the changes were.

        Raises ``BehindError`` where segments hang elsewhere, ``FullError`` and ``KeyError`` as :func:`renew` does.
        After any error but the first, half of it may be done, and the state is of no use.
        """
        if any(name in _VOCABULARY for name, _key in changes.records):
            catalogue = read_catalogue()
            if not catalogue.is_shaped_as(self.catalogue):
                raise BehindError
            self.catalogue = catalogue
            self.texts.clear()
        if companies := changes.keys("companies"):
            touched = renew(self.index, self.catalogue, companies)
            for by_segment in self.kept.values():
                for code in touched:
                    by_segment.pop(code, None)
            self.texts.forget(companies)
            self.searches.clear()
        if changes.keys("sources"):
            self.kept.clear()
        self.made.clear()
        self.number, self.moment = changes.number, changes.moment


@contextmanager
def one_moment() -> Iterator[None]:
    """Let everything that is read inside be read as it stood at one moment, whatever is written meanwhile.

    Without ``atomic``, which takes the writers' lock on SQLite. Whoever is in a transaction reads what that sees.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if connection.vendor == "postgresql" else "BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def built() -> IndexState:
    """Return an index as of now; some twenty queries."""
    begun = time.monotonic()
    with one_moment():
        number, moment = newest()
        catalogue = read_catalogue()
        return IndexState(build(catalogue), catalogue, number, moment, time.monotonic() - begun, day())


def caught_up(state: IndexState, most: int) -> IndexState:
    """Return the state as of now, where no more than ``most`` records have changed; else raises ``BehindError``.

    Some fifteen queries, whatever has changed; raises what :meth:`IndexState.catch_up` does.
    """
    with one_moment():
        state.catch_up(state.changes(most))
    return state


def up_to_date(state: IndexState | None) -> IndexState:
    """Return a state as of now: the one that is there, where that takes less work than building one anew."""
    if state is not None:
        try:
            return caught_up(state, int(len(state.index) * _MOST))
        except (BehindError, FullError, KeyError):
            # Each of them asks for a new one.
            pass
    return built()
