"""Database outages during long work, such as locks, a full disk or a lost connection; and waiting them out."""

import errno
import logging
from collections.abc import Callable
from functools import wraps
from time import monotonic, sleep
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)

#: For how long long work waits for a database that others have locked, after each of its own time-outs, in seconds.
PATIENCE = 600

#: SQLite's codes (the low byte of extended ones), and PostgreSQL's states.
_BUSY, _LOCKED, _FULL = 5, 6, 13
_DISK_FULL, _LOCK_NOT_AVAILABLE = "53100", "55P03"
_GONE = ("08", "57P")

P = ParamSpec("P")
T = TypeVar("T")


def is_locked(error: BaseException) -> bool:
    """Return whether somebody else had the database for longer than the time-out; what was begun is rolled back."""
    return isinstance(error, OperationalError) and (
        _sqlite(error) in (_BUSY, _LOCKED) or _state(error) == _LOCK_NOT_AVAILABLE
    )


def is_full(error: BaseException) -> bool:
    """Return whether there was no room left, on the disk of the database or on another."""
    if isinstance(error, DatabaseError):
        return _sqlite(error) == _FULL or _state(error) == _DISK_FULL
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def is_gone(error: BaseException) -> bool:
    """Return whether the connection was lost, as when the server is stopped; a new one has to be made."""
    if not isinstance(error, OperationalError | InterfaceError) or connection.vendor == "sqlite":
        return False
    made = connection.connection
    return made is None or made.closed or str(_state(error)).startswith(_GONE)


def patiently(act: Callable[P, T]) -> Callable[P, T]:
    """Return ``act``, which opens a transaction of its own, begun again for as long as the database is locked."""

    @wraps(act)
    def acting(*args: P.args, **kwargs: P.kwargs) -> T:
        end = monotonic() + PATIENCE
        while True:
            try:
                return act(*args, **kwargs)
            except OperationalError as error:
                # Within somebody else's transaction there is nothing to wait for.
                if connection.in_atomic_block or not is_locked(error) or monotonic() > end:
                    raise
                logger.warning("the database is locked; trying again")
                sleep(0.1)

    return acting


def _sqlite(error: BaseException) -> int | None:
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _state(error: BaseException) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)
