"""``manage.py copy_database``: from SQLite to PostgreSQL and back, to the last row."""

from argparse import ArgumentParser
from typing import Any

import dj_database_url
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from chains.services import backups


class Command(BaseCommand):
    """Fills the database of ``DATABASE_URL``, which is new, with all rows of another one."""

    help = "Fill this site's database, new and migrated, with all rows of another one: histories, log and accounts too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare which database."""
        parser.add_argument("url", help="the database to copy from, written like DATABASE_URL: sqlite:///db.sqlite3")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        """Copy; raises ``CommandError`` where that cannot be, and changes nothing then."""
        try:
            copied = backups.copy_from(dict(dj_database_url.parse(url)))
        except (ValueError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{sum(copied.values())} rows in {len(copied)} tables")
