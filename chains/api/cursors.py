"""Opaque cursors for positions in the changelog."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from chains.selectors.record_changes import START, LogPosition

#: Asks for everything from the beginning.
FROM_START = "start"
#: What a cursor looks like, for the description.
CURSOR_PATTERN = r"^(start|[A-Za-z0-9_-]{8,80})$"

_VERSION = "1"
_TEXT = re.compile(CURSOR_PATTERN, re.ASCII)
_PARTS = re.compile(rf"{_VERSION}\.([0-9]{{1,19}})\.([0-9]{{1,19}})\.([0-9]{{1,17}})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: What a column of the database holds.
_MOST = 2**63 - 1


def cursor_of(position: LogPosition) -> str:
    """Return the cursor for a position."""
    if position == START:
        return FROM_START
    micros = (position.moment - _EPOCH) // timedelta(microseconds=1)
    text = f"{_VERSION}.{position.number}.{position.entry}.{micros}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position_of(cursor: str) -> LogPosition:
    """Return the position that a cursor stands for; raises ``ValueError`` for a text that never was one."""
    if cursor == FROM_START:
        return START
    if not _TEXT.fullmatch(cursor):
        raise ValueError(cursor)
    padded = cursor + "=" * (-len(cursor) % 4)
    parts = _PARTS.fullmatch(urlsafe_b64decode(padded).decode("ascii"))
    if parts is None:
        raise ValueError(cursor)
    number, entry, micros = map(int, parts.groups())
    if max(number, entry) > _MOST:
        raise ValueError(cursor)
    try:
        position = LogPosition(number, entry, _EPOCH + timedelta(microseconds=micros))
    except OverflowError as error:
        raise ValueError(cursor) from error
    # There is one way to write each of them.
    if cursor_of(position) != cursor:
        raise ValueError(cursor)
    return position
