"""Matrix sheets: segments down, places across (or the other way round), and names of companies in the cells. No ORM."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .looks import MergedCells, Range, with_filled

#: Rows as they are read: number, and cells.
Rows = Sequence[tuple[int, list[Any]]]

#: The longest text that is asked whether it is a place or a segment.
_LONGEST = 40
#: Headings behind the last of the places or segments that are of neither.
_ASIDE = frozenset({"合计", "小计", "总计", "共计", "备注", "说明", "数量", "家数", "total", "sum", "notes"})


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where the parts of a matrix stand: its header row, the columns before its cells, and what heads each of these.

    ``segments_down`` says that the rows are of segments and the columns of places.
    """

    header: int
    before: int
    across: dict[int, str]
    segments_down: bool


def matrix_in(rows: Rows, is_place: Callable[[str], bool], is_segment: Callable[[str], bool]) -> Matrix | None:
    """Return the matrix that the first rows of a sheet begin, or None.

    It takes two places (or segments) side by side, with a segment (or place) in front of most of the rows below.
    """
    for at, (number, cells) in enumerate(rows):
        texts = {index: text for index, cell in enumerate(cells) if (text := _text(cell))}
        for across, down, segments_down in ((is_place, is_segment, True), (is_segment, is_place, False)):
            heads = [index for index, text in texts.items() if index and across(text)]
            first = heads[0] if heads else 0
            # What stands before the heads in their row names a column, and is none of what goes down.
            if len(heads) < 2 or any(down(text) for index, text in texts.items() if index < first):
                continue
            behind = {index: text for index, text in texts.items() if index >= first and text.lower() not in _ASIDE}
            if len(heads) * 2 < len(behind):
                continue
            below = [row for _number, row in rows[at + 1 :] if any(_text(cell) for cell in row[first:])]
            labelled = [row for row in below if any(down(text) for cell in row[:first] if (text := _text(cell)))]
            if labelled and len(labelled) * 2 >= len(below):
                return Matrix(number, first, behind, segments_down)
    return None


def turned(
    rows: Iterable[tuple[int, list[Any]]], matrix: Matrix, merged: Iterable[Range], is_down: Callable[[str], bool]
) -> Iterator[tuple[int, list[Any]]]:
    """Yield a row of segment, place and names for each filled cell of a matrix, under the number of its own row.

    Where several columns stand before the cells, the last one with a known segment (or place) counts, else the last
    with a text. A row without names is one of four cells with its text in the last.
    """
    cells_of = MergedCells(merged)
    for number, own in rows:
        cells = with_filled(own, cells_of.fill(number, own))
        if number <= matrix.header:
            continue
        labels = [text for cell in cells[: matrix.before] if (text := _text(cell))]
        label = next((text for text in reversed(labels) if is_down(text)), labels[-1] if labels else "")
        named = [(head, cells[index]) for index, head in matrix.across.items() if index < len(cells)]
        named = [(head, cell) for head, cell in named if isinstance(cell, str) and cell.strip()]
        if not (label and named):
            texts = [text for cell in own if (text := _text(cell))]
            if texts:
                yield number, ["", "", "", texts[0]]
            continue
        for head, cell in named:
            yield number, [label, head, cell] if matrix.segments_down else [head, label, cell]


def _text(cell: Any) -> str:
    text = " ".join(cell.split()) if isinstance(cell, str) else ""
    return text if len(text) <= _LONGEST else ""
