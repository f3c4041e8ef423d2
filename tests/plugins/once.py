"""``--with-database``: leave out the tests that a second database cannot change, where another run has them already.

That are those that use none, and those marked ``any_database``, which say why it makes no difference to them. A test
that runs a database without Django's fixtures has to say so, with the marker ``own_database``.
"""

from typing import Any

import pytest

#: How many tests were left out.
LEFT_OUT = pytest.StashKey[int]()

MARKERS = ("django_db", "browser", "own_database")
FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}

#: Words enough to be a reason.
REASON = 20


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--with-database", action="store_true", help="leave out what no second database can change")


def reason_given(marker: Any) -> str:
    """Return why a test marked ``any_database`` need not be repeated; raises UsageError where nobody says it."""
    (reason, *_) = (*marker.args, "")
    if not isinstance(reason, str) or len(reason) < REASON:
        raise pytest.UsageError("any_database wants a reason: why the kind of database makes no difference")
    return reason


def uses_database(item: Any) -> bool:
    """Whether what comes of the test can depend on the database that the run is on."""
    if marker := item.get_closest_marker("any_database"):
        return not reason_given(marker)
    return any(map(item.get_closest_marker, MARKERS)) or bool(FIXTURES & set(item.fixturenames))


# After the plugins that mark tests.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out and count."""
    config.stash[LEFT_OUT] = 0
    # Asked in every run, so that a reason that is lacking is missed in the first.
    repeated = [item for item in items if uses_database(item)]
    if not config.getoption("with_database") or len(repeated) == len(items):
        return
    kept = set(repeated)
    left_out = [item for item in items if item not in kept]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = repeated
