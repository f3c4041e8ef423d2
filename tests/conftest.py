"""What all tests share: settings that only tests want, and the seed in the database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from rest_framework.throttling import SimpleRateThrottle

from chains.history.bulk_writing import refresh_statistics
from chains.services import quotas
from chains.services.accounts import make_roles
from tests import shared_rows
from tests.plugins import migrated
from tests.plugins.summary import DATABASE

SEED = Path(django_settings.BASE_DIR) / "fixtures" / "yangtze_delta_2020.json"

# On a busy machine the time of one example says nothing; the same examples each time repeat a failure.
hypothesis_settings.register_profile("suite", deadline=None, derandomize=True, max_examples=40)
hypothesis_settings.register_profile("matrix", deadline=None, derandomize=True, max_examples=200)
hypothesis_settings.load_profile("suite")


def pytest_configure() -> None:
    """Trade for speed what no test is about."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # No collected files, so no manifest of them either.
    django_settings.STORAGES = django_settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # It wants a request for every login, which `client.login()` has not; its own test turns it on.
    django_settings.AXES_ENABLED = False


def load_seed() -> None:
    """Load the seed maps and make the roles, as ``prepare`` does, if the project has them and the database has not."""
    if SEED.exists() and not apps.get_model("chains", "Chain").objects.exists():
        call_command("loaddata", SEED.stem, verbosity=0)
        make_roles()
        refresh_statistics()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Begin the worker's database as a copy of the one that has all tables."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.original()
        yield
        return

    def fill(connection: BaseDatabaseWrapper, **_: Any) -> None:
        connection_created.disconnect(fill)
        migrated.fill(connection.connection)

    connection_created.connect(fill)
    yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker, request: pytest.FixtureRequest) -> Iterator[None]:
    """Load the seed once per worker: tests see it inside their transactions, which are rolled back."""
    with django_db_blocker.unblock():
        load_seed()
        version = ".".join(str(part) for part in connection.get_database_version())
        request.config.stash[DATABASE] = f"{connection.display_name} {version}"
    yield
    shared_rows.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take away the rows that stand for other tests."""
    shared_rows.clear(unless=shared_rows.wanted_by(item))


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> Iterator[None]:
    """Put the rows that a test begins with around the transaction that its fixture ``db`` opens."""
    if fixturedef.argname == "_django_db_helper" and (make := shared_rows.wanted_by(request.node)):
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock():
            load_seed()
            shared_rows.put(make, blocker)
    return (yield)


@pytest.fixture(autouse=True)
def seed_in_place(request: pytest.FixtureRequest) -> None:
    """Load the seed again where a test that commits (a live server, say) has left the tables empty."""
    if request.node.get_closest_marker("django_db") or {"db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("db")
        load_seed()


@pytest.fixture(autouse=True)
def language_of_the_site() -> Iterator[None]:
    """Leave no test with the language that the last reader of the one before asked for."""
    yield
    translation.deactivate()


@pytest.fixture
def empty_database(db: None) -> None:
    """Empty every table of the atlas for this test."""
    shared_rows.empty()


@pytest.fixture
def throttle(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Return a function that sets the rate of a scope (anon, search, export) and starts counting anew."""

    def set_rate(scope: str, rate: str) -> None:
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, rate)
        quotas.clear()

    return set_rate
