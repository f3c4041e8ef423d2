"""Keeps the facet index of this process at the newest revision, whoever writes, in whatever process.

Before every use the newest revision is read. What the log says has changed since is read anew; where that is too much,
the index is built anew, meanwhile the database answers.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, connections
from pyroaring import BitMap

from chains.analysis.codes import number_of
from chains.analysis.facets import FacetIndex, FullError
from chains.models import Company, RecordChange, Revision
from chains.revisions import VOCABULARY

from .catalogue import Catalogue, read_catalogue
from .fragments import Fragments
from .rows import build, renew

logger = logging.getLogger(__name__)

#: With up to this many companies an index is built while the reader waits; with more, in the background.
AT_ONCE = 20_000
#: How many entries of the log are caught up with; beyond, the index is built anew.
CAUGHT_UP = 20_000
#: How many searches are remembered until a company changes.
SEARCHES = 64
#: How many companies are read anew at once: databases bound the number of parameters.
TOGETHER = 500

_NEWEST = "SELECT number, moment FROM chains_revision WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1"

#: Records of these lists are named in facets, or say what stands below what.
_VOCABULARY = frozenset((VOCABULARY, "chains", "segments", "provinces", "cities"))
#: The lists that an index rests on.
_FOLLOWED = (*_VOCABULARY, "companies", "sources")


@dataclass
class State:
    """An index at a revision: its number and its moment, which tells this log from that of another database."""

    index: FacetIndex
    catalogue: Catalogue
    number: int
    moment: datetime | None
    fragments: Fragments = field(default_factory=Fragments)
    #: Whom texts find, until a company changes.
    searches: OrderedDict[str, BitMap] = field(default_factory=OrderedDict)
    #: What was reckoned of a segment with all below it, by what it is: dropped when a company there changes.
    kept: dict[Hashable, dict[str, Any]] = field(default_factory=dict)
    #: What was made of records that are few, until anything changes.
    made: dict[Hashable, Any] = field(default_factory=dict)

    def by_segment(
        self, what: Hashable, codes: Iterable[str], reckon: Callable[[list[str]], Mapping[str, Any]]
    ) -> dict[str, Any]:
        """Return what ``reckon`` gives of each segment, asking it only for those where something has changed."""
        kept = self.kept.setdefault(what, {})
        codes = list(codes)
        if stale := [code for code in codes if code not in kept]:
            kept |= reckon(stale)
        return {code: kept[code] for code in codes}


#: Number and moment of a revision.
Revised = tuple[int, datetime | None]


class _BehindError(Exception):
    """The index cannot be caught up: it has to be built anew."""


class Keeper:
    """One process's index. Whoever uses it holds its lock: the threads of a worker take turns anyhow."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._state: State | None = None
        self._builder: threading.Thread | None = None

    @contextmanager
    def current(self, at: Revised | None = None) -> Iterator[State | None]:
        """Yield the index at the newest revision, or ``None`` where the database has to answer.

        ``at`` is the newest revision where that was just read.
        """
        if not settings.FACET_INDEX or is_uncommitted():
            yield None
            return
        with self._lock:
            yield self._followed(at or newest())

    def fragments(
        self, kind: str, ids: Sequence[str], number: int, make: Callable[[list[str]], Mapping[str, str]]
    ) -> dict[str, str]:
        """Return what ``make`` makes of companies, by id in the order of ``ids``, from what is kept as far as it goes.

        ``number`` is the revision at which the ids were found. What is made while something is written is not kept, as
        nobody knows whether it shows that already. A company that is gone meanwhile is left out.
        """
        with self._lock:
            kept = self._state.fragments.get(kind, ids) if self._state else {}
        if missing := [public_id for public_id in ids if public_id not in kept]:
            made = make(missing)
            kept |= made
            with self._lock:
                if self._state and self._state.number == number:
                    self._state.fragments.put(kind, made)
        return {public_id: kept[public_id] for public_id in ids if public_id in kept}

    def until_changed(self, what: Hashable, make: Callable[[], Any]) -> Any:
        """Return what ``make`` makes of the public records as they stand, made once until any of them changes.

        For what is the same for every reader, and not long; readers share it, so nobody may change it.
        """
        with self.current() as state:
            if state is None:
                number = None
            elif what in state.made:
                return state.made[what]
            else:
                number = state.number
        made = make()
        with self._lock:
            if self._state is not None and self._state.number == number:
                self._state.made[what] = made
        return made

    def search(self, text: str, find: Callable[[str], Iterable[str]]) -> None:
        """See to it that the index knows whom ``text`` finds; ``find`` asks the database, while nobody has to wait."""
        with self.current() as state:
            if state is None or text in state.searches:
                return
            number = state.number
        ids = list(find(text))
        with self._lock:
            # What was written meanwhile may have come into it, or not: then whoever asks next looks again.
            if self._state is not None and self._state.number == number:
                self._state.searches[text] = self._state.index.ordinals(map(number_of, ids))
                while len(self._state.searches) > SEARCHES:
                    self._state.searches.popitem(last=False)

    def prepare(self) -> None:
        """Build the index now, before the process is asked for anything."""
        with self._lock:
            if settings.FACET_INDEX and self._state is None:
                self._state = _built()

    def forget(self) -> None:
        """Drop the index; it is built anew when it is next asked for."""
        with self._lock:
            self._state = None

    def _followed(self, at: Revised) -> State | None:
        state = self._state
        if state is not None and at[0] < state.number:
            # Another thread has gone on since it was read; where it has not, this is another log.
            at = newest()
        number, moment = at
        if state is not None and (state.number, state.moment) == (number, moment):
            return state
        if state is not None:
            try:
                _catch_up(state, number, moment)
            except (_BehindError, FullError, KeyError):
                self._state = None
            except BaseException:
                # Half of it may be done, and what it has touched is forgotten.
                self._state = None
                raise
            else:
                return state
        if self._builder is not None:
            return None
        if Company.objects.published().order_by().values("pk")[AT_ONCE : AT_ONCE + 1].exists():
            self._builder = threading.Thread(target=self._build_behind, name="facet-index", daemon=True)
            self._builder.start()
            return None
        self._state = _built()
        return self._state

    def _build_behind(self) -> None:
        state = None
        try:
            state = _built()
        except Exception:
            logger.exception("the facet index could not be built; the database answers")
        finally:
            connections.close_all()
            with self._lock:
                self._state, self._builder = state, None


