"""``--with-database``: leave out the tests that use no database, where another run has them already.

A test that runs a database without Django's fixtures has to say so, with the marker ``own_database``.
"""

from typing import Any

import pytest

#: How many tests were left out.
LEFT_OUT = pytest.StashKey[int]()

MARKERS = ("django_db", "browser", "own_database")
FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--with-database", action="store_true", help="leave out the tests that use no database")


def uses_database(item: Any) -> bool:
    """Whether what comes of the test can depend on the database that the run is on."""
    return any(map(item.get_closest_marker, MARKERS)) or bool(FIXTURES & set(item.fixturenames))


# After the plugins that mark tests.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out and count."""
    config.stash[LEFT_OUT] = 0
    if not config.getoption("with_database"):
        return
    left_out = [item for item in items if not uses_database(item)]
    if left_out:
        config.stash[LEFT_OUT] = len(left_out)
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if uses_database(item)]
