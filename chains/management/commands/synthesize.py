"""``manage.py synthesize``: fill a database with made-up companies, for benchmarks and trials on a large scale."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chains.seeding.synthesis import SynthesisRefusedError, synthesize


class Command(BaseCommand):
    """Makes companies up over the trees on record, and says what was made. For a database of its own."""

    help = (
        "Makes up companies with placements, evidence, labels and listings over the segments and provinces on record. "
        "For benchmarks and trials, on a database where nobody works; they have no history."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how many, and from what they are drawn."""
        parser.add_argument("--companies", type=int, required=True, metavar="N", help="how many companies to make up")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed gives others (default: 1)")

    def handle(self, *args: Any, companies: int, seed: int, verbosity: int, **options: Any) -> None:
        """Make them up and report."""

        def told(done: int) -> None:
            if verbosity > 1:
                self.stdout.write(f"{done:10,} of {companies:,}")

        try:
            outcome = synthesize(companies, seed, told=told)
        except SynthesisRefusedError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            for name, count in outcome.made.items():
                self.stdout.write(f"{count:10} {name}")
