"""Comparison of places: a column of the gap table for each, its shares, and its specialities. No ORM.

Nothing is counted here: the columns are those of ``gaps.gap_table``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chains.analysis.gaps import Cell, GapTable, Ruling, Tally
from chains.analysis.signals import EMPTIEST_FIRST, Signal

#: The signals that call for a look, the gravest first.
SHORTCOMINGS = tuple(level.signal for level in EMPTIEST_FIRST if level.calls_for_a_look)


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One segment at one place. ``share`` is its part in the place's own total, ``None`` where that is nothing.

    ``expected``, ``lq_shrunk``, ``signal`` and ``ruling`` are ``None`` where only the counts are known.
    """

    segment: str
    tally: Tally
    share: float | None
    expected: float | None = None
    lq_shrunk: float | None = None
    signal: Signal | None = None
    ruling: Ruling | None = None
    inherited: bool = False
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class ComparedColumn:
    """One place: its cells in the order of the segments, and their sum N_p (a firm in two segments is in it twice)."""

    place: str
    total: int
    cells: tuple[ComparedCell, ...]
    judged: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """Specialities of a column, as codes of segments.

    ``shortcomings`` are the signals that call for a look with their segments, ``clusters`` from the highest LQ′ down,
    ``highest`` the segments of the highest LQ′ of all that have a company. Where a column is not judged these are
    empty, and there is only what counts can say: ``nobody`` and the ``largest``.
    """

    shortcomings: tuple[tuple[Signal, tuple[str, ...]], ...]
    clusters: tuple[str, ...]
    highest: tuple[str, ...]
    highest_lq: float | None
    nobody: tuple[str, ...]
    largest: tuple[str, ...]


def column_of(table: GapTable, place: str, *, judged: bool) -> ComparedColumn:
    """Return one place's column of a table; without what only provinces have where it is not ``judged``."""
    at = table.provinces.index(place)
    total = table.columns[at]
    cells = tuple(_cell(row.cells[at], total, judged) for row in table.rows)
    return ComparedColumn(place, total, cells, judged)


def _cell(cell: Cell, total: int, judged: bool) -> ComparedCell:
    share = cell.tally.companies / total if total else None
    if not judged:
        return ComparedCell(cell.segment, cell.tally, share)
    return ComparedCell(
        cell.segment,
        cell.tally,
        share,
        cell.expected,
        cell.lq_shrunk,
        cell.signal,
        cell.ruling,
        cell.inherited,
        cell.conflict,
    )


def findings_of(column: ComparedColumn) -> Findings:
    """Return what stands out in a column."""
    cells = column.cells
    quotients = [cell for cell in cells if cell.tally.companies and cell.lq_shrunk is not None]
    highest = max((cell.lq_shrunk for cell in quotients), default=None)
    most = max((cell.tally.companies for cell in cells), default=0)
    clusters = sorted(
        (cell for cell in cells if cell.signal == Signal.CLUSTER), key=lambda cell: cell.lq_shrunk, reverse=True
    )
    by_signal = ((signal, _codes(cell for cell in cells if cell.signal == signal)) for signal in SHORTCOMINGS)
    return Findings(
        shortcomings=tuple((signal, codes) for signal, codes in by_signal if codes),
        clusters=_codes(clusters),
        highest=_codes(cell for cell in quotients if cell.lq_shrunk == highest),
        highest_lq=highest,
        nobody=_codes(cell for cell in cells if not cell.tally.companies),
        largest=_codes(cell for cell in cells if most and cell.tally.companies == most),
    )


def _codes(cells: Iterable[ComparedCell]) -> tuple[str, ...]:
    return tuple(cell.segment for cell in cells)
