"""From the rows of a file to records: without what is no record, with what merged cells say in each row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from chains.analysis.invisible_characters import visible
from chains.choices import RowDecision, SheetKind, SkipReason
from chains.models import ImportBatch
from chains.models.columns.left_out import LeftOutReason
from chains.sheets.amounts import unit_in_heading, with_unit
from chains.sheets.cells import date_as_kept, is_blank, is_ditto
from chains.sheets.headers import DOUBLED, ONLY_READ, PERSONAL, UNKNOWN, guess_mapping, is_known, with_names
from chains.sheets.looks import MergedCells
from chains.sheets.reading import Book
from chains.sheets.row_kinds import RowSorter
from chains.sheets.sheet_columns import SheetLayout, is_example

from .faults import CellFaultError, fault
from .file_reading import ReadingOptions, layout_of, matrix_header, opened
from .named_rows import NamedRows, RowPart

#: What was decided on a record, by row of the file and part of the row: the decision, and the company to use.
Decisions = Mapping[tuple[int, int], tuple[str, str]]

#: Rows whose names are looked up together.
_CHUNK = 500

#: The longest text that stands for a row which is passed over.
_QUOTED = 200


class RawRow(NamedTuple):
    """A record as it stands in the file: ``cells`` by the code of their column; see ``ImportRow`` for the numbers.

    Of a row that is passed over ``cells`` has the text alone, under no code.
    """

    number: int
    line: int
    part: int
    cells: dict[str, Any]
    skip_reason: str = ""
    #: What reading has to say of it, in the form of errors, and whether that is a question.
    notes: Sequence[dict[str, Any]] = ()
    asks: bool = False


class RawRows:
    """The records of the file of a batch, read as the batch says. They can be taken once.

    A row that names several companies gives a record for each, and so do the cells of a matrix.

    ``findings`` is what else the file holds, complete once all rows are taken: ``filled`` (code of a column → cells
    that merged cells filled), ``left_out`` (columns of the file that are not taken, and why) and ``other_sheets``.
    """

    def __init__(self, batch: ImportBatch, decisions: Decisions) -> None:
        self.decisions = decisions
        self.layout = layout_of(batch)
        self.sheet = opened(batch, batch.sheet)
        matrix = self.sheet.matrix
        self.turned = matrix is not None and batch.header_row == matrix.header
        if self.turned:
            self.header, self.sheet = matrix_header(matrix, self.layout), self.sheet.turned()
        else:
            self.header = self.sheet.header(1 if batch.header_row is None else batch.header_row, self.layout)
        self.columns = {column.code: column for column in self.layout.columns}
        self.mapped = {int(index): self.columns[code] for index, code in batch.mapping.items() if code}
        self.options = ReadingOptions.of(batch)
        headings = self.header.headings
        self._units = {
            column.code: unit
            for index, column in self.mapped.items()
            if index < len(headings) and (unit := unit_in_heading(headings[index]))
        }
        self._filled: Counter[str] = Counter()
        self._last_values: dict[str, Any] = {}
        self._left_out = _left_out(self.header.headings, batch.mapping, self.layout)
        self._other_sheets = _other_sheets(self.sheet.book, batch.sheet)

    @property
    def findings(self) -> dict[str, Any]:
        """What no row tells."""
        hidden = len(self.sheet.look.hidden_rows)
        found = {
            "left_out": self._left_out,
            "other_sheets": self._other_sheets,
            "filled": dict(self._filled),
            "hidden_rows": hidden,
        }
        return {name: value for name, value in found.items() if value}

    def __iter__(self) -> Iterator[RawRow]:
        named = None
        if self.layout.kind == SheetKind.COMPANIES:
            named = NamedRows(self.columns, self.options.line_breaks)
        lines = self._lines()
        line = part = shift = 0
        while chunk := list(islice(lines, _CHUNK)):
            if named is not None:
                named.look_up(each.cells for each in chunk if not each.skip_reason)
            for each in chunk:
                whole = named is None or bool(each.skip_reason)
                parts = [RowPart(each.cells)] if whole else list(named.parts(each.line, each.cells))
                several = self.turned or len(parts) > 1
                for one in parts:
                    # The cells of a matrix follow each other under the number of their row.
                    part = part + 1 if each.line == line else 1
                    shift += each.line == line
                    line = each.line
                    yield each._replace(
                        number=line + shift,
                        part=part if several else 0,
                        cells=one.cells,
                        notes=[*each.notes, *one.notes],
                        asks=one.asks,
                    )

    def _lines(self) -> Iterator[RawRow]:
        """Yield the rows of the table, each as one record."""
        sorter = RowSorter(self.header.headings, self._name_at(), lambda text: is_known(text, self.layout))
        look = self.sheet.look
        merged = MergedCells(look.merged)
        above: dict[str, Any] = {}
        last = 0
        for line, own in self.sheet.rows:
            filled = merged.fill(line, own)
            if line <= self.header.last:
                continue
            decision, _decided = self.decisions.get((line, 0), ("", ""))
            own = [visible(cell) if type(cell) is str else cell for cell in own]
            taken = decision not in ("", RowDecision.SKIP)
            reason = sorter.reason(line, own, taken=taken)
            hidden = line in look.hidden_rows
            if hidden and self.options.without_hidden and not taken:
                reason = reason or SkipReason.HIDDEN
            raw = {} if reason else self._cells(own, filled)
            # What has an id is on record, and no example whatever it is called; a slug is given to what is new as well.
            if not reason and ("id" not in raw or self.columns["id"].required) and is_example(own):
                continue
            if not reason and not raw and _has_words(own):
                reason = SkipReason.NOTHING_TAKEN
            if reason:
                yield RawRow(line, line, 0, {"": _text(own)}, reason)
                continue
            if not raw:
                continue
            if line != last + 1:
                # Rows in between are left out: what they say is not repeated.
                above = {}
            self._settle(raw, above)
            self._fill(raw)
            above, last = raw, 0 if decision == RowDecision.SKIP else line
            yield RawRow(line, line, 0, raw, notes=(_hidden(),) if hidden else ())

    def _name_at(self) -> int | None:
        """Return the column of the file that says what a record is called."""
        required = [column.code for column in self.layout.columns if column.required]
        at = {column.code: index for index, column in self.mapped.items()}
        return next((at[code] for code in ("name", *required) if code in at), None)

    def _cells(self, own: list[Any], filled: Mapping[int, Any]) -> dict[str, Any]:
        """Return the cells of a row by the code of their column, with those that merged cells fill."""
        raw = {
            column.code: own[index]
            for index, column in self.mapped.items()
            if index < len(own) and own[index] not in (None, "")
        }
        if filled and raw:
            for index, value in filled.items():
                if (column := self.mapped.get(index)) is not None and column.code not in raw:
                    raw[column.code] = value
                    self._filled[column.code] += 1
        return raw

    def _fill(self, raw: dict[str, Any]) -> None:
        """Put the value above into blank cells, in the columns where that was asked for."""
        for code in self.options.fill:
            if not is_blank(raw.get(code)):
                self._last_values[code] = raw[code]
            elif code in self._last_values:
                raw[code] = self._last_values[code]
                self._filled[code] += 1

    def _settle(self, raw: dict[str, Any], above: Mapping[str, Any]) -> None:
        """Put what is repeated in the place of 同上, and the days of old workbooks in that of numbers."""
        book = self.sheet.book
        for code, cell in raw.items():
            if is_ditto(cell) and not self.columns[code].identifies:
                raw[code] = above.get(code, cell)
            elif self.columns[code].kind == "date":
                raw[code] = date_as_kept(cell, since_1904=book.since_1904, is_text=bool(book.encoding))
            elif self.columns[code].kind == "amount" and code in self._units:
                raw[code] = with_unit(cell, self._units[code])


#: Why a column is left out that is mapped to nothing, by how its heading was taken.
_LEFT_OUT = {
    PERSONAL: LeftOutReason.PERSONAL,
    ONLY_READ: LeftOutReason.NOT_KEPT,
    DOUBLED: LeftOutReason.DOUBLED,
    UNKNOWN: LeftOutReason.UNKNOWN,
}


def _left_out(headings: list[str], mapping: Mapping[str, str], layout: SheetLayout) -> list[dict[str, str]]:
    """Return the columns of the file that are not taken, by their headings, and why."""
    return [
        {"column": guess.header, "reason": _LEFT_OUT.get(guess.note or guess.how, LeftOutReason.CHOSEN)}
        for guess in with_names(guess_mapping(headings, layout))
        if guess.header.strip() and not mapping.get(str(guess.index))
    ]


def _other_sheets(book: Book, sheet: str) -> list[dict[str, Any]]:
    """Return the sheets of a workbook that are not read, and whether each is hidden."""
    read = sheet or next(iter(book.sheets), "")
    return [{"sheet": name, "hidden": name in book.hidden} for name in book.sheets if name != read]


def _hidden() -> dict[str, Any]:
    error = CellFaultError(
        "hidden_row",
        _("The row is hidden in the file, or filtered out."),
        _("It is taken nevertheless; to leave such rows out, say so at the columns."),
    )
    return fault("", "", error)


def _has_words(cells: list[Any]) -> bool:
    """Return whether a row holds more than numbers, such as the 序号 of lines that nobody has filled in."""
    return any(isinstance(cell, str) and not is_blank(cell) and not cell.strip().isdigit() for cell in cells)


def _text(cells: list[Any]) -> str:
    return " · ".join(" ".join(str(cell).split()) for cell in cells if not is_blank(cell))[:_QUOTED]
