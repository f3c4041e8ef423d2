"""``manage.py import_sheet``: what the import in the admin does, from the shell."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext_noop as _

from chains.choices import RowOutcome, SheetKind, UnplacedAction
from chains.importing import committing, deciding, findings, planning
from chains.importing.faults import ImportRefusedError, in_every_language, said, said_in_every_language
from chains.importing.file_reading import ReadingOptions
from chains.importing.reporting import asked
from chains.models import ImportBatch, ImportRow
from chains.sheets.reading import SheetError

#: How many errors are printed; the rest is in the batch, and in the annotated workbook that the admin offers.
_MOST_ERRORS = 1000


class Command(BaseCommand):
    """Plans a sheet, and commits it if asked to."""

    help = (
        "Plan (--plan) or commit (--commit) a sheet: companies, institutions, verdicts, or chains and their structure."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="XLSX, XLS, CSV or TSV")
        parser.add_argument("--kind", choices=SheetKind.values, default=SheetKind.COMPANIES.value)
        parser.add_argument("--sheet", default="", help="name of the sheet; the first with a header by default")
        parser.add_argument("--header-row", type=int, help="row of the headers, 0 for none; found by default")
        parser.add_argument(
            "--fill", action="append", default=[], metavar="COLUMN", help="a blank cell takes the value above it"
        )
        parser.add_argument("--without-hidden", action="store_true", help="leave out rows that are hidden in the file")
        parser.add_argument("--mapping", default="", help="name of a kept mapping of the columns")
        parser.add_argument(
            "--source", default="", help="title (or slug) of the source of all rows; committing makes it"
        )
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="COLUMN=VALUE",
            help="what every row has in a column where its own cell is empty, such as chain=ic; may be repeated",
        )
        parser.add_argument(
            "--values",
            type=Path,
            metavar="FILE.json",
            help="what is decided on values: [{column, value, do: use|make|empty|skip, code}]",
        )
        parser.add_argument(
            "--unplaced",
            choices=UnplacedAction.values,
            default=UnplacedAction.DRAFT.value,
            help="what becomes of new companies without a segment or place",
        )
        parser.add_argument("--reason", default="", help="why; stands in the history of every record")
        parser.add_argument("--good-rows", action="store_true", help="commit the good rows though others have errors")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--plan", action="store_true", help="say what would change, and change nothing")
        what.add_argument("--commit", action="store_true", help="change it")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Plan, and commit; raises ``CommandError`` (exit code 1) when nothing could be committed."""
        try:
            batch = self._planned(file, options)
        except (OSError, SheetError, ImportRefusedError, ValueError) as error:
            raise CommandError(str(getattr(error, "message", error))) from error
        refused = ""
        if options["commit"]:
            try:
                committing.commit(batch)
            except ImportRefusedError as error:
                refused = str(error)
            batch.refresh_from_db()
        self._report(batch, as_json=options["json"])
        if refused:
            raise CommandError(refused)

    def _planned(self, file: Path, options: dict[str, Any]) -> ImportBatch:
        read_as = {"sheet": options["sheet"], "header_row": options["header_row"]}
        batch = planning.upload(SheetKind(options["kind"]), file.name, file.read_bytes(), None, **read_as)
        reading = planning.read(batch)
        mapping = planning.mapping_of(batch, reading, options["mapping"])
        whole_sheet = given_cells(options["set"])
        source = whole_sheet.pop("source", "") or options["source"]
        planning.configure(
            batch,
            sheet=reading.sheet,
            header_row=reading.header_row,
            mapping=mapping,
            new_source=source,
            reason=options["reason"] or f"import_sheet {file.name}",
            good_rows=options["good_rows"],
            whole_sheet=whole_sheet,
            unplaced=UnplacedAction(options["unplaced"]),
            options=ReadingOptions(tuple(options["fill"]), options["without_hidden"]),
        )
        if options["values"] is not None:
            deciding.decide_values(batch, decisions_in(options["values"]), None)
        planning.plan(batch)
        return batch

    def _report(self, batch: ImportBatch, *, as_json: bool) -> None:
        """Print the counts, the errors, and what is not taken."""
        counts = {name: batch.counts.get(name, 0) for name in ("rows", *RowOutcome.values)}
        faulty = batch.rows.filter(outcome__in=(RowOutcome.ERROR, RowOutcome.DUPLICATE)).order_by("number")
        errors = [_said(row, error) for row in faulty[:_MOST_ERRORS] for error in row.errors]
        noted = batch.rows.exclude(notes=[]).order_by("number")
        notes = [_said(row, note) for row in noted[:_MOST_ERRORS] for note in row.notes]
        asks = asked(batch)
        skipped, left_out = (
            [each | {"messages": findings.reason_in_words(each["reason"])} for each in told(batch)]
            for told in (findings.skipped_rows, findings.left_out)
        )
        if as_json:
            found = {"skipped_rows": skipped, "left_out": left_out, "filled": findings.filled(batch)}
            found["share_unit"] = findings.share_unit(batch)
            told = {"batch": batch.pk, **counts, "errors": errors, "notes": notes, **found, **asks}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(
            f"batch {batch.pk} ({batch.status}): " + ", ".join(f"{n} {name}" for name, n in counts.items())
        )
        for error in errors + notes:
            self.stdout.write(f"  row {error['row']}, {error['column'] or 'row'}: {error['value']}: {error['message']}")
        for each in skipped:
            self._not_read(f"row {each['row']}, {each['value']}", each["messages"])
        for each in left_out:
            self._not_read(f"column {each['column']}", each["messages"])
        for column, cells in findings.filled(batch).items():
            self._not_read(f"{column}, {cells}", in_every_language(_("filled in from merged cells")))
        if unit := findings.share_unit(batch):
            self.stdout.write(f"  {' / '.join(findings.share_unit_in_words(unit).values())}")
        hidden, shown = (_("hidden sheet, not read"), _("sheet, not read"))
        for each in findings.other_sheets(batch):
            self._not_read(each["sheet"], in_every_language(hidden if each["hidden"] else shown))
        for line in _in_words(asks):
            self.stdout.write(f"  {' / '.join(line.values())}")

    def _not_read(self, what: str, words: dict[str, str]) -> None:
        """Print a line on what is not taken as it stands, in every language."""
        self.stdout.write(f"  {what}: {' / '.join(words.values())}")


