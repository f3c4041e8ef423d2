"""Shares of world supply: rows of the list, and each source's figures for a segment and those below it."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, QuerySet

from chains.analysis import supply
from chains.models import Chain, Segment, Source, SupplyShare


@dataclass(frozen=True)
class Statement:
    """The statement of one source on one segment, for the newest year that it covers."""

    segment: Segment
    source: Source
    year: int
    shares: tuple[SupplyShare, ...]

    @cached_property
    def told(self) -> supply.Supply:
        """The sum of the shares."""
        return supply.Supply(
            tuple(
                supply.CountryShare(str(share.country.code), share.share, share.qualifier, share.share_until)
                for share in self.shares
            )
        )

    @property
    def ranked(self) -> list[SupplyShare]:
        """The shares as they are read: numbers first, biggest first, then words."""
        return self._rows(self.told.ranked)

    @property
    def leaders(self) -> list[SupplyShare]:
        """The shares that reach three quarters of the supply; all with a number where they do not."""
        return self._rows(self.told.leaders)

    @property
    def home(self) -> SupplyShare | None:
        """China's own share, ``None`` where the source is silent about it."""
        return next((share for share in self.shares if share.country.code == supply.HOME), None)

    def _rows(self, parts: tuple[supply.CountryShare, ...]) -> list[SupplyShare]:
        by_country = {str(share.country.code): share for share in self.shares}
        return [by_country[part.country] for part in parts]


@dataclass
class SegmentSupply:
    """Statements on record about a segment's supply: its ``own``, newest first, and those of the segments ``below``.

    Shares of sub-segments stand side by side: they are shares of different wholes, so no sum of them means anything.
    """

    own: list[Statement] = field(default_factory=list)
    below: list[Statement] = field(default_factory=list)

    @property
    def segments_below(self) -> int:
        """The number of sub-segments that have a statement."""
        return len({statement.segment.pk for statement in self.below})


def supply_shares() -> QuerySet:
    """Return all shares with what their lists show of them: numbers first, biggest first, on every database.

    Bounds and ranges stand where their lower ends do, before a number that is the same, as they may be more.
    """
    biggest_first = (F(name).desc(nulls_last=True) for name in ("share", "share_until"))
    return SupplyShare.objects.select_related("segment__layer__chain", "source").order_by(
        "segment__path", "-year", *biggest_first, "country", "pk"
    )


def supply_in_chain(chain: Chain) -> dict[str, SegmentSupply]:
    """Return what is on record by the code of each segment of a chain that has any, or has any below. One query."""
    return _by_segment(supply_shares().filter(segment__layer__chain=chain))


def supply_of(segment: Segment) -> SegmentSupply:
    """Return what is on record of one segment and of those below it. One query."""
    shares = supply_shares().filter(segment__in=Segment.objects.in_subtree([segment.code]))
    return _by_segment(shares).get(segment.code, SegmentSupply())


def _by_segment(shares: QuerySet) -> dict[str, SegmentSupply]:
    rows: dict[Segment, list[SupplyShare]] = defaultdict(list)
    for share in shares.order_by("segment__path", "country", "pk"):
        rows[share.segment].append(share)
    found: dict[str, SegmentSupply] = defaultdict(SegmentSupply)
    for segment, own in rows.items():
        newest = supply.newest_of_each(own, lambda share: share.source, lambda share: share.year)
        statements = [Statement(segment, source, year, tuple(told)) for source, year, told in newest]
        found[segment.code].own = statements
        chain, *slugs = segment.path.rstrip("/").split("/")
        for above in slugs[:-1]:
            found[f"{chain}.{above}"].below += statements
    return dict(found)
