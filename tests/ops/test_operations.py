"""Every command of docs/operations.md runs as it stands, on a copy of the site; what is restored is what was there."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings

from chains.management.commands.prepare import static_fingerprint
from tests.browser.site import database
from tests.ops.process import printed_by, python
from tests.plugins import migrated
from tests.plugins.programs import server_programs

pytestmark = pytest.mark.own_database

GUIDE = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text()
HEADINGS = (
    "Install",
    "What runs",
    "Upgrade",
    "Back up and restore: SQLite",
    "Back up and restore: PostgreSQL",
    "From SQLite to PostgreSQL",
)

#: What the site runs on; what is made anew, or is somebody's own, stays behind.
PARTS = ("Makefile", "manage.py", "requirements.txt", "chains", "ecosystem", "fixtures", "templates")

#: A site that has been worked with: rows that came, were merged, undone and deleted.
WORK = """
from django.contrib.auth import get_user_model
from django.core.management import call_command
from chains.models import Company, Evidence, Placement, Segment, Source
from chains.history.batches import undo
from chains.history.merging import merge
from chains.services.tokens import make
call_command("load_seed", verbosity=0)
user = get_user_model().objects.create_superuser("root", password="x")
make(user, "guide", ["read"])
call_command("import_sheet", "fixtures/samples/listed_companies.xlsx", source="沪深名单", commit=True, verbosity=0)
rows = [Company.objects.create(name=name) for name in ("恒睿甲", "浦江乙", "西湖丙")]
design = Segment.objects.get(code="ic.design")
for row in rows:
    placement = Placement.objects.create(company=row, segment=design, province_id="310000")
    Evidence.objects.create(placement=placement, source=Source.objects.first(), printed_name=row.name)
undo(merge(rows[0], [rows[1]], {}, user, "同一家"), user, "不是")
merge(rows[0], [rows[2]], {}, user, "同一家")
result = True
"""

#: Every row of every table.
ROWS = """
import json
from django.apps import apps
from django.db.models import QuerySet
def plain(value):
    if isinstance(value, (dict, list)):
        # PostgreSQL keeps the keys in an order of its own.
        return json.dumps(value, sort_keys=True)
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)
result = {}
for model in apps.get_models(include_auto_created=True):
    if model._meta.managed and not model._meta.proxy:
        columns = [each.attname for each in model._meta.local_concrete_fields]
        rows = QuerySet(model=model).order_by("pk").values_list(*columns)
        result[model._meta.db_table] = [[plain(value) for value in row] for row in rows]
"""

#: What the site says of its rows, by its index where it has one.
SAYS = """
from django.conf import settings
from django.test import Client
from chains import index
if settings.FACET_INDEX:
    index.prepare()
client = Client(HTTP_HOST="testserver")
addresses = ("companies/?chain=ic&segment=ic.design", "companies/?province=310000&q=微", "gaps/?chain=ic")
answers = [client.get(f"/api/v1/{address}", secure=True) for address in addresses]
assert [each.status_code for each in answers] == [200] * len(answers), answers
assert (index.describe() is not None) == settings.FACET_INDEX
result = [each.json() for each in answers]
"""

#: Whether the log ends with what is on record; what whoever has followed it hears of the next write, and its key.
LOG = """
from django.db import connection
from django.test import Client
from chains import changelog
from chains.models import Company
client = Client(HTTP_HOST="testserver")
def following(cursor):
    while True:
        page = client.get("/api/v1/changes/", {"after": cursor, "limit": 1000}, secure=True).json()
        yield page
        if not page["results"]:
            return
        cursor = page["cursor"]