def is_uncommitted() -> bool:
    """Return whether the reader stands in a transaction, which may have written what no revision tells of yet."""
    return connection.in_atomic_block


def newest_committed() -> Revised | None:
    """Return the newest revision; ``None`` where the reader may see more than it tells of."""
    return None if is_uncommitted() else newest()


def newest() -> Revised:
    """Return number and moment of the newest revision; 0 and ``None`` before anything was written.

    In plain SQL, as it is asked before everything else: the end of an index, sooner read than a query set is compiled.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        number, moment = cursor.fetchone() or (0, None)
    # SQLite keeps moments in UTC, and does not say so.
    return number, moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _built() -> State:
    number, moment = newest()
    # Read after the revision: what is written meanwhile is read once more, which changes nothing.
    catalogue = read_catalogue()
    return State(build(catalogue), catalogue, number, moment)


def _catch_up(state: State, number: int, moment: datetime | None) -> None:
    """Read anew what has changed since the state's revision. Raises ``_BehindError`` where that is too much."""
    if number <= state.number:
        raise _BehindError
    begun = Revision.objects.filter(number=state.number).values_list("moment", flat=True).first()
    if begun != state.moment:
        raise _BehindError
    entries = RecordChange.objects.filter(
        revision__number__gt=state.number, revision__number__lte=number, list__in=_FOLLOWED
    )
    told = list(entries.order_by().values_list("list", "key")[: CAUGHT_UP + 1])
    if len(told) > CAUGHT_UP:
        raise _BehindError
    if any(name in _VOCABULARY for name, _key in told):
        catalogue = read_catalogue()
        if not catalogue.is_shaped_as(state.catalogue):
            raise _BehindError
        state.catalogue = catalogue
        state.fragments.clear()
    companies = sorted({key for name, key in told if name == "companies"})
    for start in range(0, len(companies), TOGETHER):
        touched = renew(state.index, state.catalogue, companies[start : start + TOGETHER])
        for by_segment in state.kept.values():
            for code in touched:
                by_segment.pop(code, None)
    if companies:
        state.fragments.forget(companies)
        state.searches.clear()
    if any(name == "sources" for name, _key in told):
        state.kept.clear()
    state.made.clear()
    state.number, state.moment = number, moment


_keeper = Keeper()
current = _keeper.current
fragments = _keeper.fragments
search = _keeper.search
prepare = _keeper.prepare
forget = _keeper.forget
until_changed = _keeper.until_changed
