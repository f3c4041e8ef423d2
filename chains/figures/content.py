"""The content of a figure: texts and numbers, ready for layout."""

from dataclasses import dataclass, field

from .shapes import Fill, Ink


@dataclass(frozen=True, slots=True)
class Mark:
    """A bordered word: a verdict with its flags. ``dashed`` where it was given for something wider."""

    text: str
    ink: Ink = Ink.SOFT
    dashed: bool = False
    washed: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: a pattern, or (``sample``) a sign behind a name."""

    text: str
    fill: str = Fill.NONE
    edge: Ink | None = None
    thin_edge: bool = False
    sample: str = ""


@dataclass(frozen=True)
class Heading:
    """What stands around a figure: what it is, what it shows of it, on what it rests, and as of when."""

    title: str
    facts: str
    choice: str
    dated: str
    site: str
    sources_label: str
    sources: tuple[str, ...]
    legend: tuple[Key, ...]
    note: str
    language: str
    description: str


@dataclass(frozen=True, slots=True)
class FigureName:
    """A company in a cell: underlined where it is listed, with a sign behind it where there is more to say."""

    text: str
    key: str
    listed: bool = False
    labelled: bool = False
    status: str = ""


@dataclass(frozen=True)
class FigureCell:
    """One segment in one province: a number, and names or a word with small print, on the pattern of its signal.

    ``changes`` says how it has changed; where room is short, small print and ``marks`` go, but never that.
    """

    key: str
    number: int
    fill: str = Fill.NONE
    edge: Ink | None = None
    thin_edge: bool = False
    names: tuple[FigureName, ...] = ()
    word: str = ""
    changes: tuple[Mark, ...] = ()
    small: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    conflict: str = ""
    large: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A sub-segment: its name, and how many companies it has."""

    text: str
    number: int


@dataclass(frozen=True)
class FigureColumn:
    """A segment over its cells."""

    key: str
    name: str
    other: str
    number: int
    feeds: str
    marks: tuple[Mark, ...] = ()
    conflict: str = ""
    children: tuple[Child, ...] = ()
    coverage: str = ""
    uncovered: bool = False


@dataclass(frozen=True)
class FigureBand:
    """A layer over its columns."""

    name: str
    columns: tuple[FigureColumn, ...]


@dataclass(frozen=True)
class FigureRow:
    """A province with its cells."""

    key: str
    name: str
    number: int
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True)
class Beneath:
    """What stands beneath the chain: research bases, platforms, parks."""

    key: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class MapContent:
    """The map of a chain."""

    heading: Heading
    alliances: tuple[str, ...]
    bands: tuple[FigureBand, ...]
    rows: tuple[FigureRow, ...]
    beneath: tuple[Beneath, ...]
    feeds_label: str
    children_label: str
    no_children: str
    nothing: str

    @property
    def columns(self) -> tuple[FigureColumn, ...]:
        """The columns of all bands, from left to right."""
        return tuple(column for band in self.bands for column in band.columns)


@dataclass(frozen=True)
class GapRow:
    """A segment of the gap table: its cells, the whole region, and what was concluded."""

    key: str
    name: str
    other: str
    coverage: str
    uncovered: bool
    cells: tuple[FigureCell, ...]
    whole: FigureCell
    marks: tuple[Mark, ...]
    conflict: str
    small: tuple[str, ...]


@dataclass(frozen=True)
class Ranked:
    """A segment that calls for a look, and why."""

    key: str
    name: str
    parent: str
    word: str
    marks: tuple[Mark, ...]
    conflict: str
    sentence: str


@dataclass(frozen=True)
class GapContent:
    """The gap table, and the ranking beneath it."""

    heading: Heading
    segment_label: str
    whole_label: str
    verdict_label: str
    sum_label: str
    provinces: tuple[str, ...]
    rows: tuple[GapRow, ...]
    sums: tuple[str, ...]
    ranked_label: str
    more_label: str
    nothing: str
    ranked: tuple[Ranked, ...] = field(default=())
