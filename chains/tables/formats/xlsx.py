"""XLSX, written in parts as the rows come.

XlsxWriter makes the workbook: styles, theme, widths, the frozen header, the filter. Only its rows are written here, as
texts within their cells, into a ZIP file that is sent as it grows: XlsxWriter spends most of its time on what any cell
could have, and can hand out nothing before the last one.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.timezone import localtime
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from .guard import ByType, cell_list, cell_text
from .plain_text import PLAIN

_WIDEST = 48
#: How many rows the widths of the columns are measured by.
_MEASURED = 200
#: How many bytes are sent at a time, and how many characters are handed to the compression.
_PART = 65_536
#: How hard it tries: the levels above take twice the time for a file a tenth smaller.
_LEVEL = 3
#: What a sheet holds at most, its header included.
MOST_ROWS = 1_048_576
#: What a cell holds at most, in UTF-16 units.
_LONGEST = 32_767
#: The first day that a sheet knows; what it counts days from; how many pass before the one that 1900 did not have.
_FIRST_DAY = date(1900, 1, 1)
_EPOCH = datetime(1899, 12, 31)
_LEAP_DAY = 59
#: What a reader takes for the number of a character.
_NUMBERED = re.compile("(_x[0-9a-fA-F]{4}_)")

_SHEET = "xl/worksheets/sheet1.xml"
#: What is known only when the last row is written: how far the filter reaches, which the workbook names as well.
_LAST = ("xl/workbook.xml",)


def as_xlsx(title: str, labels: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook of one sheet, see :func:`workbook`; for short ones, which fit into memory."""
    return b"".join(workbook(title, labels, rows))


def workbook(title: str, labels: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a workbook of one sheet.

    Labels make a frozen header with a filter; numbers and dates are such. Raises ``ValueError`` for too many rows.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        frame = _frame(title, labels, [], 0)
        for name, part in frame.items():
            if name not in (_SHEET, *_LAST):
                archive.writestr(name, part)
        yield sink.taken()
        rest = iter(rows)
        first = list(islice(rest, _MEASURED))
        head, _tail = _around(_frame(title, labels, _widths(labels, first), 0))
        last = 0
        with archive.open(_SHEET, "w") as sheet:
            sheet.write(head)
            for done, text in _chunks(_styles(frame), len(labels), chain(first, rest)):
                sheet.write(text.encode())
                last = done
                if sink.length > _PART:
                    yield sink.taken()
            frame = _frame(title, labels, [], last)
            sheet.write(_around(frame)[1])
        for name in _LAST:
            archive.writestr(name, frame[name])
    yield sink.taken()


class _Sink:
    """Where the ZIP file is written: it cannot go back, and is emptied now and then."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        self.length += len(part)
        return len(part)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        """Return what was written since it was last asked."""
        part = b"".join(self._parts)
        self._parts.clear()
        self.length = 0
        return part


def _frame(title: str, labels: Sequence[str], widths: Sequence[int], last: int) -> dict[str, bytes]:
    """Return the parts of a workbook whose filter reaches down to the row ``last``, with a sample row of two dates."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(_sheet_title(title))
    heading = book.add_format({"bold": True, "valign": "vcenter"})
    for position, label in enumerate(labels):
        sheet.write_string(0, position, label, heading)
    for position, pattern in enumerate(("yyyy-mm-dd hh:mm", "yyyy-mm-dd")):
        sheet.write_blank(1, position, None, book.add_format({"num_format": pattern}))
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(labels) - 1)
    book.close()
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _around(frame: dict[str, bytes]) -> tuple[bytes, bytes]:
    """Return what stands before and behind the rows of the sheet, without its size, which is not known before."""
    head, _sample, tail = re.split(rb'(<row r="2".*</row>)', frame[_SHEET])
    return re.sub(rb"<dimension [^>]*/>", b"", head), tail


