"""Whatever befalls a worker in the middle of a commit: nobody sees a part of it, and the next worker takes it up."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.conf import settings

from tests.browser.site import database
from tests.ops.process import PRODUCTION, printed_by
from tests.plugins.migrated import on_postgresql

pytestmark = pytest.mark.own_database

PATIENCE = 120

PLAN = """
from chains.choices import SheetKind
from chains.models import Company
from chains.importing import jobs, planning
rows = [f"璇玑光刻{number},ic.design,江苏,exchanges-2021" for number in range(30)]
rows += [f"{name},ic.equipment,安徽,exchanges-2021" for name in Company.objects.values_list("name", flat=True)[:5]]
content = "\\n".join(["企业名称,所属环节,省份,来源", *rows]).encode()
batch = planning.upload(SheetKind.COMPANIES, "名单.csv", content, None)
planning.plan(batch)
jobs.commit_later(batch, None)
"""

#: ``manage.py run_worker``, whose process something befalls before the nth statement with this text.
WORKER = """
import os, signal, sqlite3, sys, threading, time, django
django.setup()
from django.core.management import call_command
from django.db import connection, connections
from chains.importing import executing

executing.CHUNK = 10
befalls, text, times = sys.argv[1:] or ("nothing", "", 0)
left = int(times)

def killed():
    os.kill(os.getpid(), signal.SIGKILL)

def disturbed():
    if connection.vendor == "sqlite":
        # Somebody else writes for longer than one waits.
        connection.connection.execute("PRAGMA busy_timeout = 50")
        begun = threading.Event()
        threading.Thread(target=write_for_long, args=[begun]).start()
        begun.wait()
        return
    # The server ends the connection, as one that is stopped does.
    another = connections.create_connection("default")
    with connection.cursor() as own, another.cursor() as other:
        own.execute("SELECT pg_backend_pid()")
        other.execute("SELECT pg_terminate_backend(%s, 5000)", own.fetchone())
    another.close()

def write_for_long(begun):
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=20, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun.set()
    time.sleep(1)
    other.execute("ROLLBACK")

def execute(run, sql, *rest):
    global left
    if text and text in sql:
        left -= 1
        if left == 0:
            {"killed": killed, "disturbed": disturbed}[befalls]()
    return run(sql, *rest)

connection.execute_wrappers.append(execute)
call_command("run_worker", interval=0.1)
"""

#: What anybody may see of it, and all that there is.
LOOK = """
from chains.models import Company, Evidence, ImportBatch, Placement, RecordChange, Snapshot
batch = ImportBatch.objects.get()
result = {
    "seen": [
        Company.objects.count(),
        Placement.objects.count(),
        Evidence.objects.exclude(placement__stage="arriving").count(),
        RecordChange.objects.count(),
    ],
    "there": [model._base_manager.count() for model in (Company, Placement, Evidence)],
    "entries": [model.history.filter(batch=batch).count() for model in (Company, Placement, Evidence)],
    "snapshots": Snapshot.objects.filter(batch=batch).count(),
    "status": batch.status,
    "error": batch.error,
}
"""


@pytest.fixture
def environment(tmp_path):
    """The settings of a site on which a sheet of 35 rows waits to be committed."""
    with database("killed", tmp_path, seed=True) as url:
        environment = {"DATABASE_URL": url, "CACHE_DIR": str(tmp_path / "cache"), "LOG_LEVEL": "CRITICAL"}
        printed_by(f"{PLAN}{LOOK}", **environment)
        yield environment


@contextmanager
def worker(environment, *befalls):
    """Run a worker that something befalls, or nothing; it is ended with the context."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, *befalls],
        env=PRODUCTION | environment,
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until_committed(environment):
    """Return what there is to see when the sheet has been committed."""
    end = time.monotonic() + PATIENCE
    while (told := printed_by(LOOK, **environment))["status"] != "committed":
        assert time.monotonic() < end, told
    return told


