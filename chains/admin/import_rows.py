"""Display of the rows of a planned sheet: headings for codes, names for keys, texts in the reader's language."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from chains.choices import RowDecision, RowOutcome, SheetKind
from chains.importing import findings
from chains.importing.faults import said
from chains.importing.look_alikes import reason_with_points
from chains.models import ImportBatch, ImportRow
from chains.models.columns import SHEETS
from chains.models.columns.left_out import LeftOutReason
from chains.selectors import imports

#: What a plan names that no column is called: heading by key of the change.
_HEADINGS = {
    "registered": gettext_lazy("registered in"),
    "placement": gettext_lazy("placement"),
    "evidence": gettext_lazy("evidence"),
}

#: How many faults of several rows are listed above the rows.
_MOST_GROUPS = 20

_PLACES = frozenset({"registered", "placement", "province", "city"})
_BOOLEANS = {"True": gettext_lazy("yes"), "False": gettext_lazy("no")}
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_COUNTRY = re.compile(r"(?<![A-Za-z])[A-Z]{2}$")


def headings_of(kind: str) -> dict[str, str]:
    """Return what the columns of a kind of sheet, and whatever else a plan may change, are called."""
    own = {column.code: str(column.heading) for column in SHEETS[SheetKind(kind)].columns}
    return own | {name: str(heading) for name, heading in _HEADINGS.items()}


def in_words(error: dict[str, Any], headings: dict[str, str]) -> str:
    """Return an error in one line: column, value, what is wrong, the way out."""
    column = headings.get(error["column"], error["column"])
    return " ".join(
        part
        for part in (
            f"{column}:" if column else "",
            said(error["message"], error.get("params")),
            said(error["hint"], error.get("params")),
        )
        if part
    )


def lines(batch: ImportBatch, rows: Iterable[ImportRow], *, decidable: bool) -> list[dict[str, Any]]:
    """Return what the page shows of each of ``rows``; a few queries for the whole page."""
    rows = list(rows)
    headings = headings_of(batch.sheet_kind)
    # A database may keep the keys of JSON in an order of its own.
    order = {code: place for place, code in enumerate(headings)}
    words = _Words(batch.sheet_kind, rows)
    ids = {row.target for row in rows} | {row.decided for row in rows}
    companies = imports.company_names(filter(None, ids)) if batch.sheet_kind == SheetKind.COMPANIES else {}
    makers = {row.target.removeprefix("row:") for row in rows if row.target.startswith("row:")}
    made_in = dict(batch.rows.filter(number__in=makers).values_list("number", "line")) if makers else {}
    return [
        {
            "row": row,
            "name": _name(row),
            "outcome": RowOutcome(row.outcome).label,
            "target": companies.get(row.target),
            "with_row": made_in.get(int(row.target.removeprefix("row:")), "") if row.target.startswith("row:") else "",
            "changes": [
                (headings.get(field, field), words.shown(field, old), words.shown(field, new))
                for field, (old, new) in sorted(row.changes.items(), key=lambda change: order.get(change[0], 0))
            ],
            "errors": [_shown(error, headings) for error in row.errors],
            "notes": [_shown(note, headings) for note in row.notes],
            "candidates": [
                {
                    "id": each["id"],
                    "name": each["name"],
                    "score": each["score"],
                    "reasons": [reason_with_points(reason) for reason in each["reasons"]],
                    "chosen": row.decision == RowDecision.USE and row.decided == each["id"],
                }
                for each in row.candidates
            ],
            "decided": companies.get(row.decided),
            # Whom the decision names without being among the look-alikes (any more).
            "other": row.decided if row.decided not in {each["id"] for each in row.candidates} else "",
            "decidable": decidable
            and row.outcome != RowOutcome.SKIPPED
            and bool(row.decision or row.candidates or row.outcome == RowOutcome.DECISION),
            "asks": any(note["code"] == "line_break_in_name" for note in row.notes),
            "takeable": decidable and row.outcome == RowOutcome.SKIPPED,
        }
        for row in rows
    ]


def groups(batch: ImportBatch) -> list[dict[str, Any]]:
    """Return the faults that several rows have, each once with its rows, those of most rows first."""
    headings = headings_of(batch.sheet_kind)
    found = batch.sheet_values.filter(action="", rows__gt=1).order_by("-rows", "pk")[:_MOST_GROUPS]
    return [
        {
            "row": each,
            **_shown(each.fault, headings),
            "first": "、".join(map(str, each.first_rows)),
            "goes_on": each.rows > len(each.first_rows),
        }
        for each in found
    ]


def _shown(error: dict[str, Any], headings: dict[str, str]) -> dict[str, str]:
    """Return an error, or a note, in the reader's language."""
    return {
        "column": headings.get(error["column"], error["column"]),
        "value": error["value"],
        "message": said(error["message"], error.get("params")),
        "hint": said(error["hint"], error.get("params")),
    }


