"""The queries that something takes: five pages have a number of their own, all else takes no more for more rows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(do: Callable[..., Any], *arguments: Any, **named: Any) -> list[str]:
    """Call ``do`` and return the SQL of the queries that it takes."""
    with CaptureQueriesContext(connection) as queries:
        do(*arguments, **named)
    return [query["sql"] for query in queries.captured_queries]


def no_more(few: list[str], many: list[str]) -> bool:
    """Whether many rows take no more queries than few; fails with those of many if they do."""
    assert len(many) <= len(few), f"{len(many)} queries and not {len(few)}:\n" + "\n".join(sql[:300] for sql in many)
    return True
