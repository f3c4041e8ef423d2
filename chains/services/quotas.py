"""Request counters by scope and client, shared by all threads and processes of the site.

Kept in a small SQLite file of its own beside the cache, because reading and writing a count must be one step, and
because counting every reader in the site's database would make them wait for each other and for whoever writes.
"""

import contextlib
import math
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from .unavailable import MENDING_SECONDS, UnavailableError

#: How long a count waits for those of others, in seconds.
_TURN_SECONDS = 2

#: Counts are lost by a crash of the machine at worst, so nothing waits for the disk. No WAL: its shared memory
#: would take a process down with a file that somebody cuts short.
_SET_UP = """
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS quota (key TEXT PRIMARY KEY, asked INTEGER NOT NULL, ends REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS quota_ends ON quota (ends);
"""


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota in its window: ``limit`` requests, of which ``asked`` are used, and seconds until it ends."""

    limit: int
    asked: int
    reset: int

    @property
    def spent(self) -> bool:
        """Whether the last request was one too many."""
        return self.asked > self.limit

    def headers(self) -> dict[str, str]:
        """Return what tells a client."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.asked)),
            "RateLimit-Reset": str(self.reset),
        }


class UncountableError(UnavailableError):
    """A request that cannot be counted: there is no room for the count, or something else lies where it is kept."""

    def __init__(self) -> None:
        message = _("Requests cannot be counted at the moment. Please try again later, or tell an administrator.")
        super().__init__(message, MENDING_SECONDS)


class SpentError(UnavailableError):
    """429: a request that is one too many."""

    status = 429


class Counter(SimpleRateThrottle):
    """Counts the requests of one kind (``scope``) by one asker (``ident``, or the client's address)."""

    def __init__(self, scope: str, ident: str | None = None) -> None:
        self.scope = scope
        self.ident = ident
        super().__init__()

    def count(self, request: HttpRequest | Request) -> Quota | None:
        """Count one more; return what that leaves, or None where the rate is off. Raises :class:`UncountableError`."""
        if self.rate is None:
            return None
        key = f"{self.scope} {self.ident or self.get_ident(request)}"
        return _store(settings.QUOTA_FILE).count(key, self.num_requests, self.duration, time.time())


def count_login(request: HttpRequest) -> None:
    """Count an attempt to log in, by its address; raises :class:`SpentError` and :class:`UncountableError`."""
    quota = Counter("login").count(request)
    if quota is not None and quota.spent:
        message = _("There were too many attempts to log in from this address. Wait a minute and try again.")
        raise SpentError(message, quota.reset)


def clear() -> None:
    """Forget all counts; for tests."""
    _store(settings.QUOTA_FILE).clear()


class Store:
    """The counts in one file; safe to use from many threads and processes, and across a fork."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, ...] = ()

    def count(self, key: str, limit: int, seconds: int, now: float) -> Quota:
        """Count one more under ``key``; a window of ``seconds`` begins with the first.

        Raises :class:`UncountableError`.
        """
        with self._turn, self._writing() as connection:
            row = connection.execute("SELECT asked, ends FROM quota WHERE key = ?", [key]).fetchone()
            # A window that ends later than one which began now was begun by another clock, or by another rate.
            asked, ends = row if row is not None and now < row[1] <= now + seconds else (0, now + seconds)
            if not asked:
                connection.execute("DELETE FROM quota WHERE ends <= ?", [now])
            # No higher than it tells: who goes on asking does not wait longer for it, and costs no writing.
            if asked <= limit:
                asked += 1
                connection.execute("INSERT OR REPLACE INTO quota VALUES (?, ?, ?)", [key, asked, ends])
        return Quota(limit, asked, math.ceil(ends - now))

    def clear(self) -> None:
        """Forget all counts."""
        with self._turn, self._writing() as connection:
            connection.execute("DELETE FROM quota")

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that nobody else writes beside."""
        try:
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
        except (sqlite3.Error, OSError) as error:
            self._close()
            if not isinstance(error, sqlite3.OperationalError):
                self._remove_garbage()
            raise UncountableError from error

    def _connected(self) -> sqlite3.Connection:
        """Return the connection to the file that lies there now, made by this process."""
        if self._connection is not None and self._opened == self._identity():
            return self._connection
        self._close()
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made here, so that nobody else can read whose addresses are counted.
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(self._path, timeout=_TURN_SECONDS, isolation_level=None, check_same_thread=False)
        self._connection = connection
        connection.executescript(_SET_UP)
        self._opened = self._identity()
        return connection

    def _identity(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return ()
        return (os.getpid(), found.st_dev, found.st_ino)

    def _close(self) -> None:
        connection, self._connection, self._opened = self._connection, None, ()
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _remove_garbage(self) -> None:
        """Make room for a new file, when what lies there is no database and has been so for long enough to be seen."""
        with contextlib.suppress(OSError):
            if self._path.stat().st_mtime < time.time() - MENDING_SECONDS:
                self._path.unlink()


@cache
def _store(path: Path) -> Store:
    return Store(path)
