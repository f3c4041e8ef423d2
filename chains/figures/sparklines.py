"""Sparklines: the course of a number over time, as a path in a small box. No ORM."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

#: The box of a line, in the units of its drawing, and the room that its end point needs.
WIDTH, HEIGHT, MARGIN = 96, 24, 3

#: How many snapshots a line goes back.
MOST = 12


@dataclass(frozen=True, slots=True)
class Trend:
    """Numbers, the oldest first; the last one is that of now, and the others those at the ``moments``."""

    values: tuple[int, ...]
    moments: tuple[datetime, ...]

    #: The box that the line is drawn in.
    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT

    @property
    def since(self) -> datetime:
        """The moment of the first number."""
        return self.moments[0]

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Where each number lies in the box, see :func:`points`."""
        return points(self.values)

    @property
    def line(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)

    @property
    def end(self) -> tuple[float, float]:
        """Where the number of now lies in the box."""
        return self.points[-1]

    @property
    def direction(self) -> str:
        """``up``, ``down`` or ``level``: the last number against the first."""
        first, last = self.values[0], self.values[-1]
        return "up" if last > first else "down" if last < first else "level"


def points(
    values: Sequence[int], width: float = WIDTH, height: float = HEIGHT, margin: float = MARGIN
) -> tuple[tuple[float, float], ...]:
    """Return where each of ``values`` (none negative) lies in a box whose upper left corner is 0, 0.

    Evenly from left to right, 0 at the foot and the largest at the top. Where every number is the same the line lies
    in the middle: there is nothing to see.
    """
    if not values:
        return ()
    step = (width - 2 * margin) / max(len(values) - 1, 1)
    flat = len(set(values)) == 1
    top = max(values)
    return tuple(
        (
            round(margin + number * step, 2),
            round(height / 2 if flat else height - margin - value / top * (height - 2 * margin), 2),
        )
        for number, value in enumerate(values)
    )
