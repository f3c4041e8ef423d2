"""What the benchmark asks of the site's own code, in a process of its own: ``python -m tests.benchmarks.prepare WHAT``.

``fill N SEED`` makes the tables and fills them; ``vocabulary`` prints what filters are drawn from; ``claims FILE``
writes the rows of the peer that serves an SQLite file; ``follow`` changes a company for every line that it reads.
"""

import io
import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.core.management import call_command

from chains.history import curation
from chains.history.curation import Change
from chains.models import Chain, City, Company, CompanyLabel, Label, Layer, Province, Segment
from chains.seeding.synthesis import synthesize
from tests.benchmarks.peers import claims


def fill(count: int, seed: int) -> None:
    """Make the tables, load the seed and make companies up, if any."""
    call_command("migrate", verbosity=0)
    call_command("load_seed", verbosity=0, stdout=io.StringIO())
    if count:
        synthesize(count, seed)


def vocabulary() -> dict[str, dict[str, Any]]:
    """Return code → what it lies in, by parameter."""
    return {
        "chain": {slug: {} for slug in Chain.objects.values_list("slug", flat=True)},
        "layer": {code: {"chain": chain} for code, chain in Layer.objects.values_list("code", "chain__slug")},
        "segment": {
            code: {"chain": chain, "layer": layer, "path": path}
            for code, chain, layer, path in Segment.objects.values_list(
                "code", "layer__chain__slug", "layer__code", "path"
            )
        },
        "province": {code: {} for code in Province.objects.values_list("code", flat=True)},
        "city": {code: {"province": province} for code, province in City.objects.values_list("code", "province")},
        "label": {slug: {} for slug in Label.objects.filter(per_chain=False).values_list("slug", flat=True)},
    }


def follow(label: str) -> None:
    """Give a label to a company without it, or take it from one with it, by turns, for every line of input.

    Prints, each time the change is committed, how many companies have the label now, as the database counts them.
    """
    given: list[CompanyLabel] = []
    without = Company.objects.published().exclude(labels__label__slug=label).order_by("pk").iterator(chunk_size=200)
    for _line in sys.stdin:
        if len(given) < 3:
            held = CompanyLabel(company=next(without), label=Label.objects.get(slug=label))
            curation.save(held, Change(None, ""))
            given.append(held)
        else:
            while given:
                curation.delete(given.pop(), Change(None, "benchmark"))
        print(Company.objects.matching({"label": [label]}).count(), flush=True)


def main() -> None:
    """Do what is asked."""
    what, *arguments = sys.argv[1:]
    if what == "fill":
        fill(int(arguments[0]), int(arguments[1]))
    elif what == "vocabulary":
        print(json.dumps(vocabulary()))
    elif what == "claims":
        claims.write(arguments[0])
    elif what == "follow":
        follow(arguments[0])
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
