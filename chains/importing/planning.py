"""From an uploaded file to a stored plan: sheet and header, column mapping, a plan for each row, decisions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chains.analysis.duplicates import NameIndex
from chains.analysis.invisible_characters import visible
from chains.choices import BatchKind, BatchStatus, RowDecision, RowOutcome, SheetKind, UnplacedAction
from chains.history.bulk_loading import bulk_insert_columns, new_keys
from chains.models import ColumnMapping, Company, ImportBatch, ImportRow, Source
from chains.models.columns import SHEETS
from chains.permissions import NotPermitted, Permission, require
from chains.sheets.cells import date_as_kept, is_ditto
from chains.sheets.headers import Guess, guess_mapping, is_known, missing
from chains.sheets.reading import Book, SheetError, find_header
from chains.sheets.sheet_columns import is_example

from . import run_state
from .cleaning import Cleaner, CleanRow, stored
from .companies import CompanyPlanner
from .faults import ImportRefusedError, RowPlan
from .garbage_collection import nothing_old_collected
from .identity import NAMED_BY
from .linking import linked_rows
from .new_words import NewWords
from .registers import RegisterPlanner
from .sheet_values import FaultGroups, checked_whole_sheet, cleaner_of, store
from .sources import checked_source, source_of
from .uploads import open_book, rows_of
from .vocabulary import Vocabulary

#: Under what the counts of a batch keep how much is asked of whoever imports it: companies without a placement, and
#: rows with values that are too many to be listed.
ASKED = "asked"

#: What is set by :func:`configure`.
_CONFIGURED = (
    *("sheet", "header_row", "mapping", "source", "new_source", "reason", "good_rows", "whole_sheet", "unplaced"),
)

#: Rows planned and written at a time: enough to share queries, few enough to keep memory flat.
CHUNK = 1000

#: How many rows find_header looks at.
_TOP = 30

#: Statuses in which a batch can still be configured, planned and committed.
OPEN = (
    BatchStatus.UPLOADED,
    BatchStatus.PLANNED,
    BatchStatus.QUEUED,
    BatchStatus.FAILED,
    BatchStatus.CANCELLED,
)


#: Statuses in which it can be changed how the file is read and what is decided on its rows.
CHANGEABLE = tuple(status for status in OPEN if status != BatchStatus.QUEUED)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """The reading of a file: its sheets, the chosen header row, its headers, and the column guessed for each."""

    book: Book
    sheet: str
    header_row: int
    headers: list[str]
    guesses: list[Guess]
    preview: list[tuple[int, list[Any]]]


def require_own(batch: ImportBatch, user: AbstractBaseUser | None) -> None:
    """Raise ``NotPermitted`` unless ``batch`` is the user's own: whatever it writes is signed by who uploaded it."""
    require(user, Permission.IMPORT)
    if user is not None and user.pk != batch.user_id:
        raise NotPermitted(_("Only who has uploaded a file maps, plans and commits it. Upload it yourself."))


def refuse_unless(batch: ImportBatch, statuses: tuple[BatchStatus, ...]) -> None:
    """Raise ``ImportRefusedError`` unless the batch stands, on record, in one of these statuses."""
    status = BatchStatus(ImportBatch.objects.values_list("status", flat=True).get(pk=batch.pk))
    if status not in statuses:
        raise ImportRefusedError(_("This batch is %(status)s."), status=status.label)


def upload(kind: SheetKind, file_name: str, content: bytes, user: AbstractBaseUser | None) -> ImportBatch:
    """Keep an uploaded file as a batch, read as well as can be guessed; raises ``SheetError``."""
    require(user, Permission.IMPORT)
    book = open_book(content, file_name)
    batch = ImportBatch(
        kind=BatchKind.IMPORT,
        status=BatchStatus.UPLOADED,
        user=user,
        sheet_kind=kind,
        file_name=file_name[-255:],
        content=content,
    )
    reading = _best_sheet(batch, book)
    batch.sheet, batch.header_row = reading.sheet, reading.header_row
    batch.mapping = {str(guess.index): guess.column for guess in reading.guesses}
    batch.save()
    return batch


