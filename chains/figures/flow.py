"""Layout of the flow diagram: positions of segments and routes of links between them. No ORM.

A layered drawing (Sugiyama, Tagawa & Toda, IEEE Trans. SMC 11, 1981, 109–125): the layers of the chain are bands
from left to right, each of one column or more, so that no link joins two segments of one column; a link that
passes a column gets a lane of its own in it; the order within a column is that of the barycentres. So no two
segments overlap and no link crosses a segment. Lengths are in the units of the drawing's view box.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from math import ceil
from typing import NamedTuple

#: The size of a segment's box.
BOX_WIDTH, BOX_HEIGHT = 176.0, 74.0
#: The room between two columns, where the links bend, and between two things in a column.
BETWEEN_COLUMNS, BETWEEN_BOXES = 72.0, 20.0
#: How high the lane is in which a link passes a column.
LANE = 12.0
#: Around everything, above the columns for the name of the band, and between a band's edge and its columns.
MARGIN, HEAD, INSET = 10.0, 46.0, 18.0
#: More segments than this of one rank stand in columns side by side.
TALLEST = 6
#: How often the columns are put in the order of their barycentres, there and back.
SWEEPS = 6
#: Into how many shades the counts are divided, besides that of nothing.
STEPS = 4


class FlowItem(NamedTuple):
    """A segment to be drawn, and the band that it stands in."""

    code: str
    band: str


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SegmentBox:
    """Where a segment stands."""

    code: str
    x: float
    y: float
    width: float = BOX_WIDTH
    height: float = BOX_HEIGHT

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Band:
    """Where a layer stands: over the whole height."""

    code: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Route:
    """How a link runs: through the points of ``stops``, two and two joined by a bend, the bends by straight lanes."""

    upstream: str
    downstream: str
    stops: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The route as the path data of SVG."""
        start, *rest = self.stops
        parts = [f"M{start.x:g} {start.y:g}"]
        bends = zip(rest[::2], (start, *rest[1::2]), strict=True)
        for end, begin in bends:
            if begin is not start:
                parts.append(f"H{begin.x:g}")
            middle = (begin.x + end.x) / 2
            parts.append(f"C{middle:g} {begin.y:g} {middle:g} {end.y:g} {end.x:g} {end.y:g}")
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """Bands, boxes and routes inside a view box that begins at 0 0."""

    width: float
    height: float
    bands: tuple[Band, ...]
    boxes: tuple[SegmentBox, ...]
    routes: tuple[Route, ...]


def step_of(count: int, most: int) -> int:
    """Return the shade of a count: 0 for none, else which quarter of the largest it reaches (1 to 4)."""
    return ceil(STEPS * count / most) if count else 0


def lay_out(spots: Sequence[FlowItem], links: Iterable[tuple[str, str]]) -> FlowLayout:
    """Return the drawing of segments and of the links (upstream, downstream) between them.

    Bands stand in the order of their first segment. A link to itself, or to what is not drawn, is left out; one
    that is given twice is drawn once. One against the order of the bands runs from right to left.
    """
    known = {spot.code for spot in spots}
    drawn = [link for link in dict.fromkeys(links) if link[0] != link[1] and known.issuperset(link)]
    bands: dict[str, list[list[str]]] = {}
    for spot in spots:
        bands.setdefault(spot.band, [])
    for band in bands:
        bands[band] = _columns([spot.code for spot in spots if spot.band == band], drawn)
    columns: list[list[Hashable]] = [list(column) for band in bands.values() for column in band]
    column_of = {code: number for number, column in enumerate(columns) for code in column}

    runs = {link: _run(link, column_of) for link in drawn}
    for run in runs.values():
        for thing in run:
            if isinstance(thing, _Lane):
                columns[thing.column].append(thing)
    hops = [pair for run in runs.values() for pair in pairwise(run if _goes_right(run, column_of) else run[::-1])]
    columns = _in_order(columns, hops)

    height = max((_height(column) for column in columns), default=0.0)
    left = MARGIN
    drawn_bands: list[Band] = []
    lefts: list[float] = []
    for band, own in bands.items():
        width = 2 * INSET + len(own) * BOX_WIDTH + max(len(own) - 1, 0) * BETWEEN_COLUMNS
        drawn_bands.append(Band(band, left, width))
        lefts += [left + INSET + number * (BOX_WIDTH + BETWEEN_COLUMNS) for number in range(len(own))]
        # The edges of two bands stand in the room between their columns.
        left += width + BETWEEN_COLUMNS - 2 * INSET
    top = MARGIN + HEAD
    boxes: dict[str, SegmentBox] = {}
    middles: dict[Hashable, float] = {}
    for column, x in zip(columns, lefts, strict=True):
        # Linked columns stand in the middle, so that links are short; columns of a mere list begin at the top.
        y = top + ((height - _height(column)) / 2 if drawn else 0)
        for thing in column:
            middles[thing] = y + _size(thing) / 2
            if not isinstance(thing, _Lane):
                boxes[thing] = SegmentBox(thing, x, y)
            y += _size(thing) + BETWEEN_BOXES
    routes = _routes(runs, boxes, middles, lefts, column_of)
    right = drawn_bands[-1].x + drawn_bands[-1].width if drawn_bands else MARGIN
    return FlowLayout(
        right + MARGIN,
        top + height + INSET + MARGIN,
        tuple(drawn_bands),
        tuple(boxes[spot.code] for spot in spots),
        routes,
    )


