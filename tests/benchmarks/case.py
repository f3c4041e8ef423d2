"""One case of the benchmark, in a process of its own: ``python -m tests.benchmarks.case atlas|stock FILE.csv``.

``prepare`` instead makes the tables and loads the seed, in another process, because that takes memory too.
"""

import csv
import io
import json
import os
import resource
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.core.management import call_command

from chains.choices import SheetKind
from chains.importing import committing, planning
from chains.models import Company, Evidence, Placement
from tests.benchmarks import stock


def import_by_atlas(file: Path) -> None:
    """Upload, plan and commit."""
    batch = planning.upload(SheetKind.COMPANIES, file.name, file.read_bytes(), None)
    planning.plan(batch)
    committing.commit(batch)


def import_by_stock(file: Path) -> None:
    """Read, preview and import."""
    with file.open(encoding="utf-8", newline="") as text:
        stock.import_rows(list(csv.DictReader(text)))


def prepare() -> None:
    """Make the tables and load the seed."""
    call_command("migrate", verbosity=0)
    call_command("load_seed", verbosity=0, stdout=io.StringIO())


def measure(side: str, file: Path) -> None:
    """Import, and print the seconds and the peak of memory of this process."""
    with file.open("rb") as lines:
        count = sum(1 for _line in lines) - 1
    before = Company.objects.count(), Placement.objects.count(), Evidence.objects.count()
    started = time.perf_counter()
    {"atlas": import_by_atlas, "stock": import_by_stock}[side](file)
    seconds = time.perf_counter() - started
    after = Company.objects.count(), Placement.objects.count(), Evidence.objects.count()
    assert [new - old for new, old in zip(after, before, strict=True)] == [count] * 3, (before, after)
    assert Company.history.count() >= count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory": peak}))


if sys.argv[1] == "prepare":
    prepare()
else:
    measure(sys.argv[1], Path(sys.argv[2]))
