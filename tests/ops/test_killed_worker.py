"""A worker that is killed in the middle of a commit leaves the batch wholly out, and the batch can be run again."""

import signal
import subprocess
import sys

import pytest
from django.conf import settings

from tests.browser.site import database
from tests.ops.process import PRODUCTION, printed_by

pytestmark = pytest.mark.own_database

#: Writes the first stretch of rows, says so, and then waits to be killed.
COMMIT_HALF = """
import sys, time, django
django.setup()
from chains.models import ImportBatch
from chains.services.importing import committing
def told(done, total):
    print(done, total, flush=True)
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


def test_a_killed_worker_leaves_nothing_and_the_batch_can_be_run_again(tmp_path):
    with database("killed", tmp_path) as url:
        environment = {"DATABASE_URL": url, "CACHE_DIR": str(tmp_path / "cache")}
        companies, status = printed_by(PLAN, **environment)
        assert status == "queued"
        worker = subprocess.Popen(
            [sys.executable, "-c", COMMIT_HALF],
            env=PRODUCTION | environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert worker.stdout.readline().split() == ["1000", "1500"]
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        assert printed_by(LOOK, **environment) == [companies, "queued", 0]
        assert printed_by(RUN_AGAIN, **environment) == [companies + 1500, "committed", 1500]
