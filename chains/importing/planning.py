"""From an uploaded file to a stored plan: sheet and header, column mapping, a plan for each row, decisions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chains.analysis.duplicates import NameIndex
from chains.choices import BatchKind, BatchStatus, RowOutcome, SheetKind, UnplacedAction
from chains.history.bulk_loading import bulk_insert_columns, new_keys
from chains.models import ColumnMapping, Company, ImportBatch, ImportRow, Source
from chains.models.columns import SHEETS
from chains.permissions import NotPermitted
from chains.sheets.headers import heading_key, missing
from chains.sheets.reading import HEADER_WITHIN, SheetError
from chains.sheets.shares import SHARE_UNIT

from . import run_state
from .cleaning import Cleaner, CleanRow, stored
from .companies import CompanyPlanner
from .faults import ImportRefusedError, RowPlan
from .file_reading import ReadingOptions, SheetReading, read
from .garbage_collection import nothing_old_collected
from .identity import NAMED_BY
from .linking import linked_rows
from .new_words import NewWords
from .raw_rows import Decisions, RawRow, RawRows
from .register_rows import RegisterPlanner
from .registers import require_kind
from .share_units import share_unit_of
from .sheet_values import FaultGroups, checked_whole_sheet, cleaner_of, store
from .sources import checked_source, source_of
from .structure_rows import announce_segments
from .uploads import open_book
from .vocabulary import Vocabulary

#: Under what the counts of a batch keep how much is asked of whoever imports it: companies without a placement, and
#: rows with values that are too many to be listed.
ASKED = "asked"

#: What is set by :func:`configure`.
_CONFIGURED = (
    *(
        "sheet",
        "header_row",
        "mapping",
        "source",
        "new_source",
        "reason",
        "good_rows",
        "whole_sheet",
        "unplaced",
        "reading_options",
    ),
)

#: Rows planned and written at a time: enough to share queries, few enough to keep memory flat.
CHUNK = 1000

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


def require_own(batch: ImportBatch, user: AbstractBaseUser | None) -> None:
    """Raise ``NotPermitted`` unless ``batch`` is the user's own: whatever it writes is signed by who uploaded it."""
    require_kind(user, SheetKind(batch.sheet_kind))
    if user is not None and user.pk != batch.user_id:
        raise NotPermitted(_("Only who has uploaded a file maps, plans and commits it. Upload it yourself."))


def refuse_unless(batch: ImportBatch, statuses: tuple[BatchStatus, ...]) -> None:
    """Raise ``ImportRefusedError`` unless the batch stands, on record, in one of these statuses."""
    status = BatchStatus(ImportBatch.objects.values_list("status", flat=True).get(pk=batch.pk))
    if status not in statuses:
        raise ImportRefusedError(_("This batch is %(status)s."), status=status.label)


def upload(
    kind: SheetKind,
    file_name: str,
    content: bytes,
    user: AbstractBaseUser | None,
    *,
    sheet: str = "",
    header_row: int | None = None,
    unrecognised: bool = False,
) -> ImportBatch:
    """Keep an uploaded file as a batch, read with this sheet and header row, or as well as can be guessed.

    Raises ``SheetError``; also where no headings are known and no header row is given, unless such a file is to be kept
    as well (``unrecognised``), so that somebody can choose.
    """
    require_kind(user, kind)
    book = open_book(content, file_name)
    batch = ImportBatch(
        kind=BatchKind.IMPORT,
        status=BatchStatus.UPLOADED,
        user=user,
        sheet_kind=kind,
        file_name=file_name[-255:],
        content=content,
    )
    reading = _best_reading(batch, (sheet,) if sheet else book.sheets or ("",), header_row)
    if not (reading.recognised or unrecognised):
        raise SheetError("no_header", limit=HEADER_WITHIN)
    batch.sheet = reading.sheet
    # What nobody has chosen and nothing tells is asked for as often as the file is read.
    batch.header_row = reading.header_row if reading.recognised else None
    batch.mapping = {str(guess.index): guess.column for guess in reading.guesses}
    batch.save()
    return batch


