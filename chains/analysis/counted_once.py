"""The signal of a cell of which two companies are one. No ORM."""

from math import exp

from .gaps import SHRINKAGE, GapTable, Row, cell_signal
from .signals import Signal


def signal_counted_once(table: GapTable, row: Row, at: int) -> Signal:
    """Return the signal that the cell of ``row`` at this place would have with one company less."""
    companies, row_total, total = row.cells[at].tally.companies - 1, row.total - 1, table.total - 1
    expected = row_total * (table.columns[at] - 1) / total if total else 0.0
    shrunk = (companies + SHRINKAGE) / (expected + SHRINKAGE)
    return cell_signal(companies, row_total, shrunk, exp(-expected))
