"""The gap table of a chain: what page, API, map and export all show."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from chains.analysis import gaps
from chains.choices import PlacementStatus
from chains.models import Assessment, Chain, Listing, Placement, Province, Region, Segment


@dataclass(frozen=True)
class GapView:
    """A gap table with the rows of the database that it speaks of.

    ``segments`` maps every code of the chain to its segment, ``assessments`` every public id to its assessment.
    ``elsewhere`` is the number of distinct companies placed outside the region, which no margin counts.
    """

    chain: Chain
    region: Region
    parent: Segment | None
    provinces: tuple[Province, ...]
    segments: dict[str, Segment]
    assessments: dict[str, Assessment]
    nodes: tuple[gaps.Node, ...]
    claims: tuple[gaps.Claim, ...]
    rulings: tuple[gaps.Ruling, ...]
    elsewhere: int

    @cached_property
    def table(self) -> gaps.GapTable:
        """The table of the parent's children, or of the chain's top level."""
        return self.inside(self.parent.code if self.parent else None)

    def inside(self, code: str | None) -> gaps.GapTable:
        """Return the table of the children of ``code``, measured against each other."""
        return gaps.gap_table(
            self.nodes, [province.code for province in self.provinces], self.claims, self.rulings, parent=code
        )

    @cached_property
    def ranked(self) -> list[gaps.Row]:
        """The rows that call for a look, on every level from the shown one down, worst first."""
        rows: list[gaps.Row] = []
        tables = [self.table]
        while tables:
            table = tables.pop()
            rows.extend(table.rows)
            tables.extend(self.inside(row.segment) for row in table.rows if row.coverage.defined)
        order = {code: position for position, code in enumerate(self.segments)}
        return gaps.rank(sorted(rows, key=lambda row: order[row.segment]))

    def assessment(self, ruling: gaps.Ruling | None) -> Assessment | None:
        """Return the assessment behind a ruling."""
        return self.assessments[ruling.id] if ruling else None


def gap_view(chain: Chain, region: Region | None = None, parent: Segment | None = None) -> GapView:
    """Return the gap view of a chain over a region (its own by default), inside ``parent`` or at the top level.

    Four queries, whatever the number of rows.
    """
    region = region or chain.region
    provinces = provinces_of(region)
    segments = {segment.code: segment for segment in segments_of(chain)}
    inside = {province.code for province in provinces}
    claims = tuple(_claims(chain))
    assessments = {
        assessment.public_id: assessment
        for assessment in Assessment.objects.filter(segment__layer__chain=chain).select_related(
            "segment", "province", "region", "source"
        )
        if assessment.region_id == region.pk or assessment.province_id in inside
    }
    return GapView(
        chain=chain,
        region=region,
        parent=parent,
        provinces=provinces,
        segments=segments,
        assessments=assessments,
        nodes=tuple(
            gaps.Node(segment.code, segment.parent.code if segment.parent else None) for segment in segments.values()
        ),
        claims=claims,
        rulings=tuple(_ruling(assessment) for assessment in assessments.values()),
        elsewhere=len({claim.company for claim in claims if claim.province not in inside}),
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


def _claims(chain: Chain) -> Iterable[gaps.Claim]:
    on_exchange = Listing.objects.filter(company=OuterRef("company"), delisted_on__isnull=True)
    rows = (
        Placement.objects.live()
        .filter(segment__layer__chain=chain)
        .order_by()
        .values_list("company_id", "segment__code", "province_id", "status", Exists(on_exchange))
    )
    for company, segment, province, status, listed in rows:
        yield gaps.Claim(company, segment, province, status == PlacementStatus.VERIFIED, listed)


def _ruling(assessment: Assessment) -> gaps.Ruling:
    return gaps.Ruling(
        segment=assessment.segment.code,
        province=assessment.province_id,
        verdict=assessment.verdict,
        date=assessment.date,
        choke_point=assessment.choke_point,
        import_dependent=assessment.import_dependent,
        action=assessment.action,
        id=assessment.public_id,
    )
