"""Changes between two states of a gap table, cell by cell: counts, signal and verdict. No ORM.

Signals have an order, from the emptiest to the fullest, so that one reading of a cell is better or worse than
another; where the signal is the same, the number of companies decides. A *gap* is what the table itself calls one: a
signal of ``empty`` or ``absent`` (``Level.is_gap``). A zero that luck explains (``unlisted``) is none, so that going
from it to ``absent`` is worse, not a new gap: nobody has left. What people concluded is no part of that order: a
verdict changes apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chains.analysis.gaps import Cell, GapTable, Row
from chains.analysis.signals import FULLNESS, LEVELS
from chains.choices import CellChange

#: Which cell: its segment and its province, ``None`` for the whole region.
Key = tuple[str, str | None]

#: The order of the list of what changed: what is lost first, then what is won, then what cannot be compared.
_GRAVEST_FIRST = tuple(CellChange)


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a kind of change: the ``sign`` before its word on a page, its ``ink`` and wash on paper.

    Its look on a page is the class of its code in ``static/chains/changes.css``. What calls for no look is dashed.
    """

    sign: str
    ink: str = "soft"
    washed: bool = False

    @property
    def dashed(self) -> bool:
        """Whether its frame is dashed on paper."""
        return self.ink == "soft"


#: How each kind of change is shown, so that the eye finds it without its colour; a new gap is the gravest.
LOOKS: Mapping[CellChange, Look] = {
    CellChange.NEW_GAP: Look("✕", "warn", washed=True),
    CellChange.WORSE: Look("↓", "warn"),
    CellChange.CLOSED: Look("✓", "good"),
    CellChange.BETTER: Look("↑", "good"),
    CellChange.ADDED: Look("+"),
    CellChange.REMOVED: Look("−"),
    CellChange.UNCHANGED: Look("="),
}


@dataclass(frozen=True, slots=True)
class CellReading:
    """Counts of a cell (``province`` is ``None``: a whole segment), with signal and verdict (empty: none)."""

    segment: str
    province: str | None
    companies: int
    dedicated: int
    verified: int
    listed: int
    signal: str
    verdict: str = ""

    @property
    def key(self) -> Key:
        """The key of the cell: segment and province."""
        return self.segment, self.province


@dataclass(frozen=True, slots=True)
class Shift:
    """One cell then and now; one of the two is ``None`` where the cell was not there at the time."""

    before: CellReading | None
    after: CellReading | None

    @property
    def segment(self) -> str:
        """The code of the segment."""
        return self._any.segment

    @property
    def province(self) -> str | None:
        """The code of the province, ``None`` for the whole region."""
        return self._any.province

    @property
    def kind(self) -> CellChange:
        """The kind of change of the cell, by counts and signal."""
        before, after = self.before, self.after
        if before is None:
            return CellChange.ADDED
        if after is None:
            return CellChange.REMOVED
        old, new = LEVELS[before.signal], LEVELS[after.signal]
        if before.companies and new.is_gap:
            return CellChange.NEW_GAP
        if old.is_gap and after.companies:
            return CellChange.CLOSED
        if not before.companies and not after.companies and (old.of_region or new.of_region):
            # Somebody has come to another province, or left it: that is told of the segment and of that province.
            return CellChange.UNCHANGED
        then, now = ((FULLNESS[each.signal], each.companies) for each in (before, after))
        if then == now:
            return CellChange.UNCHANGED
        return CellChange.BETTER if now > then else CellChange.WORSE

    @property
    def moved(self) -> bool:
        """Whether counts or signal have changed."""
        return self.kind != CellChange.UNCHANGED

    @property
    def verdict_changed(self) -> bool:
        """Whether another verdict applies; not for a cell that was not there at one of the two times."""
        return self.before is not None and self.after is not None and self.before.verdict != self.after.verdict

    @property
    def _any(self) -> CellReading:
        reading = self.after or self.before
        assert reading is not None
        return reading


def readings(tables: Iterable[GapTable]) -> list[CellReading]:
    """Return every cell of ``tables`` and every whole segment, which comes before its cells."""
    return [_reading(part) for table in tables for row in table.rows for part in (row, *row.cells)]


def compare(before: Iterable[CellReading], after: Iterable[CellReading]) -> dict[Key, Shift]:
    """Return the change of every cell, in the order of ``after``; those that are no more stand at the end."""
    former = {reading.key: reading for reading in before}
    changes = {reading.key: Shift(former.pop(reading.key, None), reading) for reading in after}
    return changes | {key: Shift(reading, None) for key, reading in former.items()}


def moved(changes: Mapping[Key, Shift]) -> list[Shift]:
    """Return the changes of counts and signal, the gravest kind first, else in their order."""
    found = [change for change in changes.values() if change.moved]
    return sorted(found, key=lambda change: _GRAVEST_FIRST.index(change.kind))


def verdicts(changes: Mapping[Key, Shift], parents: Mapping[str, str | None]) -> list[Shift]:
    """Return the changes of the verdict, each once: a cell that follows its segment, or its parent's, is left out.

    ``parents`` leads from the code of a segment to that of its parent, ``None`` at the top level.
    """
    found = {key: change for key, change in changes.items() if change.verdict_changed}

    def follows(change: Shift) -> bool:
        wider: list[Key] = [(change.segment, None)] if change.province is not None else []
        if (parent := parents.get(change.segment)) is not None:
            wider.append((parent, change.province))
        return any(key in found and _verdicts(found[key]) == _verdicts(change) for key in wider)

    return [change for change in found.values() if not follows(change)]


def _verdicts(change: Shift) -> tuple[str | None, str | None]:
    return change.before and change.before.verdict, change.after and change.after.verdict


def _reading(part: Row | Cell) -> CellReading:
    return CellReading(
        segment=part.segment,
        province=part.province if isinstance(part, Cell) else None,
        companies=part.tally.companies,
        dedicated=part.tally.dedicated,
        verified=part.tally.verified,
        listed=part.tally.listed,
        signal=part.signal,
        verdict=part.ruling.verdict if part.ruling else "",
    )
