"""Possible duplicates among companies: the index of their names, and the queue of pairs to decide."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Prefetch

from chains.analysis.compared_firms import ComparedFirm
from chains.analysis.duplicates import NameIndex, Pair
from chains.analysis.reasons import Reason
from chains.choices import BatchKind, DuplicateVerdict
from chains.models import Company, CompanyRedirect, DuplicateDecision, Listing, Placement, PlacementRedirect

from .merge_consequences import MergeConsequence, consequences_of

#: How long the pairs are kept that were found for one state of the companies.
_KEPT = 7 * 24 * 3600
#: Up to this number of companies the pairs are found while somebody waits for another page.
_QUICK = 5_000


@dataclass(frozen=True, slots=True)
class WaitingPair:
    """A pair in the queue, and what changes if it is merged; ``decision`` is there where somebody put it off."""

    pair: Pair
    consequence: MergeConsequence
    decision: DuplicateDecision | None = None


@dataclass(slots=True)
class PairSide:
    """One of the two companies of a pair, with what the page shows of it."""

    company: Company
    placements: list[Placement] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair with both companies."""

    first: PairSide
    second: PairSide
    score: int
    weight: float
    reasons: tuple[Reason, ...]
    consequence: MergeConsequence
    decision: DuplicateDecision | None


def firms() -> list[ComparedFirm]:
    """Return every company as it is compared, with the credit codes it had before. Five queries."""
    codes = _former_codes()
    found = Company.objects.firms()
    return [replace(firm, codes=tuple(codes[firm.id])) if firm.id in codes else firm for firm in found]


def name_index() -> NameIndex:
    """Return the names of all companies, to look other names up in; the id of a look-alike is its public id."""
    return NameIndex(firms())


def candidates() -> list[Pair]:
    """Return all pairs that may be one firm, whatever was decided on them; likeliest first.

    Kept for as long as no company, nor anything that it is shown with, changes.
    """
    mark = _state()
    found = cache.get(mark)
    if found is None:
        found = name_index().pairs()
        cache.set(mark, found, _KEPT)
    return found


def duplicate_queue(least: int = 0) -> list[WaitingPair]:
    """Return the pairs of at least this score that wait for a decision, those put off at the end.

    The pair of which a decision changes most comes first: placements, then segments, then gaps; of those that change as
    much, the likeliest. What was decided on a company that has been merged since holds for the one it was merged into.
    """
    waiting = _waiting(least)
    consequences = consequences_of(pair for pair, _decision in waiting)
    queue = [
        WaitingPair(pair, consequence, decision)
        for (pair, decision), consequence in zip(waiting, consequences, strict=True)
    ]
    queue.sort(key=lambda each: (each.consequence, each.pair.weight), reverse=True)
    return sorted(queue, key=lambda each: each.decision is not None)


def _waiting(least: int = 0) -> list[tuple[Pair, DuplicateDecision | None]]:
    decisions = _decisions()
    found = [(pair, decisions.get((pair.first, pair.second))) for pair in candidates() if pair.score >= least]
    return [each for each in found if each[1] is None or each[1].verdict == DuplicateVerdict.LATER]


def waiting_pairs() -> int | None:
    """Return how many pairs have not been looked at yet; None where counting them would take too long now."""
    if cache.get(_state()) is None and Company.objects.count() > _QUICK:
        return None
    return sum(decision is None for _pair, decision in _waiting())


def with_companies(waiting: Iterable[WaitingPair]) -> list[PairRow]:
    """Return these pairs with both companies and what is shown of them, in a fixed number of queries."""
    waiting = list(waiting)
    ids = {public_id for each in waiting for public_id in (each.pair.first, each.pair.second)}
    sides = {side.company.public_id: side for side in sides_of(Company.objects.filter(public_id__in=ids))}
    return [
        PairRow(
            first=sides[each.pair.first],
            second=sides[each.pair.second],
            score=each.pair.score,
            weight=each.pair.weight,
            reasons=each.pair.reasons,
            consequence=each.consequence,
            decision=each.decision,
        )
        for each in waiting
        if each.pair.first in sides and each.pair.second in sides
    ]


def sides_of(companies: Any) -> list[PairSide]:
    """Return these companies (a query) with names, listings and placements of every status."""
    placements = Placement.objects.select_related("segment__layer__chain", "province", "city").order_by(
        "segment__path", "province", "pk"
    )
    rows = companies.select_related("province", "city").prefetch_related(
        "names", "listings", Prefetch("placements", placements)
    )
    return [
        PairSide(
            row,
            list(row.placements.all()),
            list(dict.fromkeys(each.name for each in row.names.all())),
            list(row.listings.all()),
        )
        for row in rows
    ]


def in_order(companies: Any, keys: Sequence[int]) -> list[PairSide]:
    """Return the companies with these primary keys, in the order of the keys."""
    found = {side.company.pk: side for side in sides_of(companies.filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


def merged_into(public_id: str) -> str | None:
    """Return the public id of the published company that the one with this old id was merged into, if any."""
    found = CompanyRedirect.objects.filter(public_id=public_id, company__in=Company.objects.published())
    return found.values_list("company__public_id", flat=True).first()


def folded_into(public_id: str) -> str | None:
    """Return the public id of the published placement that the one with this old id was folded into, if any."""
    found = PlacementRedirect.objects.filter(public_id=public_id, placement__in=Placement.objects.published())
    return found.values_list("placement__public_id", flat=True).first()


def _state() -> str:
    """Return what changes whenever a company, or anything that it is shown with, does."""
    state = Company.objects.aggregate(number=Count("pk"), last=Max("updated"), key=Max("pk"))
    return (
        "duplicates:3:{number}:{key}:{last:%Y%m%d%H%M%S%f}".format(**state) if state["number"] else "duplicates:3:none"
    )


def _former_codes() -> dict[str, list[str]]:
    """Return, by public id, the credit codes that companies had at any time, except those that a merge gave them."""
    kinds = (BatchKind.MERGE, BatchKind.SPLIT, BatchKind.UNDO)
    entries = Company.history.exclude(uscc="").exclude(batch__kind__in=kinds).order_by()
    found: dict[str, list[str]] = defaultdict(list)
    for public_id, code in entries.values_list("public_id", "uscc").distinct():
        found[public_id].append(code)
    return found


def _decisions() -> dict[tuple[str, str], DuplicateDecision]:
    """Return the decisions by the ids of the companies that are there now; of several on one pair the firmest."""
    heirs = dict(CompanyRedirect.objects.values_list("public_id", "company__public_id"))
    found: dict[tuple[str, str], DuplicateDecision] = {}
    for decision in DuplicateDecision.objects.select_related("user").order_by("decided_at", "pk"):
        ends = {heirs.get(each, each) for each in (decision.first, decision.second)}
        if len(ends) == 1:
            continue
        low, high = sorted(ends)
        present = found.get((low, high))
        if present is None or present.verdict == DuplicateVerdict.LATER:
            found[low, high] = decision
    return found
