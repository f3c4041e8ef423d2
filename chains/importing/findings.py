"""What a plan says besides what its rows come to: what is passed over, what is left out, what was filled in."""

from typing import Any

from django.utils.translation import gettext

from chains.analysis.stated_shares import ShareUnit, UnitReason
from chains.choices import SkipReason
from chains.models import ImportBatch
from chains.models.columns.left_out import LeftOutReason
from chains.sheets.shares import SHARE_UNIT

from .faults import said_in_every_language

#: How many rows that are passed over are told one by one; their number is always that of all.
MOST_TOLD = 1000


def skipped_rows(batch: ImportBatch) -> list[dict[str, Any]]:
    """Return the first rows that are passed over: row of the file, reason (``SkipReason``), and the text of the row."""
    rows = batch.rows.exclude(skip_reason="").order_by("number").values_list("line", "skip_reason", "cells")
    return [
        {"row": line, "reason": reason, "value": next(iter(cells.values()), "")}
        for line, reason, cells in rows[:MOST_TOLD]
    ]


def left_out(batch: ImportBatch) -> list[dict[str, str]]:
    """Return the columns of the file that are not taken, by their headings, and why (``LeftOutReason``)."""
    return batch.findings.get("left_out", [])


def filled(batch: ImportBatch) -> dict[str, int]:
    """Return how many cells were filled in from merged ones, by code of the column."""
    return batch.findings.get("filled", {})


def other_sheets(batch: ImportBatch) -> list[dict[str, Any]]:
    """Return the sheets of the workbook that are not read, and whether each is ``hidden``."""
    return batch.findings.get("other_sheets", [])


def share_unit(batch: ImportBatch) -> dict[str, str]:
    """Return what the bare numbers in a column of shares are and why, of a sheet that has them; else nothing.

    ``unit`` is a ``ShareUnit``, ``why`` a ``UnitReason``; without a unit it is asked, and ``numbers`` are the first.
    """
    found = batch.findings.get(SHARE_UNIT, {})
    return found if found.get("why") or found.get("numbers") else {}


def share_unit_in_words(found: dict[str, str]) -> dict[str, str]:
    """Return what :func:`share_unit` found, by language."""

    def say() -> str:
        if not found["unit"]:
            return gettext("Nothing tells what %(numbers)s are: say it for the whole sheet.") % found
        words = {"unit": ShareUnit(found["unit"]).label, "why": UnitReason(found["why"]).label}
        return gettext("The numbers in the column of shares are %(unit)s, %(why)s.") % words

    return said_in_every_language(say)


def reason_in_words(reason: str) -> dict[str, str]:
    """Return why a row or a column is not taken, by language."""
    known = SkipReason if reason in SkipReason.values else LeftOutReason
    return said_in_every_language(lambda: str(known(reason).label))