def test_a_worker_killed_at_any_point_leaves_nothing_that_anybody_sees_and_the_next_takes_it_up(environment):
    before = printed_by(LOOK, **environment)
    assert before["status"] == "queued"
    points = (
        # In the second chunk; as what it has written comes in; as the batch is closed.
        ('INSERT INTO "chains_historicalevidence"', "2"),
        ('UPDATE "chains_company" SET', "1"),
        ('UPDATE "chains_batch" SET "status"', "1"),
    )
    for point in points:
        with worker(environment, "killed", *point) as process:
            assert process.wait(PATIENCE) == -signal.SIGKILL, point
        told = printed_by(LOOK, **environment)
        assert (told["seen"], told["status"]) == (before["seen"], "queued"), point
        assert told["there"][0] > before["there"][0], point
    # When all is done, and before it is noted that the task is: taken back to be taken anew, claimed, ended.
    with worker(environment, "killed", 'UPDATE "django_tasks_database_dbtaskresult" SET', "3") as process:
        assert process.wait(PATIENCE) == -signal.SIGKILL
    whole(environment, before)
    with worker(environment):
        assert printed_by(ENDED, **environment) == ["SUCCESSFUL"]
    whole(environment, before)


ENDED = """
import time
from django_tasks_db.models import DBTaskResult
end = time.monotonic() + 120
while (result := list(DBTaskResult.objects.values_list("status", flat=True))) != ["SUCCESSFUL"]:
    assert time.monotonic() < end, result
    time.sleep(0.1)
"""


def whole(environment, before):
    """Assert that all of the sheet is there, and once."""
    told = until_committed(environment)
    companies, placements, evidence, _log = before["seen"]
    assert told["seen"][:3] == told["there"] == [companies + 30, placements + 35, evidence + 35]
    # Of every company its creation, and of the five that were there before nothing: they are only shown with more.
    assert told["entries"] == [30, 35, 35]
    assert told["snapshots"] == 2


def test_one_whose_database_is_locked_or_goes_away_does_it_when_it_is_back(environment):
    before = printed_by(LOOK, **environment)
    # In the second chunk on PostgreSQL; on SQLite before a transaction begins, where alone one waits for others.
    point = ('INSERT INTO "chains_historicalevidence"', "2") if on_postgresql() else ("BEGIN IMMEDIATE", "9")
    with worker(environment, "disturbed", *point) as process:
        whole(environment, before)
        assert process.poll() is None


#: Lets the disk be full, but for some room, for as long as the code in the middle takes.
FULL = """
from django.db import connection
from chains.importing import committing, jobs
cursor = connection.cursor()
if connection.vendor == "sqlite":
    # Without pages that are free in the file.
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA page_count")
    cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 3}")
else:
    cursor.execute("CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$")
    cursor.execute("CREATE OR REPLACE TRIGGER full_disk BEFORE INSERT ON chains_evidence EXECUTE FUNCTION full_disk()")
batch = ImportBatch.objects.get()
try:
    committing.run(batch.pk)
except Exception:
    pass
"""

AGAIN = """
if connection.vendor == "sqlite":
    cursor.execute("PRAGMA max_page_count = 1073741823")
else:
    cursor.execute("DROP TRIGGER full_disk ON chains_evidence")
committing.queue(batch, None)
committing.run(batch.pk)
"""


def test_a_full_disk_fails_the_batch_in_words_and_it_can_be_run_again(environment):
    before = printed_by(LOOK, **environment)
    told = printed_by(f"{LOOK}{FULL}{LOOK}", **environment)
    assert (told["seen"], told["there"], told["status"]) == (before["seen"], before["there"], "failed")
    assert "no room left on the disk that holds the database" in told["error"]["en"]
    assert "磁盘" in told["error"]["zh-hans"]
    printed_by(f"{LOOK}{FULL}{AGAIN}{LOOK}", **environment | {"LOG_LEVEL": "CRITICAL"})
    whole(environment, before)
