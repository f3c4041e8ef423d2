"""The changelog of public records, written by database triggers, so that no way of writing is left out."""

import re
from collections.abc import Iterator

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from .dependencies import LISTS, TABLES, VOCABULARY
from .resending import is_public, misstated, resend, restart
from .statements import everything
from .vendors import vendor_of

__all__ = ["LISTS", "VOCABULARY", "begin", "install", "is_public", "misstated", "names", "remove", "resend", "restart"]


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers anew."""
    remove(apps, schema_editor)
    vendor = vendor_of(schema_editor.connection)
    schema_editor.execute(vendor.FOUNDATION, params=None)
    for _name, statement in _triggers(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away, where they are.

    On SQLite a migration that makes a watched table anew has to begin with it: no table is renamed there while a
    trigger on another one speaks of it.
    """
    connection = schema_editor.connection
    vendor = vendor_of(connection)
    for table in _present(connection):
        for statement in vendor.dropped(table):
            schema_editor.execute(statement, params=None)
    for statement in filter(str.strip, vendor.DEMOLITION.split(";")):
        schema_editor.execute(statement, params=None)


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write all that is public into the log, as created: so a mirror begins with the log alone."""
    schema_editor.execute(vendor_of(schema_editor.connection).logged(everything()), params=None)


def names(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of all triggers that the log rests on."""
    vendor = vendor_of(connection)
    return set(re.findall(r"TRIGGER (\w+)", vendor.FOUNDATION)) | {name for name, _statement in _triggers(connection)}


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    vendor = vendor_of(connection)
    for table in _present(connection):
        with connection.cursor() as cursor:
            key = connection.introspection.get_primary_key_column(cursor, table)
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
            columns = [column[0] for column in cursor.description]
        yield from vendor.triggers(table, key, columns)


def _present(connection: BaseDatabaseWrapper) -> list[str]:
    # Run again by later migrations, and by a test: some of the tables may not be there yet.
    return sorted(set(TABLES) & set(connection.introspection.table_names()))
