"""Backup and restore of the SQLite file, and copying of a database to another."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from chains import changelog
from chains.history.bulk_loading import bulk_insert_columns
from chains.models import Revision

#: Rows that are read and written at once.
_CHUNK = 1000

#: What a database is called that is copied from.
_OTHER = "copied_from"


class BackupError(ValueError):
    """The database cannot be backed up, restored or copied like that; the text says why, and the way out."""


def back_up(target: Path) -> int:
    """Copy the SQLite database to the file ``target``, whoever writes meanwhile; return its size in bytes.

    The copy holds every transaction that was committed when it began, and is put in its place when it is whole and
    found sound; nobody else can read it. Raises :class:`BackupError`.
    """
    _require_sqlite()
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with _umask(0o077), closing(sqlite3.connect(unfinished)) as copy:
            connection.ensure_connection()
            # In one step: it takes no lock that a writer would wait for, and nothing written meanwhile begins it anew.
            connection.connection.backup(copy)
            # Without a journal beside it the file is all there is to keep.
            copy.execute("PRAGMA journal_mode = DELETE")
            _require_sound(copy, unfinished)
        os.replace(unfinished, target)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path) -> None:
    """Put the SQLite database back as it is in the file ``source``, which stays as it is.

    Raises :class:`BackupError`, and changes nothing, where that is no sound database of this site, or somebody writes.
    """
    _require_sqlite()
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        try:
            _require_sound(copy, source)
            copy.execute("SELECT 1 FROM chains_company LIMIT 1")
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{source} is no backup of this site: {error}.") from error
        connection.ensure_connection()
        try:
            # Through the database and not around it, so that no journal of what was there is taken for its own.
            copy.backup(connection.connection)
        except sqlite3.OperationalError as error:
            raise BackupError(f"{error}: stop the site first.") from error


def copy_from(database: dict[str, Any]) -> dict[str, int]:
    """Fill this database with all rows of another one, given by its settings; return their number by table.

    Keys, histories and the log of public changes are the same afterwards, and so are the next keys: whoever follows the
    log goes on. Both have to be of the same version, and here nothing may be on record yet; else :class:`BackupError`
    is raised, and nothing is changed. The other one may be written to meanwhile: what is copied is one moment of it.
    """
    connections.settings[_OTHER] = {**connections.settings["default"], "OPTIONS": {}, **database}
    other = connections[_OTHER]
    try:
        with transaction.atomic(using=_OTHER), transaction.atomic():
            if other.vendor == "postgresql":
                with other.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            _require_same_version(other)
            copied = _copy(other)
    finally:
        other.close()
        del connections[_OTHER]
        del connections.settings[_OTHER]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return copied


def _copy(other: BaseDatabaseWrapper) -> dict[str, int]:
    tables = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]
    on_record = [model for model in tables if model._meta.app_label == "chains" and _rows(model, "default").exists()]
    if on_record:
        raise BackupError(
            f"There are rows in {on_record[0]._meta.db_table} already. Copy into a database that is new: "
            "make one, name it in DATABASE_URL, and run `manage.py migrate`."
        )
    editor = connection.schema_editor()
    # The log comes with the rows, and is not written anew.
    changelog.remove(apps, editor)
    with connection.cursor() as cursor:
        for model in tables:
            # What migrations make themselves: permissions and the like, which have other keys there.
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    copied = {model._meta.db_table: _bulk_insert(model) for model in tables}
    for model in tables:
        _go_on_counting(model, other)
    # No table is altered while a check of its rows is still to come.
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    changelog.install(apps, editor)
    if connection.vendor == "postgresql" and (
        number := Revision.objects.aggregate(models.Max("number"))["number__max"]
    ):
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('chains_revision_number', %s)", [number])
    return copied


def _bulk_insert(model: type[models.Model]) -> int:
    columns = [each.attname for each in model._meta.local_concrete_fields]
    rows = _rows(model, _OTHER).order_by("pk").values_list(*columns).iterator(chunk_size=_CHUNK)
    count = 0
    while chunk := list(islice(rows, _CHUNK)):
        bulk_insert_columns(model, dict(zip(columns, map(list, zip(*chunk, strict=True)), strict=True)))
        count += len(chunk)
    return count


def _rows(model: type[models.Model], database: str) -> models.QuerySet:
    """Return all rows of a table, whatever the managers of its model leave out."""
    return models.QuerySet(model=model, using=database)


def _go_on_counting(model: type[models.Model], other: BaseDatabaseWrapper) -> None:
    """Let the next key of a table be the one that it would be there: a key that was once given is not given again.

    The history of a row that is gone would become that of the row that gets its key.
    """
    counted = model._meta.auto_field
    if counted is None or counted not in model._meta.local_fields:
        return
    table, column = model._meta.db_table, counted.column
    with other.cursor() as cursor:
        if other.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [other.ops.quote_name(table), column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}")
        else:
            cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (None,)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
            if last:
                sequence = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
                cursor.execute(sequence, [connection.ops.quote_name(table), column, last])
        elif last:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def _require_same_version(other: BaseDatabaseWrapper) -> None:
    here, there = (set(MigrationRecorder(each).applied_migrations()) for each in (connection, other))
    if here != there:
        app, name = min(here ^ there)
        raise BackupError(
            f"The databases are not of the same version: {app} {name} is applied in one of them only. "
            "Run `manage.py migrate` on both with the same release first."
        )


def _require_sqlite() -> None:
    if connection.vendor != "sqlite":
        raise BackupError("This database is PostgreSQL: use pg_dump and pg_restore, as docs/operations.md has it.")


def _require_sound(copy: sqlite3.Connection, path: Path) -> None:
    # The conditions on rows hold, as the database has them, and are of functions that only Django's connections have.
    copy.execute("PRAGMA ignore_check_constraints = ON")
    (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise BackupError(f"{path} is damaged: {found}.")


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)