def _best_sheet(batch: ImportBatch, book: Book) -> SheetReading:
    """Return the reading of the first sheet with a header; raises what the first one is refused for."""
    refused: SheetError | None = None
    for sheet in book.sheets or ("",):
        try:
            return read(batch, sheet=sheet)
        except SheetError as error:
            refused = refused or error
    raise refused


def read(batch: ImportBatch, *, sheet: str | None = None, header_row: int | None = None) -> SheetReading:
    """Return how the file of ``batch`` reads with this sheet and header row, or those of the batch, or a guess.

    Raises ``SheetError`` where there is no such sheet, no header or no row.
    """
    content = bytes(batch.content)
    book = open_book(content, batch.file_name)
    sheet = batch.sheet if sheet is None else sheet
    if sheet and book.sheets and sheet not in book.sheets:
        raise SheetError("no_such_sheet", sheet=sheet, sheets=", ".join(book.sheets))
    layout = SHEETS[SheetKind(batch.sheet_kind)]
    top = list(islice(rows_of(content, book, sheet), _TOP + 1))
    if not top:
        raise SheetError("empty")
    chosen = (
        header_row
        or (batch.header_row if sheet == batch.sheet else None)
        or find_header(top, lambda text: is_known(text, layout))
    )
    if chosen is None:
        raise SheetError("no_header", limit=_TOP)
    if chosen > top[-1][0]:
        top = [(number, row) for number, row in rows_of(content, book, sheet) if number >= chosen][: _TOP + 1]
    headers = next(([visible(str(cell)) for cell in row] for number, row in top if number == chosen), None)
    if headers is None:
        raise SheetError("no_header", limit=_TOP)
    preview = [(number, row) for number, row in top if number > chosen][:5]
    return SheetReading(book, sheet, chosen, headers, guess_mapping(headers, layout), preview)


def configure(
    batch: ImportBatch,
    *,
    sheet: str,
    header_row: int,
    mapping: Mapping[str, str],
    reason: str,
    source: Source | None = None,
    new_source: str = "",
    good_rows: bool = False,
    whole_sheet: Mapping[str, str] | None = None,
    unplaced: UnplacedAction = UnplacedAction.DRAFT,
) -> None:
    """Set how the file is read and what is asked once per batch; raises ``ImportRefusedError`` for a faulty mapping.

    ``whole_sheet`` is what every row has in a column (by its code) where its own cell is empty, ``unplaced`` what
    becomes of companies that the sheet makes without a segment or place. ``new_source`` is the title (or slug) of the
    source of all rows where none on record is chosen; if there is none of it, the commit makes it. Raises
    ``ValidationError`` for what cannot be a title.
    """
    require(batch.user, Permission.IMPORT)
    refuse_unless(batch, CHANGEABLE)
    layout = SHEETS[SheetKind(batch.sheet_kind)]
    chosen = [code for code in mapping.values() if code]
    if unknown := set(chosen) - {column.code for column in layout.columns}:
        raise ImportRefusedError(_("There is no column “%(columns)s”."), columns=", ".join(sorted(unknown)))
    if doubled := sorted(code for code, times in Counter(chosen).items() if times > 1):
        named = "、".join(str(column.heading) for column in layout.columns if column.code in doubled)
        raise ImportRefusedError(_("Two columns of the file are taken for the same: %(columns)s."), columns=named)
    if lacking := missing(dict(mapping), layout):
        named = "、".join(str(column.heading) for column in layout.columns if column.code in lacking)
        raise ImportRefusedError(_("No column of the file is taken for: %(columns)s."), columns=named)
    if named := (checked_source(new_source, batch) if new_source.strip() and source is None else None):
        source = named if named.pk is not None else None
    batch.new_source = named.title if named is not None and source is None else ""
    batch.sheet, batch.header_row, batch.mapping = sheet, header_row, dict(mapping)
    batch.source, batch.reason, batch.good_rows = source, reason, good_rows
    batch.whole_sheet, batch.unplaced = checked_whole_sheet(batch, whole_sheet or {}), unplaced
    batch.save(update_fields=_CONFIGURED)


