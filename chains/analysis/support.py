"""What counts rest on: how many sources and evidences stand behind a cell, and when somebody last looked. No ORM."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chains.analysis.gaps import Tree


@dataclass(frozen=True, slots=True)
class Ground:
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
    """Distinct sources, evidences, and the last day on which a source was read or a placement verified."""

    sources: int = 0
    evidence: int = 0
    looked: date | None = None


def support(
    tree: Tree, provinces: Collection[str], grounds: Iterable[Ground]
) -> Mapping[tuple[str, str | None], Support]:
    """Return what the counts rest on, by segment (with all below it) and province, or ``None`` for the region."""
    inside = set(provinces)
    by_scope: dict[tuple[str, str | None], list[Ground]] = defaultdict(list)
    for ground in grounds:
        if ground.province in inside:
            for code in tree.lineage(ground.segment):
                by_scope[code, ground.province].append(ground)
                by_scope[code, None].append(ground)
    return {
        scope: Support(
            sources=len({ground.source for ground in found if ground.source is not None}),
            evidence=sum(ground.evidence for ground in found),
            looked=max((ground.looked for ground in found if ground.looked), default=None),
        )
        for scope, found in by_scope.items()
    }