def _best_reading(batch: ImportBatch, sheets: Sequence[str], header_row: int | None) -> SheetReading:
    """Return the reading of the first sheet with a header, else of the first that can be read at all."""
    unrecognised: SheetReading | None = None
    refused: SheetError | None = None
    for sheet in sheets:
        try:
            reading = read(batch, sheet=sheet, header_row=header_row)
        except SheetError as error:
            refused = refused or error
            continue
        if reading.recognised:
            return reading
        unrecognised = unrecognised or reading
    if unrecognised is None:
        raise refused
    return unrecognised


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
    options: ReadingOptions | None = None,
) -> None:
    """Set how the file is read and what is asked once per batch; raises ``ImportRefusedError`` for a faulty mapping.

    ``whole_sheet`` is what every row has in a column (by its code) where its own cell is empty, ``unplaced`` what
    becomes of companies that the sheet makes without a segment or place. ``new_source`` is the title (or slug) of the
    source of all rows where none on record is chosen; if there is none of it, the commit makes it. Raises
    ``ValidationError`` for what cannot be a title.
    """
    require_kind(batch.user, SheetKind(batch.sheet_kind))
    refuse_unless(batch, CHANGEABLE)
    layout = SHEETS[SheetKind(batch.sheet_kind)]
    chosen = [code for code in mapping.values() if code]
    filled = () if options is None else options.fill
    if unknown := {*chosen, *filled} - {column.code for column in layout.columns}:
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
    if options is not None:
        batch.reading_options = options.kept()
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
    """Return the mapping of a file's columns that a kept one gives; headers it does not know are left out.

    Headings are compared as those of the declaration are. A column of the mapping is used once: the first has it.
    """
    known = {column.code for column in SHEETS[SheetKind(mapping.kind)].columns}
    by_key = {heading_key(header): code for header, code in mapping.headers.items() if code in known}
    found: dict[str, str] = {}
    for index, header in enumerate(headers):
        code = by_key.get(heading_key(header), "")
        found[str(index)] = "" if code in found.values() else code
    return found


@nothing_old_collected()
def plan(batch: ImportBatch, progress: Any = None) -> dict[str, int]:
    """Plan every row of the file anew and store it; return the number of rows by outcome.

    ``progress`` is called with the number of rows planned so far. Decisions on rows are kept.
    """
    require_kind(batch.user, SheetKind(batch.sheet_kind))
    refuse_unless(batch, OPEN)
    run_state.give_up(batch.pk)
    # Until the last row is planned there is no plan: one that breaks off must not be committed in part.
    batch.status, batch.counts = BatchStatus.UPLOADED, {}
    batch.save(update_fields=["status", "counts"])
    decided = batch.rows.exclude(decision="").values_list("line", "part", "decision", "decided")
    decisions = {(line, part): (decision, company) for line, part, decision, company in decided}
    batch.rows.all().delete()
    vocabulary = Vocabulary()
    batch.findings = {SHARE_UNIT: share_unit_of(batch, decisions)._asdict()}
    cleaner, new = cleaner_of(batch, vocabulary)
    index = NameIndex(Company.objects.firms()) if batch.sheet_kind == SheetKind.COMPANIES else None
    linked = _linked_rows(batch, cleaner, decisions)
    if batch.sheet_kind == SheetKind.SEGMENTS:
        records = (each for each in RawRows(batch, decisions) if not each.skip_reason)
        new.announced = announce_segments(cleaner, ((each.number, each.cells) for each in records))
    contradicting: dict[int, list[dict[str, Any]]] = {}
    while True:
        counts: Counter[str] = Counter()
        groups = FaultGroups()
        cleaner.words.applied.clear()
        planner = planner_of(batch, new, index)
        raw_rows = RawRows(batch, decisions)
        for chunk in _chunks(raw_rows):
            rows = [_clean(cleaner, each, decisions, linked.get(each.number, 0)) for each in chunk]
            for row in rows:
                row.faults += contradicting.get(row.number, ())
            plans = planner.plan(rows)
            for raw, each in zip(chunk, plans, strict=True):
                each.notes = [*raw.notes, *each.notes]
            counts.update(each.outcome for each in plans)
            groups.add(plans)
            with transaction.atomic():
                _store(batch, rows, chunk, plans)
            if progress is not None:
                progress(sum(counts.values()))
        if not (late := planner.late_faults()):
            break
        # What the rows before one that contradicts them come to is not known until it is met: so once more, without.
        for number, faults in late.items():
            contradicting[number] = [*contradicting.get(number, ()), *faults]
        batch.rows.all().delete()
    batch.counts = {outcome: counts.get(outcome, 0) for outcome in RowOutcome.values}
    batch.counts["rows"] = sum(counts.values())
    batch.counts[ASKED] = {"unplaced": planner.unplaced, "more": groups.left_out.total()}
    with transaction.atomic():
        store(batch, groups, cleaner.words, vocabulary)
    batch.status, batch.error, batch.findings = BatchStatus.PLANNED, {}, batch.findings | raw_rows.findings
    batch.save(update_fields=["counts", "status", "error", "findings"])
    return batch.counts


