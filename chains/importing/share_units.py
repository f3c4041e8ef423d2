"""What the bare numbers in the column of shares of a sheet are: per cent, or parts of one."""

from chains.analysis.stated_shares import UnitReason
from chains.models import ImportBatch
from chains.sheets.shares import SHARE_UNIT, ShareColumn, UnitFound

from .file_reading import layout_of
from .raw_rows import Decisions, RawRows

_SHARE = "share"


def share_unit_of(batch: ImportBatch, decisions: Decisions) -> UnitFound:
    """Return what is known of the numbers from the whole column; nothing for a sheet without one.

    Only sheets that may have one are read once more for it.
    """
    if all(column.kind != _SHARE for column in layout_of(batch).columns):
        return UnitFound("")
    rows = RawRows(batch, decisions)
    at = next((index for index, column in rows.mapped.items() if column.kind == _SHARE), None)
    if at is None:
        return UnitFound("")
    if chosen := batch.whole_sheet.get(SHARE_UNIT):
        return UnitFound(chosen, UnitReason.CHOSEN)
    column = ShareColumn(rows.header.headings[at])
    for row in rows:
        if not row.skip_reason and (cell := row.cells.get(_SHARE)) is not None:
            column.add(cell, tuple(str(row.cells.get(code, "")) for code in ("chain", "segment", "year", "source")))
    return column.unit
