"""The gap table of a chain, for page, API, map and export."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from chains import index
from chains.analysis import gaps
from chains.analysis.coverage import Occupancy
from chains.analysis.ranking import rank
from chains.analysis.targets import Attainment, together
from chains.models import Assessment, Chain, Province, Region, Segment, Target


@dataclass(frozen=True)
class GapView:
    """A gap table with the rows of the database that it speaks of.

    ``segments`` maps every code of the chain to its segment, ``assessments`` every public id to its assessment.
    """

    chain: Chain
    region: Region
    parent: Segment | None
    provinces: tuple[Province, ...]
    segments: dict[str, Segment]
    assessments: dict[str, Assessment]
    nodes: tuple[gaps.Node, ...]
    rulings: tuple[gaps.Ruling, ...]
    counts: index.GapTallies

    @cached_property
    def table(self) -> gaps.GapTable:
        """The table of the parent's children, or of the chain's top level."""
        return self.inside(self.parent.code if self.parent else None)

    def inside(self, code: str | None) -> gaps.GapTable:
        """Return the table of the children of ``code``, measured against each other."""
        provinces = [province.code for province in self.provinces]
        return gaps.table_of(self.tree, provinces, self.counts, self.rulings, parent=code)

    @cached_property
    def rows(self) -> list[gaps.Row]:
        """The rows on every level from the shown one down, in the order of the segments."""
        rows: list[gaps.Row] = []
        tables = [self.table]
        while tables:
            table = tables.pop()
            rows.extend(table.rows)
            tables.extend(self.inside(row.segment) for row in table.rows if row.coverage.defined)
        order = {code: position for position, code in enumerate(self.segments)}
        return sorted(rows, key=lambda row: order[row.segment])

    @cached_property
    def ranked(self) -> list[gaps.Row]:
        """The rows that call for a look, on every level from the shown one down, worst first."""
        return rank(self.rows)

    @cached_property
    def tree(self) -> gaps.Tree:
        """The segments of the chain as a tree."""
        return gaps.Tree(self.nodes)

    @cached_property
    def occupancy(self) -> Occupancy:
        """Which segments have somebody, in each province and overall."""
        return Occupancy(self.tree, self.counts)

    @property
    def companies(self) -> int:
        """The number of distinct companies of the chain, wherever they are."""
        return self.counts.companies

    @property
    def elsewhere(self) -> int:
        """The number of distinct companies placed outside the region, which no margin counts."""
        return self.counts.elsewhere

    @property
    def unknown(self) -> Mapping[str | None, int]:
        """Distinct companies in China of which the province is not known, by segment; no margin counts them."""
        return self.counts.unknown

    @property
    def unknown_in_chain(self) -> int:
        """The number of distinct companies of the chain in China of which the province is not known."""
        return self.counts.unknown[None]

    @property
    def claims(self) -> tuple[gaps.Claim, ...]:
        """The live placements of the chain, wherever they are; one query at most."""
        return self.counts.claims

    @cached_property
    def named(self) -> dict[str, Segment | Province]:
        """The segments and provinces that a sentence may speak of, by code."""
        return {**self.segments, **{province.code: province for province in self.provinces}}

    @cached_property
    def targets(self) -> dict[tuple[str, str], Target]:
        """The targets for the region's provinces, by segment and province: a query of its own, when first asked."""
        found = Target.objects.filter(
            segment__layer__chain=self.chain, province__in=[province.code for province in self.provinces]
        ).select_related("segment__layer__chain", "source")
        return {(target.segment.code, target.province_id): target for target in found}

    def attainment(self, part: gaps.Row | gaps.Cell) -> Attainment | None:
        """Return how far the target of a cell is reached; of a row: the targets of its cells together."""
        if isinstance(part, gaps.Row):
            return together(self.attainment(cell) for cell in part.cells)
        target = self.targets.get((part.segment, part.province))
        return Attainment(part.tally.companies, target.companies, target.by_year) if target else None

    def assessment(self, ruling: gaps.Ruling | None) -> Assessment | None:
        """Return the assessment behind a ruling."""
        return self.assessments[ruling.id] if ruling else None


def gap_view(chain: Chain, region: Region | None = None, parent: Segment | None = None) -> GapView:
    """Return the gap view of a chain over a region (its own by default), inside ``parent`` or at the top level.

    Four queries, whatever the number of rows, and one for the newest revision; that one alone until anything changes.
    """
    region = region or chain.region
    key = ("gaps", chain.pk, region.pk, parent.pk if parent else None)
    return index.until_changed(key, lambda: _gap_view(chain, region, parent))


def _gap_view(chain: Chain, region: Region, parent: Segment | None) -> GapView:
    provinces = provinces_of(region)
    segments = {segment.code: segment for segment in segments_of(chain)}
    inside = {province.code for province in provinces}
    assessments = {
        assessment.public_id: assessment
        for assessment in Assessment.objects.filter(segment__layer__chain=chain).select_related(
            "segment", "province", "region", "source"
        )
        if assessment.region_id == region.pk or assessment.province_id in inside
    }
    nodes = tuple(
        gaps.Node(segment.code, segment.parent.code if segment.parent else None) for segment in segments.values()
    )
    return GapView(
        chain=chain,
        region=region,
        parent=parent,
        provinces=provinces,
        segments=segments,
        assessments=assessments,
        nodes=nodes,
        rulings=tuple(assessment.ruling for assessment in assessments.values()),
        counts=index.gap_tallies(chain, nodes, [province.code for province in provinces]),
    )


def provinces_of(region: Region) -> tuple[Province, ...]:
    """Return the provinces of a region, in its order."""
    return tuple(region.provinces.order_by("memberships__order", "code"))


def segments_of(chain: Chain) -> list[Segment]:
    """Return every segment of a chain with its layer: by layer, siblings in their order."""
    return list(
        Segment.objects.filter(layer__chain=chain)
        .select_related("layer__chain", "parent")
        .order_by("layer__order", "order", "code")
    )
