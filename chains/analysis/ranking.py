"""The ranking of gaps, worst first: segments over a region, and the cells of a province. No ORM."""

from collections.abc import Iterable
from typing import TypeVar

from chains.analysis.gaps import Cell, Row
from chains.analysis.signals import FULLNESS, LEVELS
from chains.choices import Verdict

_VERDICTS = (Verdict.GAP, Verdict.WEAK, None, Verdict.ADEQUATE, Verdict.STRONG)
Part = TypeVar("Part", Row, Cell)

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
    return (part.ruling is not None and part.ruling.verdict in _SHORT) or LEVELS[part.signal].calls_for_a_look


def _order(part: Row | Cell) -> tuple[float, ...]:
    ruling = part.ruling
    return (
        ruling is not None and ruling.segment != part.segment,
        _VERDICTS.index(ruling.verdict if ruling else None),
        not (ruling and ruling.choke_point),
        not (ruling and ruling.import_dependent),
        FULLNESS[part.signal],
        # Instead of P0 = e^(−E), which is 0 for every large E.
        -(part.expected or 0.0),
        part.total if isinstance(part, Row) else part.tally.companies,
    )
