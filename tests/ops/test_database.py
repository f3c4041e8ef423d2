"""The tests run on the database that the run claims, and a file database is opened as it should be."""

import os

import pytest
from django.db import connection

from tests.ops.process import printed_by

PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "cache_size", "temp_store")


@pytest.mark.django_db
def test_the_connection_is_to_what_the_run_claims():
    assert connection.vendor == os.environ["TEST_DATABASE"]


def test_a_file_database_waits_for_its_writer_and_never_for_its_readers(tmp_path):
    pragmas = printed_by(
        f"""
        from django.db import connection
        with connection.cursor() as cursor:
            result = {{name: cursor.execute("PRAGMA " + name).fetchone()[0] for name in {PRAGMAS!r}}}
        """,
        DATABASE_URL=f"sqlite:///{tmp_path / 'atlas.sqlite3'}",
    )
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 1,  # NORMAL
        "foreign_keys": 1,
        "busy_timeout": 20_000,  # ms
        "cache_size": -20_000,  # kB
        "temp_store": 2,  # memory
    }


def test_a_transaction_takes_the_write_lock_when_it_begins(tmp_path):
    outcome = printed_by(
        """
        import sqlite3
        from django.db import connection, transaction
        other = None
        with transaction.atomic():
            connection.cursor().execute("SELECT 1")
            other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
            try:
                other.execute("BEGIN IMMEDIATE")
                result = "the lock was free"
            except sqlite3.OperationalError as error:
                result = str(error)
        """,
        DATABASE_URL=f"sqlite:///{tmp_path / 'atlas.sqlite3'}",
    )
    assert outcome == "database is locked"


def test_a_database_url_moves_the_site_to_postgresql():
    database = printed_by(
        """
        from django.conf import settings
        result = settings.DATABASES["default"]
        """,
        DATABASE_URL="postgres://atlas:p%40ss@db.example:6543/chains?sslmode=require",
    )
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("atlas", "p@ss", "db.example")
    assert (database["PORT"], database["NAME"]) == (6543, "chains")
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert database["CONN_MAX_AGE"] > 0
    assert database["CONN_HEALTH_CHECKS"] is True
