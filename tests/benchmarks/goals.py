"""What is aimed at, and how a figure is set against it. Every goal is a line of one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

#: Side → its figure in every round.
Figures = Mapping[str, Sequence[float]]

AT_LEAST, AT_MOST = "at least", "at most"

#: The size at which sides are compared, where it is among those measured; else the largest is.
REFERENCE = 100_000


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure, or a figure by another, and what it should be.

    ``over`` and ``under`` are sides of the case's figures; each round gives one quotient, and their median counts.
    Where it speaks of both ``ends``, ``over`` is that of the largest size and ``under`` that of the smallest; else of
    the size ``at``, or of that of reference.
    """

    says: str
    sense: Literal["at least", "at most"]
    bound: float
    over: str
    under: str = ""
    unit: str = "×"
    ends: bool = False
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a goal: at which sizes, the median of the rounds, the least and the most of them."""

    goal: Goal
    at: str
    value: float | None
    least: float = 0.0
    most: float = 0.0
    why_not: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        if self.value is None:
            return False
        return self.value >= self.goal.bound if self.goal.sense == AT_LEAST else self.value <= self.goal.bound

    @property
    def verdict(self) -> str:
        """In words: met, or missed by how much."""
        if self.value is None:
            return f"not measured: {self.why_not}"
        if self.met:
            return "met"
        if self.goal.bound == 0:
            return f"missed by {number(self.value)}"
        away = self.value / self.goal.bound if self.goal.sense == AT_MOST else self.goal.bound / max(self.value, 1e-9)
        return f"missed by a factor of {away:.2f}"


def measured(goal: Goal, by_size: Mapping[int, Figures]) -> Measured:
    """Return what the figures of a case, by size, say of a goal."""
    sizes = sorted(by_size)
    if not sizes:
        return Measured(goal, "", None, why_not="the case did not run")
    small, large = sizes[0], sizes[-1]
    if goal.at is not None:
        if goal.at not in by_size:
            return Measured(goal, f"{goal.at:,}", None, why_not="of that size nothing was measured")
        large = goal.at
    elif not goal.ends and REFERENCE in sizes:
        large = REFERENCE
    if goal.ends and large == small:
        return Measured(goal, f"{large:,}", None, why_not="one size alone says nothing of growth")
    at = f"{large:,} by {small:,}" if goal.ends else f"{large:,}"
    over = by_size[large].get(goal.over)
    under = by_size[small if goal.ends else large].get(goal.under or goal.over) if goal.under or goal.ends else None
    if over is None or ((goal.under or goal.ends) and under is None):
        missing = goal.over if over is None else goal.under
        return Measured(goal, at, None, why_not=f"no figure “{missing}”")
    values = list(over) if under is None else [a / max(b, 1e-9) for a, b in zip(over, under, strict=False)]
    return Measured(goal, at, median(values), min(values), max(values))


def table(rows: Sequence[tuple[str, str, Measured]]) -> str:
    """Return the table: case, database, goal, bound, what was measured and its spread, met or not."""
    lines = [
        "| case | database | companies | goal | bound | measured | rounds from–to | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for case, database, each in rows:
        goal = each.goal
        unit = goal.unit if goal.unit == "×" else f" {goal.unit}".rstrip()
        value, spread = "–", "–"
        if each.value is not None:
            value = f"{number(each.value)}{unit}"
            spread = f"{number(each.least)}–{number(each.most)}"
        bound = f"{'≥' if goal.sense == AT_LEAST else '≤'} {number(goal.bound)}{unit}"
        lines.append(
            f"| {case} | {database} | {each.at} | {goal.says} | {bound} | {value} | {spread} | {each.verdict} |"
        )
    return "\n".join(lines)


def number(value: Any) -> str:
    """Return a figure with three digits that matter."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
