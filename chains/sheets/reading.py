"""Reading sheets: XLSX, XLS, CSV and TSV as rows of typed cells. Formulas are never evaluated. No ORM."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from . import compounds, packages
from .compounds import OLE_MAGIC, check_compound, error_cells
from .errors import SheetError
from .looks import SheetLook
from .markup import WEB_PAGE, XML_SPREADSHEET, markup_of, markup_table
from .packages import (
    MAX_UNPACKED,
    PER_CENT,
    ZIP_MAGIC,
    Extent,
    check_package,
    number_styles,
    sheet_paths,
    survey,
)
from .text_files import beginning_of, constant_of, encoding_of, separator_of, text_rows, unguarded

__all__ = [
    "HEADER_WITHIN",
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MAX_UNPACKED",
    "Book",
    "Cell",
    "FormulaWithoutValue",
    "SheetError",
    "ShownPerCent",
    "find_header",
    "likeliest_header",
    "open_book",
    "rows_of",
    "sheet_of",
]

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
#: How many cells, empty ones included, a sheet may span: the reader lays them all out.
MAX_AREA = 12_000_000
HEADER_WITHIN = 30

#: How the files of WPS are called, which are workbooks of Excel by their content, mostly.
_WPS = (".et", ".ett", ".wps")

#: A blank cell is the empty text.
Cell = str | int | float | bool | date | datetime


class FormulaWithoutValue(str):
    """The text of a formula whose result the file does not hold, such as ``=A1&B1``; cleaning refuses it."""

    __slots__ = ()


class ShownPerCent(str):
    """A number that a workbook shows in per cent, such as ``12.5%``, and holds as a part of one."""

    __slots__ = ()


@dataclass(frozen=True)
class Book:
    """A file that can be read: ``xlsx``, ``xls``, ``csv``, ``tsv``, or ``html`` and ``xml`` that hold one table.

    The last four have an encoding and no sheets.

    ``since_1904`` says that a workbook counts its days from 1904 on, which matters for numbers without a date's format.
    ``hidden`` are those of the sheets that its user does not see.
    """

    format: str
    encoding: str = ""
    separator: str = ""
    sheets: tuple[str, ...] = ()
    since_1904: bool = False
    hidden: frozenset[str] = frozenset()


def open_book(content: bytes, file_name: str) -> Book:
    """Return what ``content`` is, by what it holds; the name only tells a workbook that is meant to have macros.

    Raises :class:`SheetError`: empty, too_large, macro, encrypted, zip_bomb, encoding, broken; unknown_format, and
    other_format, web_page and xml_spreadsheet for what is known and not read.
    """
    if not content:
        raise SheetError("empty")
    if len(content) > MAX_BYTES:
        size = -(-len(content) // (1024 * 1024))
        raise SheetError("too_large", size=size, limit=MAX_BYTES // (1024 * 1024))
    if file_name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise SheetError("macro")
    if content.startswith(ZIP_MAGIC):
        if "xl/workbook.xml" not in (names := check_package(content)):
            raise _other_format(packages.format_of(names))
        return _workbook_as("xlsx", content, since_1904=packages.counts_from_1904(content))
    if content.startswith(OLE_MAGIC):
        try:
            check_compound(content)
        except SheetError as error:
            if error.code == "unknown_format" and file_name.lower().endswith(_WPS):
                raise _other_format("WPS (.et)") from error
            raise
        return _workbook_as("xls", content, since_1904=compounds.counts_from_1904(content))
    if content.startswith(b"%PDF"):
        raise _other_format("PDF")
    encoding = encoding_of(content)
    beginning = beginning_of(content, encoding)
    if not beginning.strip():
        raise SheetError("empty")
    if markup := markup_of(beginning):
        # Whether it is one table is known only once it is read.
        markup_table(content, encoding, markup)
        return Book(markup, encoding)
    separator = separator_of(beginning)
    return Book("tsv" if separator == "\t" else "csv", encoding, separator)


def _other_format(name: str) -> SheetError:
    """Return the refusal of a format that is not read, by its name where that is known."""
    return SheetError("other_format", format=name) if name else SheetError("unknown_format")


def rows_of(content: bytes, book: Book, sheet: str = "") -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of :func:`sheet_of`."""
    yield from sheet_of(content, book, sheet)[1]


