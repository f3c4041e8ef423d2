"""Writing rows as CSV, XLSX, JSON or NDJSON. Typed where the format has types; no cell is ever a formula. No ORM.

Rows are written as they come, so that a file of any length takes the memory of a few hundred of them, and its first
byte leaves before its first row is read. A fault on the way leaves no file that looks complete: the iterator raises,
and the server breaks the connection off instead of ending the answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from .guard import FORMULA_STARTS, harmless
from .plain_text import as_csv, as_json, as_ndjson
from .xlsx import as_xlsx, workbook

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
}

__all__ = [
    "CONTENT_TYPES",
    "FORMULA_STARTS",
    "as_csv",
    "as_json",
    "as_ndjson",
    "as_xlsx",
    "disposition",
    "harmless",
    "workbook",
    "written",
]


def written(
    suffix: str, title: str, codes: Sequence[str], labels: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[bytes]:
    """Yield the parts of a file as the rows come.

    ``codes`` head the columns for machines, ``labels`` for people. Raises ``ValueError`` on the way for more rows than
    a sheet holds.
    """
    if suffix == "xlsx":
        return workbook(title, labels, rows)
    return {"csv": as_csv, "json": as_json, "ndjson": as_ndjson}[suffix](codes, rows)


def disposition(name: str, suffix: str, day: date) -> str:
    """Return the header that names the file ``name-date.suffix``; browsers show JSON and keep the others."""
    return f'{"inline" if suffix == "json" else "attachment"}; filename="{name}-{day:%Y%m%d}.{suffix}"'
