"""Gaps over all chains, ranked, with reasons, for page, API and export."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain as chained
from typing import Any, Self

from django.db.models import Count, Max
from django.db.models.functions import Coalesce

from chains import index
from chains.analysis import gaps
from chains.analysis.explanations import Facts, Sentence, explain, facts_of, wanted
from chains.analysis.ranking import rank
from chains.analysis.support import SourceSupport, Support, support
from chains.analysis.wording import in_words, sentence_in_words
from chains.models import Assessment, Chain, Placement, Province, Segment, Source, SupplyShare

from .gaps import GapView, gap_view

#: What a filter calls a segment on which nobody has concluded anything.
NO_VERDICT = "none"
#: The level that stands for itself and all below it.
DEEPEST_LEVEL = 3


@dataclass(frozen=True)
class RankedGap:
    """A segment over its region, or in one province, with why it stands here and what would change the answer.

    ``rank`` counts from 1 among what was asked for, ``level`` from 1 at the top of the chain.
    """

    rank: int
    view: GapView
    part: gaps.Row | gaps.Cell
    facts: Facts
    #: The sources behind the counts, each with how many evidences it gives, the most first.
    rests_on: tuple[tuple[Source, int], ...]

    @property
    def id(self) -> str:
        """The segment and its place, unique in the answer."""
        return f"{self.part.segment}@{self.facts.province or self.view.region.slug}"

    @property
    def segment(self) -> Segment:
        """The segment."""
        return self.view.segments[self.part.segment]

    @property
    def province(self) -> Province | None:
        """The province that was asked for, ``None`` for the region."""
        return self.view.named[self.facts.province] if self.facts.province else None

    @property
    def level(self) -> int:
        """The depth of the segment in the tree."""
        return level_of(self.view, self.part.segment)

    @property
    def coverage(self) -> gaps.Coverage:
        """How many of its sub-segments have a company here."""
        return self.facts.levels[0] if self.facts.levels else gaps.Coverage(0, 0)

    @property
    def assessment(self) -> Assessment | None:
        """The assessment behind the verdict."""
        return self.view.assessment(self.part.ruling)

    @property
    def conflict(self) -> bool:
        """Whether signal and verdict contradict each other here."""
        return self.part.conflict

    @property
    def support(self) -> Support:
        """The sources behind the counts."""
        return self.facts.support

    @property
    def explanation(self) -> tuple[Sentence, ...]:
        """The paragraph, sentence by sentence."""
        return explain(self.facts)

    @property
    def missing(self) -> tuple[Sentence, ...]:
        """The missing facts that would change the rank, as codes."""
        return wanted(self.facts)

    @property
    def paragraph(self) -> str:
        """The explanation in the reader's language."""
        return in_words(self.explanation, self.view.named)

    @property
    def missing_in_words(self) -> list[str]:
        """The missing facts that would change the rank, in the reader's language."""
        return [sentence_in_words(sentence, self.view.named) for sentence in self.missing]


@dataclass(frozen=True)
class GapQuestion:
    """The filters of the ranking. Empty: everything. Several values of one kind are *or*, several kinds *and*."""

    chains: Collection[Chain] = ()
    segments: Collection[Segment] = ()
    province: Province | None = None
    verdicts: Collection[str] = ()
    signals: Collection[str] = ()
    conflict: bool | None = None
    levels: Collection[int] = ()

    @classmethod
    def asked(cls, cleaned: Mapping[str, Any]) -> Self:
        """Return the question that a valid ``RankedGapForm`` asks."""
        return cls(
            chains=cleaned["chain"],
            segments=cleaned["segment"],
            province=cleaned["province"],
            verdicts=cleaned["verdict"],
            signals=cleaned["signal"],
            conflict={"true": True, "false": False}.get(cleaned["conflict"]),
            levels=[int(level) for level in cleaned["level"]],
        )

    def fits(self, view: GapView, part: gaps.Row | gaps.Cell) -> bool:
        """Return whether a part is one of those asked for."""
        lineage = view.tree.lineage(part.segment)
        verdict = part.ruling.verdict if part.ruling else NO_VERDICT
        return (
            (not self.segments or any(segment.code in lineage for segment in self.segments))
            and (not self.verdicts or verdict in self.verdicts)
            and (not self.signals or part.signal in self.signals)
            and (self.conflict is None or part.conflict == self.conflict)
            and (not self.levels or min(len(lineage), DEEPEST_LEVEL) in self.levels)
        )


