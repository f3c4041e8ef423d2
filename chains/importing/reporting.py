"""What a plan asks of whoever imports a sheet: values that are not known, and rows that look like a company."""

from typing import Any

from chains.models import ImportBatch

from .look_alikes import reason_with_points

#: How many rows that wait for a decision are listed; the rest is among the rows of the batch.
_MOST = 1000


def asked(batch: ImportBatch) -> dict[str, Any]:
    """Return what a planned batch asks, for programs, each with its key.

    ``values`` are the values of lists that are not known and not decided on, those of most rows first; ``decided`` what
    was decided on others, here or for earlier sheets; ``decisions`` the rows that look like a company on record;
    ``unplaced`` how many companies would be made without a segment or place, and what becomes of them; ``more`` in how
    many cells there are values that were too many to be listed.
    """
    values = list(batch.sheet_values.words())
    waiting = batch.rows.undecided().order_by("number")[:_MOST]
    counted = batch.counts.get("asked", {})
    return {
        "values": [
            {name: getattr(each, name) for name in ("column", "value", "rows", "suggestions")}
            for each in values
            if not each.action
        ],
        "decided": [
            {name: getattr(each, name) for name in ("column", "value", "rows", "remembered", "code")}
            | {"do": each.action}
            for each in values
            if each.action
        ],
        "decisions": [
            {
                "row": row.line,
                "value": str(row.cells.get("name", "")),
                "candidates": [
                    {name: each[name] for name in ("id", "name", "score")}
                    | {"reasons": [reason_with_points(reason) for reason in each["reasons"]]}
                    for each in row.candidates
                ],
            }
            for row in waiting
        ],
        "unplaced": {"companies": counted.get("unplaced", 0), "do": batch.unplaced},
        "more": counted.get("more", 0),
    }
