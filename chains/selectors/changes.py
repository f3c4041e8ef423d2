"""A gap table compared with a snapshot, for page, API and export; and the course of its counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from chains.analysis import changes
from chains.analysis.changes import CellReading, Key, Shift
from chains.choices import CellChange
from chains.figures.sparklines import MOST, Trend
from chains.models import Chain, Evidence, Placement, Region, Segment, Snapshot, SnapshotCell

from .gaps import GapView, provinces_of, segments_of

#: How many snapshots the page offers to choose from.
OFFERED = 100


@dataclass(frozen=True)
class SnapshotComparison:
    """The cells of a chain at one snapshot (``against``) and at another (``until``), or now where that is ``None``.

    ``segments`` maps every code of the chain to its segment. ``shifts`` holds every cell of every level and every whole
    segment, whose province is ``None``. ``evidence`` is how many pieces of evidence have come in between that are on
    record now, of placements that count in the chain and its region.
    """

    chain: Chain
    against: Snapshot
    until: Snapshot | None
    segments: dict[str, Segment]
    provinces: dict[str, str]
    shifts: dict[Key, Shift]
    evidence: int

    @cached_property
    def moved(self) -> list[Shift]:
        """What has changed in counts or signal, the gravest kind first."""
        return changes.moved(self.shifts)

    @cached_property
    def verdicts(self) -> list[Shift]:
        """Where another verdict applies, each change once."""
        parents = {code: segment.parent.code if segment.parent else None for code, segment in self.segments.items()}
        return changes.verdicts(self.shifts, parents)

    @cached_property
    def counted(self) -> dict[CellChange, int]:
        """How many cells, whole segments not among them, have changed in each way; those that occur, gravest first."""
        kinds = [shift.kind for shift in self.moved if shift.province is not None]
        return {kind: kinds.count(kind) for kind in CellChange if kind in kinds}

    def at(self, segment: str, province: str | None = None) -> Shift:
        """Return the change of one cell, or of a whole segment."""
        return self.shifts[segment, province]


def comparison(view: GapView, against: Snapshot) -> SnapshotComparison:
    """Return the view held against a snapshot of its chain and region: two queries."""
    return SnapshotComparison(
        chain=view.chain,
        against=against,
        until=None,
        segments=view.segments,
        provinces={province.code: province.name for province in view.provinces},
        shifts=changes.compare(against.readings(), readings_of(view)),
        evidence=_evidence_between(against, None),
    )


def comparison_between(chain: Chain, against: Snapshot, until: Snapshot) -> SnapshotComparison:
    """Return one snapshot of a chain held against another over the same region: five queries."""
    return SnapshotComparison(
        chain=chain,
        against=against,
        until=until,
        segments={segment.code: segment for segment in segments_of(chain)},
        provinces={province.code: province.name for province in provinces_of(until.region)},
        shifts=changes.compare(against.readings(), until.readings()),
        evidence=_evidence_between(against, until),
    )


def _evidence_between(against: Snapshot, until: Snapshot | None) -> int:
    """Return how many pieces of evidence came after one snapshot and before another, or before now."""
    counted = Placement.objects.live().filter(
        segment__layer__chain=against.chain_id, province__in=against.region.provinces.values("pk")
    )
    found = Evidence.objects.filter(placement__in=counted, created__gt=against.taken_at)
    return (found.filter(created__lte=until.taken_at) if until else found).count()


def readings_of(view: GapView) -> list[CellReading]:
    """Return the cells of a view as they are now: every level, every whole segment."""
    parents = dict.fromkeys(node.parent for node in view.nodes)
    return changes.readings(view.inside(parent) for parent in parents)


def snapshots_of(chain: Chain, region: Region) -> QuerySet[Snapshot]:
    """Return the snapshots of a chain over a region, the newest first, with the batch that each was taken before."""
    return Snapshot.objects.filter(chain=chain, region=region).select_related("batch")


def trends_of(view: GapView) -> dict[tuple[str, str | None], Trend]:
    """Return how many companies were at the last snapshots, and are now, in each cell of the level that is shown.

    By segment and province, ``None`` for the whole region. One query. A part that no snapshot has is left out: a single
    number is no trend.
    """
    now: dict[tuple[str, str | None], int] = {}
    for row in view.table.rows:
        now |= {(row.segment, None): row.tally.companies}
        now |= {(row.segment, cell.province): cell.tally.companies for cell in row.cells}
    latest = snapshots_of(view.chain, view.region).order_by("-taken_at").values("pk")[:MOST]
    kept = (
        SnapshotCell.objects.filter(segment__code__in={code for code, _province in now}, snapshot__in=latest)
        .order_by("snapshot__taken_at")
        .values_list("segment__code", "province_id", "companies", "snapshot__taken_at")
    )
    values: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    moments: dict[tuple[str, str | None], list[datetime]] = defaultdict(list)
    for code, province, companies, moment in kept:
        values[code, province].append(companies)
        moments[code, province].append(moment)
    return {part: Trend((*values[part], now[part]), tuple(moments[part])) for part in values if part in now}
