"""Results of the process that reads sheets, in chunks. No ORM."""

from collections.abc import Iterator
from itertools import islice

from .looks import SheetLook
from .reading import Book, Cell, open_book, sheet_of

#: Rows that are sent at a time.
_ROWS = 500


def book(content: bytes, file_name: str) -> Iterator[Book]:
    """Yield what ``open_book`` returns."""
    yield open_book(content, file_name)


def sheet(content: bytes, book: Book, name: str) -> Iterator[SheetLook | list[tuple[int, list[Cell]]]]:
    """Yield what ``sheet_of`` returns: first the look of the sheet, then its rows in chunks."""
    look, found = sheet_of(content, book, name)
    yield look
    while chunk := list(islice(found, _ROWS)):
        yield chunk
