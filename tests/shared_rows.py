"""Rows that many tests begin with, made when the first of them comes and not once for each.

They stand in a transaction around those of the tests: what a test does to them is rolled back as ever. Before a test
that does not ask for them they go, so that it never sees them, in whatever order the tests run.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


@dataclass
class _Standing:
    """What stands now: what made it and gave what, in which transaction, and what lets one touch the database."""

    make: Callable[[], Any]
    rows: Any
    around: transaction.Atomic
    blocker: Any


#: What stands now; one at most.
_now: list[_Standing] = []


def shared(make: Callable[[], Any]) -> Any:
    """Make a fixture of ``make``, which puts rows into the database; each test gets a copy of what it returns."""

    def copied(db: None) -> Any:
        return deepcopy(_now[0].rows)

    copied.make = make
    return pytest.fixture(name=make.__name__)(copied)


def empty() -> None:
    """Empty every table of the atlas."""
    tables = [model._meta.db_table for model in apps.get_app_config("chains").get_models(include_auto_created=True)]
    # PostgreSQL empties no table while a check of its keys is still to come.
    connection.check_constraints()
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def wanted_by(item: pytest.Item) -> Callable[[], Any] | None:
    """Return what makes the rows that a test begins with, or None; raises UsageError where it asks for two kinds."""
    fixtures = getattr(item, "_fixtureinfo", None)
    functions = [found[-1].func for found in fixtures.name2fixturedefs.values()] if fixtures else []
    makers = [function.make for function in functions if hasattr(function, "make")]
    if len(makers) > 1:
        raise pytest.UsageError(f"{item.nodeid} begins with two kinds of shared rows")
    return makers[0] if makers else None


def put(make: Callable[[], Any], blocker: Any) -> None:
    """Let the rows that ``make`` makes stand, if they do not; ``blocker`` is pytest-django's."""
    if _now:
        return
    around = transaction.atomic()
    around.__enter__()
    try:
        rows = make()
        # Now, as PostgreSQL empties no table for a test while a check of its rows is still to come.
        connection.check_constraints()
    except BaseException:
        _undo(around)
        raise
    _now.append(_Standing(make, rows, around, blocker))


def clear(unless: Callable[[], Any] | None = None) -> None:
    """Take away what stands, unless it is what this function made."""
    if _now and _now[0].make is not unless:
        gone = _now.pop()
        with gone.blocker.unblock():
            _undo(gone.around)


def _undo(around: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    around.__exit__(None, None, None)
