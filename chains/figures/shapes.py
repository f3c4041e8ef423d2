"""Shapes that figures are made of. Lengths are points (1/72 inch) from the top left corner of the page."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

#: Points in a millimetre.
MM = 72 / 25.4


class Paper(NamedTuple):
    """A sheet in landscape: its name and its size in millimetres; ``scale`` is how much larger it is set than A4."""

    name: str
    width_mm: int
    height_mm: int
    scale: float

    @property
    def width(self) -> float:
        """The width in points."""
        return self.width_mm * MM

    @property
    def height(self) -> float:
        """The height in points."""
        return self.height_mm * MM


PAPERS = {"a4": Paper("a4", 297, 210, 1.0), "a3": Paper("a3", 420, 297, 1.2)}


class Voice(StrEnum):
    """Two voices of type: the serif names the world, the sans is for data."""

    SANS = "sans"
    SERIF = "serif"


class Ink(StrEnum):
    """Colour is meaning: ink and soft ink, rules, one accent, a warning, a strength."""

    INK = "ink"
    SOFT = "soft"
    RULE = "rule"
    MUTE = "mute"
    ACCENT = "accent"
    WARN = "warn"
    GOOD = "good"


class Fill(StrEnum):
    """What lies under a cell; where a signal has a hatching of its own, the code of the signal stands in its place.

    Signals are told by pattern, not by colour alone.
    """

    NONE = "none"
    HEAD = "head"
    WASH = "wash"
    WARN = "warnwash"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: ``x`` and the baseline ``y`` of its left end, and its measured ``width``.

    ``role`` says what it is (``company``, ``more`` …), and ``key`` of what.
    """

    x: float
    y: float
    text: str
    size: float
    width: float
    voice: Voice = Voice.SANS
    ink: Ink = Ink.INK
    role: str = ""
    key: str = ""

    @property
    def room(self) -> tuple[float, float, float, float]:
        """The left, top, right and bottom of what the line inks, so far as Chinese and Latin letters reach."""
        return self.x, self.y - 0.86 * self.size, self.x + self.width, self.y + 0.14 * self.size


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled, ruled or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str = Fill.NONE
    stroke: Ink | None = None
    dashed: bool = False
    rounded: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight rule, or a wavy one where something contradicts something."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink = Ink.RULE
    weight: float = 0.5
    wavy: bool = False


Shape = Text | Box | Line


@dataclass(frozen=True, slots=True)
class Part:
    """Shapes that belong together and move together: one cell, one heading. ``name`` is unique in the figure."""

    name: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Figure:
    """A finished page. ``title``, ``description`` and ``language`` describe it to readers who cannot see it."""

    paper: Paper
    title: str
    description: str
    language: str
    parts: tuple[Part, ...] = field(default=())

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every line of text, in the order of reading."""
        return tuple(shape for part in self.parts for shape in part.shapes if isinstance(shape, Text))
