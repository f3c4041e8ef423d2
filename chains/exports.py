"""Writing rows as CSV, XLSX, JSON or NDJSON. Typed where the format has types; no cell is ever a formula. No ORM.

Rows are written as they come, so that a file of any length takes the memory of a few hundred of them. A fault on the
way leaves no file that looks complete: the iterator raises, and the server breaks the connection off instead of ending
the answer; a workbook is whole before its first byte is sent.
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any

from django.utils.timezone import localtime
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
}

#: What makes a spreadsheet read a cell as a formula, in half and full width, also behind white space.
FORMULA_STARTS = tuple("=+-@＝＋－＠")

_WIDEST = 48
#: How many rows the widths of the columns are measured by.
_MEASURED = 200
#: How many bytes are sent at a time.
_PART = 65_536
#: What a sheet holds at most, its header included.
MOST_ROWS = 1_048_576
#: The first day that a sheet knows.
_FIRST_DAY = date(1900, 1, 1)


def written(
    suffix: str, title: str, codes: Sequence[str], labels: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[bytes]:
    """Return the parts of a file: of a workbook, once it is whole; of the others, as the rows come.

    ``codes`` head the columns for machines, ``labels`` for people. Raises ``ValueError`` for too many rows for a sheet.
    """
    if suffix == "xlsx":
        return _parts(xlsx_file(title, labels, rows))
    return {"csv": as_csv, "json": as_json, "ndjson": as_ndjson}[suffix](codes, rows)


def disposition(name: str, suffix: str, day: date) -> str:
    """Return the header that names the file ``name-date.suffix``; browsers show JSON and keep the others."""
    return f'{"inline" if suffix == "json" else "attachment"}; filename="{name}-{day:%Y%m%d}.{suffix}"'


def harmless(value: Any) -> Any:
    """Return ``value`` so that no spreadsheet takes it for a formula: such a text gets an apostrophe in front.

    The import takes the apostrophe off again. Numbers, dates and booleans pass as they are.
    """
    if not isinstance(value, str) or not value:
        return value
    risky = value.lstrip().startswith(FORMULA_STARTS) or value[0] in "\t\r\n"
    return f"'{value}" if risky else value


def as_csv(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a CSV file: UTF-8 with a byte-order mark (Excel needs it), the codes as header, ISO dates."""
    yield b"\xef\xbb\xbf"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(codes)
    for row in rows:
        writer.writerow([harmless(_plain(value)) for value in row])
        if buffer.tell() > _PART:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_json(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a JSON array of objects, one row a line."""
    start = b"[\n"
    for part in _in_parts(_records(codes, rows), ",\n"):
        yield start + part
        start = b",\n"
    yield b"[]\n" if start == b"[\n" else b"\n]\n"


def as_ndjson(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a JSON object for each row, one a line and nothing else."""
    for part in _in_parts(_records(codes, rows), "\n"):
        yield part + b"\n"


def _records(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    for row in rows:
        record = {code: _jsonable(value) for code, value in zip(codes, row, strict=True)}
        yield json.dumps(record, ensure_ascii=False)


def _in_parts(lines: Iterable[str], between: str) -> Iterator[bytes]:
    part: list[str] = []
    length = 0
    for line in lines:
        part.append(line)
        length += len(line)
        if length > _PART // 2:
            yield between.join(part).encode()
            part, length = [], 0
    if part:
        yield between.join(part).encode()


def as_xlsx(title: str, labels: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook of one sheet, see :func:`xlsx_file`; for short ones, which fit into memory."""
    with xlsx_file(title, labels, rows) as file:
        return file.read()


def xlsx_file(title: str, labels: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """Return a temporary file with a workbook of one sheet, to be read from its start; it vanishes when it is closed.

    Labels make a frozen header with a filter; numbers and dates are such. Raises ``ValueError`` for too many rows.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    try:
        _write_workbook(file, title, labels, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _write_workbook(file: IO[bytes], title: str, labels: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with tempfile.TemporaryDirectory(prefix="chain-atlas-xlsx-") as folder:
        # Each row goes to a file of its own folder as soon as the next one begins.
        book = Workbook(file, {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet(_sheet_title(title))
        heading = book.add_format({"bold": True, "valign": "vcenter"})
        formats = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for position, label in enumerate(labels):
            sheet.write_string(0, position, label, heading)
        body = ([_for_sheet(value) for value in row] for row in rows)
        first = list(islice(body, _MEASURED))
        for position, label in enumerate(labels):
            widest = max([_width(label), *(_width(row[position]) for row in first)])
            sheet.set_column(position, position, min(widest, _WIDEST) + 2)
        last = 0
        for last, row in enumerate(chain(first, body), 1):
            if last >= MOST_ROWS:
                raise ValueError(f"a sheet holds {MOST_ROWS} rows")
            for position, value in enumerate(row):
                _write_cell(sheet, last, position, value, formats)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(labels) - 1)
        book.close()


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, formats: dict[type, Format]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value, formats[type(value)])
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(_PART):
            yield part


def _for_sheet(value: Any) -> Any:
    if isinstance(value, datetime):
        # A sheet knows no time zones: the local time of the site.
        return localtime(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date) and value < _FIRST_DAY:
        return value.isoformat()
    if isinstance(value, str):
        return harmless(_printable(value))
    if isinstance(value, list | tuple):
        return harmless(_plain(value))
    return value


def _plain(value: Any) -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(_plain(part)) for part in value)
    if isinstance(value, int | float | Decimal):
        return value
    return _printable(str(value))


def _jsonable(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_jsonable(part) for part in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _printable(text: str) -> str:
    """Leave out the control characters and the two non-characters that no sheet can hold."""
    return "".join(ch for ch in text if ch in "\t\n\r" or (ord(ch) >= 32 and ch not in "\ufffe\uffff"))


def _sheet_title(title: str) -> str:
    return "".join(" " if ch in r"\/*?:[]" else ch for ch in title)[:31] or "Sheet"


def _width(value: Any) -> int:
    """Return the width of a cell in half-width characters: a Chinese one takes two."""
    if isinstance(value, datetime):
        return 16
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in str("" if value is None else value))
