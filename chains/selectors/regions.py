"""A region's schematic map: numbers of companies in provinces and cities."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from chains.analysis.wording import name_of
from chains.figures import schematic
from chains.figures.flow import step_of
from chains.index import Question, facet_counts
from chains.models import City, Province, Region

from .gaps import provinces_of


@dataclass(frozen=True)
class ProvinceTile:
    """A province with its companies: where its tile stands, the shade of its count, and its part of the largest.

    ``unplaced`` is how many of them are in no city that is on record; they may be in one of its cities as well.
    """

    province: Province
    companies: int
    unplaced: int
    frame: schematic.Frame
    step: int
    part: float
    selected: bool


@dataclass(frozen=True)
class CityBubble:
    """A city with its bubble."""

    city: City
    bubble: schematic.Bubble
    selected: bool

    @property
    def label(self) -> str:
        """What stands beside the bubble."""
        return schematic.label_text(name_of(self.city), self.bubble.count)


@dataclass(frozen=True)
class RegionPicture:
    """A region with its tiles and bubbles. ``adrift`` are the cities without coordinates, with their companies."""

    region: Region
    tiles: tuple[ProvinceTile, ...]
    bubbles: tuple[CityBubble, ...]
    adrift: tuple[tuple[City, int], ...]
    width: float
    height: float

    @property
    def tiles_width(self) -> float:
        """How wide the tiles are together."""
        return max((tile.frame.x + tile.frame.width for tile in self.tiles), default=0) + 1

    @property
    def tiles_height(self) -> float:
        """How high the tiles are together."""
        return max((tile.frame.y + tile.frame.height for tile in self.tiles), default=0) + 1

    @property
    def numbered(self) -> list[CityBubble]:
        """The cities whose names found no room, in the order of their numbers."""
        return [each for each in self.bubbles if each.bubble.number]

    @property
    def cities(self) -> list[tuple[City, int]]:
        """The cities with a company, the most first."""
        found = [(each.city, each.bubble.count) for each in self.bubbles if each.bubble.count]
        found += [(city, count) for city, count in self.adrift if count]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].code))


def region_picture(region: Region, question: Question) -> RegionPicture:
    """Return the picture of the companies that a question asks for, as the facets of their list count them.

    Seven queries at most: provinces, cities; the two facets, each its values and its counts; the companies in no known
    city.
    """
    provinces = provinces_of(region)
    cities = list(City.objects.filter(province__in=provinces).select_related("province"))
    in_provinces, in_cities = facet_counts(question, ("province", "city"))
    unplaced = _in_no_known_city(question)
    by_province = {option.value: option for option in in_provinces.options}
    by_city = {option.value: option for option in in_cities.options}
    located = [city for city in cities if city.longitude is not None]

    drawing = schematic.schematic(
        [
            schematic.CityPoint(city.code, float(city.longitude), float(city.latitude), by_city[city.code].count)
            for city in located
        ],
        {city.code: name_of(city) for city in located},
    )
    city_of = {city.code: city for city in located}
    province_of = {province.code: province for province in provinces}
    most = max((by_province[code].count for code in province_of), default=0)
    return RegionPicture(
        region=region,
        tiles=tuple(
            ProvinceTile(
                province=province_of[code],
                companies=(count := by_province[code].count),
                unplaced=unplaced.get(code, 0),
                frame=frame,
                step=step_of(count, most),
                part=count / most if most else 0.0,
                selected=by_province[code].selected,
            )
            for code, frame in schematic.tiles([_middle(province, located) for province in provinces])
        ),
        bubbles=tuple(
            CityBubble(city_of[bubble.code], bubble, by_city[bubble.code].selected) for bubble in drawing.bubbles
        ),
        adrift=tuple((city, by_city[city.code].count) for city in cities if city.longitude is None),
        width=drawing.width,
        height=drawing.height,
    )


@dataclass(frozen=True, slots=True)
class CityCount:
    """A city with its companies, and with how many placements they have there."""

    city: City
    companies: int
    placements: int


def city_counts(question: Question, regions: Sequence[str] = ()) -> tuple[list[CityCount], int]:
    """Return the cities (of these regions, or all) with their counts, and how many companies are in no known city.

    A company counts where it works, as the facet of cities counts it. Three queries.
    """
    placements = question.placements()
    cities = City.objects.order_by("code")
    if regions:
        cities = cities.filter(province__regions__slug__in=regions).distinct()
        placements = placements.filter(province__regions__slug__in=regions)
    standing = placements.with_effective_city()
    counts = {
        code: numbers
        for code, *numbers in standing.values_list("effective_city").annotate(
            companies=Count("company", distinct=True), placements=Count("pk", distinct=True)
        )
    }
    adrift = standing.filter(effective_city=None).aggregate(count=Count("company", distinct=True))["count"]
    return [CityCount(city, *counts.get(city.code, (0, 0))) for city in cities], adrift


def _in_no_known_city(question: Question) -> dict[str, int]:
    """Return by province how many companies are in no known city of it; they may be in one of its cities as well."""
    placements = question.placements(without="city").with_effective_city()
    nowhere = placements.filter(effective_city=None, province__isnull=False).values_list("province")
    return dict(nowhere.annotate(count=Count("company", distinct=True)))


def _middle(province: Province, cities: list[City]) -> tuple[str, float | None, float | None]:
    """Return a province with the mean of its cities' coordinates."""
    own = [(float(city.longitude), float(city.latitude)) for city in cities if city.province_id == province.code]
    if not own:
        return province.code, None, None
    return province.code, sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own)
