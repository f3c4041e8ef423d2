"""One person at work until the file FOLDER/over is there: ``python -m tests.benchmarks.locking_case save|read FOLDER``.

Prints a line when at work, and at the end how long each time took and how often the database was locked.
"""

import json
import os
import sys
import time
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.db import OperationalError

from chains.history import curation
from chains.history.curation import Change
from chains.models import Company

#: How long a person waits between two saves or two pages, in seconds.
BETWEEN = 0.05


def save(key: int) -> None:
    """Change one company, as the form does."""
    company = Company.objects.get(pk=key)
    company.description = f"{time.time()}"
    curation.save(company, Change(None, "somebody at work"))


def read() -> None:
    """Read a page of companies, with what is shown beside them."""
    page = Company.objects.filter(stage="published").order_by("pinyin", "public_id")
    assert list(page.prefetch_related("placements", "names")[:50])


def work(what: str, over: Path) -> None:
    """Save or read until it is over."""
    random = Random(os.getpid())
    keys = list(Company.objects.values_list("pk", flat=True)[:100])
    errors, took = 0, []
    print("at work", flush=True)
    while not over.exists():
        started = time.perf_counter()
        try:
            if what == "save":
                save(random.choice(keys))
            else:
                read()
        except OperationalError:
            errors += 1
        took.append(time.perf_counter() - started)
        time.sleep(BETWEEN)
    print(json.dumps({"errors": errors, "took": took}))


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]) / "over")
