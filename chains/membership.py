"""The condition that a column holds one of thousands of values, passed as a single parameter.

``__in`` has a parameter for each value, which Django, the driver and the database go through one by one, and of which
SQLite takes so many only.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F
from django.db.models.expressions import Func
from django.db.models.sql.compiler import SQLCompiler


def one_of(connection: BaseDatabaseWrapper) -> str:
    """Return what stands behind a column in a condition on it; its one parameter is what :func:`together` returns."""
    return "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"


def together(values: Iterable[str] | Iterable[int], connection: BaseDatabaseWrapper) -> str:
    """Return values, texts or whole numbers, as one parameter: an array or, for SQLite, a list in JSON."""
    values = list(values)
    written = json.dumps(values, ensure_ascii=False)
    if connection.vendor != "postgresql":
        return written
    # As it is written: the driver would go through the values one by one. Where nothing is escaped, JSON is written so.
    if "\\" not in written:
        return "{" + written[1:-1] + "}"
    return "{" + ",".join(map(_quoted, map(str, values))) + "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Among(Func):
    """Whether a column (of text or whole numbers, named by its path) holds one of ``values``."""

    output_field = BooleanField()

    def __init__(self, column: str, values: Iterable[str] | Iterable[int]) -> None:
        super().__init__(F(column))
        self.values = list(values)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Sequence[Any]]:
        """Return the condition and its parameters."""
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} {one_of(connection)}", [*params, together(self.values, connection)]
