"""The tests run on the database that the run claims, and a file database is opened as it should be."""

import os
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from ecosystem.sqlite.base import make_private
from tests.ops.process import printed_by, python

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


@pytest.mark.parametrize("umask", ["0", "022"])
def test_a_file_database_is_its_owners_alone_from_the_first_moment(tmp_path, umask):
    modes = printed_by(
        f"""
        import os, stat
        from pathlib import Path
        from django.db import connection
        from ecosystem.sqlite import base
        os.umask(0o{umask})
        opened = base.base.DatabaseWrapper.get_new_connection
        file = Path(connection.settings_dict["NAME"])
        result = []
        def mode(path):
            return oct(stat.S_IMODE(path.stat().st_mode))
        def seen(self, parameters):
            result.append(mode(file))
            return opened(self, parameters)
        base.base.DatabaseWrapper.get_new_connection = seen
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE firms (name text)")
            result += [mode(path) for path in sorted(file.parent.iterdir())]
        """,
        DATABASE_URL=f"sqlite:///{tmp_path / 'atlas.sqlite3'}",
    )
    assert modes == ["0o600"] * 4, "the file before it is opened, then file, index and log"


def test_files_that_everybody_could_read_are_closed_on_start_and_keep_their_locks(tmp_path):
    file = tmp_path / "atlas.sqlite3"
    with closing(sqlite3.connect(file)) as writer:
        writer.executescript("PRAGMA journal_mode = WAL; CREATE TABLE firms (name text)")
        for path in tmp_path.iterdir():
            path.chmod(0o664)
        assert len(list(tmp_path.iterdir())) == 3
        make_private(file)
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
        writer.execute("BEGIN IMMEDIATE")
        make_private(file)
        begin = f"import sqlite3; sqlite3.connect({str(file)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
        assert "database is locked" in python("-c", begin).stderr


def test_what_cannot_be_made_is_refused_as_ever(tmp_path):
    code = """
    from django.db import OperationalError, connection
    try:
        connection.ensure_connection()
    except OperationalError as error:
        result = str(error)
    """
    assert "unable to open" in printed_by(code, DATABASE_URL=f"sqlite:///{tmp_path / 'nowhere' / 'atlas.sqlite3'}")
