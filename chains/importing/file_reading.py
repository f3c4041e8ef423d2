"""How an uploaded file is read: its sheet, its header, what its columns are taken for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, islice
from typing import Any, Self

from chains.analysis.divisions import DivisionLevel, HowFound, read_place
from chains.analysis.names import fold, legal_form
from chains.choices import SheetKind
from chains.models import ImportBatch, Segment
from chains.models.columns import SHEETS
from chains.sheets.header_rows import NO_HEADINGS, Header, are_names_alone, header_at
from chains.sheets.headers import Guess, guess_mapping, is_known, names_alone, with_names
from chains.sheets.looks import SheetLook
from chains.sheets.matrices import Matrix, matrix_in, turned
from chains.sheets.reading import HEADER_WITHIN, Book, SheetError, find_header, likeliest_header
from chains.sheets.sheet_columns import SheetLayout

from .uploads import open_book, sheet_of

_PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What was chosen about the reading of a file beside sheet, header row and mapping.

    In the columns ``fill`` (codes) a blank cell takes the value above it. ``without_hidden`` leaves hidden rows out.
    ``line_breaks`` says, by row of the file as text, whether a cell of names with a line break holds one or several.
    """

    fill: tuple[str, ...] = ()
    without_hidden: bool = False
    line_breaks: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: ImportBatch) -> Self:
        """Return the options of ``batch``."""
        kept = batch.reading_options
        return cls(tuple(kept.get("fill", ())), kept.get("without_hidden", False), kept.get("line_breaks", {}))

    def kept(self) -> dict[str, Any]:
        """Return them as the batch keeps them."""
        return {"fill": list(self.fill), "without_hidden": self.without_hidden, "line_breaks": dict(self.line_breaks)}


@dataclass(frozen=True, slots=True)
class SheetReading:
    """The reading of a file: its sheets, the chosen header row, its headers, and the column guessed for each.

    ``recognised`` is false where nobody has chosen the header row and no row has headings that are known: then it is
    the row that comes nearest to one. The rows of a matrix are turned: a segment, a place, names.
    """

    book: Book
    sheet: str
    header: Header
    guesses: list[Guess]
    preview: list[tuple[int, list[Any]]]
    look: SheetLook
    recognised: bool = True
    is_matrix: bool = False

    @property
    def header_row(self) -> int:
        """The first row of the header."""
        return self.header.first

    @property
    def headers(self) -> list[str]:
        """The headings, by column."""
        return self.header.headings


@dataclass(slots=True)
class OpenSheet:
    """A sheet that is being read: the rows can be taken once."""

    book: Book
    look: SheetLook
    top: list[tuple[int, list[Any]]]
    rest: Iterator[tuple[int, list[Any]]]
    matrix: Matrix | None = None

    @property
    def rows(self) -> Iterable[tuple[int, list[Any]]]:
        """All rows, in order."""
        return chain(self.top, self.rest)

    def turned(self) -> Self:
        """Return the sheet of a matrix as one of segments, places and names, which have no merged cells any more."""
        down = is_segment if self.matrix.segments_down else is_place
        rows = turned(self.rows, self.matrix, self.look.merged, down())
        return replace(self, look=replace(self.look, merged=()), top=[], rest=rows)

    def header(self, row: int, layout: SheetLayout) -> Header:
        """Return the header that a row belongs to. Raises ``SheetError`` where that row holds nothing."""
        while self.top[-1][0] <= row and (following := next(self.rest, None)) is not None:
            self.top.append(following)
        found = header_at(self.top, row, self.look.merged, lambda text: is_known(text, layout))
        if found is None:
            raise SheetError("no_headings_in_row", row=row)
        return found


def layout_of(batch: ImportBatch) -> SheetLayout:
    """Return the columns that the sheet of ``batch`` may have."""
    return SHEETS[SheetKind(batch.sheet_kind)]


