"""Sheets for the tests of the import: made of rows, and imported in one go."""

import csv
import io
from typing import Any

from django.utils.translation import override

from chains.choices import SheetKind
from chains.importing import committing, planning
from chains.importing.faults import said
from chains.models import ImportBatch, ImportRow, Source

HEADERS = ("企业名称", "企业全称", "统一社会信用代码", "证券代码", "所属环节", "所在省份", "所在城市")

#: The columns of :data:`HEADERS`, for tests that give cells by name.
CODES = ("name", "legal_name", "uscc", "tickers", "segment", "province", "city")


def as_csv(headers: Any, *rows: Any) -> bytes:
    """Return a CSV file of these headers and rows."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode()


def companies(*rows: dict[str, str]) -> bytes:
    """Return a sheet of companies; each row gives cells by the code of their column."""
    return as_csv(HEADERS, *[[row.get(code, "") for code in CODES] for row in rows])


def planned(
    content: bytes,
    *,
    kind: SheetKind = SheetKind.COMPANIES,
    user: Any = None,
    source: str | None = "exchanges-2021",
    good_rows: bool = False,
) -> ImportBatch:
    """Return the batch of this file, planned."""
    batch = planning.upload(kind, "表格.csv", content, user)
    planning.configure(
        batch,
        sheet=batch.sheet,
        header_row=batch.header_row,
        mapping=batch.mapping,
        source=Source.objects.get(slug=source) if source else None,
        reason="年度名单",
        good_rows=good_rows,
    )
    planning.plan(batch)
    return batch


def imported(content: bytes, **chosen: Any) -> ImportBatch:
    """Return the batch of this file, committed."""
    batch = planned(content, **chosen)
    committing.commit(batch)
    batch.refresh_from_db()
    return batch


def outcomes(batch: ImportBatch) -> list[str]:
    """Return the outcome of every row, in order."""
    return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def only_row(batch: ImportBatch) -> ImportRow:
    """Return the one row of a batch."""
    return batch.rows.get()


def codes(batch: ImportBatch) -> list[tuple[int, str, str]]:
    """Return what is wrong: row, column and code of every error."""
    return [
        (row.number, error["column"], error["code"]) for row in batch.rows.order_by("number") for error in row.errors
    ]


def in_language(language: str, error: dict[str, Any], part: str = "message") -> str:
    """Return what a row says is wrong (or, as ``hint``, the way out) to a reader of this language."""
    with override(language):
        return said(error[part], error.get("params"))
