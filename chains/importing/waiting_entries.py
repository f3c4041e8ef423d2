"""Rows that wait for the last transaction of a commit: spooled to disk, so that memory does not grow."""

import pickle
from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, Self

from .subjects import RowEntry

#: Up to how many bytes it is kept in memory.
_IN_MEMORY = 8 * 1024 * 1024


class WaitingEntries:
    """Entries in the order in which they came, in chunks as they were added. Nothing is left when it is closed."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (it is one itself)
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: Any) -> None:
        self._file.close()

    def add(self, entries: Sequence[RowEntry]) -> None:
        """Keep a chunk of entries. Raises ``OSError`` where the disk is full."""
        if entries:
            self.count += len(entries)
            pickle.dump(list(map(tuple, entries)), self._file, pickle.HIGHEST_PROTOCOL)

    def chunks(self) -> Iterator[list[RowEntry]]:
        """Yield the chunks, from the first."""
        self._file.seek(0)
        while True:
            try:
                # Written by this very process, into a file that has no name.
                entries = pickle.load(self._file)
            except EOFError:
                return
            yield list(map(RowEntry._make, entries))
