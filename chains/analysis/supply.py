"""Concentration of world supply of a segment by country, and when it cannot be computed. No ORM.

A *statement* is what one source says of one segment in one year: a share in per cent for some countries, a word for
others. *None* is 0. *Minor*, *major* and *unknown* have no number, and neither has a country that the source is silent
about: they lie anywhere in what the stated shares leave, and are never taken for zero. Every figure is therefore a
range that holds whatever the true shares are, or it is said that there is no telling.

A bound (below 1 %) or a range (70 to 80 %) has two ends. Where one number is needed, for a sum or an order, the *lower
end* is taken: it is what the source says for certain, and what lies above it is open, as what has no number is. No
middle is made up. A number that is *about* right counts as it stands, as the source says no other.

Sums over 100 by more than rounding explains contradict themselves, and nothing is computed from them.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
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
    """One country's share as a source gives it: ``share`` in per cent, or a ``qualifier`` where there is no number.

    Of a bound or a range ``share`` is the lower end, and ``until`` the upper one.
    """

    country: str
    share: Decimal | None = None
    qualifier: str = ""
    until: Decimal | None = None

    @property
    def known(self) -> Decimal | None:
        """What the share is at least, in per cent, where there is a number; *none* is one."""
        return _ZERO if self.qualifier == SupplyQualifier.NONE else self.share

    @property
    def most(self) -> Decimal | None:
        """What the share is at most, where there is a number."""
        return self.known if self.until is None else self.until


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
                return 0, -part.share, -(part.most or _ZERO), part.country
            return 1 + words.index(SupplyQualifier(part.qualifier)), _ZERO, _ZERO, part.country

        return tuple(sorted(self.parts, key=order))

    @cached_property
    def stated(self) -> Decimal:
        """The sum of all shares that are numbers, of bounds and ranges of their lower ends."""
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
        """The part of the whole that no number, and no lower end of a range, accounts for, in per cent."""
        return max(WHOLE - self.stated, _ZERO)

    def part_of(self, country: str) -> CountryShare | None:
        """Return the part of a country, ``None`` where the statement is silent about it."""
        return next((part for part in self.parts if part.country == country), None)

    @cached_property
    def needed(self) -> Needed | None:
        """How many countries together give :data:`ENOUGH`; ``None`` where the statement contradicts itself.

        Fewest when what is open goes to as few countries as can have it, most when it is spread so thinly that no
        part of it counts: then only the stated shares do, ranges by their lower ends, and where these do not suffice,
        there is no telling.
        """
        if self.contradictory:
            return None
        ends = [(part.known, part.most) for part in self.parts if part.known is not None and part.most is not None]
        lower, upper = ([*(pair[end] for pair in ends), silent] for end, silent in ((0, _ZERO), (1, self.unknown)))
        return Needed(self._fewest(lower, upper), _count_to(ENOUGH, lower))

    def _fewest(self, lower: list[Decimal], upper: list[Decimal]) -> int:
        """Return how many countries give :data:`ENOUGH` at the least, from the ends between which the shares lie.

        So many have no more than their upper ends, and no more than what the others' lower ends leave of the whole.
        """
        by_themselves = accumulate(sorted(upper, reverse=True))
        left_by_others = (self.unknown + share for share in accumulate(sorted(lower, reverse=True)))
        most = map(min, by_themselves, left_by_others)
        # With what is open the whole is full, so some number always suffices.
        return next((count for count, share in enumerate(most, 1) if share >= ENOUGH), len(upper))

    @cached_property
    def leaders(self) -> tuple[CountryShare, ...]:
        """The countries whose stated shares reach :data:`ENOUGH`, biggest first; all with a number if they never do."""
        stated = [part for part in self.ranked if part.share]
        return tuple(stated[: _count_to(ENOUGH, [part.share for part in stated if part.share is not None])])

    @cached_property
    def concentration(self) -> tuple[float, float] | None:
        """The least and the greatest Herfindahl–Hirschman index Σ share² (0 … 1) that the statement leaves open.

        Least when what is open is spread thinly, greatest when the biggest have it as far as their upper ends allow.
        ``None`` where the statement contradicts itself.
        """
        if self.contradictory:
            return None
        squares = sum((part.known**2 for part in self.parts if part.known is not None), _ZERO)
        whole = max(self.stated, WHOLE) ** 2
        return float(squares / whole), float(min(squares + self._most_squares(), whole) / whole)

    def _most_squares(self) -> Decimal:
        """Return what the sum of squares grows by at most where what is open is one's, or goes to ranges as well.

        A share that grows from ``low`` towards ``most`` adds at most ``low + most`` for each per cent: where this is
        taken for all of it, the sum is too great rather than too small.
        """
        room = [(part.most + part.known, part.most - part.known) for part in self.parts if part.until is not None]
        left, added = self.unknown, _ZERO
        for rate, width in sorted(room, reverse=True):
            if rate <= self.unknown or not left:
                break
            taken = min(width, left)
            left, added = left - taken, added + rate * taken
        return added + left * self.unknown


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
