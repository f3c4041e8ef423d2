"""Results of the process that reads sheets, in chunks. No ORM."""

from collections.abc import Iterator
from itertools import islice

from .reading import Book, Cell, open_book, rows_of

#: Rows that are sent at a time.
_ROWS = 500


def book(content: bytes, file_name: str) -> Iterator[Book]:
    """Yield what ``open_book`` returns."""
    yield open_book(content, file_name)


def rows(content: bytes, book: Book, sheet: str) -> Iterator[list[tuple[int, list[Cell]]]]:
    """Yield what ``rows_of`` yields, in chunks."""
    found = rows_of(content, book, sheet)
    while chunk := list(islice(found, _ROWS)):
        yield chunk
