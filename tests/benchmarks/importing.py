"""Importing a sheet, CSV and XLSX: us, stock django-import-export, its quickest mode, and COPY of the finished rows.

Every side runs in a process of its own on a fresh database with the seed, the sides taking turns.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.benchmarks.data import run
from tests.benchmarks.rows import as_csv, company_rows

#: Label → side of ``importing_case``, and the ending of the file.
SIDES = {
    "atlas csv": ("atlas", "csv"),
    "atlas xlsx": ("atlas", "xlsx"),
    "stock csv": ("stock", "csv"),
    "stock xlsx": ("stock", "xlsx"),
    "stock bulk csv": ("bulk", "csv"),
    "copy of the finished rows": ("copy", "csv"),
}


def as_xlsx(rows: list[dict[str, str]], file: Path) -> None:
    """Write the rows as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("companies")
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(file)


def fresh(database: Any, name: str, folder: Path) -> str:
    """Return the URL of a new database with the seed.

    ``database`` is a server that makes fresh ones, or a function that returns the URL of one that is not there yet.
    """
    make: Callable[[str], str] = getattr(database, "fresh", database)
    url = make(name)
    run("case", ["prepare"], url, folder)
    return url


def measure(size: int, rounds: int, folder: Path, database: Any, sides: Any = tuple(SIDES)) -> dict[str, list[float]]:
    """Return the seconds of every round by side, importing ``size`` rows, each of another company."""
    rows = company_rows(size)
    files = {"csv": folder / f"import-{size}.csv", "xlsx": folder / f"import-{size}.xlsx"}
    files["csv"].write_bytes(as_csv(rows))
    as_xlsx(rows, files["xlsx"])
    seconds: dict[str, list[float]] = {label: [] for label in sides}
    for number in range(rounds):
        for label in sides:
            side, ending = SIDES[label]
            name = f"import_{label.replace(' ', '_')}_{size}_{number}"
            if side == "copy":
                run("importing_case", ["dump", str(files[ending])], fresh(database, f"{name}_from", folder), folder)
            told = run("importing_case", [side, str(files[ending])], fresh(database, name, folder), folder)
            seconds[label].append(json.loads(told)["seconds"])
    return seconds
