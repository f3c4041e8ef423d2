"""Writing rows as CSV, XLSX or JSON. Typed where the format has types; no cell is ever a formula. No ORM."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}

#: What makes a spreadsheet read a cell as a formula, in half and full width, also behind white space.
FORMULA_STARTS = tuple("=+-@＝＋－＠")

_WIDEST = 48


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
        if buffer.tell() > 65_536:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_json(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a JSON array of objects, one row a line."""
    start = b"[\n"
    for row in rows:
        record = {code: _jsonable(value) for code, value in zip(codes, row, strict=True)}
        yield start + json.dumps(record, ensure_ascii=False).encode()
        start = b",\n"
    yield b"[]\n" if start == b"[\n" else b"\n]\n"


def as_xlsx(title: str, labels: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook of one sheet: labels as a frozen header with a filter, numbers and dates as such."""
    body = [[_for_sheet(value) for value in row] for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(labels))}{len(body) + 1}"
    for position, label in enumerate(labels):
        widest = max([_width(label), *(_width(row[position]) for row in body[:200])])
        sheet.column_dimensions[get_column_letter(position + 1)].width = min(widest, _WIDEST) + 2
    header = []
    for label in labels:
        cell = WriteOnlyCell(sheet, value=label)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
        header.append(cell)
    sheet.append(header)
    for row in body:
        sheet.append([_cell(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _for_sheet(value: Any) -> Any:
    if isinstance(value, datetime):
        # A sheet knows no time zones: the local time of the site.
        return localtime(value).replace(tzinfo=None, microsecond=0)
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
