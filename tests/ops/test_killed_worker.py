"""A worker that is killed in the middle of a commit leaves a batch that can be run again, and then is wholly in.

What it was about to write is not there; what it had written before is taken back by whoever runs the batch next.
"""

import signal
import subprocess
import sys

import pytest
from django.conf import settings

from tests.browser.site import database
from tests.ops.process import PRODUCTION, printed_by

pytestmark = pytest.mark.own_database

#: Writes some rows, as often as it is told to, says so each time, and then waits to be killed.
COMMIT_HALF = """
import sys, time, django
django.setup()
from chains.models import ImportBatch
from chains.services.importing import committing
committing.STRETCH = 500
times = int(sys.argv[1])
def told(done, total):
    global times
    times -= 1
    print(done, total, flush=True)
    if not times:
        time.sleep(600)
committing.commit(ImportBatch.objects.get(), told)
"""

PLAN = """
from django.core.management import call_command
from chains.choices import SheetKind
from chains.models import Company, Segment
from chains.services.importing import committing, planning
call_command("loaddata", "yangtze_delta_2020", verbosity=0)
rows = [f"璇玑光刻{number},ic.design,江苏,exchanges-2021" for number in range(1500)]
content = "\\n".join(["企业名称,所属环节,省份,来源", *rows]).encode()
batch = planning.upload(SheetKind.COMPANIES, "名单.csv", content, None)
planning.plan(batch)
committing.queue(batch, None)
result = [Company.objects.count(), batch.status]
"""

LOOK = """
from chains.models import Company, ImportBatch
batch = ImportBatch.objects.get()
result = [Company.objects.count(), batch.status, Company.history.filter(batch=batch).count()]
"""

RUN_AGAIN = (
    """
from chains.models import ImportBatch
from chains.services.importing import committing
committing.run(ImportBatch.objects.get().pk)
"""
    + LOOK
)


@pytest.mark.parametrize("times", [1, 2])
def test_a_killed_worker_leaves_a_batch_that_can_be_run_again(tmp_path, times):
    with database("killed", tmp_path) as url:
        environment = {"DATABASE_URL": url, "CACHE_DIR": str(tmp_path / "cache")}
        companies, status = printed_by(PLAN, **environment)
        assert status == "queued"
        worker = subprocess.Popen(
            [sys.executable, "-c", COMMIT_HALF, str(times)],
            env=PRODUCTION | environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
        )
        # Of what it is writing when it dies nothing is there.
        written = [0, *(int(worker.stdout.readline().split()[0]) for _time in range(times))][-2]
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        assert printed_by(LOOK, **environment) == [companies + written, "queued", written]
        count, status, entries = printed_by(RUN_AGAIN, **environment)
        assert (count, status) == (companies + 1500, "committed")
        assert entries == 1500 + written
