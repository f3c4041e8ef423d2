"""``manage.py load_seed``: put the seed maps into a database that does not have them yet."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from chains.seeding.loading import SEED, load_seed


class Command(BaseCommand):
    """Loads the fixture of the seed with a first entry in the history of each row. Safe to repeat."""

    help = "Loads the seed maps, unless they are there. Never overwrites anything that is on record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the fixture and ``--missing``."""
        parser.add_argument("fixture", nargs="?", default=SEED, help="the name of the fixture, without .json")
        parser.add_argument(
            "--missing",
            action="store_true",
            help="add the rows that the database lacks, for a chain added to the sheets later",
        )

    def handle(self, *args: Any, fixture: str, missing: bool, **options: Any) -> None:
        """Load and say what was made."""
        try:
            seeded = load_seed(fixture, missing=missing)
        except FileNotFoundError as error:
            raise CommandError(f"There is no fixture {error}.") from error
        except IntegrityError as error:
            raise CommandError(f"Nothing was loaded; a row contradicts what is on record: {error}") from error
        if not seeded.made:
            self.stdout.write(f"{fixture} is on record already; nothing was changed.")
            return
        total = sum(seeded.made.values())
        self.stdout.write(f"{fixture}: {total} rows made, {seeded.kept} kept as they were.")
        for name, count in seeded.made.items():
            self.stdout.write(f"{count:6} {name}")
