"""Bulk inserts and updates of rows: by COPY on PostgreSQL, by one prepared statement on SQLite.

PostgreSQL takes them by COPY, into the table itself or, to change rows, into a temporary one that a single UPDATE
reads; SQLite by one prepared statement. No ``save()``, and no history: ``bulk_writing.py`` has that. No signals.
All functions belong into a transaction.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models

#: Name of the temporary table that changed rows are read from; it is there within one statement's time only.
_STAGE = "chains_loading"

#: Values of these types, in a field of that kind, are for the drivers what they are.
_AS_IT_IS: tuple[tuple[type[models.Field], type], ...] = (
    (models.CharField, str),
    (models.TextField, str),
    (models.IntegerField, int),
)


def new_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Return the next ``count`` keys of a table whose keys the database counts, in one query."""
    if not count:
        return ()
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The name is looked up once, and not for every key.
            sequence = "WITH counted AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS by) "
            sequence += "SELECT nextval(by) FROM counted, generate_series(1, %s)"
            cursor.execute(sequence, [connection.ops.quote_name(table), column, count])
            return [key for (key,) in cursor.fetchall()]
        # The one writer holds the lock; what is above the highest key ever given stays free until it commits.
        name = connection.ops.quote_name
        highest = "SELECT max(seq) FROM (SELECT seq FROM sqlite_sequence WHERE name = %s UNION ALL "
        highest += f"SELECT max({name(column)}) FROM {name(table)})"
        cursor.execute(highest, [table])
        start = (cursor.fetchone()[0] or 0) + 1
        return range(start, start + count)


def bulk_insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert complete rows, keys included. Raises ``IntegrityError``."""
    if rows:
        bulk_insert_columns(
            model, {each.attname: [getattr(row, each.attname) for row in rows] for each in _fields(model)}
        )


def bulk_insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows given by column (attribute → the value of each row), keys included; no instance is made for any.

    What is not given has its default. Raises ``IntegrityError``.
    """
    count = len(next(iter(columns.values())))
    if not count:
        return
    fields = _fields(model)
    rows = zip(*(_column(each, columns.get(each.attname) or _defaults(each, count)) for each in fields), strict=True)
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, [each.column for each in fields], rows)
        return
    name = connection.ops.quote_name
    listed, marks = ", ".join(name(each.column) for each in fields), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {name(model._meta.db_table)} ({listed}) VALUES ({marks})", list(rows))


def _fields(model: type[models.Model]) -> Sequence[models.Field]:
    return model._meta.local_concrete_fields


def _defaults(field: models.Field, count: int) -> list[Any]:
    if callable(field.default):
        return [field.get_default() for _row in range(count)]
    return [field.get_default()] * count


def overwrite(model: type[models.Model], rows: Sequence[models.Model], fields: Iterable[str]) -> None:
    """Write the fields of these names of rows that are on record, found by their keys. Raises ``IntegrityError``."""
    changed = [model._meta.get_field(each) for each in fields]
    if not rows or not changed:
        return
    name, key = connection.ops.quote_name, model._meta.pk
    table = name(model._meta.db_table)
    if connection.vendor != "postgresql":
        setting = ", ".join(f"{name(each.column)} = %s" for each in changed)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {setting} WHERE {name(key.column)} = %s", list(_prepared([*changed, key], rows))
            )
        return
    columns = [each.column for each in (key, *changed)]
    setting = ", ".join(f"{name(each.column)} = staged.{name(each.column)}" for each in changed)
    with connection.cursor() as cursor:
        # Made from the table, so that the columns have its very types; not a row is read for it.
        made_of = f"SELECT {', '.join(map(name, columns))} FROM {table} WITH NO DATA"
        cursor.execute(f"CREATE TEMPORARY TABLE {_STAGE} ON COMMIT DROP AS {made_of}")
        _copy(_STAGE, columns, _prepared([key, *changed], rows))
        matching = f"{table}.{name(key.column)} = staged.{name(key.column)}"
        cursor.execute(f"UPDATE {table} SET {setting} FROM {_STAGE} staged WHERE {matching}")
        cursor.execute(f"DROP TABLE {_STAGE}")


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    name = connection.ops.quote_name
    statement = f"COPY {name(table)} ({', '.join(map(name, columns))}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _prepared(fields: Sequence[models.Field], rows: Sequence[models.Model]) -> Iterator[tuple[Any, ...]]:
    """Return the values of these fields of each row as the driver takes them."""
    return zip(*(_column(each, [getattr(row, each.attname) for row in rows]) for each in fields), strict=True)


def _column(field: models.Field, values: Sequence[Any]) -> Sequence[Any]:
    """Return the values of one field as the driver takes them: each different one is prepared once."""
    is_key = isinstance(field, models.ForeignKey)
    target = field.target_field if is_key else field
    as_it_is = next((kind for family, kind in _AS_IT_IS if isinstance(target, family)), None)
    # A reference to nothing may be written as an empty text, which no table has as a key.
    if all(value is None or (type(value) is as_it_is and not (is_key and value == "")) for value in values):
        return values
    if isinstance(target, models.JSONField):
        # Both drivers take it as text. A null of JSON is something that is not kept anywhere.
        return [None if value is None else json.dumps(value, cls=target.encoder) for value in values]
    known: dict[tuple[type, Any], Any] = {}
    prepared = []
    for value in values:
        if value is None:
            prepared.append(None)
            continue
        key = (type(value), value)
        if key not in known:
            known[key] = field.get_db_prep_save(value, connection)
        prepared.append(known[key])
    return prepared
