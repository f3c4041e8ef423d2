"""The sheets of the seed: their columns, and rows that report faults with their position."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn, TypeVar

Value = TypeVar("Value")

#: The columns of every sheet. ``fixtures/sheets/README.md`` says what each of them means.
COLUMNS: dict[str, tuple[str, ...]] = {
    "sources": (
        "slug", "kind", "title", "author", "issuer", "issue", "date", "url", "retrieved_on", "note", "sheets",
    ),
    "pinyin": ("text", "pinyin"),
    "english": ("kind", "name", "name_en"),
    "provinces": ("code", "name", "full_name", "name_en"),
    "cities": ("code", "name", "province", "longitude", "latitude"),
    "city_groups": ("slug", "name", "name_en", "column"),
    "districts": ("name", "city"),
    "regions": ("slug", "name", "name_en", "provinces"),
    "chains": ("slug", "region", "name", "name_en", "description", "description_en"),
    "layers": ("chain", "slug", "name", "name_en"),
    "segments": ("layer", "parent", "slug", "name", "name_en", "printed", "description", "description_en"),
    "segment_links": ("upstream", "downstream", "note"),
    "labels": ("slug", "name", "name_en", "per_chain"),
    "placements": ("chain", "layer", "segment", "province", "position", "name_as_printed", "figure"),
    "spellings": ("printed", "company", "note"),
    "registered": ("company", "province", "note"),
    "listed_companies": (
        "name_as_printed", "legal_name", "stock_code", "exchange", "listed_on", "city_in_legal_name", "note",
    ),
    "research_bases": ("chain", "name_as_printed", "kind", "province", "city", "figure"),
    "national_centres": ("name", "approved", "city", "members"),
    "platforms": ("chain", "name_or_host_as_printed", "kind", "province", "host_company", "figure"),
    "parks": ("chain", "province", "name_as_printed", "kind", "figure"),
    "alliances": ("name", "chain", "founded", "city", "note"),
    "projects": (
        "investor", "project", "city", "province", "amount", "currency", "unit", "qualifier", "year",
        "segment", "detail",
    ),
    "project_chains": ("project", "chain"),
    "technologies": ("field", "group", "technology", "segment_hint"),
    "assessments": (
        "segment", "region", "province", "verdict", "choke_point", "import_dependent", "action", "source",
        "locator", "date", "statement", "statement_en",
    ),
    "column_mappings": ("kind", "name", "heading", "column"),
}  # fmt: skip

#: A sheet may carry this column besides its own: the source of a row, where it is not the one of its sheet.
OPTIONAL = "source"

#: Sheets with further columns, which another sheet names (city_groups those of cities).
OPEN = {"cities"}


class SeedSheetError(ValueError):
    """Something is wrong in a sheet; the message names file, row (as a spreadsheet counts) and column."""

    def __init__(self, sheet: str, row: int, column: str, problem: str) -> None:
        super().__init__(f"{sheet}.csv, row {row}, column {column}: {problem}")
        self.sheet, self.row, self.column, self.problem = sheet, row, column, problem


@dataclass(frozen=True, slots=True)
class SeedRow:
    """One row of a sheet. Every reading of a cell that fails raises :class:`SeedSheetError`."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def fail(self, column: str, problem: str) -> NoReturn:
        """Raise the error that ``column`` of this row has."""
        raise SeedSheetError(self.sheet, self.number, column, problem)

    def text(self, column: str) -> str:
        """Return the cell without surrounding white space; empty if the sheet lacks the column."""
        return self.cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """Return the cell, which must not be empty."""
        return self.text(column) or self.fail(column, "must not be empty")

    def flag(self, column: str) -> bool:
        """Return a cell of ``1`` or ``0`` as a truth value."""
        return self.choice(column, {"1": True, "0": False})

    def date(self, column: str) -> str:
        """Return a date as ``2020-06-01``, or nothing."""
        text = self.text(column)
        if text:
            try:
                return date.fromisoformat(text).isoformat()
            except ValueError:
                self.fail(column, f"“{text}” is not a date like 2020-06-01")
        return text

    def decimal(self, column: str) -> Decimal | None:
        """Return a number, or ``None`` where the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            self.fail(column, f"“{text}” is not a number")
        return number if number.is_finite() else self.fail(column, f"“{text}” is not a number")

    def year(self, column: str) -> int | None:
        """Return a year, or ``None`` where the cell is empty."""
        text = self.text(column)
        if text and not (text.isascii() and text.isdigit() and len(text) == 4):
            self.fail(column, f"“{text}” is not a year")
        return int(text) if text else None

    def choice(self, column: str, choices: Mapping[str, Value]) -> Value:
        """Return what ``choices`` gives for the cell."""
        text = self.text(column)
        if text not in choices:
            known = ", ".join(choice or "(empty)" for choice in choices)
            self.fail(column, f"“{text}” is none of: {known}")
        return choices[text]


def parse_sheets(texts: Mapping[str, str]) -> dict[str, list[SeedRow]]:
    """Return the rows of every sheet in :data:`COLUMNS`; ``texts`` holds the CSV text of each by name."""
    for name in texts:
        if name not in COLUMNS:
            raise SeedSheetError(name, 1, "(all)", "no sheet of this name is known")
    for name in COLUMNS:
        if name not in texts:
            raise SeedSheetError(name, 1, "(all)", "the sheet is missing")
    return {name: _parse(name, texts[name]) for name in COLUMNS}


def _parse(name: str, text: str) -> list[SeedRow]:
    records = enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), start=1)
    _, header = next(records, (1, []))
    for column in COLUMNS[name]:
        if column not in header:
            raise SeedSheetError(name, 1, column, "the column is missing")
    for column in header:
        if header.count(column) > 1:
            raise SeedSheetError(name, 1, column, "the column stands here twice")
        if column not in (*COLUMNS[name], OPTIONAL) and name not in OPEN:
            raise SeedSheetError(name, 1, column, "no such column is known")
    rows = []
    for number, record in records:
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            # A comma too many or too few shifts what follows, so the last column is the one to look at.
            raise SeedSheetError(name, number, header[-1], f"the row has {len(record)} cells, not {len(header)}")
        rows.append(SeedRow(name, number, dict(zip(header, record, strict=True))))
    return rows