def remember_mapping(batch: ImportBatch, name: str, headers: Sequence[str]) -> ColumnMapping:
    """Keep the mapping of ``batch`` under ``name``, for the next file with these headers."""
    by_header = {headers[int(index)]: code for index, code in batch.mapping.items() if int(index) < len(headers)}
    mapping, _made = ColumnMapping.objects.update_or_create(
        kind=batch.sheet_kind, name=name.strip(), defaults={"headers": by_header, "user": batch.user}
    )
    return mapping


def mapping_of(batch: ImportBatch, reading: SheetReading, name: str = "") -> dict[str, str]:
    """Return the mapping of the columns as they are read: the kept one of this name, else what they are taken for.

    Raises ``ImportRefusedError`` where none of this name is kept.
    """
    if not name:
        return {str(guess.index): guess.column for guess in reading.guesses}
    kept = ColumnMapping.objects.filter(kind=batch.sheet_kind, name=name).first()
    if kept is None:
        message = _("There is no mapping “%(name)s” for %(kind)s.")
        raise ImportRefusedError(message, name=name, kind=SheetKind(batch.sheet_kind).label)
    return apply_mapping(kept, reading.headers)


def apply_mapping(mapping: ColumnMapping, headers: Sequence[str]) -> dict[str, str]:
    """Return the mapping of a file's columns that a kept one gives; headers it does not know are left out."""
    return {str(index): mapping.headers.get(header, "") for index, header in enumerate(headers)}


@nothing_old_collected()
def plan(batch: ImportBatch, progress: Any = None) -> dict[str, int]:
    """Plan every row of the file anew and store it; return the number of rows by outcome.

    ``progress`` is called with the number of rows planned so far. Decisions on rows are kept.
    """
    require(batch.user, Permission.IMPORT)
    refuse_unless(batch, OPEN)
    run_state.give_up(batch.pk)
    # Until the last row is planned there is no plan: one that breaks off must not be committed in part.
    batch.status, batch.counts = BatchStatus.UPLOADED, {}
    batch.save(update_fields=["status", "counts"])
    decisions = dict(batch.rows.exclude(decision="").values_list("number", "decision"))
    decided = dict(batch.rows.exclude(decided="").values_list("number", "decided"))
    batch.rows.all().delete()
    vocabulary = Vocabulary()
    cleaner, new = cleaner_of(batch, vocabulary)
    index = NameIndex(Company.objects.firms()) if batch.sheet_kind == SheetKind.COMPANIES else None
    linked = _linked_rows(batch, cleaner, decisions, decided)
    contradicting: dict[int, list[dict[str, Any]]] = {}
    while True:
        counts: Counter[str] = Counter()
        groups = FaultGroups()
        cleaner.words.applied.clear()
        planner = planner_of(batch, new, index)
        for chunk in _chunks(_raw_rows(batch, decisions)):
            rows = [
                cleaner.clean(number, raw, decisions.get(number, ""), decided.get(number, ""), linked.get(number, 0))
                for number, raw in chunk
            ]
            for row in rows:
                row.faults += contradicting.get(row.number, ())
            plans = planner.plan(rows)
            counts.update(each.outcome for each in plans)
            groups.add(plans)
            with transaction.atomic():
                _store(batch, rows, [raw for _number, raw in chunk], plans)
            if progress is not None:
                progress(sum(counts.values()))
        if not planner.contradictions:
            break
        # What the rows before one that contradicts them come to is not known until it is met: so once more, without.
        for number, faults in planner.contradictions.faults().items():
            contradicting[number] = [*contradicting.get(number, ()), *faults]
        batch.rows.all().delete()
    batch.counts = {outcome: counts.get(outcome, 0) for outcome in RowOutcome.values}
    batch.counts["rows"] = sum(counts.values())
    batch.counts[ASKED] = {"unplaced": planner.unplaced, "more": groups.left_out.total()}
    with transaction.atomic():
        store(batch, groups, cleaner.words, vocabulary)
    batch.status, batch.error = BatchStatus.PLANNED, {}
    batch.save(update_fields=["counts", "status", "error"])
    return batch.counts


