"""Comparisons of places in one chain, or of two chains at one place, for page, file and API."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from chains.analysis import gaps
from chains.analysis.comparison import ComparedCell, ComparedColumn, Findings, column_of, findings_of
from chains.models import Chain, City, Park, Placement, Platform, Province, ResearchBase, Segment

from .gaps import GapView, gap_view


@dataclass(frozen=True)
class ComparedPlace:
    """One place in one chain. ``kind`` is province, city or park.

    ``counted`` is where its companies are counted: the place itself; a park's city, or its province where no city
    of it is on record. Only a province has signals and verdicts: the gap semantics define none for less.
    """

    view: GapView
    kind: str
    place: Province | City | Park
    counted: Province | City
    column: ComparedColumn
    findings: Findings
    research_bases: tuple[ResearchBase, ...]
    platforms: tuple[Platform, ...]
    parks: tuple[Park, ...]

    @property
    def key(self) -> str:
        """The code or public id of the place."""
        return self.place.public_id if self.kind == "park" else self.place.code

    @property
    def counted_kind(self) -> str:
        """Whether companies are counted in a province or in a city."""
        return "province" if isinstance(self.counted, Province) else "city"

    @property
    def judged(self) -> bool:
        """Whether there are signals and verdicts."""
        return self.column.judged

    @property
    def named_shortcomings(self) -> tuple[tuple[str, tuple[Segment, ...]], ...]:
        """The signals that call for a look, with their segments."""
        return tuple((signal, self._named(codes)) for signal, codes in self.findings.shortcomings)

    @property
    def clusters(self) -> tuple[Segment, ...]:
        """The segments that cluster here."""
        return self._named(self.findings.clusters)

    @property
    def highest(self) -> tuple[Segment, ...]:
        """The segments with the highest LQ′."""
        return self._named(self.findings.highest)

    @property
    def nobody(self) -> tuple[Segment, ...]:
        """The segments without a company."""
        return self._named(self.findings.nobody)

    @property
    def largest(self) -> tuple[Segment, ...]:
        """The segments with the most companies."""
        return self._named(self.findings.largest)

    def _named(self, codes: Iterable[str]) -> tuple[Segment, ...]:
        return tuple(self.view.segments[code] for code in codes)


@dataclass(frozen=True)
class ComparedTable:
    """The sides of one chain; ``rows`` are its top-level segments with the cells of the sides."""

    view: GapView
    sides: tuple[ComparedPlace, ...]

    @property
    def rows(self) -> list[tuple[Segment, list[tuple[ComparedPlace, ComparedCell]]]]:
        """The segments, each with its cells in the order of the sides."""
        return [
            (self.view.segments[row.segment], [(side, side.column.cells[at]) for side in self.sides])
            for at, row in enumerate(self.view.table.rows)
        ]


@dataclass(frozen=True)
class Comparison:
    """One table with several sides, or one table with one side for each of two chains."""

    kind: str
    tables: tuple[ComparedTable, ...]

    @property
    def sides(self) -> list[ComparedPlace]:
        """All sides."""
        return [side for table in self.tables for side in table.sides]

    @property
    def cells(self) -> Iterator[tuple[ComparedPlace, ComparedCell]]:
        """Every cell with its side, side by side."""
        return ((side, cell) for side in self.sides for cell in side.column.cells)


def compare(chains: Sequence[Chain], kind: str, places: Sequence[Any]) -> Comparison:
    """Return the comparison that a valid ``CompareForm`` asks for.

    Four queries a chain, one more where cities are counted; six for what stands there, one more for parks.
    """
    counted = _counted(kind, places)
    there = _institutions(chains, counted)
    tables = []
    for chain in chains:
        view = gap_view(chain)
        columns = _columns(view, kind, counted)
        tables.append(
            ComparedTable(
                view,
                tuple(
                    ComparedPlace(
                        view=view,
                        kind=kind,
                        place=place,
                        counted=at,
                        column=(column := columns[at.code]),
                        findings=findings_of(column),
                        **{
                            name: tuple(row for row in rows if chain in row.chains.all() and _stands(row, at))
                            for name, rows in there.items()
                        },
                    )
                    for place, at in zip(places, counted, strict=True)
                ),
            )
        )
    return Comparison(kind, tuple(tables))


def _counted(kind: str, places: Sequence[Any]) -> list[Province | City]:
    """Return where each place is counted. A municipality is its own city, under the same code."""
    if kind != "park":
        return list(places)
    codes = {park.city_id or park.province_id for park in places}
    cities = {city.code: city for city in City.objects.filter(code__in=codes)}
    return [cities.get(park.city_id or park.province_id) or park.province for park in places]


def _columns(view: GapView, kind: str, counted: Sequence[Province | City]) -> dict[str, ComparedColumn]:
    """Return the columns by the code of where they are counted, all by the one way of counting."""
    if kind == "province":
        return {place.code: column_of(view.table, place.code, judged=True) for place in counted}
    columns = {}
    cities = [place.code for place in counted if isinstance(place, City)]
    in_cities = Placement.objects.live().of_chain(view.chain.slug).with_effective_city().claims("effective_city")
    for codes, claims in ((cities, in_cities), ([place.code for place in counted], view.claims)):
        table = gaps.gap_table(view.nodes, list(dict.fromkeys(codes)), claims)
        # A city's own column comes first: a municipality has the code of its province.
        columns = {code: column_of(table, code, judged=False) for code in table.provinces} | columns
    return columns


def _institutions(chains: Sequence[Chain], counted: Sequence[Province | City]) -> dict[str, list[Any]]:
    """Return the research bases, platforms and parks of the chains that stand at one of the places."""
    codes = [place.code for place in counted]
    at = Q(province__in=codes) | Q(city__in=codes)
    return {
        name: list(model.objects.filter(at, chains__in=chains).distinct().prefetch_related("chains"))
        for name, model in (("research_bases", ResearchBase), ("platforms", Platform), ("parks", Park))
    }


def _stands(row: Any, at: Province | City) -> bool:
    return at.code in (row.province_id, row.city_id)
