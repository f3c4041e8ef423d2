"""The migrated database of an earlier run serves again, and not after anything has changed that made it."""

import json
import os

import pytest

from tests.plugins import kept as plugin
from tests.plugins import migrated
from tests.plugins.kept import Kept

SERVER = "SQLite 3.40.1"
FILES = ["chains/models/actors.py", "chains/migrations/0001_vocabulary.py"]


@pytest.fixture
def kept(tmp_path):
    """A database that is kept, with the project that made it."""
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("made with this")
    made = tmp_path / "made"
    made.write_bytes(b"tables")
    kept = Kept(tmp_path / "sqlite.db", root=tmp_path)
    kept.keep(made, FILES, SERVER)
    return kept


def test_it_serves_again(kept):
    assert kept.fits(SERVER)
    assert kept.database.read_bytes() == b"tables"


@pytest.mark.parametrize("name", FILES)
def test_not_when_a_file_has_changed_that_the_migrations_read(kept, name):
    (kept.root / name).write_text("made with that")
    assert not kept.fits(SERVER)


@pytest.mark.parametrize("name", FILES)
def test_not_when_such_a_file_is_gone(kept, name):
    (kept.root / name).unlink()
    assert not kept.fits(SERVER)


def test_not_when_there_is_another_migration(kept):
    (kept.root / "chains/migrations/0002_more.py").touch()
    assert not kept.fits(SERVER)


def test_not_on_another_version_of_the_server(kept):
    assert not kept.fits("SQLite 3.50.0")


def test_not_when_something_else_is_installed(kept, monkeypatch):
    monkeypatch.setattr(plugin.metadata, "distributions", list)
    assert not kept.fits(SERVER)


@pytest.mark.parametrize("content", [b"", b"tabl"])
def test_not_when_it_is_not_whole(kept, content):
    kept.database.write_bytes(content)
    assert not kept.fits(SERVER)


@pytest.mark.parametrize("content", ["", "{}", "[]"])
def test_not_when_its_record_is_not_whole(kept, content):
    kept.record.write_text(content)
    assert not kept.fits(SERVER)


@pytest.mark.own_database
def test_what_is_kept_names_what_tables_triggers_and_permissions_come_of():
    """Read off from the process that migrated, so nothing is named by hand that could be forgotten."""
    migrated.original()
    record = json.loads(plugin.kept_for(os.environ["DATABASE_URL"]).record.read_text())
    files = set(record["files"])
    assert {
        "chains/models/actors.py",
        "chains/integrity.py",
        "chains/choices/__init__.py",
        "ecosystem/settings.py",
    } <= files
    assert {f"chains/migrations/{name}" for name in record["migrations"]} <= files