*_, newest = following("start")
highest = max(Company.history.values_list("id", flat=True))
company = Company.objects.create(name="恢复之后")
heard = [each for page in following(newest["cursor"]) for each in page["results"]]
wrong = [key for name in changelog.LISTS for key in changelog.misstated(connection, name)]
result = [[(each["kind"], each["id"] == company.public_id) for each in heard], wrong, company.pk > highest]
"""

WRITE = """
from chains.models import Company
Company.objects.update(website="https://example.org")
Company.objects.create(name="备份之后")
result = True
"""


def commands(heading: str) -> list[str]:
    """Return the blocks of commands under this heading."""
    section = next(part for part in GUIDE.split("\n## ")[1:] if part.startswith(heading))
    return re.findall(r"^```bash\n(.*?)^```", section, re.DOTALL | re.MULTILINE)


class Copy:
    """A copy of the site's files in a folder of its own, and what its commands run with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in PARTS:
            source = Path(settings.BASE_DIR) / part
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, folder / part)
        # What is installed is installed.
        (folder / ".venv").symlink_to(sys.prefix)
        os.utime(folder / "requirements.txt", (0, 0))
        # Compressing the static files takes long and shows nothing here.
        (folder / "static").mkdir()
        (folder / "static" / "collected.txt").write_text(static_fingerprint())
        programs = server_programs()
        self.environment = {
            "PATH": os.pathsep.join([*([str(programs)] if programs else []), os.environ["PATH"]]),
            "STATIC_ROOT": str(folder / "static"),
            "CACHE_DIR": str(folder / "cache"),
            "WEB_CONCURRENCY": "1",
        }

    def run(self, script: str, **given: str) -> str:
        """Run commands in the folder; return what they print."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            env=self.environment | given,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def running(self, command: str, **given: str) -> Iterator[None]:
        """Run a command that does not end by itself while the context lasts."""
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command}"],
            env=self.environment | given,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield
            assert process.poll() is None, f"{command} has ended"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def site(tmp_path):
    copy = Copy(tmp_path)
    copy.run("make .env")
    return copy


def asked(code: str, url: str, folder: Path, **given: str) -> Any:
    """Run code on the database of this address; return its result."""
    return printed_by(code, DATABASE_URL=url, CACHE_DIR=str(folder / "cache"), **given)


def is_right(url: str, folder: Path, rows: Any) -> None:
    """See that a database has these rows, that the index says what the database does, and that the log goes on."""
    found = asked(ROWS, url, folder)
    assert {table for table in rows if found[table] != rows[table]} == set()
    assert asked(SAYS, url, folder) == asked(SAYS, url, folder, FACET_INDEX="off")
    assert asked(LOG, url, folder) == [[["created", True]], [], True]


def address(file: Path) -> str:
    return f"sqlite:///{quote(str(file))}"


def make_new(file: Path) -> None:
    """Make a SQLite database with all tables and nothing in them, whatever the run is on."""
    if migrated.on_postgresql():
        done = python("manage.py", "migrate", "--verbosity", "0", DATABASE_URL=address(file))
        assert done.returncode == 0, done.stderr
    else:
        shutil.copyfile(migrated.original(), file)


def opened(url: str) -> Any:
    """Open an address as soon as somebody answers there."""
    for _attempt in range(600):
        try:
            return urlopen(url)
        except HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {url}")


@pytest.mark.matrix("whoever runs the tests has just installed it; test_run and test_worker start what is installed")
def test_installing_running_and_upgrading(site):
    make_new(site.folder / "db.sqlite3")
    (install,) = commands("Install")
    site.run(install, ALLOWED_HOSTS="127.0.0.1")
    serve, work, nightly = commands("What runs")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    serving = site.running(serve, PORT=port, ALLOWED_HOSTS="127.0.0.1")
    with site.running(work), serving, opened(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200
    site.run(nightly)
    (upgrade,) = commands("Upgrade")
    assert "No damage found." in site.run(upgrade)


def test_a_backup_is_restored_to_the_last_row(site):
    back_up, restore = commands(f"Back up and restore: {'PostgreSQL' if migrated.on_postgresql() else 'SQLite'}")
    with database("kept", site.folder) as url:
        asked(WORK, url, site.folder)
        rows = asked(ROWS, url, site.folder)
        site.run(back_up, DATABASE_URL=url)
        asked(WRITE, url, site.folder)
        assert asked(ROWS, url, site.folder) != rows
        site.run(restore, DATABASE_URL=url)
        is_right(url, site.folder, rows)


@pytest.mark.matrix("the longest of all; test_a_backup_is_restored_to_the_last_row compares every row as well")
def test_moved_to_another_database_and_back_every_row_is_there(site):
    """Without a PostgreSQL, the other one is another file."""
    make_new(site.folder / "db.sqlite3")
    asked(WORK, address(site.folder / "db.sqlite3"), site.folder)
    rows = asked(ROWS, address(site.folder / "db.sqlite3"), site.folder)
    there, back = commands("From SQLite to PostgreSQL")
    (named,) = re.findall(r"DATABASE_URL=(postgres\S+)", there)
    (site.folder / "there").mkdir()
    with database("there", site.folder / "there") as url:
        site.run(there.replace(named, url))
        is_right(url, site.folder, rows)
        rows = asked(ROWS, url, site.folder)
        make_new(site.folder / "new.sqlite3")
        site.run(back, DATABASE_URL=url)
        with pytest.raises(AssertionError, match="already"):
            site.run(back, DATABASE_URL=url)
    is_right(address(site.folder / "new.sqlite3"), site.folder, rows)


def test_every_command_is_run():
    """Each block stands under one of the headings whose commands are run above."""
    assert sum(len(commands(heading)) for heading in HEADINGS) == GUIDE.count("```bash") == 11
