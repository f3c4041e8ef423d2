"""Keeping the facet index of a process at the newest revision of the changelog.

Before every use the newest revision is read. A few changes are read anew while the reader waits. More are brought in by
a thread of their own, which takes the index away meanwhile, or builds another one where that is less work: readers wait
a moment for it, and then the database answers them.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections

from chains.analysis.codes import number_of
from chains.changelog import latest
from chains.changelog.latest import Revised
from chains.models import Company

from .facets import day
from .order import FullError
from .state import BehindError, IndexState, built, caught_up, up_to_date

logger = logging.getLogger(__name__)

#: With up to this many companies an index is built while the reader waits; with more, in a thread.
AT_ONCE = 2_000
#: How many changed records are caught up with while the reader waits; with more, in a thread.
A_FEW = 100
#: How long readers wait for that thread from its beginning on, before the database answers them: so many seconds at
#: least, and so many builds as long as the last one. The database takes longer for a page with facets, and it and the
#: thread would be in each other's way.
PATIENCE, BUILDS = 2.0, 2
#: How many searches are remembered until a company changes.
SEARCHES = 64


class _Work:
    """What a thread does to the index, which nobody else has meanwhile; ``build`` is what the last one took."""

    def __init__(self, build: float) -> None:
        self.deadline = time.monotonic() + max(PATIENCE, BUILDS * build)
        self.done = threading.Event()

    def is_soon_done(self) -> bool:
        """Wait for the end of it, until nobody should wait any longer; return whether it came."""
        return self.done.wait(max(0.0, self.deadline - time.monotonic()))


class LiveIndex:
    """One process's index. Whoever uses it holds its lock: the threads of a worker take turns anyhow."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._state: IndexState | None = None
        self._work: _Work | None = None

    @contextmanager
    def current(self, at: Revised | None = None) -> Iterator[IndexState | None]:
        """Yield the index at the newest revision, or ``None`` where the database has to answer.

        ``at`` is the newest revision where that was just read.
        """
        if not settings.FACET_INDEX or latest.is_uncommitted():
            yield None
            return
        at = at or latest.newest()
        with self._lock:
            state, work = self._followed(at), self._work
            if state is not None:
                yield state
                return
        if work is not None and work.is_soon_done():
            with self._lock:
                yield self._followed(at)
                return
        yield None

    def texts(
        self, kind: str, ids: Sequence[str], number: int, make: Callable[[list[str]], Mapping[str, str]]
    ) -> dict[str, str]:
        """Return what ``make`` makes of companies, by id in the order of ``ids``, from what is kept as far as it goes.

        ``number`` is the revision at which the ids were found. What is made while something is written is not kept, as
        nobody knows whether it shows that already. A company that is gone meanwhile is left out.
        """
        with self._lock:
            kept = self._state.texts.get(kind, ids) if self._state else {}
        if missing := [public_id for public_id in ids if public_id not in kept]:
            made = make(missing)
            kept |= made
            with self._lock:
                if self._state and self._state.number == number:
                    self._state.texts.put(kind, made)
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

    def kept_by_segment(
        self, what: Hashable, codes: Iterable[str], compute: Callable[[list[str]], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        """Return what ``compute`` gives of each segment, kept until a company or a source changes there."""
        codes = list(codes)
        with self.current() as state:
            return compute(codes) if state is None else state.by_segment(what, codes, compute)

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
                self._state = built()

    def forget(self) -> None:
        """Drop the index; it is built anew when it is next asked for."""
        with self._lock:
            self._state = None

    def _followed(self, at: Revised) -> IndexState | None:
        """Return the index at a revision or a newer one; ``None`` while a thread is at work on it."""
        state = self._state
        if state is not None and at[0] < state.number:
            # Another thread has gone on since it was read; where it has not, this is another log.
            at = latest.newest()
        if state is not None and (state.number, state.moment, state.day) == (*at, day()):
            return state
        build = state.seconds if state is not None else 0.0
        # Whatever goes wrong from here on may leave half of it done.
        self._state = None
        if state is not None:
            try:
                self._state = caught_up(state, A_FEW)
            except BehindError:
                pass
            except (FullError, KeyError):
                state = None
            else:
                return self._state
        if self._work is None:
            if not Company.objects.published().order_by().values("pk")[AT_ONCE : AT_ONCE + 1].exists():
                self._state = built()
                return self._state
            self._work = _Work(build)
            threading.Thread(target=self._renew, args=(state, self._work), name="facet-index", daemon=True).start()
        return None

    def _renew(self, state: IndexState | None, work: _Work) -> None:
        renewed = None
        try:
            renewed = up_to_date(state)
        except Exception:
            logger.exception("the facet index could not be brought up to date; the database answers")
        finally:
            connections.close_all()
            with self._lock:
                self._state, self._work = renewed, None
            work.done.set()


_index = LiveIndex()
current = _index.current
texts = _index.texts
search = _index.search
prepare = _index.prepare
forget = _index.forget
until_changed = _index.until_changed
kept_by_segment = _index.kept_by_segment