class _Lane(NamedTuple):
    """Where a link passes a column."""

    link: tuple[str, str]
    column: int


def _columns(codes: Sequence[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the columns of a band: a segment stands to the right of all that feed it within the band.

    A link that would close a circle has no say.
    """
    above: dict[str, set[str]] = {code: set() for code in codes}
    for upstream, downstream in links:
        if upstream in above and downstream in above and not _leads(above, downstream, upstream):
            above[downstream].add(upstream)
    rank: dict[str, int] = {}
    for code in TopologicalSorter(above).static_order():
        rank[code] = 1 + max((rank[other] for other in above[code]), default=-1)
    ranks: dict[int, list[str]] = defaultdict(list)
    for code in codes:
        ranks[rank[code]].append(code)
    columns = []
    for number in sorted(ranks):
        members = ranks[number]
        # As many columns as are needed, and those about equally tall.
        tall = ceil(len(members) / ceil(len(members) / TALLEST))
        columns += [members[start : start + tall] for start in range(0, len(members), tall)]
    return columns


def _leads(above: Mapping[str, set[str]], start: str, end: str) -> bool:
    """Return whether ``start`` is upstream of ``end``, or is it."""
    seen, waiting = {end}, [end]
    while waiting:
        code = waiting.pop()
        if code == start:
            return True
        waiting += above[code] - seen
        seen |= above[code]
    return False


def _run(link: tuple[str, str], column_of: Mapping[str, int]) -> list[Hashable]:
    """Return what a link passes, from upstream to downstream: its ends, and a lane in every column between."""
    start, end = column_of[link[0]], column_of[link[1]]
    forward = 1 if end > start else -1
    return [link[0], *(_Lane(link, column) for column in range(start + forward, end, forward)), link[1]]


def _goes_right(run: Sequence[Hashable], column_of: Mapping[str, int]) -> bool:
    return column_of[run[0]] < column_of[run[-1]]


def _in_order(columns: list[list[Hashable]], hops: Sequence[tuple[Hashable, Hashable]]) -> list[list[Hashable]]:
    """Return the columns in the order, of those tried, in which the fewest links cross each other."""
    before: dict[Hashable, list[Hashable]] = defaultdict(list)
    after: dict[Hashable, list[Hashable]] = defaultdict(list)
    for left, right in hops:
        after[left].append(right)
        before[right].append(left)
    best, fewest = columns, _crossings(columns, after)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        columns = [list(column) for column in columns]
        neighbours = before if forward else after
        for number in range(len(columns)) if forward else reversed(range(len(columns))):
            place = _places(columns)
            columns[number].sort(key=lambda thing: _barycentre(thing, neighbours[thing], place))
        if (crossings := _crossings(columns, after)) < fewest:
            best, fewest = columns, crossings
    return best


def _places(columns: Iterable[Sequence[Hashable]]) -> dict[Hashable, float]:
    """Return how far down everything stands in its column, from 0 to 1."""
    return {thing: (at + 0.5) / len(column) for column in columns for at, thing in enumerate(column)}


def _barycentre(thing: Hashable, neighbours: Sequence[Hashable], place: Mapping[Hashable, float]) -> float:
    if not neighbours:
        return place[thing]
    return sum(place[other] for other in neighbours) / len(neighbours)


def _crossings(columns: Sequence[Sequence[Hashable]], after: Mapping[Hashable, Sequence[Hashable]]) -> int:
    """Return how often two links cross between neighbouring columns."""
    place = _places(columns)
    crossings = 0
    for column in columns:
        ends = [sorted(place[right] for right in after.get(left, ())) for left in column]
        for at, upper in enumerate(ends):
            for lower in ends[at + 1 :]:
                crossings += sum(one > other for one in upper for other in lower)
    return crossings


def _size(thing: Hashable) -> float:
    return LANE if isinstance(thing, _Lane) else BOX_HEIGHT


def _height(column: Sequence[Hashable]) -> float:
    return sum(_size(thing) for thing in column) + BETWEEN_BOXES * max(len(column) - 1, 0)


def _routes(
    runs: Mapping[tuple[str, str], Sequence[Hashable]],
    boxes: Mapping[str, SegmentBox],
    middles: Mapping[Hashable, float],
    lefts: Sequence[float],
    column_of: Mapping[str, int],
) -> tuple[Route, ...]:
    """Return how the links run; those on one side of a box part from each other in the order of where they go."""
    sides: dict[tuple[str, bool], list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for link, run in runs.items():
        right = _goes_right(run, column_of)
        sides[link[0], right].append((middles[run[1]], link))
        sides[link[1], not right].append((middles[run[-2]], link))
    ports: dict[tuple[str, tuple[str, str]], Point] = {}
    for (code, right), leaving in sides.items():
        box = boxes[code]
        for number, (_toward, link) in enumerate(sorted(leaving), start=1):
            y = box.y + box.height * number / (len(leaving) + 1)
            ports[code, link] = Point(box.right if right else box.x, y)
    routes = []
    for link, run in runs.items():
        stops = [ports[link[0], link]]
        for thing in run[1:-1]:
            x = lefts[thing.column]
            ends = (x, x + BOX_WIDTH) if _goes_right(run, column_of) else (x + BOX_WIDTH, x)
            stops += [Point(end, middles[thing]) for end in ends]
        stops.append(ports[link[1], link])
        routes.append(Route(*link, tuple(stops)))
    return tuple(routes)
