"""Concentration of world supply of a segment by country, and when it cannot be computed. No ORM.

A *statement* is what one source says of one segment in one year: a share in per cent for some countries, a word for
others. *None* is 0. *Minor*, *major* and *unknown* have no number, and neither has a country that the source is silent
about: they lie anywhere in what the stated shares leave, and are never taken for zero. Every figure is therefore a
range that holds whatever the true shares are, or it is said that there is no telling.

Sums over 100 by more than rounding explains contradict themselves, and nothing is computed from them.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from chains.choices import SupplyQualifier

WHOLE = Decimal(100)
#: How much of the supply the countries counted have to give together.
ENOUGH = Decimal(75)
#: What rounding to whole per cents may add to each stated share.
ROUNDING = Decimal("0.5")
#: The country whose own share stands apart.
HOME = "CN"

_ZERO = Decimal(0)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class CountryShare:
    """One country's share as a source gives it: ``share`` in per cent, or a ``qualifier`` where there is no number."""

    country: str
    share: Decimal | None = None
    qualifier: str = ""

    @property
    def known(self) -> Decimal | None:
        """The share in per cent where it is a number; *none* is one."""
        return _ZERO if self.qualifier == SupplyQualifier.NONE else self.share


@dataclass(frozen=True, slots=True)
class Needed:
    """A number of countries: ``least`` to ``most``, which is ``None`` where no upper bound is known."""

    least: int
    most: int | None

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.least == self.most


@dataclass(frozen=True)
class Supply:
    """The sum of the shares in one statement; each country occurs once."""

    parts: tuple[CountryShare, ...]

    @cached_property
    def ranked(self) -> tuple[CountryShare, ...]:
        """The parts as they are read: numbers, biggest first; then *major*, *minor*, *unknown*, *none*."""
        words = [SupplyQualifier.MAJOR, SupplyQualifier.MINOR, SupplyQualifier.UNKNOWN, SupplyQualifier.NONE]

        def order(part: CountryShare) -> tuple[object, ...]:
            if part.share is not None:
                return 0, -part.share, part.country
            return 1 + words.index(SupplyQualifier(part.qualifier)), _ZERO, part.country

        return tuple(sorted(self.parts, key=order))

    @cached_property
    def stated(self) -> Decimal:
        """The sum of all shares that are numbers."""
        return sum((part.known for part in self.parts if part.known is not None), _ZERO)

    @property
    def excess(self) -> Decimal:
        """By how much the stated shares go over the whole; 0 where they do not."""
        return max(self.stated - WHOLE, _ZERO)

    @property
    def contradictory(self) -> bool:
        """Whether the stated shares go over the whole by more than rounding explains."""
        return self.excess > ROUNDING * sum(part.share is not None for part in self.parts)

    @property
    def unknown(self) -> Decimal:
        """The part of the whole without a number, in per cent."""
        return max(WHOLE - self.stated, _ZERO)

    def part_of(self, country: str) -> CountryShare | None:
        """Return the part of a country, ``None`` where the statement is silent about it."""
        return next((part for part in self.parts if part.country == country), None)

    @cached_property
    def needed(self) -> Needed | None:
        """How many countries together give :data:`ENOUGH`; ``None`` where the statement contradicts itself.

        Fewest when all that is open is one country's, most when it is spread so thinly that no part of it counts:
        then only the stated shares do, and where these do not suffice, there is no telling.
        """
        if self.contradictory:
            return None
        shares = [part.known for part in self.parts if part.known is not None]
        # With what is open the whole is full, so some number always suffices.
        least = _count_to(ENOUGH, [*shares, self.unknown]) or 1
        return Needed(least, _count_to(ENOUGH, shares))

    @cached_property
    def leaders(self) -> tuple[CountryShare, ...]:
        """The countries whose stated shares reach :data:`ENOUGH`, biggest first; all with a number if they never do."""
        stated = [part for part in self.ranked if part.share]
        return tuple(stated[: _count_to(ENOUGH, [part.share for part in stated if part.share is not None])])

    @cached_property
    def concentration(self) -> tuple[float, float] | None:
        """The least and the greatest Herfindahl–Hirschman index Σ share² (0 … 1) that the statement leaves open.

        Least when what is open is spread thinly, greatest when it is one country's. ``None`` where the statement
        contradicts itself.
        """
        if self.contradictory:
            return None
        squares = sum((part.known**2 for part in self.parts if part.known is not None), _ZERO)
        whole = max(self.stated, WHOLE) ** 2
        return float(squares / whole), float((squares + self.unknown**2) / whole)


def newest_of_each(
    rows: Iterable[Row], source_of: Callable[[Row], Hashable], year_of: Callable[[Row], int]
) -> list[tuple[Hashable, int, list[Row]]]:
    """Return per source the rows of its newest year, as (source, year, rows): newest first, then as they come."""
    by_source: dict[Hashable, dict[int, list[Row]]] = {}
    for row in rows:
        by_source.setdefault(source_of(row), {}).setdefault(year_of(row), []).append(row)
    newest = [(source, max(years), years[max(years)]) for source, years in by_source.items()]
    return sorted(newest, key=lambda found: -found[1])


def _count_to(enough: Decimal, shares: Iterable[Decimal]) -> int | None:
    """Return how many of ``shares`` reach ``enough``, biggest first; ``None`` where all of them do not."""
    total = _ZERO
    for count, share in enumerate(sorted(shares, reverse=True), 1):
        total += share
        if total >= enough:
            return count
    return None
