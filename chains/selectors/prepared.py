"""Queries whose SQL is written once in a process, and then asked for one set of keys after another.

Compiling a query takes Django longer than PostgreSQL takes to answer it, where it asks for fifty rows by their key.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

#: Stands for the keys in the parameters of a query.
_KEYS = object()

Compiled = tuple[str, Sequence[Any]]


class _Among(Lookup):
    """``field IN (…)`` with the keys, however many, as one parameter."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the condition as PostgreSQL has it."""
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s)", (*parameters, self.rhs)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the condition as SQLite has it."""
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} IN (SELECT value FROM json_each(%s))", (*parameters, self.rhs)


Field.register_lookup(_Among)
ForeignKey.register_lookup(_Among)


class Prepared:
    """The rows of a queryset with these keys, as plain tuples of what stands at these paths, in the queryset's order.

    ``rows`` makes the queryset, and is asked once for each connection.
    """

    def __init__(self, rows: Callable[[], QuerySet], key: str, *paths: str) -> None:
        self.rows, self.key, self.paths = rows, key, paths
        self._written: WeakKeyDictionary[BaseDatabaseWrapper, tuple[SQLCompiler, str, Sequence[Any]]]
        self._written = WeakKeyDictionary()

    def of(self, keys: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows; one query."""
        if not keys:
            return []
        compiler, sql, parameters = self._sql()
        asked = json.dumps(keys) if connection.vendor == "sqlite" else list(keys)
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked if each is _KEYS else each for each in parameters])
            return list(compiler.results_iter([cursor.fetchall()], tuple_expected=True))

    def by_key(self, keys: Sequence[Any]) -> Mapping[Any, list[tuple[Any, ...]]]:
        """Return the rows of each key, where the first path is the key; none for a key without rows. One query."""
        found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.of(keys):
            found[row[0]].append(row)
        return found

    def _sql(self) -> tuple[SQLCompiler, str, Sequence[Any]]:
        wrapper = connection._connections[connection._alias]
        written = self._written.get(wrapper)
        if written is None:
            rows = self.rows().filter(**{f"{self.key}__among": _KEYS}).values_list(*self.paths)
            compiler = rows.query.get_compiler(connection=wrapper)
            written = self._written[wrapper] = (compiler, *compiler.as_sql())
        return written
