"""Errors for services that are temporarily unavailable: the reason, and when to retry."""

import errno
from typing import Any

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

#: When to come back where somebody has to make room or mend something first, in seconds.
MENDING_SECONDS = 60

#: When to come back where somebody else is only quicker, in seconds.
BUSY_SECONDS = 5

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
#: How SQLite says that it cannot write, which has no code of its own here.
_UNWRITABLE = ("database or disk is full", "readonly database", "disk i/o error", "unable to open database file")
_LOCKED = "database is locked"
#: Classes and codes of PostgreSQL: no disk, no memory; nothing is to be written; somebody else holds the lock.
_CODES = ("53", "25006", "55P03")


class UnavailableError(Exception):
    """503: what was asked for cannot be had now. ``seconds`` says when to ask again; ``str()`` says why, in words."""

    status = 503

    def __init__(self, message: Any, seconds: int) -> None:
        super().__init__(message, seconds)
        self.message = message
        self.seconds = seconds

    def __str__(self) -> str:
        return str(self.message)


def as_unavailable(error: BaseException | None) -> UnavailableError | None:
    """Return what an error means for whoever asked, if it is one that passes: no room to write, or no turn."""
    if isinstance(error, UnavailableError):
        return error
    if isinstance(error, OperationalError):
        said = str(error).lower()
        code = getattr(error.__cause__, "sqlstate", None) or ""
        if _LOCKED in said:
            return UnavailableError(_("Others are writing just now. Please try again in a moment."), BUSY_SECONDS)
        full = code.startswith(_CODES) or any(words in said for words in _UNWRITABLE)
    else:
        full = isinstance(error, OSError) and error.errno in _FULL
    if not full:
        return None
    message = _("Nothing can be written at the moment. Please try again later, or tell an administrator.")
    return UnavailableError(message, MENDING_SECONDS)
