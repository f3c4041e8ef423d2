"""Plain-text sheets: encoding, separator and rows. No ORM."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .errors import SheetError

SEPARATORS = (",", ";", "\t", "|")

#: What makes a spreadsheet read a cell as a formula; the exports put an apostrophe in front of such a text.
FORMULA_STARTS = tuple("=+-@＝＋－＠")

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SNIFFED_ROWS = 20
_CONSTANT = re.compile(r'=\s*"((?:[^"]|"")*)"\s*')

#: How many bytes are decoded at a time: a long text is never in memory twice.
_PIECE = 65_536


def encoding_of(content: bytes) -> str:
    """Return the encoding of a text by rule: its byte-order mark, else UTF-8, else GB18030.

    Raises :class:`SheetError` with ``unknown_format`` for what is no text and ``encoding`` for what fits neither.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding if _decodes(content, encoding) else _refuse()
    if b"\0" in content:
        raise SheetError("unknown_format")
    for encoding in ("utf-8", "gb18030"):
        if _decodes(content, encoding):
            return encoding
    return _refuse()


def separator_of(text: str) -> str:
    """Return what parts the cells: what a first line ``sep=;`` says, else what parts the first rows most evenly."""
    if declared := declared_separator(text):
        return declared
    best, best_score = SEPARATORS[0], (0.0, 0)
    for separator in SEPARATORS:
        widths = _widths(text, separator)
        if not widths:
            continue
        # Rows of one width speak for a separator; among equals the one that makes more cells.
        width, rows = max(Counter(widths).items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        score = (rows / len(widths) if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = separator, score
    return best


def declared_separator(text: str) -> str:
    """Return the separator that a first line ``sep=;`` declares, else nothing."""
    line = text.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r").strip('"')
    is_declared = line[:4].lower() == "sep=" and len(line) == 5
    return line[4] if is_declared else ""


def text_rows(content: bytes, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with anything in them, each with its number as Excel shows it (a quoted line break is no row).

    Raises :class:`SheetError`: quote_never_closed with the row in which the quote opens, and broken.
    """
    stream = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    if declared_separator(beginning_of(content, encoding)):
        stream.readline()
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if lines.of_row > 1:
                lines.refuse_swallowed(number, separator)
            lines.of_row = 0
            if any(cell and not cell.isspace() for cell in cells):
                yield number, [unguarded(cell) for cell in cells]
    except csv.Error as error:
        if lines.of_row > 1:
            raise SheetError("quote_never_closed", row=number + 1) from error
        raise SheetError("broken", detail=f"{number + 1}: {error}") from error


class _Lines:
    """The lines of a text as a reader of CSV takes them, with those of the row that it is at."""

    def __init__(self, stream: Iterable[str]) -> None:
        self.stream = iter(stream)
        self.kept: list[str] = []
        #: How many lines the row at hand has so far; its reader sets it back.
        self.of_row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.stream)
        if not self.of_row:
            self.kept.clear()
        self.kept.append(line)
        self.of_row += 1
        return line

    def refuse_swallowed(self, row: int, separator: str) -> None:
        """Refuse a row of several lines unless the quotes in it open before cells and close behind them.

        A quote that is meant for inches runs to the next quote, or to the end, and takes the rows between along.
        """
        try:
            for _cells in csv.reader(self.kept, delimiter=separator, strict=True):
                pass
        except csv.Error as error:
            raise SheetError("quote_never_closed", row=row) from error


def unguarded(text: str) -> str:
    """Return ``text`` without what guards it: ="000999", or an apostrophe before a formula, as the exports write it."""
    if text[:1] != "'":
        constant = constant_of(text)
        return text if constant is None else constant
    # A text that begins with apostrophes of its own has one more in front.
    bare = text.lstrip("'")
    return text[1:] if bare.lstrip().startswith(FORMULA_STARTS) or bare[:1] in {"\t", "\r", "\n"} else text


def constant_of(formula: str) -> str | None:
    """Return the text that a formula such as ="000999" is, by which people keep Excel from changing a code."""
    found = _CONSTANT.fullmatch(formula) if formula[:1] == "=" else None
    return found[1].replace('""', '"') if found else None


def beginning_of(content: bytes, encoding: str) -> str:
    """Return as much of a text as tells how its rows are parted."""
    return codecs.getincrementaldecoder(encoding)().decode(content[:_PIECE])


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), _PIECE):
            decoder.decode(content[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse() -> str:
    raise SheetError("encoding")


def _widths(text: str, separator: str) -> list[int]:
    """Return how many cells each of the first rows has; what does not parse has none."""
    widths: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == _SNIFFED_ROWS:
                break
    except csv.Error:
        return []
    return widths
