"""``manage.py back_up``: a copy of the SQLite database, made while the site runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chains.services import backups


class Command(BaseCommand):
    """Copies the database to a file, as it is at one moment."""

    help = "Copy the SQLite database to a file, while the site runs. (PostgreSQL: pg_dump.)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path, help="the copy; one that is there is replaced once the new one is whole")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Copy; raises ``CommandError`` where that cannot be."""
        try:
            size = backups.back_up(file)
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: {size / 1_000_000:.1f} MB")
