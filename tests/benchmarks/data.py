"""Databases to measure on: empty ones, and ones filled with the seed and made-up companies, which are made once."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from tests.plugins.postgres import Server
from tests.plugins.programs import server_programs

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = 1


def environment(url: str, folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process of the site: production settings, on this database, without rate limits."""
    return os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "ecosystem.settings",
        "ENV_FILE": "",
        "DEBUG": "off",
        "HTTPS": "off",
        "SECRET_KEY": "benchmarks-only-and-long-enough-for-django-to-take-it",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "CACHE_DIR": str(folder / "cache"),
        "STATIC_ROOT": str(folder / "static"),
        "API_RATE": "off",
        "API_TOKEN_RATE": "1000000/min",
        "EXPORT_RATE": "off",
        "IMPORT_RATE": "off",
        "SEARCH_RATE": "off",
        "LOG_LEVEL": "ERROR",
        **more,
    }


def run(module: str, arguments: list[str], url: str, folder: Path, **more: str) -> str:
    """Run ``tests.benchmarks.<module>`` in a process of its own; return the last line that it prints."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    done = subprocess.run(
        command, env=environment(url, folder, **more), capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout.strip().rpartition("\n")[2]


class Database:
    """Databases of one kind. ``fresh`` gives an empty one, as does calling it; ``filled`` one of made-up companies."""

    kind: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[int, str] = {}

    def fresh(self, name: str) -> str:
        """Return the URL of a new, empty database."""
        raise NotImplementedError

    def __call__(self, name: str) -> str:
        return self.fresh(name)

    def filled(self, size: int) -> str:
        """Return the URL of the database with the seed and ``size`` made-up companies, for those who only read it."""
        if size not in self.known:
            self.known[size] = self._filled(f"filled_{size}_{_mark()}", size)
        return self.known[size]

    def copy(self, size: int, name: str) -> str:
        """Return the URL of a copy of the filled database, for those who write."""
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of what was started."""

    def _filled(self, name: str, size: int) -> str:
        url = self.fresh(name)
        print(f"making {size:,} companies up on {self.kind}", file=sys.stderr)
        run("prepare", ["fill", str(size), str(SEED)], url, self.folder)
        return url


class SQLite(Database):
    """Files in the folder."""

    kind = "SQLite"

    def fresh(self, name: str) -> str:
        """Return the URL of a file that is not there; one of this name goes."""
        for file in self.folder.glob(f"{name}.sqlite3*"):
            file.unlink()
        return f"sqlite:///{self.folder / name}.sqlite3"

    def copy(self, size: int, name: str) -> str:
        """Copy the file; nobody has it open."""
        source = Path(self.filled(size).removeprefix("sqlite:///"))
        url = self.fresh(name)
        shutil.copy(source, url.removeprefix("sqlite:///"))
        return url

    def _filled(self, name: str, size: int) -> str:
        if (self.folder / f"{name}.done").exists():
            return f"sqlite:///{self.folder / name}.sqlite3"
        url = super()._filled(name, size)
        (self.folder / f"{name}.done").touch()
        return url


class PostgreSQL(Database):
    """Databases on a server: one started for this, or one that runs (its URL), where what was filled stays."""

    kind = "PostgreSQL"

    def __init__(self, folder: Path, url: str = "") -> None:
        super().__init__(folder)
        self.server = None
        if not url:
            self.server = Server(server_programs())
            self.server.start()
            url = self.server.url
        self.url = url

    def fresh(self, name: str, template: str = "") -> str:
        """Make a new database; one of this name goes."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        return self._at(name)

    def copy(self, size: int, name: str) -> str:
        """Copy the database; nobody may be connected to it, so servers that read it have been stopped."""
        return self.fresh(name, self.filled(size).rpartition("/")[2])

    def stop(self) -> None:
        """Stop the server, if it was started for this."""
        if self.server:
            self.server.stop()

    def _at(self, name: str) -> str:
        return self.url.rpartition("/")[0] + f"/{name}"

    def _filled(self, name: str, size: int) -> str:
        with psycopg.connect(self.url, autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return self._at(name)
        # Under its own name only when it is whole.
        super()._filled(f"{name}_begun", size)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}_begun" RENAME TO "{name}"')
        return self._at(name)


def databases(folder: Path, kinds: list[str] | None = None, postgres: str = "") -> dict[str, Database]:
    """Return the databases by kind; PostgreSQL only where its programs are, or a server is named."""
    found: dict[str, Database] = {}
    if kinds is None or "SQLite" in kinds:
        found["SQLite"] = SQLite(folder)
    if (kinds is None or "PostgreSQL" in kinds) and (postgres or server_programs()):
        found["PostgreSQL"] = PostgreSQL(folder, postgres)
    return found


def fresh(database: Any, name: str) -> str:
    """Return the URL of an empty database."""
    return database.fresh(name)


def vocabulary(url: str, folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return what filters are drawn from: code → what it lies in, by parameter."""
    return json.loads(run("prepare", ["vocabulary"], url, folder))


def _mark() -> str:
    """Return a few letters that change with the tables and with what is made up: old data are not taken for new."""
    digest = hashlib.sha256()
    for path in (
        *sorted((ROOT / "chains/migrations").glob("0*.py")),
        *sorted((ROOT / "chains/seeding").glob("synthe*.py")),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
