"""One case of the benchmark, in a process of its own: ``python -m tests.benchmarks.case atlas|stock ROWS``."""

import io
import json
import os
import resource
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.core.management import call_command

from chains.choices import SheetKind
from chains.models import Company, Evidence, Placement
from chains.services.importing import committing, planning
from tests.benchmarks import rows as made
from tests.benchmarks import stock


def import_by_atlas(content: bytes) -> None:
    """Upload, plan and commit."""
    batch = planning.upload(SheetKind.COMPANIES, "companies.csv", content, None)
    planning.plan(batch)
    committing.commit(batch)


def main(side: str, count: int) -> None:
    """Prepare the database, import, and print the seconds and the peak of memory of this process."""
    call_command("migrate", verbosity=0)
    call_command("load_seed", verbosity=0, stdout=io.StringIO())
    rows = made.company_rows(count)
    content = made.as_csv(rows)
    before = Company.objects.count(), Placement.objects.count(), Evidence.objects.count()
    started = time.perf_counter()
    if side == "stock":
        stock.import_rows(rows)
    else:
        rows.clear()
        import_by_atlas(content)
    seconds = time.perf_counter() - started
    after = Company.objects.count(), Placement.objects.count(), Evidence.objects.count()
    assert [new - old for new, old in zip(after, before, strict=True)] == [count] * 3, (before, after)
    assert Company.history.count() >= count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory": peak}))


main(sys.argv[1], int(sys.argv[2]))
