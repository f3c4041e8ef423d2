"""Progress towards targets. Targets never affect counts, signals or the ranking. No ORM."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attainment:
    """How many of the companies ``wanted`` are on record; ``by_year`` is ``None`` where no year is set."""

    companies: int
    wanted: int
    by_year: int | None = None

    @property
    def share(self) -> float:
        """The part that is reached: 1 is all, more is more than was wanted."""
        return self.companies / self.wanted

    @property
    def reached(self) -> bool:
        """Whether there are as many as were wanted."""
        return self.companies >= self.wanted


def together(parts: Iterable[Attainment | None]) -> Attainment | None:
    """Return the sum of those parts that have a target, ``None`` where none has; a year only where all share it."""
    found = [part for part in parts if part]
    if not found:
        return None
    years = {part.by_year for part in found}
    return Attainment(
        companies=sum(part.companies for part in found),
        wanted=sum(part.wanted for part in found),
        by_year=years.pop() if len(years) == 1 else None,
    )