def _styles(frame: dict[str, bytes]) -> tuple[str, str]:
    """Return the numbers of the styles of a moment and of a day, as the sample row has them."""
    moment, day = re.findall(rb'<c r="[AB]2" s="(\d+)"/>', frame[_SHEET])
    return moment.decode(), day.decode()


def _widths(labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    shown = [[_SHOWN[type(value)](value) for value in row] for row in rows]
    return [
        min(max([_width(label), *(_width(row[position]) for row in shown)]), _WIDEST) + 2
        for position, label in enumerate(labels)
    ]


def _chunks(styles: tuple[str, str], columns: int, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, str]]:
    """Yield the rows as XML, some at a time, with the number of those written so far."""
    heads = [f'<c r="{xl_col_to_name(position)}' for position in range(columns)]
    cells = _cells(*styles)
    part: list[str] = []
    length = number = 0
    for number, row in enumerate(rows, 1):
        if number >= MOST_ROWS:
            raise ValueError(f"a sheet holds {MOST_ROWS} rows")
        at = str(number + 1)
        written = [
            f"{head}{at}{cell}"
            for head, value in zip(heads, row, strict=True)
            if value is not None and value != "" and (cell := cells[type(value)](value))
        ]
        text = f'<row r="{at}">{"".join(written)}</row>'
        part.append(text)
        length += len(text)
        if length > _PART:
            yield number, "".join(part)
            part, length = [], 0
    yield number, "".join(part)


def _cells(moment: str, day: str) -> ByType:
    """Return how a value is written, behind the place of its cell; nothing for an empty one."""
    return ByType(
        {
            bool: lambda value: f'" t="b"><v>{value:d}</v></c>',
            str: lambda value: _text(cell_text(value)),
            datetime: partial(_moment, moment),
            date: partial(_day, day),
            int: _number,
            float: _number,
            Decimal: _number,
            list: _several,
            tuple: _several,
        },
        lambda value: _text(cell_text(str(value))),
    )


def _number(value: float | Decimal) -> str:
    return f'"><v>{value:.16G}</v></c>'


def _moment(style: str, value: datetime) -> str:
    # A sheet knows no time zones: the local time of the site.
    return f'" s="{style}"><v>{_days(localtime(value).replace(tzinfo=None, microsecond=0)):.16G}</v></c>'


def _day(style: str, value: date) -> str:
    if value < _FIRST_DAY:
        return _text(value.isoformat())
    return f'" s="{style}"><v>{_days(datetime(value.year, value.month, value.day)):.16G}</v></c>'


def _days(moment: datetime) -> float:
    """Return the days since the one before a sheet's first, which had the year 1900 be a leap year."""
    since = moment - _EPOCH
    passed = since.days + since.seconds / 86_400
    return passed + 1 if passed > _LEAP_DAY else passed


def _several(values: Sequence[Any]) -> str:
    return _text(cell_list(values, PLAIN))


def _text(text: str) -> str:
    """Return a printable text as the rest of a cell."""
    if not text:
        return ""
    if len(text) > _LONGEST // 2:
        # Half of a character at the end is left out.
        text = text.encode("utf-16-le", "surrogatepass")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    if "_x" in text:
        # Would be read as the character of that number, as the next line means it.
        text = _NUMBERED.sub(r"_x005F\1", text)
    if "\r" in text:
        text = text.replace("\r", "_x000D_")
    return f'" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


#: A value as it is measured.
_SHOWN = ByType(
    {str: cell_text, list: lambda values: cell_list(values, PLAIN), tuple: lambda values: cell_list(values, PLAIN)},
    lambda value: value,
)


def _sheet_title(title: str) -> str:
    return "".join(" " if ch in r"\/*?:[]" else ch for ch in title)[:31] or "Sheet"


def _width(value: Any) -> int:
    """Return the width of a cell in half-width characters: a Chinese one takes two."""
    if isinstance(value, datetime):
        return 16
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in str("" if value is None else value))
