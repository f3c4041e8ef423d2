"""What a sheet shows beside its cells: merged cells, hidden rows and columns. No ORM."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Ranges that lie side by side in one row, as no two overlap: what goes beyond is no work of a spreadsheet program.
_SIDE_BY_SIDE = 200

#: A range of merged cells: first row, first column, last row, last column, all from 1.
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a sheet shows beside its cells; rows and columns count from 1. A text file shows nothing."""

    merged: Sequence[Range] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)


class MergedCells:
    """Fills merged cells, row by row in the order of the sheet: a file holds their value in the first of them alone."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        #: Those that are still to come, the next one last; and the open ones, each with its value once that is met.
        self._coming = sorted(ranges, reverse=True)
        self._open: list[tuple[Range, Any]] = []

    def fill(self, number: int, cells: list[Any]) -> dict[int, Any]:
        """Return what merged cells fill in row ``number``: column (from 0) → value, where the row itself is blank."""
        if not self._coming and not self._open:
            return {}
        while self._coming and self._coming[-1][0] <= number:
            coming = self._coming.pop()
            if len(self._open) < _SIDE_BY_SIDE and coming[3] <= _SIDE_BY_SIDE:
                self._open.append((coming, None))
        filled: dict[int, Any] = {}
        kept = []
        for (top, left, bottom, right), value in self._open:
            if bottom < number:
                continue
            if top == number:
                value = cells[left - 1] if left <= len(cells) else ""
            if bottom > number:
                kept.append(((top, left, bottom, right), value))
            if value in (None, ""):
                continue
            for column in range(left - 1, right):
                if column >= len(cells) or cells[column] in (None, ""):
                    filled[column] = value
        self._open = kept
        return filled


def with_filled(cells: list[Any], filled: dict[int, Any]) -> list[Any]:
    """Return the cells of a row with what merged cells fill in."""
    if not filled:
        return cells
    whole = [*cells, *[""] * (max(filled) + 1 - len(cells))]
    for column, value in filled.items():
        whole[column] = value
    return whole
