"""Layout of a region's schematic map: equal tiles for provinces, bubbles at the coordinates of cities. No ORM.

There are no boundaries in it. The projection is the plain equirectangular one with the standard parallel in the
middle of what is shown (x = λ · cos φ₀, y = φ; Snyder, Map Projections, USGS Professional Paper 1395, 1987, p. 90).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sqrt
from typing import NamedTuple

from chains.figures.lettering import text_width

#: The width of the drawing, the empty edge around the coordinates, and the height it may have at most.
WIDTH, EDGE, TALLEST = 480.0, 46.0, 680.0
#: The radius of the largest bubble; that of the mark of a city without a company.
LARGEST, MARK = 30.0, 3.0
#: The size of a label's type, its height, and how far it keeps from its bubble.
TYPE, LINE, AWAY = 14.0, 17.0, 4.0
#: A tile and the room between two.
TILE_WIDTH, TILE_HEIGHT, BETWEEN = 168.0, 104.0, 8.0


class CityPoint(NamedTuple):
    """A city: its code, coordinates in degrees, and number of companies."""

    code: str
    longitude: float
    latitude: float
    count: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Frame") -> bool:
        """Return whether the two have an inner point in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Bubble:
    """A city in the drawing: its area is in proportion to ``count``. ``number`` stands in for a missing label.

    ``label`` is where its name stands, ``None`` where there is no room; it is then numbered and listed.
    """

    code: str
    x: float
    y: float
    radius: float
    count: int
    label: Frame | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Schematic:
    """The bubbles, the largest first so that none hides another, inside a view box that begins at 0 0."""

    width: float
    height: float
    bubbles: tuple[Bubble, ...]


def project(
    places: Sequence[CityPoint], width: float = WIDTH, edge: float = EDGE, tallest: float = TALLEST
) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Return where the places stand, as ``(points, width, height)``; north is up, and both axes have one scale."""
    if not places:
        return {}, width, 2 * edge
    middle = radians((max(p.latitude for p in places) + min(p.latitude for p in places)) / 2)
    flat = {p.code: (p.longitude * cos(middle), p.latitude) for p in places}
    xs, ys = [x for x, _ in flat.values()], [y for _, y in flat.values()]
    west, north = min(xs), max(ys)
    wide, tall = max(xs) - west, north - min(ys)
    scales = [(room - 2 * edge) / extent for room, extent in ((width, wide), (tallest, tall)) if extent > 0]
    scale = min(scales, default=1.0)
    # What is left over on either side is shared out.
    left = (width - wide * scale) / 2
    points = {code: (left + (x - west) * scale, edge + (north - y) * scale) for code, (x, y) in flat.items()}
    return points, width, 2 * edge + tall * scale


def radius_of(count: int, most: int, largest: float = LARGEST) -> float:
    """Return the radius of a bubble whose area is in proportion to ``count``; the largest has ``largest``."""
    return largest * sqrt(count / most) if count else 0.0


def schematic(places: Sequence[CityPoint], names: Mapping[str, str]) -> Schematic:
    """Return the drawing; ``names`` are the labels by code. A city without a company is a mark.

    Labels are set from the largest bubble down: right of it, left, above, below or between these, wherever they meet no
    other label and no other bubble. Those for which there is no room are numbered.
    """
    points, width, height = project(places)
    most = max((place.count for place in places), default=0)
    order = sorted(places, key=lambda place: (-place.count, place.code))
    discs = {}
    for place in order:
        x, y = points[place.code]
        radius = radius_of(place.count, most) or MARK
        discs[place.code] = Frame(x - radius, y - radius, 2 * radius, 2 * radius)
    taken: list[Frame] = []
    bubbles, numbered = [], 0
    for place in order:
        x, y = points[place.code]
        disc = discs[place.code]
        others = [other for code, other in discs.items() if code != place.code]
        label = _room(disc, x, y, names[place.code], place.count, [*taken, *others], (width, height))
        if label:
            taken.append(label)
        elif place.count:
            numbered += 1
        number = numbered if not label and place.count else None
        radius = radius_of(place.count, most)
        bubbles.append(Bubble(place.code, x, y, radius, place.count, label, number))
    return Schematic(width, height, tuple(bubbles))


def label_text(name: str, count: int) -> str:
    """Return what a label says: the name, and the number where there is one."""
    return f"{name} {count}" if count else name


def _room(
    disc: Frame, x: float, y: float, name: str, count: int, taken: Sequence[Frame], box: tuple[float, float]
) -> Frame | None:
    width = text_width(label_text(name, count), TYPE)
    beside = y - LINE / 2
    spots = (
        Frame(disc.x + disc.width + AWAY, beside, width, LINE),
        Frame(disc.x - AWAY - width, beside, width, LINE),
        Frame(x - width / 2, disc.y - AWAY / 2 - LINE, width, LINE),
        Frame(x - width / 2, disc.y + disc.height + AWAY / 2, width, LINE),
        Frame(x + AWAY, disc.y - AWAY / 2 - LINE, width, LINE),
        Frame(x + AWAY, disc.y + disc.height + AWAY / 2, width, LINE),
        Frame(x - AWAY - width, disc.y - AWAY / 2 - LINE, width, LINE),
        Frame(x - AWAY - width, disc.y + disc.height + AWAY / 2, width, LINE),
    )
    for spot in spots:
        inside = spot.x >= 0 and spot.y >= 0 and spot.x + spot.width <= box[0] and spot.y + spot.height <= box[1]
        if inside and not any(spot.meets(other) for other in taken):
            return spot
    return None


def tiles(middles: Sequence[tuple[str, float | None, float | None]]) -> list[tuple[str, Frame]]:
    """Return an equal tile for each province, given as (code, longitude, latitude) of its middle.

    From north to south they fill the rows of a square as near as may be, within a row from west to east; provinces
    whose middle is not known stand at the end, in the order given.
    """
    known = sorted((row for row in middles if row[2] is not None), key=lambda row: -row[2])
    across = ceil(sqrt(len(middles))) if middles else 0
    ordered: list[str] = []
    for start in range(0, len(known), across or 1):
        row = known[start : start + across]
        ordered += [code for code, _longitude, _latitude in sorted(row, key=lambda part: part[1])]
    ordered += [code for code, _longitude, latitude in middles if latitude is None]
    return [
        (
            code,
            Frame(
                (at % across) * (TILE_WIDTH + BETWEEN) + 1,
                (at // across) * (TILE_HEIGHT + BETWEEN) + 1,
                TILE_WIDTH,
                TILE_HEIGHT,
            ),
        )
        for at, code in enumerate(ordered)
    ]
