"""Queries whose SQL is compiled once per process, then run for one set of keys after another.

Compiling a query takes Django longer than PostgreSQL takes to answer it, where it asks for fifty rows by their key.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from chains.membership import Among, together

#: Stands for the keys in the parameters of a query.
_KEYS = object()


class _AmongKeys(Among):
    """The condition that a column holds one of the keys, which are not known yet."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Sequence[Any]]:
        """Return the condition, with what stands for the keys as its parameter."""
        condition, parameters = super().as_sql(compiler, connection, **extra)
        return condition, [*parameters[:-1], _KEYS]


class PreparedRows:
    """The rows of a queryset with these keys, as plain tuples of what stands at these paths, in the queryset's order.

    ``rows`` makes the queryset, and is asked once in each thread, as connections belong to threads.
    """

    def __init__(self, rows: Callable[[], QuerySet], key: str, *paths: str) -> None:
        self.rows, self.key, self.paths = rows, key, paths
        self._here = threading.local()

    def of(self, keys: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows; one query."""
        if not keys:
            return []
        compiler, sql, parameters = self._sql()
        asked = together(keys, connection)
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
        written = getattr(self._here, "written", None)
        if written is None:
            rows = self.rows().filter(_AmongKeys(self.key, ())).values_list(*self.paths)
            compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
            written = self._here.written = (compiler, *compiler.as_sql())
        return written
