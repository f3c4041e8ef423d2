"""``manage.py duplicates``: the pairs of companies that may be one firm and wait for a decision."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from chains.analysis.reasons import reasons_in_words
from chains.models import Company
from chains.selectors.duplicates import duplicate_queue


class Command(BaseCommand):
    """Prints the queue of look-alikes, in its order, those put off at the end. Changes nothing."""

    help = "Prints the pairs of companies that may be one firm, with a score and the reasons for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the form of the answer and what to leave out."""
        answer = "print [{a, b, a_name, b_name, score, weight, reasons, changes}]"
        parser.add_argument("--json", action="store_true", help=answer)
        parser.add_argument("--least", type=int, default=0, metavar="SCORE", help="leave out pairs of a lower score")
        parser.add_argument("--limit", type=int, default=None, metavar="N", help="print no more than N pairs")

    def handle(self, *args: Any, least: int, limit: int | None, **options: Any) -> None:
        """Print the pairs."""
        waiting = duplicate_queue(least)[:limit]
        names = dict(Company.objects.values_list("public_id", "name"))
        with translation.override("en"):
            if options["json"]:
                found = [
                    {
                        "a": each.pair.first,
                        "b": each.pair.second,
                        "a_name": names[each.pair.first],
                        "b_name": names[each.pair.second],
                        "score": each.pair.score,
                        "weight": each.pair.weight,
                        "reasons": [reason.as_json() for reason in each.pair.reasons],
                        "changes": asdict(each.consequence),
                    }
                    for each in waiting
                ]
                self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
                return
            for pair in (each.pair for each in waiting):
                ends = f"{pair.first} {names[pair.first]} · {pair.second} {names[pair.second]}"
                self.stdout.write(f"{pair.score:3}  {ends}: {reasons_in_words(pair.reasons)}")
            if not waiting:
                self.stdout.write("No two companies look alike, or all that do have been decided on.")
