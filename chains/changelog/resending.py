"""Checks that the changelog matches the records, and adds entries for copies where it does not."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from chains.membership import one_of, together

from .statements import everything, misstated_keys, present_entries
from .vendors import vendor_of


def misstated(connection: BaseDatabaseWrapper, name: str) -> list[str]:
    """Return the keys of a list of whose last entry a mirror has something else than the list shows, in order.

    Reads the whole log of the list: for whoever looks for damage, not for a request.
    """
    with connection.cursor() as cursor:
        cursor.execute(misstated_keys(name))
        return sorted(key for (key,) in cursor.fetchall())


def resend(connection: BaseDatabaseWrapper, name: str, keys: Iterable[str]) -> None:
    """Write a new entry for each of these records of a list, so that whoever follows the log takes it as it is now.

    What the list shows is told as changed; an old key as merged, or as withdrawn where it leads to nothing. Keys that
    the log has never told of, and that nobody is shown, are left out. Nothing else is changed: neither the records nor
    the entries that are there. Raises ``KeyError`` for a list that is not followed.
    """
    present = present_entries(name, one_of(connection))
    wanted = together(keys, connection)
    with connection.cursor() as cursor:
        cursor.execute(vendor_of(connection).logged(present), [wanted] * present.count("%s"))


def is_public(connection: BaseDatabaseWrapper) -> bool:
    """Return whether anything public is on record."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM ({everything()}) AS public LIMIT 1")
        return cursor.fetchone() is not None


def restart(connection: BaseDatabaseWrapper) -> None:
    """Begin the log anew, with an entry for each public record: for a database that was filled from a dump.

    Whoever has followed the log before is told that it is gone, and reads everything again.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM chains_recordchange")
        cursor.execute("DELETE FROM chains_revision")
        cursor.execute(vendor_of(connection).logged(everything()))
