"""The header of a table: one row of headings, or two, where groups stand above them. No ORM."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from chains.analysis.invisible_characters import visible

from .looks import MergedCells, Range, with_filled

#: What parts the levels of a heading of two: 经营地 › 市.
LEVELS = " › "

#: Stands for the row of the headings of a sheet that has none; its columns are called by their letters.
NO_HEADINGS = 0

#: Rows as they are read: number, and cells.
Rows = Sequence[tuple[int, list[Any]]]


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table, by column, and the rows from ``first`` to ``last`` that they stand in."""

    first: int
    last: int
    headings: list[str]


def header_at(rows: Rows, chosen: int, merged: Sequence[Range], known: Callable[[str], bool]) -> Header | None:
    """Return the header that the row ``chosen`` is or belongs to; None where that row has no text.

    ``rows`` are the first of the sheet. For :data:`NO_HEADINGS` the letters of its columns are the headings. A second
    level stands above where groups are merged over several columns, and below where headings stand under such a group,
    or under blank ones.
    """
    if chosen == NO_HEADINGS:
        return Header(chosen, chosen, list(map(get_column_letter, range(1, max(len(row) for _line, row in rows) + 1))))
    cells = MergedCells(merged)
    filled = {}
    for number, row in rows:
        filled[number] = with_filled(row, cells.fill(number, row))
    own = dict(rows)
    if chosen not in own or not any(_text(cell) for cell in own[chosen]):
        return None
    for upper, lower in ((chosen - 1, chosen), (chosen, chosen + 1)):
        if upper in own and lower in own and _are_levels(own[upper], own[lower], upper, merged, known):
            return Header(upper, lower, _joined(filled[upper], filled[lower], own[upper]))
    return Header(chosen, chosen, [_text(cell) for cell in own[chosen]])


def are_names_alone(rows: Rows, is_name: Callable[[str], bool]) -> bool:
    """Return whether rows are a bare list of names: one cell in each, all in one column, most of them names."""
    filled = [{index: text for index, cell in enumerate(row) if (text := _text(cell))} for _line, row in rows]
    filled = [cells for cells in filled if cells]
    if len({tuple(cells) for cells in filled}) != 1 or len(filled[0]) != 1:
        return False
    return sum(is_name(text) for cells in filled for text in cells.values()) * 2 > len(filled)


def _are_levels(
    upper: list[Any], lower: list[Any], number: int, merged: Sequence[Range], known: Callable[[str], bool]
) -> bool:
    """Return whether two rows, one below the other, are the two levels of a header."""
    below = {index: text for index, cell in enumerate(lower) if (text := _text(cell))}
    above = {index: text for index, cell in enumerate(upper) if (text := _text(cell))}
    # Over a title stands nothing else, and a row of records is more than headings.
    if len(above) < 2 or not below or not all(isinstance(lower[index], str) for index in below):
        return False
    groups = [
        (left - 1, right)
        for top, left, bottom, right in merged
        if top == bottom == number and right > left and left - 1 in above
    ]
    under = [index for left, end in groups for index in range(left, end) if index in below]
    if under and len({below[index] for index in under}) == len(under):
        return True
    # Without merged cells: headings stand where the row above is blank behind a group, and nowhere else but below one.
    blank = [index for index in below if index not in above]
    return bool(blank) and all(known(text) for text in below.values()) and len(below) < len(above) + len(blank)


def _joined(upper: list[Any], lower: list[Any], own: list[Any]) -> list[str]:
    headings = []
    group = ""
    for index in range(max(len(upper), len(lower))):
        above = _text(upper[index]) if index < len(upper) else ""
        below = _text(lower[index]) if index < len(lower) else ""
        # A group that is not merged goes on to the right, as far as there are headings below.
        group = above or (group if below else "")
        above = above or group
        headings.append(above if below in ("", above) else LEVELS.join(filter(None, (above, below))))
    return headings


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(visible(str(cell)).split())