def ranked_gaps(question: GapQuestion) -> list[RankedGap]:
    """Return what calls for a look and fits the question, worst first over all chains asked for.

    With a province its cells are ranked instead of the rows over the region; a chain that is not mapped over that
    province has none. Four queries a chain, three more for what everything rests on, one a chain for its targets.
    """
    chains = Chain.objects.select_related("region")
    if question.chains:
        chains = chains.filter(pk__in=[chain.pk for chain in question.chains])
    views = [gap_view(chain) for chain in chains]
    return _ranked(views, question)


def ranked_in(view: GapView) -> list[RankedGap]:
    """Return what calls for a look in one gap view, from the level shown down, worst first."""
    return _ranked([view], GapQuestion())


def level_of(view: GapView, code: str) -> int:
    """Return how deep a segment stands: 1 at the top."""
    return len(view.tree.lineage(code))


def _ranked(views: Sequence[GapView], question: GapQuestion) -> list[RankedGap]:
    province = question.province.code if question.province else None
    home = {code: view for view in views for code in view.segments}
    parts = chained.from_iterable(_parts(view, province) for view in views)
    found = rank(part for part in parts if question.fits(home[part.segment], part))
    rests_on = _supports(views)
    sources = Source.objects.in_bulk({key for each in rests_on.values() for key, _evidence in each.by_source})
    supplied = _supplied(views)
    ranked = []
    for number, part in enumerate(found, start=1):
        view = home[part.segment]
        facts = facts_of(
            part,
            parent=view.tree.parent[part.segment],
            provinces=tuple(each.code for each in view.provinces),
            branch=view.occupancy.branch(part.segment, province),
            support=rests_on.get((part.segment, province), Support()),
            supply_known=part.segment in supplied,
            attainment=view.attainment(part),
        )
        behind = tuple((sources[key], evidence) for key, evidence in facts.support.by_source)
        ranked.append(RankedGap(number, view, part, facts, behind))
    return ranked


def _parts(view: GapView, province: str | None) -> Iterable[gaps.Row] | Iterable[gaps.Cell]:
    if province is None:
        return view.rows
    return [cell for row in view.rows for cell in row.cells if cell.province == province]


def _supports(views: Sequence[GapView]) -> dict[tuple[str, str | None], Support]:
    """Return what the counts of the views rest on, by segment and province (``None``: the region), in one query."""
    codes = [code for view in views for code in view.segments]
    grounds = index.kept_by_segment("grounds", codes, _grounds)
    found: dict[tuple[str, str | None], Support] = {}
    for view in views:
        provinces = [province.code for province in view.provinces]
        found |= support(view.tree, provinces, [ground for code in view.segments for ground in grounds[code]])
    return found


def _grounds(codes: Collection[str]) -> dict[str, list[SourceSupport]]:
    """Return what the counts of each of these segments themselves rest on, in one query."""
    grounds: dict[str, list[SourceSupport]] = {code: [] for code in codes}
    rows = (
        Placement.objects.live()
        .filter(segment__code__in=codes)
        .order_by()
        .values_list("segment__code", "province_id", "evidence__source_id")
        .annotate(
            n=Count("evidence"),
            verified=Max("verified_on"),
            # A source that nobody noted the reading of was read when it came out, at the earliest.
            read=Max(Coalesce("evidence__source__retrieved_on", "evidence__source__date")),
        )
    )
    for segment, province, source, n, verified, read in rows:
        looked = max((day for day in (verified, read) if day), default=None)
        grounds[segment].append(SourceSupport(segment, province, source, n, looked))
    return grounds


def _supplied(views: Sequence[GapView]) -> set[str]:
    """Return the segments for which a share of world supply is on record: their own, above or below them."""
    known = SupplyShare.objects.filter(segment__layer__chain__in=[view.chain.pk for view in views])
    supplied: set[str] = set()
    codes = set(known.order_by().values_list("segment__code", flat=True).distinct())
    for view in views:
        lineages: Mapping[str, tuple[str, ...]] = {code: view.tree.lineage(code) for code in view.segments}
        supplied |= {code for code, lineage in lineages.items() if codes.intersection(lineage)}
        supplied |= {above for code in codes & lineages.keys() for above in lineages[code]}
    return supplied