def given_cells(given: list[str]) -> dict[str, str]:
    """Return the cells of the whole sheet, given as COLUMN=VALUE. Raises ``CommandError``."""
    if wrong := next((each for each in given if "=" not in each), ""):
        raise CommandError(f"--set {wrong}: give a column and its value, such as --set province=江苏")
    return {column.strip(): value.strip() for column, _sign, value in (each.partition("=") for each in given)}


def decisions_in(file: Path) -> list[dict[str, Any]]:
    """Return the decisions on values in a file. Raises ``CommandError`` for one that holds something else."""
    try:
        read = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise CommandError(f"{file.name} is no JSON: {error}") from error
    if not isinstance(read, list) or not all(isinstance(each, dict) for each in read):
        raise CommandError(f"{file.name}: give a list of {{column, value, do, code}}")
    return read


def values_in_words(values: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Yield what is asked about values, a line in each language of the site."""
    for each in values:
        near = "、".join(f"{option['name']} ({option['code']})" for option in each["suggestions"]) or "—"
        yield in_every_language(
            _("%(column)s “%(value)s”, %(rows)d rows: not known, left out. Near it: %(near)s."),
            column=each["column"],
            value=each["value"],
            rows=each["rows"],
            near=near,
        )


def _in_words(asks: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield what a plan asks, a line in each language of the site."""
    yield from values_in_words(asks["values"])
    if asks["more"]:
        yield in_every_language(_("%(cells)d cells hold further values: too many to list."), cells=asks["more"])
    if number := asks["unplaced"]["companies"]:
        text = _("%(number)d new companies without a segment or place %(action)s.")
        yield in_every_language(text, number=number, action=UnplacedAction(asks["unplaced"]["do"]).label)


def _said(row: ImportRow, error: dict[str, Any]) -> dict[str, Any]:
    """Return an error of a row, or a note on it, as it is printed."""
    return {"row": row.line, **{name: error[name] for name in ("column", "value", "code")}, **_messages(error)}


def _messages(error: dict[str, Any]) -> dict[str, Any]:
    """Return what is wrong and the way out: in English, as ``message``, and in every language of the site."""

    def say() -> str:
        return " ".join(filter(None, (said(error[part], error.get("params")) for part in ("message", "hint"))))

    messages = said_in_every_language(say)
    return {"message": messages["en"], "messages": messages}
