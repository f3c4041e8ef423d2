"""Companies that come at once: ``python -m tests.benchmarks.catching_up_case come|catch N``.

``come`` writes them; ``catch`` does so too and prints the seconds that an index takes to catch up, and to be built.
"""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.db import transaction

from chains.index.state import built, up_to_date
from chains.models import Company, Evidence, Placement, Province, Segment, Source


def come(count: int) -> None:
    """Write companies with adjoining names, each placed with evidence, in one transaction."""
    segments, provinces = list(Segment.objects.order_by("pk")), list(Province.objects.order_by("pk"))
    source = Source.objects.first()
    companies = [Company(name=f"上海华微电子材料{number:05}有限公司") for number in range(count)]
    for company in companies:
        company.derive()
    placements = [
        Placement(
            company=company, segment=segments[number % len(segments)], province=provinces[number % len(provinces)]
        )
        for number, company in enumerate(companies)
    ]
    with transaction.atomic():
        Company.objects.bulk_create(companies)
        Placement.objects.bulk_create(placements)
        Evidence.objects.bulk_create(Evidence(placement=placement, source=source) for placement in placements)


def catch(count: int) -> dict[str, float]:
    """Return the seconds of catching up with new companies, and those of a build once they are there."""
    state = built()
    come(count)
    begun = time.perf_counter()
    up_to_date(state)
    caught_up = time.perf_counter()
    built()
    return {"catching up": caught_up - begun, "build": time.perf_counter() - caught_up}


if __name__ == "__main__":
    print(json.dumps({"come": come, "catch": catch}[sys.argv[1]](int(sys.argv[2]))))
