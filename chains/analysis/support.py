"""Support of a count: how many sources and pieces of evidence it has, and when it was last checked. No ORM."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chains.analysis.gaps import Tree


@dataclass(frozen=True, slots=True)
class SourceSupport:
    """The evidence of one source for the live placements of one segment in one province.

    ``source`` is ``None`` for placements without evidence, which may have been verified all the same.
    """

    segment: str
    province: str | None
    source: Hashable | None
    evidence: int = 0
    looked: date | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Evidences by source, the most first, and the last day on which a source was read or a placement verified."""

    by_source: tuple[tuple[Hashable, int], ...] = ()
    looked: date | None = None

    @property
    def sources(self) -> int:
        """How many distinct sources there are."""
        return len(self.by_source)

    @property
    def evidence(self) -> int:
        """How many evidences there are."""
        return sum(evidence for _source, evidence in self.by_source)


def support(
    tree: Tree, provinces: Collection[str], grounds: Iterable[SourceSupport]
) -> Mapping[tuple[str, str | None], Support]:
    """Return what the counts rest on, by segment (with all below it) and province, or ``None`` for the region."""
    inside = set(provinces)
    by_scope: dict[tuple[str, str | None], list[SourceSupport]] = defaultdict(list)
    for ground in grounds:
        if ground.province in inside:
            for code in tree.lineage(ground.segment):
                by_scope[code, ground.province].append(ground)
                by_scope[code, None].append(ground)
    return {
        scope: Support(
            by_source=_by_source(found),
            looked=max((ground.looked for ground in found if ground.looked), default=None),
        )
        for scope, found in by_scope.items()
    }


def _by_source(grounds: Iterable[SourceSupport]) -> tuple[tuple[Hashable, int], ...]:
    evidence: Counter[Hashable] = Counter()
    for ground in grounds:
        if ground.source is not None:
            evidence[ground.source] += ground.evidence
    return tuple(evidence.most_common())
