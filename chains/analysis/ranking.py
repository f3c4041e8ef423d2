"""What calls for a look, worst first: one order for segments over a region and for a province's cells. No ORM."""

from collections.abc import Iterable
from typing import TypeVar

from chains.analysis.gaps import Cell, Row
from chains.choices import Signal, Verdict

_VERDICTS = (Verdict.GAP, Verdict.WEAK, None, Verdict.ADEQUATE, Verdict.STRONG)
#: From the emptiest to the fullest. A suspected gap stands before a zero that luck may explain.
EMPTIEST_FIRST = (
    Signal.EMPTY,
    Signal.ABSENT,
    Signal.UNLISTED,
    Signal.SINGLE,
    Signal.THIN,
    Signal.PRESENT,
    Signal.CLUSTER,
)
Part = TypeVar("Part", Row, Cell)

_ENOUGH = frozenset({Signal.PRESENT, Signal.CLUSTER})
_SHORT = frozenset({Verdict.GAP, Verdict.WEAK})


def rank(parts: Iterable[Part]) -> list[Part]:
    """Return the rows (or cells) that call for a look, worst first; equals keep their order.

    First the verdict with what the segment depends on, then the signal, then how sure it is (the more would be
    expected, the less is it luck), then the size. What merely inherits the verdict of a segment above it comes
    after all others, so that a segment stands above the children that it speaks for.
    """
    return sorted((part for part in parts if calls_for_a_look(part)), key=_order)


def calls_for_a_look(part: Row | Cell) -> bool:
    """Return whether a person concluded that something is missing, or the counts say so."""
    return (part.ruling is not None and part.ruling.verdict in _SHORT) or part.signal not in _ENOUGH


def _order(part: Row | Cell) -> tuple[float, ...]:
    ruling = part.ruling
    return (
        ruling is not None and ruling.segment != part.segment,
        _VERDICTS.index(ruling.verdict if ruling else None),
        not (ruling and ruling.choke_point),
        not (ruling and ruling.import_dependent),
        EMPTIEST_FIRST.index(part.signal),
        # Instead of P0 = e^(−E), which is 0 for every large E.
        -(part.expected or 0.0),
        part.total if isinstance(part, Row) else part.tally.companies,
    )
