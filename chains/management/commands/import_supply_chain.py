"""``manage.py import_supply_chain``: a supply chain in five CSV files, into a chain of its own."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import IntegrityError

from chains.analysis.stated_shares import ShareUnit
from chains.importing.faults import ImportRefusedError, in_every_language
from chains.importing.findings import share_unit_in_words
from chains.models import Region
from chains.seeding.supply_chain import FILES, REASONS, Fault, SupplyChainPlan, plan_supply_chain
from chains.seeding.supply_chain_values import asked_in, values_with
from chains.seeding.supply_chain_writing import Imported, SupplyChainRefusedError, import_supply_chain
from chains.sheets.shares import SHARE_UNIT

from .import_sheet import decisions_in, given_cells, values_in_words


class Command(BaseCommand):
    """Reads the folder, adds what is not on record yet, and says what was left out and why."""

    help = "Import stages, inputs, sequence, providers and provision (CSV, joined on ids) as a chain of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("folder", type=Path, help=f"folder with {', '.join(FILES)}")
        parser.add_argument("--chain", required=True, metavar="SLUG", help="slug of the chain; made if need be")
        parser.add_argument("--name", required=True, help="name of the chain")
        parser.add_argument("--source", default="", metavar="TITLE", help="title (or slug) of the source of all rows")
        parser.add_argument("--region", default="", metavar="SLUG", help="region of the map; the first one by default")
        parser.add_argument("--year", type=int, help="year of the shares whose row gives none")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="COLUMN=VALUE",
            help="share_unit=percent or share_unit=part: what the bare numbers among the shares are",
        )
        parser.add_argument(
            "--values",
            type=Path,
            metavar="FILE.json",
            help="what is decided on types, countries and the like: [{column, value, do: use|empty|skip, code}]",
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--plan", action="store_true", help="say what would be made, and make nothing")
        what.add_argument("--commit", action="store_true", help="make it, as without either of the two")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Import and report; raises ``CommandError`` (exit code 1) when nothing could be made, or the year is asked."""
        try:
            files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name.lower() in FILES}
        except OSError as error:
            raise CommandError(str(error)) from error
        region = Region.objects.filter(slug=options["region"]).first()
        if options["region"] and region is None:
            raise CommandError(f"There is no region “{options['region']}”.")
        try:
            values = values_with(decisions_in(options["values"]) if options["values"] is not None else ())
        except (OSError, ImportRefusedError) as error:
            raise CommandError(str(error)) from error
        plan = plan_supply_chain(files, options["year"], unit=_unit(options["set"]), values=values)
        try:
            outcome = import_supply_chain(
                plan,
                slug=options["chain"],
                name=options["name"].strip(),
                source=options["source"],
                region=region,
                commit=not options["plan"],
            )
        except (SupplyChainRefusedError, ImportRefusedError, IntegrityError) as error:
            self._report(plan, Imported(faults=list(plan.faults)), as_json=options["json"])
            why = " / ".join(error.said.values()) if isinstance(error, ImportRefusedError) else error
            raise CommandError(f"Nothing was imported. {why}") from error
        self._report(plan, outcome, as_json=options["json"])

    def _report(self, plan: SupplyChainPlan, outcome: Imported, *, as_json: bool) -> None:
        """Print the counts, every fault, and what is asked."""
        asks, unit = asked_in(plan), plan.share_unit._asdict()
        refused = sum(fault.refused for fault in outcome.faults)
        faults = [_as_record(fault) for fault in outcome.faults]
        if as_json:
            told = {
                "batch": outcome.batch.pk if outcome.batch else None,
                "made": dict(outcome.made),
                "kept": dict(outcome.kept),
                "refused": refused,
                "errors": faults,
                "share_unit": unit if unit["why"] or unit["numbers"] else {},
                **asks,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        made = ", ".join(f"{number} {kind}" for kind, number in outcome.made.items()) or "nothing new"
        kept = ", ".join(f"{number} {kind}" for kind, number in outcome.kept.items()) or "nothing"
        batch = f" in batch {outcome.batch.pk}" if outcome.batch else ""
        self.stdout.write(f"made{batch}: {made}\non record already: {kept}\nrows refused: {refused}")
        for fault in faults:
            place = f"{fault['file']} row {fault['row']}, {fault['column'] or 'row'}"
            self.stdout.write(f"  {place}: {fault['value']}: {fault['message']['en']}")
        if unit["why"] or unit["numbers"]:
            self.stdout.write(f"  {' / '.join(share_unit_in_words(unit).values())}")
        for line in values_in_words(asks["values"]):
            self.stdout.write(f"  {' / '.join(line.values())}")


def _unit(given: list[str]) -> str:
    """Return what the bare numbers among the shares are said to be. Raises ``CommandError``."""
    said = given_cells(given)
    if unknown := said.keys() - {SHARE_UNIT}:
        raise CommandError(f"--set {', '.join(sorted(unknown))}: only {SHARE_UNIT} can be said for all")
    unit = said.get(SHARE_UNIT, "")
    if unit and unit not in ShareUnit.values:
        raise CommandError(f"--set {SHARE_UNIT}={unit}: give one of {', '.join(ShareUnit.values)}")
    return unit


def _as_record(fault: Fault) -> dict[str, Any]:
    """Return a fault as it is printed: what is wrong and the way out, by language."""
    message, hint = (in_every_language(text, **fault.params) for text in REASONS[fault.code])
    return {
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "code": fault.code,
        "refused": fault.refused,
        "message": {language: f"{message[language]} {hint[language]}" for language in message},
    }
