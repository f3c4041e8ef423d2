"""On SQLite the log costs the same however much is published: no trigger goes through a table to find its rows."""

import re

import pytest
from django.db import connection

from chains.changelog import names

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database("it is about one of them"),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL plans by the statistics that it keeps"),
]


def plans():
    """Yield the name of each trigger of the log, and the steps of its query, with constants for what was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        for name, statement in cursor.fetchall():
            if name not in names(connection) or "SELECT (SELECT coalesce" not in statement:
                continue
            query = "SELECT (SELECT coalesce" + statement.partition("SELECT (SELECT coalesce")[2].rpartition(";")[0]
            query = re.sub(r'\b(?:OLD|NEW)\."?(\w+)"?', "1", query)
            cursor.execute(f"EXPLAIN QUERY PLAN {query}".replace("%", "%%"))
            yield name, [row[3] for row in cursor.fetchall()]


def test_no_trigger_finds_rows_by_their_stage():
    found = dict(plans())
    assert len(found) > 60
    assert {name: plan for name, plan in found.items() if any("(stage=?" in step for step in plan)} == {}
