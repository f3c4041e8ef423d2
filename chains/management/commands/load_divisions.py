"""``manage.py load_divisions``: put the provinces and prefectures of China on record that are not there yet."""

from typing import Any

from django.core.management.base import BaseCommand

from chains.seeding.divisions import load_divisions


class Command(BaseCommand):
    """Adds provinces and cities by GB/T 2260, with a first entry in the history of each. Safe to repeat."""

    help = "Adds the provinces and prefectures of China that are not on record. Never changes one that is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was added."""
        added = load_divisions()
        if not added:
            self.stdout.write("All provinces and prefectures are on record already; nothing was changed.")
        for name, count in added.items():
            self.stdout.write(f"{count:6} {name}")
