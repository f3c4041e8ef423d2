"""``python -m tests.benchmarks.many N``: tables, the seed, and N made-up companies, each placed once with evidence."""

import io
import os
import sys
from itertools import islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.core.management import call_command
from django.db import transaction

from chains.history.bulk_writing import refresh_statistics
from chains.models import Company, Evidence, Placement, Segment, Source
from tests.benchmarks.rows import company_rows


def fill(count: int) -> None:
    """Write the companies, five thousand at a time, without history: nothing here is about that."""
    segments = {segment.code: segment for segment in Segment.objects.all()}
    source = Source.objects.first()
    rows = iter(company_rows(count))
    while chunk := list(islice(rows, 5000)):
        with transaction.atomic():
            companies = [Company(name=row["name"], legal_name=row["legal_name"], uscc=row["uscc"]) for row in chunk]
            for company in companies:
                company.derive()
            Company.objects.bulk_create(companies)
            placements = [
                Placement(company=company, segment=segments[row["segment"]], province_id=row["province"])
                for company, row in zip(companies, chunk, strict=True)
            ]
            Placement.objects.bulk_create(placements)
            Evidence.objects.bulk_create(
                Evidence(placement=placement, source=source, printed_name=row["name"], locator="表1")
                for placement, row in zip(placements, chunk, strict=True)
            )
    refresh_statistics()


call_command("migrate", verbosity=0)
call_command("load_seed", verbosity=0, stdout=io.StringIO())
call_command("collectstatic", verbosity=0, interactive=False)
fill(int(sys.argv[1]))
