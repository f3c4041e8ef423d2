"""Candidates for a gap: companies near it in the chain, with the reasons, ranked. No ORM.

A gap is a segment, at places or anywhere. A *candidate* has a live placement near it in the chain and somewhere else
than there. How a segment is near is its :class:`~chains.choices.Relation`, from the nearest on:

``segment``      the segment itself
``sub-segment``  below it in the tree
``above``        above it: who is on record for 设备 alone may well make 光刻机, the record does not say
``upstream``     one link up: what feeds the segment, what it is part of or a part of it, with all below that
``downstream``   one link down, likewise

A company that fills the gap already (a placement in the segment or below it, at the place) is no candidate for it
and is counted as ``present``. A placement at the place in another segment is no reason, but noted (``here``).
A placement in the province whose city is not known is not known to be in a city that is asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from chains.choices import PlacementStatus, Relation

from .gaps import Node, Tree

#: Relations of who does the same; the others only stand near it.
SAME: frozenset[Relation] = frozenset({Relation.SEGMENT, Relation.SUB_SEGMENT})
_NEAREST_FIRST = tuple(Relation)
#: From strong to weak. Withdrawn placements do not count.
_STRONGEST_FIRST = (PlacementStatus.VERIFIED, PlacementStatus.REPORTED, PlacementStatus.DISPUTED)

#: What a reason says: where a company works, and the other end of the link.
WORDS = {
    Relation.SEGMENT: gettext_lazy("same segment: %(segment)s"),
    Relation.SUB_SEGMENT: gettext_lazy("sub-segment: %(segment)s"),
    Relation.ABOVE: gettext_lazy("segment above, not told apart: %(segment)s"),
    Relation.UPSTREAM: gettext_lazy("upstream: %(segment)s feeds %(other)s"),
    Relation.DOWNSTREAM: gettext_lazy("downstream: %(segment)s is fed by %(other)s"),
}


class FeedLink(NamedTuple):
    """One segment feeds another, by their codes."""

    upstream: str
    downstream: str


class Tie(NamedTuple):
    """The relation of a segment to that of the gap; ``other`` is the other end of the link, where it is one."""

    relation: Relation
    other: str = ""


class CandidateReason(NamedTuple):
    """Why a company stands on the list: the segment it works in, and how that is near the gap's."""

    relation: Relation
    segment: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class LivePlacement:
    """A live placement: ``province`` and ``city`` are codes, ``None`` abroad and where no city is known."""

    id: int
    company: Hashable
    segment: str
    province: str | None
    city: str | None = None
    status: str = PlacementStatus.REPORTED


