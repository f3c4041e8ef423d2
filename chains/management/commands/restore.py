"""``manage.py restore``: the SQLite database as it was backed up."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chains.services import backups


class Command(BaseCommand):
    """Puts the database back as it is in a file that ``back_up`` has made."""

    help = "Put the SQLite database back as it was backed up; what was written since is lost. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path, help="what `manage.py back_up` has made")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Restore; raises ``CommandError`` where that cannot be, and changes nothing then."""
        try:
            backups.restore(file)
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"restored from {file}")
