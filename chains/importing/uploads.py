"""Uploads are read in a separate process with limits on time and memory, to protect the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from chains.processes import BrokenOffError, Limits, TooLongError, Workshop
from chains.sheets import chunks
from chains.sheets.errors import SheetError
from chains.sheets.looks import SheetLook
from chains.sheets.reading import Book, Cell

_workshop = Workshop()


def open_book(content: bytes, file_name: str) -> Book:
    """Return what ``content`` is, as :func:`chains.sheets.reading.open_book` does.

    Raises :class:`SheetError` also with too_slow and too_heavy, by ``READING_SECONDS`` and ``READING_MEGABYTES``.
    """
    with _refusals():
        return next(_workshop.run(chunks.book, content, file_name, limits=_limits()))


def rows_of(content: bytes, book: Book, sheet: str = "") -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of :func:`sheet_of`."""
    yield from sheet_of(content, book, sheet)[1]


def sheet_of(content: bytes, book: Book, sheet: str = "") -> tuple[SheetLook, Iterator[tuple[int, list[Cell]]]]:
    """Return look and rows, as :func:`chains.sheets.reading.sheet_of` does; raises as :func:`open_book` does.

    While whoever takes the rows does something else, reading waits.
    """
    answers = _workshop.run(chunks.sheet, content, book, sheet, limits=_limits())
    with _refusals():
        return next(answers), _rows(answers)


def _rows(chunks_of_rows: Iterator[Any]) -> Iterator[tuple[int, list[Cell]]]:
    with _refusals():
        for chunk in chunks_of_rows:
            yield from chunk


def _limits() -> Limits:
    return Limits(settings.READING_SECONDS, settings.READING_MEGABYTES)


@contextmanager
def _refusals() -> Iterator[None]:
    """Say of a file that takes too much what can be done about it."""
    try:
        yield
    except TooLongError as error:
        raise SheetError("too_slow", limit=settings.READING_SECONDS) from error
    except BrokenOffError as error:
        raise SheetError("too_heavy", limit=settings.READING_MEGABYTES) from error