def _clean(cleaner: Cleaner, raw: RawRow, decisions: Decisions, until: int = 0) -> CleanRow:
    """Return a record with its values, or as one that is passed over."""
    if raw.skip_reason:
        return CleanRow(raw.number, skip_reason=raw.skip_reason, decision=decisions.get((raw.line, raw.part), ("",))[0])
    if raw.asks:
        decision, decided = decisions.get((raw.line, raw.part), ("", ""))
        return CleanRow(raw.number, questions=list(raw.notes), decision=decision, decided=decided)
    return cleaner.clean(raw.number, raw.cells, *decisions.get((raw.line, raw.part), ("", "")), until)


def _store(batch: ImportBatch, rows: Sequence[CleanRow], raw: Sequence[RawRow], plans: Sequence[RowPlan]) -> None:
    """Keep rows with their plans; belongs into a transaction."""
    columns = {
        "id": new_keys(ImportRow, len(rows)),
        "batch_id": [batch.pk] * len(rows),
        "cells": [{code: stored(cell) for code, cell in each.cells.items()} for each in raw],
    }
    columns |= {name: list(map(attrgetter(name), raw)) for name in ("number", "line", "part")}
    columns |= {name: list(map(attrgetter(name), rows)) for name in ("decision", "decided", "until", "skip_reason")}
    planned = ("outcome", "changes", "errors", "notes", "candidates", "target")
    bulk_insert_columns(ImportRow, columns | {name: list(map(attrgetter(name), plans)) for name in planned})


def _linked_rows(batch: ImportBatch, cleaner: Cleaner, decisions: Decisions) -> dict[int, int]:
    """Return which rows may be about the company of another row; nothing where rows are of no companies."""
    if batch.sheet_kind != SheetKind.COMPANIES:
        return {}
    naming = (
        [
            cleaner.clean(
                each.number,
                {code: each.cells[code] for code in NAMED_BY if code in each.cells},
                decided=decisions.get((each.line, each.part), ("", ""))[1],
            )
            for each in chunk
        ]
        for chunk in _chunks(each for each in RawRows(batch, decisions) if not each.skip_reason)
    )
    return linked_rows(naming)


def planner_of(batch: ImportBatch, new: NewWords, index: NameIndex | None = None) -> CompanyPlanner | RegisterPlanner:
    """Return the planner of the rows of ``batch``, which makes ``new`` words; look-alikes are sought in ``index``."""
    kind = SheetKind(batch.sheet_kind)
    if kind != SheetKind.COMPANIES:
        return RegisterPlanner(kind, batch.user, source_of(batch), new)
    unplaced = UnplacedAction(batch.unplaced)
    return CompanyPlanner(batch.user, source_of(batch), set(batch.mapping.values()), index, unplaced)


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
