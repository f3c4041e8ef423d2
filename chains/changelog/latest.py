"""The newest revision of the changelog, which tells readers whether any public record has changed."""

from datetime import UTC, datetime

from django.db import connection

#: Number and moment of a revision. The moment tells this log from that of another database.
Revised = tuple[int, datetime | None]

_NEWEST = "SELECT number, moment FROM chains_revision WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1"


def newest() -> Revised:
    """Return number and moment of the newest revision; 0 and ``None`` before anything was written.

    In plain SQL, as it is asked before everything else: the end of an index, sooner read than a query set is compiled.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        number, moment = cursor.fetchone() or (0, None)
    # SQLite keeps moments in UTC, and does not say so.
    return number, moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def is_uncommitted() -> bool:
    """Return whether the reader is in a transaction, which may have written what no revision tells of yet."""
    return connection.in_atomic_block


def newest_committed() -> Revised | None:
    """Return the newest revision; ``None`` where the reader may see more than it tells of."""
    return None if is_uncommitted() else newest()
