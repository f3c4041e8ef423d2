"""Decisions on a planned sheet: on its rows, on its values, and on companies without a placement.

Each holds from the next plan on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from chains.choices import RowDecision, RowOutcome, UnplacedAction
from chains.history.bulk_writing import keys_in_chunks
from chains.models import Company, ImportBatch, ImportRow, SheetValue
from chains.models.sheet_values import value_form

from .faults import ImportRefusedError
from .file_reading import ReadingOptions
from .named_rows import LINE_BREAKS
from .planning import CHANGEABLE, CHUNK, refuse_unless, require_own
from .sheet_values import keep_decisions

#: A record of a sheet: row of the file, and part of that.
_Record = tuple[int, int]


def decide(
    batch: ImportBatch,
    decisions: Mapping[_Record, tuple[RowDecision | str, str]],
    user: AbstractBaseUser | None,
) -> None:
    """Remember what was decided on rows (row of the file and part → decision, and the id of the company to use).

    It holds for undecided rows of the same name that look like the same companies as well. An empty decision takes one
    back. What a line break means is remembered for the row of the file, which it may divide. The sheet has to be
    planned anew then. Raises ``ImportRefusedError`` for a company that is not on record.
    """
    require_own(batch, user)
    refuse_unless(batch, CHANGEABLE)
    used = {public_id for decision, public_id in decisions.values() if decision == RowDecision.USE}
    if unknown := used - set(Company.objects.filter(public_id__in=used).values_list("public_id", flat=True)):
        raise ImportRefusedError(_("No company has the id “%(id)s”."), id=", ".join(sorted(unknown)))
    breaks = {str(line): what for (line, _part), (what, _company) in decisions.items() if what in LINE_BREAKS}
    if breaks:
        options = ReadingOptions.of(batch)
        batch.reading_options = replace(options, line_breaks={**options.line_breaks, **breaks}).kept()
        batch.save(update_fields=["reading_options"])
    decisions = {record: decision for record, decision in decisions.items() if str(record[0]) not in breaks}
    found = batch.rows.filter(line__in={line for line, _part in decisions})
    rows = [row for row in found if (row.line, row.part) in decisions]
    for row, alike in _alike(batch, rows):
        decisions[alike.line, alike.part] = decisions[row.line, row.part]
        rows.append(alike)
    for row in rows:
        row.decision, row.decided = decisions[row.line, row.part]
        if row.decision != RowDecision.USE:
            row.decided = ""
    ImportRow.objects.bulk_update(rows, ["decision", "decided"], batch_size=500)


def _alike(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[tuple[ImportRow, ImportRow]]:
    """Return the undecided rows that ask the same as one of ``rows``, each behind that one."""
    asking = {row.cells.get("name"): row for row in rows if row.outcome == RowOutcome.DECISION and row.candidates}
    waiting = batch.rows.undecided().filter(cells__name__in=list(asking))
    others = waiting.exclude(number__in=[row.number for row in rows]) if asking else ()
    pairs = [(asking[other.cells["name"]], other) for other in others]
    return [(row, other) for row, other in pairs if _ids(row) == _ids(other)]


def _ids(row: ImportRow) -> set[str]:
    return {each["id"] for each in row.candidates}


def skip_rows_with(batch: ImportBatch, faults: Iterable[SheetValue], user: AbstractBaseUser | None) -> int:
    """Decide that the rows with one of these faults are skipped; return their number. See :func:`decide`."""
    wanted = {(each.column, each.form, each.fault_code) for each in faults}
    faulty = batch.rows.exclude(errors=[], notes=[]).only("line", "part", "errors", "notes")
    found = [
        (row.line, row.part)
        for row in faulty.iterator(chunk_size=CHUNK)
        if any(
            (each["column"], value_form(each["value"]), each["code"]) in wanted for each in (*row.errors, *row.notes)
        )
    ]
    for records in keys_in_chunks(found):
        decide(batch, dict.fromkeys(records, (RowDecision.SKIP, "")), user)
    return len(found)


def choose_unplaced(batch: ImportBatch, action: UnplacedAction, user: AbstractBaseUser | None) -> None:
    """Set what becomes of companies that the sheet makes without a segment or place; it is planned anew then."""
    require_own(batch, user)
    refuse_unless(batch, CHANGEABLE)
    batch.unplaced = action
    batch.save(update_fields=["unplaced"])


def decide_values(batch: ImportBatch, decisions: Iterable[Mapping[str, str]], user: AbstractBaseUser | None) -> None:
    """Remember what was decided on values, see :func:`.sheet_values.keep_decisions`; the sheet is planned anew then."""
    require_own(batch, user)
    refuse_unless(batch, CHANGEABLE)
    keep_decisions(batch, decisions, user)
