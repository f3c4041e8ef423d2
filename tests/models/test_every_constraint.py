"""No constraint without a test: the tests of two rooms name every one of them, and each has words for people."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils.translation import override

from chains import changelog
from chains.integrity import PUBLIC
from tests.models.refusal import CONSTRAINTS

PLACES = ("place_is_one", "city_in_province", "country_is_iso_3166")
ROOMS = (Path(__file__).parent, Path(__file__).parents[1] / "changelog")
TESTS = "".join(
    path.read_text() for room in ROOMS for path in room.glob("test_*.py") if path.name != Path(__file__).name
)


def catalogue(on_sqlite, on_postgresql):
    with connection.cursor() as cursor:
        cursor.execute(on_postgresql if connection.vendor == "postgresql" else on_sqlite)
        return {text for (text,) in cursor.fetchall()}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_it_is_tested(name):
    model, _, rule = name.partition("_")
    spelled_out = f'"{name}"' in TESTS
    assert spelled_out or (rule in PLACES and f'"{model}": make_' in TESTS)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_it_speaks_chinese(name):
    constraint = CONSTRAINTS[name][1]
    if constraint.violation_error_message == constraint.default_violation_error_message:
        return  # Django's own words for a name that is taken
    with override("zh-hans"):
        chinese = str(constraint.get_violation_error_message())
    with override("en"):
        assert chinese != str(constraint.get_violation_error_message())


@pytest.mark.django_db
def test_the_database_holds_them_all():
    held = catalogue(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
        "SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes",
    )
    words = {word for text in held for word in text.replace('"', " ").split()}
    assert set(CONSTRAINTS) <= words


@pytest.mark.django_db
def test_the_database_holds_the_triggers():
    """A migration that makes a table anew on SQLite loses them."""
    held = catalogue("SELECT name FROM sqlite_master WHERE type = 'trigger'", "SELECT tgname FROM pg_trigger")
    assert {"chains_segment_acyclic", *(f"{table}_public_id_fixed" for table in PUBLIC)} <= held
    assert changelog.names(connection) <= held