def _name(row: ImportRow) -> str:
    """Return what a row is called: its name, or what else says what it is of."""
    cells = row.cells
    return str(cells.get("name") or cells.get("segment") or next(iter(cells.values()), ""))


class _Words:
    """Words for the codes in the changes of a page of rows."""

    def __init__(self, kind: str, rows: list[ImportRow]) -> None:
        found: set[str] = set()
        for row in rows:
            for field in _PLACES & row.changes.keys():
                for value in row.changes[field]:
                    found.update(_CODE.findall(str(value or "")))
        self.places = imports.place_names(found)
        self.countries = dict(countries)
        columns = SHEETS[SheetKind(kind)].columns
        self.choices = {column.code: dict(column.choices) for column in columns if column.choices}

    def shown(self, field: str, value: Any) -> str:
        """Return a value of a field in words; empty for none."""
        text = "" if value is None else str(value)
        if field in self.choices:
            return str(self.choices[field].get(text, text))
        if field in _PLACES:
            text = _CODE.sub(lambda code: self.places.get(code[0], code[0]), text)
        if field in _PLACES or field == "country":
            text = _COUNTRY.sub(lambda code: str(self.countries.get(code[0], code[0])), text)
        return str(_BOOLEANS.get(text, text))


def found_in_words(batch: ImportBatch) -> dict[str, Any]:
    """Return what the plan says of the file as a whole: columns left out, by their reason, and cells filled in."""
    headings = headings_of(batch.sheet_kind)
    left_out: dict[str, list[str]] = {}
    for each in findings.left_out(batch):
        left_out.setdefault(str(LeftOutReason(each["reason"]).label), []).append(each["column"])
    return {
        "left_out": [(reason, "、".join(columns)) for reason, columns in left_out.items()],
        "filled": [(headings.get(code, code), cells) for code, cells in findings.filled(batch).items()],
        "other_sheets": findings.other_sheets(batch),
        "share_unit": said(findings.share_unit_in_words(unit)) if (unit := findings.share_unit(batch)) else "",
    }


def annotated(batch: ImportBatch, raw: Iterable[tuple[int, list[Any]]]) -> Iterable[Any]:
    """Yield the rows of the file as they came, each with what is wrong with it, for the annotated workbook.

    ``raw`` are the rows of the file below the header, with their numbers.
    """
    headings = headings_of(batch.sheet_kind)
    taken = models.Q(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED))
    rows: models.QuerySet = batch.rows.filter(~taken | ~models.Q(notes=[])).order_by("number")
    noted: dict[int, list[str]] = {}
    for row in rows.only("line", "outcome", "skip_reason", "errors", "notes", "candidates", "decision"):
        noted.setdefault(row.line, []).extend(_messages(row, headings))
    for line, cells in raw:
        yield line, cells, noted.get(line, [])


def _messages(row: ImportRow, headings: dict[str, str]) -> list[str]:
    if row.outcome == RowOutcome.SKIPPED:
        return [_("Passed over: %(reason)s.") % {"reason": row.get_skip_reason_display()}]
    if row.outcome == RowOutcome.DECISION:
        near = "、".join(f"{each['name']} ({each['id']})" for each in row.candidates)
        return [_("Needs a decision. It looks like: %(near)s") % {"near": near}]
    return [in_words(error, headings) for error in [*row.errors, *row.notes]]
