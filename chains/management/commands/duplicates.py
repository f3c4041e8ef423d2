"""``manage.py duplicates``: the pairs of companies that may be one firm and wait for a decision."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from chains.analysis.reasons import reasons_in_words
from chains.models import Company
from chains.selectors.duplicates import duplicate_queue


class Command(BaseCommand):
    """Prints the queue of look-alikes, likeliest first, those put off at the end. Changes nothing."""

    help = "Prints the pairs of companies that may be one firm, with a score and the reasons for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the form of the answer and what to leave out."""
        parser.add_argument("--json", action="store_true", help="print [{a, b, a_name, b_name, score, reasons}]")
        parser.add_argument("--least", type=int, default=0, metavar="SCORE", help="leave out pairs of a lower score")
        parser.add_argument("--limit", type=int, default=None, metavar="N", help="print no more than N pairs")

    def handle(self, *args: Any, least: int, limit: int | None, **options: Any) -> None:
        """Print the pairs."""
        pairs = [each.pair for each in duplicate_queue(least)][:limit]
        names = dict(Company.objects.values_list("public_id", "name"))
        with translation.override("en"):
            if options["json"]:
                found = [
                    {
                        "a": pair.first,
                        "b": pair.second,
                        "a_name": names[pair.first],
                        "b_name": names[pair.second],
                        "score": pair.score,
                        "reasons": [reason.as_json() for reason in pair.reasons],
                    }
                    for pair in pairs
                ]
                self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
                return
            for pair in pairs:
                ends = f"{pair.first} {names[pair.first]} · {pair.second} {names[pair.second]}"
                self.stdout.write(f"{pair.score:3}  {ends}: {reasons_in_words(pair.reasons)}")
            if not pairs:
                self.stdout.write("No two companies look alike, or all that do have been decided on.")
