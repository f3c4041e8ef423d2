"""A database with every migration applied, one per run: what is to begin with tables begins with a copy.

The migrations take longer than any test, and every worker and every served site wants them. Whoever first needs
a copy makes the original, and the others wait for it. ``kept.py`` says when that of an earlier run will do.
"""

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from tests.plugins import kept

#: Names a folder for the whole run: what the controller of a distributed run puts here, its workers inherit.
FOLDER = "MIGRATED_FOLDER"

#: The process that begins with it while the workers are still collecting.
BEGUN = pytest.StashKey[subprocess.Popen[bytes]]()

# It says which files of the project it has read. The admin, of which no table knows anything, is not among them.
MIGRATE = """
import json, sys
from pathlib import Path
import django
from django.contrib import admin
admin.autodiscover = lambda: None
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", interactive=False, verbosity=0)
if connection.vendor == "sqlite":
    # Without a log beside it the file is all there is to copy.
    connection.cursor().execute("PRAGMA journal_mode = DELETE")
rooms = [str(Path.cwd() / room) + "/" for room in ("chains", "ecosystem")]
read = [each.__file__ for each in list(sys.modules.values()) if getattr(each, "__file__", None)]
print(json.dumps([file.removeprefix(f"{Path.cwd()}/") for file in read if file.startswith(tuple(rooms))]))
"""


def on_postgresql() -> bool:
    """Whether the run is on PostgreSQL."""
    return os.environ["DATABASE_URL"].startswith("postgres")


def original() -> str:
    """Return the path of the original, or on PostgreSQL its name; make it if nobody has."""
    folder = Path(os.environ[FOLDER])
    made = folder / "made"
    file = str(folder / "db.sqlite3")
    with (folder / "lock").open("w") as lock:
        # Released however the process ends that holds it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            url = fresh(folder.name) if on_postgresql() else f"sqlite:///{quote(file)}"
            if not kept.fill(url, file):
                begun = time.time()
                kept.keep(url, file, _migrate(url), begun)
            made.touch()
    return folder.name if on_postgresql() else file


def seeded() -> str:
    """Return the path of a copy of the original that has the seed as well, or on PostgreSQL its name.

    Loading the seed takes seconds, and most of the served sites begin with it.
    """
    folder = Path(os.environ[FOLDER])
    made = folder / "seeded"
    name = f"{folder.name}_seeded" if on_postgresql() else str(folder / "seeded.sqlite3")
    with (folder / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            if on_postgresql():
                url = fresh(name, original())
            else:
                shutil.copyfile(original(), name)
                url = f"sqlite:///{quote(name)}"
            subprocess.run(
                [sys.executable, "manage.py", "load_seed"],
                env=os.environ | {"DATABASE_URL": url},
                cwd=Path(__file__).parents[2],
                stdout=subprocess.DEVNULL,
                check=True,
            )
            made.touch()
    return name


def _migrate(url: str) -> list[str]:
    """Apply the migrations to the database of ``url``, and return which files of the project that took."""
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE],
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "ecosystem.settings"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the migrations failed:\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def fresh(name: str, like: str = "template1") -> str:
    """Make the database ``name`` on the run's PostgreSQL server, a copy of another; return its URL."""
    drop(name)
    _execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def drop(name: str) -> None:
    """Remove the database ``name``, if it is there, from the run's PostgreSQL server, whoever is connected to it."""
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(sql: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql)


def fill(connection: sqlite3.Connection) -> None:
    """Copy the original into the empty SQLite database of ``connection``."""
    with closing(sqlite3.connect(original())) as source:
        source.backup(connection)


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder, except in a worker; begin with the original where the workers collect first."""
    if hasattr(config, "workerinput"):
        return
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="chain-atlas-migrated-")
    if config.getoption("dist", "no") != "no":
        config.stash[BEGUN] = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import original; original()"],
            cwd=Path(__file__).parents[2],
            # What goes wrong is said by the worker that then tries itself.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A group of its own, to end it by.
            start_new_session=True,
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what this run made, finished or not."""
    if hasattr(config, "workerinput"):
        return
    if (begun := config.stash.get(BEGUN, None)) and begun.poll() is None:
        os.killpg(begun.pid, signal.SIGKILL)
        begun.wait()
    folder = Path(os.environ[FOLDER])
    if on_postgresql() and (folder / "lock").exists():
        # A server that is gone has taken it along.
        with suppress(psycopg.OperationalError):
            drop(folder.name)
            drop(f"{folder.name}_seeded")
    shutil.rmtree(folder, ignore_errors=True)
