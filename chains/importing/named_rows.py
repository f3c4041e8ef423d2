"""The companies that a row names: one record each, without the marks beside their names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from chains.analysis.names import name_key
from chains.choices import RowDecision
from chains.sheets.cells import is_blank
from chains.sheets.name_cells import (
    NameInCell,
    in_one_line,
    lines_of_cell,
    may_hold_several,
    names_in_cell,
    parts_of_cell,
    unmarked,
)
from chains.sheets.sheet_columns import SheetColumn

from .existing_companies import keys_on_record
from .faults import CellFaultError, fault


@dataclass(slots=True)
class RowPart:
    """One of the records of a row: its cells, what is said of them, and whether somebody is asked first."""

    cells: dict[str, Any]
    notes: list[dict[str, Any]] = field(default_factory=list)
    asks: bool = False


class NamedRows:
    """Divides rows by the names in them; ``columns`` are those of the sheet, ``decided`` is on line breaks, by row."""

    def __init__(self, columns: Mapping[str, SheetColumn], decided: Mapping[str, str]) -> None:
        self._columns = columns
        self._identifying = [
            code for code, column in columns.items() if column.identifies and code not in ("id", "name")
        ]
        self._decided = decided
        self._on_record: set[str] = set()

    def look_up(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Learn which names of the next rows are on record: of those alone that might be read in two ways."""
        unsure: set[str] = set()
        for cells in rows:
            name = cells.get("name")
            if not isinstance(name, str):
                continue
            parts = lines_of_cell(name) if may_hold_several(name) else []
            unsure.update(parts, (bare for part in parts if (bare := unmarked(part).name) != part))
            if parts or unmarked(name).marks:
                unsure.add(in_one_line(name))
        keys = set(filter(None, map(name_key, unsure)))
        self._on_record = keys_on_record(keys)

    def parts(self, line: int, cells: dict[str, Any]) -> Iterator[RowPart]:
        """Yield the records of a row, in the order of the names."""
        name = cells.get("name")
        if not isinstance(name, str):
            yield RowPart(cells)
            return
        names = (name,)
        if may_hold_several(name) and not self._is_on_record(in_one_line(name)):
            legal = cells.get("legal_name")
            legal = legal if isinstance(legal, str) else ""
            found = names_in_cell(name, self._is_on_record, legal, self._decided.get(str(line), ""))
            if found.asks:
                yield RowPart(cells, [_question(name)], asks=True)
                return
            names = found.names
        divided = self._divided(cells, names) if len(names) > 1 else [RowPart(cells | {"name": names[0]})]
        for part in divided:
            self._unmark(part)
            yield part

    def _is_on_record(self, name: str) -> bool:
        return name_key(name) in self._on_record

    def _divided(self, cells: dict[str, Any], names: tuple[str, ...]) -> list[RowPart]:
        """Return a record for each name; what identifies a company goes along only if there is one for each."""
        shared = {code: cell for code, cell in cells.items() if code not in self._identifying}
        parts = [RowPart(shared | {"name": name}) for name in names]
        for code in sorted(self._identifying):
            if is_blank(cell := cells.get(code)):
                continue
            given = parts_of_cell(cell) if isinstance(cell, str) else [cell]
            if len(given) == len(parts):
                for part, each in zip(parts, given, strict=True):
                    part.cells[code] = each
                continue
            error = CellFaultError(
                "not_one_for_each",
                _("The row names %(names)d companies, and this cell holds %(given)d: it is left out."),
                _("Give one for each, in the order of the names, or a row for each company."),
                names=len(parts),
                given=len(given),
            )
            for part in parts:
                part.notes.append(fault(code, cell, error))
        return parts

    def _unmark(self, part: RowPart) -> None:
        """Take what stands beside the names off, and keep it where it belongs."""
        for code in ("name", "legal_name"):
            cell = part.cells.get(code)
            if not isinstance(cell, str) or is_blank(cell):
                continue
            found = unmarked(cell)
            whole = in_one_line(cell)
            if found.marks and self._is_on_record(whole):
                found = NameInCell(whole)
            part.cells[code] = found.name
            if found.marks:
                self._keep(part, code, cell, found)

    def _keep(self, part: RowPart, code: str, cell: str, found: NameInCell) -> None:
        error = CellFaultError(
            "mark_taken_off",
            _("“%(mark)s” beside the name is taken off."),
            _("Write the name in the column of other names if it belongs to it."),
            mark=" ".join(found.marks),
        )
        part.notes.append(fault(code, cell, error))
        if found.tickers and is_blank(part.cells.get("tickers")):
            part.cells["tickers"] = ";".join(found.tickers)
        if found.status and "registration_status" in self._columns and is_blank(part.cells.get("registration_status")):
            part.cells["registration_status"] = found.status
        for column, words in (("names", found.former), ("note", found.remarks)):
            if words:
                given = part.cells.get(column)
                part.cells[column] = ";".join([*([] if is_blank(given) else [str(given)]), *words])


def _question(name: str) -> dict[str, Any]:
    """Return what is asked where a line break may part two names."""
    error = CellFaultError(
        "line_break_in_name",
        _("The cell has a line break: it may hold one name, or several."),
        _("Say which it is; or write the name in one line, or several parted by a semicolon."),
    )
    return fault("name", name, error)


#: The decisions on a line break, which stand on the batch: the row that they are about becomes several.
LINE_BREAKS = (RowDecision.JOIN, RowDecision.PART)