def opened(batch: ImportBatch, sheet: str) -> OpenSheet:
    """Return a sheet of the file of ``batch``, with its first rows read. Raises ``SheetError``."""
    content = bytes(batch.content)
    book = open_book(content, batch.file_name)
    look, rows = sheet_of(content, book, sheet)
    top = list(islice(rows, HEADER_WITHIN + 1))
    if not top:
        raise SheetError("empty")
    return OpenSheet(book, look, top, rows, _matrix_in(batch, top))


def _matrix_in(batch: ImportBatch, top: list[tuple[int, list[Any]]]) -> Matrix | None:
    """Return the matrix that the first rows begin, unless they are the records of an ordinary header."""
    if batch.sheet_kind != SheetKind.COMPANIES or (found := matrix_in(top, is_place(), is_segment())) is None:
        return None
    layout = layout_of(batch)
    header = find_header(top, lambda text: is_known(text, layout))
    return found if header is None or header >= found.header else None


def is_place() -> Callable[[str], bool]:
    """Return what says whether a text is the name of a province or a prefecture, and nothing more exact."""
    levels = (DivisionLevel.PROVINCE, DivisionLevel.PREFECTURE)
    return lambda text: any(
        each.found == HowFound.NAME and each.level in levels and not each.unread for each in read_place(text)
    )


def is_segment() -> Callable[[str], bool]:
    """Return what says whether a text is a name or the code of a segment on record, which are read when first asked."""

    @cache
    def forms() -> frozenset[str]:
        return frozenset(fold(form) for row in Segment.objects.values_list("code", "name", "name_en") for form in row)

    return lambda text: bool(folded := fold(text)) and folded in forms()


def matrix_header(matrix: Matrix, layout: SheetLayout) -> Header:
    """Return the header that a matrix has once it is turned."""
    return Header(matrix.header, matrix.header, [str(layout[code].heading) for code in ("segment", "place", "name")])


def read(batch: ImportBatch, *, sheet: str | None = None, header_row: int | None = None) -> SheetReading:
    """Return how the file of ``batch`` reads with this sheet and header row, or those of the batch, or a guess.

    Raises ``SheetError`` where there is no such sheet, or nothing in it or in the header row that was chosen.
    """
    layout = layout_of(batch)
    sheet = batch.sheet if sheet is None else sheet
    found = opened(batch, sheet)
    chosen = header_row if header_row is not None else batch.header_row if sheet == batch.sheet else None
    recognised = True
    if found.matrix is not None and chosen in (None, found.matrix.header):
        header = matrix_header(found.matrix, layout)
        sheet_look, rows = found.look, found.turned().rows
        guesses = guess_mapping(header.headings, layout)
        preview = [(number, row[:3]) for number, row in islice(rows, _PREVIEWED)]
        return SheetReading(found.book, sheet, header, guesses, preview, sheet_look, is_matrix=True)
    if chosen is None:
        found_row = find_header(found.top, lambda text: is_known(text, layout))
        if found_row is None and are_names_alone(found.top, lambda text: bool(legal_form(text))):
            found_row = NO_HEADINGS
        recognised = found_row is not None
        chosen = found_row if recognised else likeliest_header(found.top, lambda text: is_known(text, layout))
    header = found.header(chosen, layout)
    preview = [(number, row) for number, row in found.top if number > header.last][:_PREVIEWED]
    guesses = with_names(guess_mapping(header.headings, layout))
    if chosen == NO_HEADINGS:
        guesses = names_alone(guesses, preview, layout)
    return SheetReading(found.book, sheet, header, guesses, preview, found.look, recognised)


def merged_cells(reading: SheetReading) -> dict[int, int]:
    """Return how many cells below the header merged ones fill, by column (from 0); but for wide titles."""
    counted: Counter[int] = Counter()
    for top, left, bottom, right in () if reading.is_matrix else reading.look.merged:
        if top <= reading.header.last or (right - left) * 2 >= len(reading.headers):
            continue
        for column in range(left - 1, min(right, len(reading.headers))):
            counted[column] += bottom - top + (column >= left)
    return {column: cells for column, cells in counted.items() if cells}
