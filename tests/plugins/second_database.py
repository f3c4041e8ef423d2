"""``--with-database``: leave out the tests that a second database cannot change, where another run has them already.

That are those that use none, those marked ``any_database``, which say why it makes no difference to them, and those of
the rooms that only show what others ask the database for (:data:`SHOWN`), but for the ones marked ``each_database``. A
test that runs a database without Django's fixtures has to say so, with the marker ``own_database``.

Tests marked ``matrix`` are left to ``make matrix``, which leaves out nothing; how many there are is counted here.
"""

from typing import Any

import pytest

#: How many tests were left out, and how many left to ``make matrix``.
LEFT_OUT = pytest.StashKey[int]()
LEFT_TO_MATRIX = pytest.StashKey[int]()

MARKERS = ("django_db", "browser", "own_database")
FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}

#: Rooms whose tests are of what is shown and of who may. Their queries are named conditions, filter sets and services,
#: which the other rooms test on both databases; pages and the admin are opened one by one on both as well.
SHOWN = ("tests/admin/", "tests/pages/", "tests/permissions/")

#: Words enough to be a reason.
REASON = 20


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--with-database", action="store_true", help="leave out what no second database can change")


def reason_given(marker: Any) -> str:
    """Return why a test marked ``any_database`` or ``matrix`` is left out; raises UsageError where nobody says it."""
    (reason, *_) = (*marker.args, "")
    if not isinstance(reason, str) or len(reason) < REASON:
        raise pytest.UsageError(f"{marker.name} wants a reason: why nobody misses the test")
    return reason


def uses_database(item: Any) -> bool:
    """Whether what comes of the test can depend on the database that the run is on."""
    if marker := item.get_closest_marker("any_database"):
        return not reason_given(marker)
    if item.nodeid.startswith(SHOWN) and not item.get_closest_marker("each_database"):
        return False
    return any(map(item.get_closest_marker, MARKERS)) or bool(FIXTURES & set(item.fixturenames))


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count."""
    config.stash[LEFT_OUT] = config.stash[LEFT_TO_MATRIX] = 0
    config.pluginmanager.register(Counter(config))


class Counter:
    """Counts what ``-m "not matrix"`` leaves out."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Count those of the matrix."""
        left = [marker for item in items if (marker := item.get_closest_marker("matrix")) and reason_given(marker)]
        self.config.stash[LEFT_TO_MATRIX] += len(left)


# After the plugins that mark tests.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out and count."""
    # Asked in every run, so that a reason that is lacking is missed in the first.
    repeated = [item for item in items if uses_database(item)]
    if not config.getoption("with_database") or len(repeated) == len(items):
        return
    kept = set(repeated)
    left_out = [item for item in items if item not in kept]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = repeated
