"""The migrated database of an earlier run, which serves again as long as nothing that made it has changed.

Beside the database stands a record of what it was made from: the text of every file of the project that was read while
the migrations ran, the list of the migrations, and the version of everything installed. A record that no longer fits
makes the database worthless, and the migrations are run again. A new clone has none.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.plugins.programs import server_programs

ROOT = Path(__file__).parents[2]
MIGRATIONS = "chains/migrations/*.py"


@dataclass(frozen=True)
class Kept:
    """A database in a file, and the record beside it."""

    database: Path
    root: Path = ROOT

    @property
    def record(self) -> Path:
        """Where the record stands."""
        return self.database.with_suffix(".json")

    def fits(self, server: str) -> bool:
        """Whether the database is whole and would come out the same on a server of this version."""
        try:
            record = json.loads(self.record.read_text())
            return record == self._made_from(record["files"], server)
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def keep(self, made: Path, files: Iterable[str], server: str) -> None:
        """Take over the database ``made``, which came of these files of the project."""
        os.replace(made, self.database)
        text = json.dumps(self._made_from(files, server), indent=1)
        with tempfile.NamedTemporaryFile("w", dir=self.record.parent, delete=False) as file:
            file.write(text)
        # One that is read meanwhile with another database does not fit it, and is of no use to anybody.
        os.replace(file.name, self.record)

    def _made_from(self, files: Iterable[str], server: str) -> dict[str, Any]:
        return {
            "database": _digest(self.database),
            "files": {name: _digest(self.root / name) for name in sorted(files)},
            "migrations": sorted(path.name for path in self.root.glob(MIGRATIONS)),
            "server": server,
            "python": sys.version,
            "installed": sorted(f"{each.name} {each.version}" for each in metadata.distributions()),
        }


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def kept_for(url: str) -> Kept:
    """Return what is kept for databases of the kind that ``url`` leads to."""
    folder = ROOT / "var" / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    return Kept(folder / ("postgresql.sql" if _is_postgresql(url) else "sqlite.db"))


def _is_postgresql(url: str) -> bool:
    return url.startswith("postgres")


def _postgresql(program: str, url: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's own programs on the database of ``url``."""
    parts = urlsplit(url)
    # The password goes where nobody reads it in the list of processes.
    without = parts._replace(netloc=f"{parts.username}@{parts.hostname}:{parts.port}").geturl()
    subprocess.run(
        [(server_programs() or Path()) / program, f"--dbname={without}", *arguments],
        env=os.environ | {"PGPASSWORD": parts.password or ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _version(url: str) -> str:
    """Return the version of the database that ``url`` leads to."""
    if not _is_postgresql(url):
        return f"SQLite {sqlite3.sqlite_version}"
    with psycopg.connect(url) as connection:
        return f"PostgreSQL {connection.info.server_version}"


def fill(url: str, file: str) -> bool:
    """Fill the empty database of ``url`` (``file``, on SQLite) with what is kept; return whether that was possible."""
    kept = kept_for(url)
    if not kept.fits(_version(url)):
        return False
    if not _is_postgresql(url):
        shutil.copyfile(kept.database, file)
        return True
    try:
        quietly = ("--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _postgresql("psql", url, *quietly, f"--file={kept.database}")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def keep(url: str, file: str, files: Iterable[str], begun: float) -> None:
    """Keep the database of ``url`` (``file``, on SQLite), which came of these files, read since the time ``begun``."""
    kept = kept_for(url)
    if any((ROOT / name).stat().st_mtime >= begun for name in files):
        # Edited meanwhile: nobody knows which text was read.
        return
    made = Path(tempfile.mkstemp(dir=kept.database.parent)[1])
    # A run does without, where a disk is full or a program is not there.
    with suppress(OSError, subprocess.CalledProcessError):
        if _is_postgresql(url):
            _postgresql("pg_dump", url, "--no-owner", f"--file={made}")
        else:
            shutil.copyfile(file, made)
        kept.keep(made, files, _version(url))
    made.unlink(missing_ok=True)
