"""``manage.py build_seed``: make the fixture of the seed from its sheets, or check that it is up to date."""

import difflib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from chains.seeding.building import SeedSheetError, as_json, build_entries

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
SEED = "yangtze_delta_2020"
LINES_SHOWN = 40


class Command(BaseCommand):
    """Reads the sheets, writes the fixture. The database is not touched."""

    help = "Makes the fixture of the seed from the sheets in fixtures/sheets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to read and write, and ``--check``."""
        parser.add_argument("--sheets", type=Path, default=FIXTURES / "sheets", help="the folder of sheets")
        parser.add_argument("--output", type=Path, default=FIXTURES / f"{SEED}.json", help="what to write")
        parser.add_argument("--check", action="store_true", help="write nothing, fail if it would change")

    def handle(self, *args: Any, sheets: Path, output: Path, check: bool, **options: Any) -> None:
        """Write or check the fixture; what is wrong with a sheet is said in one line."""
        try:
            texts = {path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(sheets.glob("*.csv"))}
            entries = build_entries(texts)
        except (SeedSheetError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        made = as_json(entries)
        if not check:
            output.write_text(made, encoding="utf-8")
            self.stdout.write(f"{output.name}: {len(entries)} objects from {len(texts)} sheets.")
            return
        kept = output.read_text(encoding="utf-8") if output.exists() else ""
        if kept != made:
            names = (output.name, "what the sheets give")
            diff = list(difflib.unified_diff(kept.splitlines(), made.splitlines(), *names, lineterm="", n=0))
            more = [f"… and {len(diff) - LINES_SHOWN} lines more"] if len(diff) > LINES_SHOWN else []
            advice = "Run manage.py build_seed to make it again."
            raise CommandError("\n".join([*diff[:LINES_SHOWN], *more, advice]))
        self.stdout.write(f"{output.name} is what the sheets give: {len(entries)} objects.")
