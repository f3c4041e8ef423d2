"""The clock for time stamps of rows: it never goes back, even when the machine's clock does.

Whoever polls by ``updated_since`` asks for what was stamped since the latest stamp that they have been given. So every
stamp is later than all that are on record, not only than that of its own row.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from .dependencies import LISTS

_NEWEST_REVISION = "SELECT moment FROM chains_revision WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1"
#: Each reads the end of an index. A row that was stamped last may be gone: the log was told when it went.
_LATEST = "SELECT max(stamp) FROM ({}) AS stamps".format(
    " UNION ALL ".join(
        (
            *(f"SELECT max(updated) AS stamp FROM {each.table}" for each in LISTS.values()),
            f"SELECT moment FROM ({_NEWEST_REVISION}) AS newest",
        )
    )
)


def now() -> datetime:
    """Return the present time or, where a later stamp is on record in any list, a microsecond after that; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST)
        (latest,) = cursor.fetchone()
    present = timezone.now()
    return present if latest is None else max(present, _aware(latest) + timedelta(microseconds=1))


def _aware(stamp: datetime | str) -> datetime:
    """Return a stamp as the driver gives it, which on SQLite is a text in UTC that does not say so."""
    moment = datetime.fromisoformat(stamp) if isinstance(stamp, str) else stamp
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