def sheet_of(content: bytes, book: Book, sheet: str = "") -> tuple[SheetLook, Iterator[tuple[int, list[Cell]]]]:
    """Return what a sheet shows beside its cells, and every row with anything in it.

    A row is its number as Excel shows it, and its cells without blank ones at the end. ``sheet`` is a name of
    ``book.sheets``, by default the first. Cells are text, whole numbers, numbers, booleans and
    dates; a formula gives its stored value, or :class:`FormulaWithoutValue` where there is none; an error of Excel
    is a text such as ``#N/A``, and a number that a XLSX shows in per cent, or with zeros in front, is one such as
    ``12.5%`` or ``000725``. Raises :class:`SheetError`: no_such_sheet, too_many_rows, too_many_columns, far_cell,
    empty, broken; the rows raise some of these as they are read.
    """
    if book.format in (WEB_PAGE, XML_SPREADSHEET):
        look, rows = markup_table(content, book.encoding, book.format)
        return look, _bounded(iter(rows))
    if book.encoding:
        return SheetLook(), _bounded(text_rows(content, book.encoding, book.separator))
    name = sheet or book.sheets[0]
    if name not in book.sheets:
        raise SheetError("no_such_sheet", sheet=name, sheets=", ".join(book.sheets))
    workbook = _workbook(content)
    if book.format == "xlsx":
        extent = _surveyed(content, name)
    else:
        extent = Extent(errors=error_cells(content, workbook.sheet_names.index(name)))
    look = SheetLook(tuple(extent.merged), frozenset(extent.hidden_rows), frozenset(extent.hidden_columns))
    return look, _bounded(_workbook_rows(workbook, name, extent))


