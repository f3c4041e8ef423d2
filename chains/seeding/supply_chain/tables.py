"""The five files as tables: UTF-8 with or without a mark, newlines in fields, columns in any order. No ORM."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from chains.analysis.invisible_characters import visible
from chains.analysis.missing_values import is_missing

from .faults import Faults

#: The files and the columns without which no row of theirs can be taken.
FILES: dict[str, tuple[str, ...]] = {
    "stages.csv": ("stage_id", "stage_name"),
    "inputs.csv": ("input_id", "input_name"),
    "sequence.csv": ("input_id",),
    "providers.csv": ("provider_id", "provider_name"),
    "provision.csv": ("provider_id", "provided_id"),
}

#: A description of a process may be long; a field of a megabyte is a quote that was never closed.
_LONGEST_FIELD = 1_000_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its cells by column, cleaned; a column that the file does not have is empty."""

    file: str
    number: int
    cells: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def name(self, column: str) -> str:
        """Return the text of a cell on one line."""
        return " ".join(self[column].split())


Tables = dict[str, list[TableRow]]


def read_tables(files: Mapping[str, bytes], faults: Faults) -> Tables:
    """Return the rows of each of :data:`FILES`; none of one that is missing or cannot be read."""
    given = {name.lower(): content for name, content in files.items()}
    tables: Tables = {}
    for name, needed in FILES.items():
        tables[name] = []
        if name not in given:
            faults.add(TableRow(name, 0), "", name, "file_missing")
            continue
        try:
            text = given[name].decode("utf-8-sig")
        except UnicodeDecodeError:
            faults.add(TableRow(name, 0), "", "", "encoding")
            continue
        tables[name] = _rows(name, text, needed, faults)
    return tables


def _rows(name: str, text: str, needed: tuple[str, ...], faults: Faults) -> list[TableRow]:
    """Return the rows of one file; empty ones are passed over, and counted."""
    rows: list[TableRow] = []
    number = 1
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        lines = _lines(text)
        header = [re.sub(r"[\s-]+", "_", _cell(cell).lower()) for cell in next(lines, [])]
        missing = [column for column in needed if column not in header]
        for column in missing:
            faults.add(TableRow(name, 1), column, column, "column_missing")
        if missing:
            return []
        for number, cells in enumerate(lines, 2):
            cleaned = {column: _cell(cell) for column, cell in zip(header, cells, strict=False) if column}
            if any(cleaned.values()):
                rows.append(TableRow(name, number, cleaned))
    except csv.Error as error:
        faults.add(TableRow(name, number + 1), "", "", "broken", detail=str(error))
    finally:
        csv.field_size_limit(before)
    return rows


def _lines(text: str) -> Iterator[list[str]]:
    # Universal newlines would change those within fields.
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def _cell(cell: str) -> str:
    """Return the text of a cell without white space around it and without characters that nobody sees.

    A word for nothing is an empty cell.
    """
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    text = visible("".join(ch for ch in lines if ch in "\n\t" or ord(ch) >= 32)).strip()
    return "" if is_missing(text) else text
