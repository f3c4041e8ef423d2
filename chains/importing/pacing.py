"""Chunk sizes of a commit, and pauses that let other writers go first.

SQLite has one writer: while rows are being written, whoever else saves something waits. So a commit there writes for a
moment and lets go. Who waits looks again only every 25 ms or so, and the longer it has waited the more seldom, so the
pause has to be as long where somebody may be waiting: where others have written of late. Then it is also the sooner.
PostgreSQL's writers wait only for those who write the same record; there a chunk at a time is soon enough.
"""

from time import perf_counter, sleep

from django.db import connection

#: For how long the database is kept from others at a time, in seconds, where some have written of late and where none
#: have; and for how long they are let in.
HOLD, LONG_HOLD = 0.08, 0.15
PAUSE, SHORT_PAUSE = 0.03, 0.003

#: For how many times after others have written the long pause is kept.
_WATCHFUL = 20

#: With how many rows to begin on SQLite, and the fewest.
_FIRST, _LEAST = 50, 10


class Pace:
    """The pace of one commit: ``rows`` is how many to take next, ``most`` the most there ever are."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.yields = connection.vendor == "sqlite"
        self.rows = min(_FIRST, most) if self.yields else most
        self._began = 0.0
        self._seen: int | None = None
        self._watchful = 0

    def begin(self) -> None:
        """Note that the database is now kept from others."""
        self._began = perf_counter()

    def let_in(self) -> None:
        """Let others write, after the transaction, and choose how many rows to take next by how long it took."""
        if not self.yields:
            return
        took = max(perf_counter() - self._began, 0.001)
        # By at most half as many again: one quick chunk does not say much about the next.
        hold = HOLD if self._watchful else LONG_HOLD
        fitting = int(self.rows * min(hold / took, 1.5))
        self.rows = max(min(_LEAST, self.most), min(fitting, self.most))
        if connection.in_atomic_block:
            # Somebody has put a transaction around all of it, so that nobody could get in.
            return
        sleep(PAUSE if self._watchful else SHORT_PAUSE)
        version = self._version()
        if self._seen is not None and version != self._seen:
            self._watchful = _WATCHFUL
        else:
            self._watchful = max(self._watchful - 1, 0)
        self._seen = version

    @staticmethod
    def _version() -> int:
        # Changes with every transaction of another connection, and with none of this one's.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return cursor.fetchone()[0]