@dataclass(frozen=True, slots=True)
class Traits:
    """A company apart from its placements; ``name`` and ``id`` decide where everything else is equal."""

    listed: bool = False
    labels: int = 0
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A segment, and the places where it is to be filled; none at all is anywhere."""

    segment: str
    provinces: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()

    def holds(self, stand: LivePlacement) -> bool:
        """Return whether a placement is at one of the places; where provinces and cities are given, at both."""
        if not self.provinces and not self.cities:
            return False
        at_province = not self.provinces or stand.province in self.provinces
        return at_province and (not self.cities or stand.city in self.cities)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that could fill a gap, with why it stands there.

    ``relation`` is that of the first of ``reasons``, the nearest; ``placements`` are the ids of those behind them all,
    in their order. ``status`` is the best status among the placements of the nearest relation. ``dedicated``: in no
    other top-level segment of the chain it is nearest in. ``provinces`` counts those it works in at all; ``here``:
    it works at the place already, in another segment.
    """

    company: Hashable
    relation: Relation
    reasons: tuple[CandidateReason, ...]
    placements: tuple[int, ...]
    status: PlacementStatus
    dedicated: bool
    listed: bool
    labels: int
    provinces: int
    here: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates, best first, and how many companies fill the gap already."""

    candidates: tuple[Candidate, ...]
    present: int


def ties(nodes: Sequence[Node], links: Iterable[FeedLink], segment: str) -> dict[str, Tie]:
    """Return every segment near ``segment``, by code, with its nearest tie.

    ``nodes`` are the segments of all chains, since a link may lead into another. Of several links of one relation the
    one counts whose end is nearest to the segment: at itself, above it (the nearest first), below it.
    """
    tree = Tree(nodes)
    below = _subtree(tree, segment)
    above = tree.lineage(segment)[1:]
    found = {segment: Tie(Relation.SEGMENT)}
    found |= {code: Tie(Relation.SUB_SEGMENT) for code in below[1:]}
    found |= {code: Tie(Relation.ABOVE) for code in above}
    ordered = sorted(links)
    for relation, near, far in ((Relation.UPSTREAM, 1, 0), (Relation.DOWNSTREAM, 0, 1)):
        for end in (segment, *above, *below[1:]):
            for link in ordered:
                if link[near] == end:
                    for code in _subtree(tree, link[far]):
                        found.setdefault(code, Tie(relation, end))
    return found


def candidates(
    gap: Gap,
    near: Mapping[str, Tie],
    nodes: Sequence[Node],
    stands: Iterable[LivePlacement],
    traits: Mapping[Hashable, Traits],
) -> Found:
    """Return who could fill ``gap``, best first, whatever the order of ``stands``.

    ``near`` is what :func:`ties` returns; ``stands`` are *all* live placements of the companies with one near the
    gap. First who does the same, then nearest first; among equals the dedicated, the verified (disputed ones last),
    the listed, those with more labels, those in more provinces; then by name.
    """
    tree = Tree(nodes)
    position = {node.code: number for number, node in enumerate(nodes)}
    top = {node.code: tree.lineage(node.code)[-1] for node in nodes}
    by_company: dict[Hashable, list[LivePlacement]] = defaultdict(list)
    for stand in sorted(stands, key=lambda stand: stand.id):
        by_company[stand.company].append(stand)
    present, found = 0, []
    for company, own in by_company.items():
        close = [stand for stand in own if stand.segment in near]
        if any(near[stand.segment].relation in SAME and gap.holds(stand) for stand in close):
            present += 1
            continue
        close = [stand for stand in close if not gap.holds(stand)]
        if close:
            close.sort(key=lambda stand: (_NEAREST_FIRST.index(near[stand.segment].relation), position[stand.segment]))
            found.append(_candidate(company, own, close, gap, near, top, traits[company]))
    return Found(tuple(sorted(found, key=lambda each: _rank(each, traits[each.company]))), present)


def in_words(reason: CandidateReason, name_of: Callable[[str], str]) -> str:
    """Return what a reason says in the language of the reader; ``name_of`` gives the name of a segment's code."""
    other = name_of(reason.other) if reason.other else ""
    return str(WORDS[reason.relation]) % {"segment": name_of(reason.segment), "other": other}


def _candidate(
    company: Hashable,
    own: Sequence[LivePlacement],
    close: Sequence[LivePlacement],
    gap: Gap,
    near: Mapping[str, Tie],
    top: Mapping[str, str],
    traits: Traits,
) -> Candidate:
    reasons = tuple(
        dict.fromkeys(
            CandidateReason(near[stand.segment].relation, stand.segment, near[stand.segment].other) for stand in close
        )
    )
    relation = reasons[0].relation
    deciding = {stand.status for stand in close if near[stand.segment].relation == relation}
    chain = _chain_of(close[0].segment)
    return Candidate(
        company=company,
        relation=relation,
        reasons=reasons,
        placements=tuple(stand.id for stand in close),
        status=next(status for status in _STRONGEST_FIRST if status in deciding),
        dedicated=len({top[stand.segment] for stand in own if _chain_of(stand.segment) == chain}) == 1,
        listed=traits.listed,
        labels=traits.labels,
        provinces=len({stand.province for stand in own} - {None}),
        here=any(gap.holds(stand) for stand in own),
    )


def _rank(candidate: Candidate, traits: Traits) -> tuple[object, ...]:
    return (
        _NEAREST_FIRST.index(candidate.relation),
        not candidate.dedicated,
        _STRONGEST_FIRST.index(candidate.status),
        not candidate.listed,
        -candidate.labels,
        -candidate.provinces,
        traits.name,
        traits.id,
    )


def _subtree(tree: Tree, code: str) -> list[str]:
    """Return a segment with all below it, itself first."""
    return [code, *(deeper for child in tree.children[code] for deeper in _subtree(tree, child))]


def _chain_of(code: str) -> str:
    return code.partition(".")[0]
