"""Tables that web sites and old programs save as .xls: a web page, or the XML of Excel 2003. No ORM.

Excel opens both, so people take them for workbooks. They are read where they are one table.
"""

import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

from .errors import SheetError
from .looks import SheetLook

WEB_PAGE, XML_SPREADSHEET = "html", "xml"

_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b", re.I | re.S)
_ARCHIVE = re.compile(r"\s*MIME-Version:\s*1", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b")
_EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
#: How far a cell may reach; what is beyond no sheet has.
_MOST_COLUMNS, _MOST_ROWS = 200, 200_000

Rows = list[tuple[int, list[Any]]]


def markup_of(beginning: str) -> str:
    """Return whether a text is a :data:`WEB_PAGE` or an :data:`XML_SPREADSHEET`, by how it begins; else nothing."""
    if _PAGE.match(beginning) or _ARCHIVE.match(beginning):
        return WEB_PAGE
    if _XML.match(beginning):
        return XML_SPREADSHEET if _EXCEL_2003 in beginning else WEB_PAGE if "<html" in beginning else ""
    return ""


def markup_table(content: bytes, encoding: str, markup: str) -> tuple[SheetLook, Rows]:
    """Return look and rows of a text that is one table.

    Raises :class:`SheetError` web_page or xml_spreadsheet where it is not, and too_many_rows, too_many_columns, broken.
    """
    if markup == WEB_PAGE:
        reader = _PageReader()
        reader.feed(content.decode(encoding))
        reader.close()
        found, refused = reader.tables, "web_page"
    else:
        found, refused = _xml_tables(content.decode(encoding).encode()), "xml_spreadsheet"
    tables = [each for each in found if each.rows]
    if len(tables) != 1:
        raise SheetError(refused)
    [table] = tables
    return SheetLook(tuple(table.merged), frozenset(table.hidden)), sorted(table.rows.items())


class _Table:
    """A table as it is read, cell by cell; what spans several is merged, as in a workbook."""

    def __init__(self) -> None:
        self.rows: dict[int, list[Any]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self.row = 0
        self.column = 0
        #: Column → the last row that a cell above covers.
        self.covered: dict[int, int] = {}

    def begin_row(self, number: int = 0) -> None:
        self.row = number or self.row + 1
        self.column = 0
        if self.row > _MOST_ROWS:
            raise SheetError("too_many_rows", limit=_MOST_ROWS)

    def add(self, value: Any, across: int, down: int, column: int = 0) -> None:
        """Put a value into the next cell that none above covers, or into the column given, and over what it spans."""
        if not self.row:
            self.begin_row()
        self.column = column or self.column + 1
        while not column and self.covered.get(self.column, 0) >= self.row:
            self.column += 1
        last_column, last_row = self.column + across - 1, self.row + down - 1
        if last_column > _MOST_COLUMNS:
            raise SheetError("too_many_columns", limit=_MOST_COLUMNS)
        if value != "":
            cells = self.rows.setdefault(self.row, [])
            cells.extend([""] * (self.column - len(cells)))
            cells[self.column - 1] = value
        if across > 1 or down > 1:
            self.merged.append((self.row, self.column, min(last_row, _MOST_ROWS), last_column))
            self.covered |= dict.fromkeys(range(self.column, last_column + 1), last_row)
        self.column = last_column


class _PageReader(HTMLParser):
    """Reads the tables of a web page. A table inside another is one more, so that such a page is refused."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        given = dict(attrs)
        if tag == "table":
            self._settle()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
            if len(self._open) > 1:
                # What holds a table is laid out by it.
                self.tables[0].rows.setdefault(0, [""])
        elif self._open and tag == "tr":
            self._settle()
            self._open[-1].begin_row()
            if "display:none" in (given.get("style") or "").replace(" ", ""):
                self._open[-1].hidden.add(self._open[-1].row)
        elif self._open and tag in ("td", "th"):
            self._settle()
            self._span = (_count(given.get("colspan")), _count(given.get("rowspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a table."""
        if tag in ("td", "th", "tr", "table"):
            self._settle()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Collect the text of a cell."""
        if self._text is not None:
            self._text.append(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        """Settle what was left open."""
        super().close()
        self._settle()

    def _settle(self) -> None:
        if self._text is None or not self._open:
            return
        lines = "".join(self._text).replace("\xa0", " ").split("\n")
        self._text = None
        table = self._open[-1]
        table.add("\n".join(filter(None, map(str.strip, lines))), *self._span)


def _count(text: str | None) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _xml_tables(content: bytes) -> list[_Table]:
    """Return the sheets of a XML spreadsheet. Raises :class:`SheetError` broken and doctype."""
    reader = _SheetReader()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(content, True)
    except SheetError:
        raise
    except (expat.ExpatError, ValueError) as error:
        raise SheetError("broken", detail=str(error)) from error
    return reader.tables


def _no_doctype(*_: Any) -> None:
    raise SheetError("doctype")


class _SheetReader:
    """Listens to the elements of a XML spreadsheet; names are taken without their prefix."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._cell: dict[str, str] | None = None
        self._kind = ""
        self._text: list[str] | None = None
        self._value: Any = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        match name.rpartition(":")[2]:
            case "Table":
                self.tables.append(_Table())
            case "Row" if self.tables:
                table = self.tables[-1]
                table.begin_row(int(given.get("Index", 0)))
                if given.get("Hidden") == "1":
                    table.hidden.add(table.row)
            case "Cell" if self.tables:
                self._cell, self._value = given, ""
            case "Data" if self._cell is not None:
                self._kind, self._text = given.get("Type", "String"), []

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "Data" if self._text is not None:
                self._value = _typed("".join(self._text), self._kind)
                self._text = None
            case "Cell" if self._cell is not None:
                spans = (int(self._cell.get(key, 0)) + 1 for key in ("MergeAcross", "MergeDown"))
                self.tables[-1].add(self._value, *spans, column=int(self._cell.get("Index", 0)))
                self._cell = None


def _typed(text: str, kind: str) -> Any:
    """Return the value of a cell: a number that is whole as such, a moment as one, anything else as text."""
    try:
        if kind == "Number":
            number = float(text)
            return int(number) if number.is_integer() else number
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment if moment.time() != datetime.min.time() else moment.date()
    except (ValueError, OverflowError):
        return text
    return text == "1" if kind == "Boolean" else text
