"""Workers that are killed while they commit: ``python -m tests.benchmarks.killing_case ROWS KILLS``.

Each is a fork of this process, which kills it at a random moment of its commit, looks at what anybody may see, and
starts the next: that one has to take up what the one before has left. Prints what was found.
"""

import json
import os
import signal
import sys
import time
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.core.management import call_command
from django.db import connections

from chains.choices import ARRIVING, BatchStatus, SheetKind
from chains.importing import jobs, planning, run_state
from chains.models import Company, CompanyName, Evidence, ImportBatch, Placement, RecordChange, Source
from tests.benchmarks.rows import as_csv, company_rows

#: How many of the rows are about companies on record.
ON_RECORD = 50


def sheet(size: int, number: int) -> ImportBatch:
    """Return a sheet that waits to be committed: other companies than those of any other number."""
    rows = company_rows(size * (number + 1))[size * number :]
    sources = Source.objects.order_by("pk").values_list("slug", flat=True)
    rows += [
        rows[0] | {"name": company.name, "legal_name": "", "uscc": "", "source": sources[number % len(sources)]}
        for company in Company.objects.order_by("pk")[:ON_RECORD]
    ]
    batch = planning.upload(SheetKind.COMPANIES, f"{number}.csv", as_csv(rows), None)
    planning.plan(batch)
    jobs.commit_later(batch, None, good_rows=True)
    return batch


def seen() -> list[int]:
    """Return what anybody may see, in numbers."""
    return [
        Company.objects.count(),
        Placement.objects.count(),
        CompanyName.objects.exclude(company__stage=ARRIVING).count(),
        Evidence.objects.exclude(placement__stage=ARRIVING).count(),
        RecordChange.objects.count(),
    ]


def worker() -> int:
    """Start a worker; return its process."""
    connections.close_all()
    process = os.fork()
    if not process:
        try:
            call_command("run_worker", interval=0.01)
        finally:
            os._exit(1)
    return process


def end(process: int) -> None:
    """Kill a worker."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def wait_for_run(batch: ImportBatch, process: int) -> None:
    """Return when the worker has begun to commit the batch, or has given it up."""
    while True:
        batch.refresh_from_db(fields=["status", "counts"])
        if batch.status != BatchStatus.QUEUED or batch.counts.get(run_state.RUN, {}).get("process") == process:
            return
        time.sleep(0.002)


def finish(batch: ImportBatch) -> float:
    """Let a worker commit the batch; return in how many seconds it did."""
    process = worker()
    wait_for_run(batch, process)
    began = time.perf_counter()
    while batch.status == BatchStatus.QUEUED:
        time.sleep(0.002)
        batch.refresh_from_db(fields=["status"])
    took = time.perf_counter() - began
    end(process)
    return took


def main(size: int, kills: int) -> None:
    """Kill as often as asked for, and print the figures."""
    random = Random(1)
    number = 0
    length = finish(sheet(size, number))
    figures = {"half-public": 0, "kills": kills, "killed in the middle": 0, "committed all the same": 0, "given up": 0}
    batch: ImportBatch | None = None
    for _kill in range(kills):
        if batch is None:
            number += 1
            batch = sheet(size, number)
            before = seen()
        process = worker()
        wait_for_run(batch, process)
        time.sleep(random.uniform(0, length * 1.1))
        end(process)
        batch.refresh_from_db(fields=["status"])
        if batch.status == BatchStatus.COMMITTED:
            figures["committed all the same"] += 1
            figures["half-public"] += Company.objects.count() != before[0] + size
            batch = None
            continue
        figures["killed in the middle"] += 1
        figures["half-public"] += seen() != before
        if batch.status != BatchStatus.QUEUED:
            # It has ended as many workers as one may: somebody runs it again.
            figures["given up"] += 1
            jobs.commit_later(batch, None)
    if batch is not None:
        finish(batch)
        figures["half-public"] += Company.objects.count() != before[0] + size
    left = Company._base_manager.filter(stage=ARRIVING).count() + Placement._base_manager.filter(stage=ARRIVING).count()
    print(json.dumps(figures | {"left behind": left, "seconds of a commit": length}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