def _bounded(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that hold anything, without blank cells at the end; raise where there is too much."""
    count = 0
    for number, cells in rows:
        while cells and _is_blank(cells[-1]):
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise SheetError("too_many_columns", limit=MAX_COLUMNS)
        count += 1
        if count > MAX_ROWS:
            raise SheetError("too_many_rows", limit=MAX_ROWS)
        yield number, cells


def find_header(rows: list[tuple[int, list[Cell]]], known: Callable[[str], bool]) -> int | None:
    """Return the number of the row that holds the headings: the one with most known ones among the first thirty.

    It needs two known headings, or one where the rows have a single column: a title above is none.
    """
    best, most = None, 0
    first = rows[:HEADER_WITHIN]
    single = max((len(cells) for _, cells in first), default=0) == 1
    for number, cells in first:
        # A heading counts once: a title merged over the sheet may be repeated in every cell.
        headings = {cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()}
        found = sum(1 for heading in headings if known(heading))
        if found > most and (found > 1 or single):
            best, most = number, found
    return best


def likeliest_header(rows: list[tuple[int, list[Cell]]], known: Callable[[str], bool]) -> int:
    """Return the number of the row that comes nearest to a header where :func:`find_header` finds none."""
    first = rows[:HEADER_WITHIN]
    texts = {number: [cell for cell in cells if isinstance(cell, str) and cell.strip()] for number, cells in first}
    widest = max(map(len, texts.values()))
    most = max(sum(map(known, found)) for found in texts.values())
    return next(
        number
        for number, found in texts.items()
        if (sum(map(known, found)) == most if most else len(found) * 2 >= widest)
    )


def _workbook_rows(workbook: CalamineWorkbook, name: str, extent: Extent) -> Iterator[tuple[int, list[Any]]]:
    overlay = _overlay(extent)
    table = _by_reader(workbook.get_sheet_by_name, name)
    offset = table.start[1] if table.start else 0
    if table.end and table.end[1] >= MAX_COLUMNS:
        raise SheetError("too_many_columns", limit=MAX_COLUMNS)
    blank: list[Any] = [""] * offset
    shown = extent.shown
    if not overlay and not shown:
        # Most sheets: nothing to lay over what was read.
        for number, values in enumerate(table.iter_rows(), start=1):
            if any(values) or 0 in values:
                yield number, blank + [_cell(value) for value in values]
        return
    for number, values in enumerate(table.iter_rows(), start=1):
        cells = blank + [_cell(value) for value in values]
        for column, way in shown.get(number, ()):
            cells[column - 1] = _as_shown(cells[column - 1], way)
        yield number, _laid_over(cells, overlay.pop(number, {}))
    for number in sorted(overlay):
        yield number, _laid_over([], overlay[number])


def _surveyed(content: bytes, name: str) -> Extent:
    """Return how far a sheet reaches, once that is known to be bearable."""
    path = sheet_paths(content).get(name)
    if path is None:
        raise SheetError("broken", detail=name)
    extent = survey(content, path, number_styles(content))
    if extent.rows > MAX_ROWS:
        raise SheetError("too_many_rows", limit=MAX_ROWS)
    if extent.last_column > MAX_COLUMNS:
        raise SheetError("too_many_columns", limit=MAX_COLUMNS)
    if extent.area > MAX_AREA:
        raise SheetError("far_cell", row=extent.last_row, columns=extent.last_column)
    return extent


def _overlay(extent: Extent) -> dict[int, dict[int, str]]:
    """Return the cells that the reader leaves blank though they are not, by row and column."""
    overlay: dict[int, dict[int, str]] = {row: dict(errors) for row, errors in extent.errors.items()}
    for row, formulas in extent.formulas.items():
        overlay.setdefault(row, {}).update({column: _of_formula(text) for column, text in formulas.items()})
    return overlay


def _of_formula(text: str) -> str:
    """Return what stands for a formula without a value; ="000999" has one, whether it was stored or not."""
    constant = constant_of(text)
    return FormulaWithoutValue(text) if constant is None else constant


def _laid_over(cells: list[Any], others: dict[int, str]) -> list[Any]:
    for column, text in others.items():
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = text
    return cells


def _workbook(content: bytes) -> CalamineWorkbook:
    return _by_reader(CalamineWorkbook.from_object, io.BytesIO(content))


def _by_reader(read: Callable[[Any], Any], what: Any) -> Any:
    """Return what the reader makes of a file, its faults as ours."""
    try:
        return read(what)
    except PasswordError as error:
        raise SheetError("encrypted") from error
    except CalamineError as error:
        raise SheetError("broken", detail=str(error)) from error
    except BaseException as error:
        # A panic of the reader is no Exception and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise SheetError("broken", detail=str(error)) from error


def _workbook_as(format_name: str, content: bytes, *, since_1904: bool) -> Book:
    """Return a workbook with the sheets that have cells, hidden ones last."""
    sheets: Iterable[Any] = _workbook(content).sheets_metadata
    sheets = [sheet for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet]
    if not sheets:
        raise SheetError("empty")
    hidden = frozenset(sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible)
    names = tuple(sorted((sheet.name for sheet in sheets), key=hidden.__contains__))
    return Book(format_name, sheets=names, since_1904=since_1904, hidden=hidden)


def _cell(value: Any) -> Cell:
    """Return a value as its cell: whole numbers whole, times as text, the guard of the exports off."""
    if value.__class__ is str:
        return unguarded(value) if value[:1] == "'" else value
    if value.__class__ is float:
        # Beyond 2^53 the digits are lost anyway; what remains shows that they are.
        return int(value) if value.is_integer() else value
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _as_shown(cell: Cell, way: int) -> Cell:
    """Return a number as it is shown: in per cent, in the fifteen digits that Excel keeps, or with zeros in front."""
    if way == PER_CENT:
        return ShownPerCent(f"{Decimal(f'{cell * 100:.15g}'):f}%") if type(cell) in (int, float) else cell
    return f"{cell:0{way}d}" if type(cell) is int and cell >= 0 else cell


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))