def _store(
    batch: ImportBatch, rows: Sequence[CleanRow], raw: Sequence[Mapping[str, Any]], plans: Sequence[RowPlan]
) -> None:
    """Keep rows with their plans; belongs into a transaction."""
    columns = {
        "id": new_keys(ImportRow, len(rows)),
        "batch_id": [batch.pk] * len(rows),
        "cells": [{code: stored(cell) for code, cell in each.items()} for each in raw],
    }
    columns |= {name: list(map(attrgetter(name), rows)) for name in ("number", "decision", "decided", "until")}
    planned = ("outcome", "changes", "errors", "notes", "candidates", "target")
    bulk_insert_columns(ImportRow, columns | {name: list(map(attrgetter(name), plans)) for name in planned})


def _linked_rows(
    batch: ImportBatch, cleaner: Cleaner, decisions: Mapping[int, str], decided: Mapping[int, str]
) -> dict[int, int]:
    """Return which rows may be about the company of another row; nothing where rows are of no companies."""
    if batch.sheet_kind != SheetKind.COMPANIES:
        return {}
    naming = (
        [
            cleaner.clean(
                number, {code: raw[code] for code in NAMED_BY if code in raw}, decided=decided.get(number, "")
            )
            for number, raw in chunk
        ]
        for chunk in _chunks(_raw_rows(batch, decisions))
    )
    return linked_rows(naming)


def planner_of(batch: ImportBatch, new: NewWords, index: NameIndex | None = None) -> CompanyPlanner | RegisterPlanner:
    """Return the planner of the rows of ``batch``, which makes ``new`` words; look-alikes are sought in ``index``."""
    kind = SheetKind(batch.sheet_kind)
    if kind != SheetKind.COMPANIES:
        return RegisterPlanner(kind, batch.user, source_of(batch), new.cities)
    unplaced = UnplacedAction(batch.unplaced)
    return CompanyPlanner(batch.user, source_of(batch), set(batch.mapping.values()), index, unplaced)


def _raw_rows(batch: ImportBatch, decisions: Mapping[int, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows below the header, as code → cell, without those of examples.

    同上 is the cell that it repeats, unless that is of a row which ``decisions`` skip.
    """
    content = bytes(batch.content)
    book = open_book(content, batch.file_name)
    columns = {column.code: column for column in SHEETS[SheetKind(batch.sheet_kind)].columns}
    mapped = {int(index): columns[code] for index, code in batch.mapping.items() if code}
    above: dict[str, Any] = {}
    last = 0
    for number, row in rows_of(content, book, batch.sheet):
        if number <= batch.header_row:
            continue
        row = [visible(cell) if type(cell) is str else cell for cell in row]
        raw = {
            column.code: row[index]
            for index, column in mapped.items()
            if index < len(row) and row[index] not in (None, "")
        }
        # What has an id is on record, and no example whatever it is called.
        if not raw or ("id" not in raw and is_example(row)):
            continue
        if number != last + 1:
            # Rows in between are left out: what they say is not repeated.
            above = {}
        for code, cell in raw.items():
            if is_ditto(cell) and not columns[code].identifies:
                raw[code] = above.get(code, cell)
            elif columns[code].kind == "date":
                raw[code] = date_as_kept(cell, since_1904=book.since_1904, is_text=bool(book.encoding))
        above, last = raw, 0 if decisions.get(number) == RowDecision.SKIP else number
        yield number, raw


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
