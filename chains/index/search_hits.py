"""Search hits among companies: the best without ranking all, all of them, and their count."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connections
from django.db.models import F, Q
from django.db.models.functions import Collate

from chains.models import Company
from chains.querysets import CompanyQuerySet
from chains.searching import SHELVES, Bytewise, Tier, own_tier, words_of

#: So few hits are gathered and ranked sooner than they are looked for one tier after the other.
FEW = 2_000
#: So many are met often enough by walking along the order in which they are shown.
MANY = 20_000
#: Of a long text, no more words than these are weighed; the longest say most.
WEIGHED = 3


class Hits(NamedTuple):
    """The keys of the best hits, and how many there are in all, counted no further than was asked for."""

    keys: list[int]
    total: int


def hits(text: str, stop: int, most: int) -> Hits:
    """Return the ``stop`` best hits of a search among the companies that lists show, and how many there are.

    They are counted up to ``most``, where there are more than ``stop``.
    """
    keys = best_companies(text, 0, stop + 1)
    return Hits(keys[:stop], len(keys) if len(keys) <= stop else count_up_to(text, most))


def best_companies(text: str, start: int, stop: int, among: CompanyQuerySet | None = None) -> list[int]:
    """Return the keys of the hits ``start`` to ``stop`` in the order of ``best_first``, of those that lists show.

    ``among`` are other companies to search. The first pages cost the same whatever the number of hits: two queries
    for a rare text, and for a common one one more for each tier (:func:`chains.searching.tiers`) until the page is
    full. The page itself is what costs: all hits before it are read.
    """
    among = Company.objects.published().existing() if among is None else among
    words = words_of(text)
    if not words or connections[among.db].vendor != "postgresql":
        return list(among.search(text).best_first(text).values_list("pk", flat=True)[start:stop])
    weights = {word: _expected(own_tier([word])) for word in sorted(set(words), key=len, reverse=True)[:WEIGHED]}
    rarest = min(weights, key=weights.__getitem__)
    if weights[rarest] <= FEW:
        others = " ".join(word for word in words if word != rarest)
        found = among.search(rarest).search_in_place(others).best_first(text)
        return list(found.values_list("pk", flat=True)[start:stop])
    return _tier_by_tier(among, text, stop)[start:]


def _tier_by_tier(among: CompanyQuerySet, text: str, stop: int) -> list[int]:
    """Return the first ``stop`` hits: of each tier so many as are wanted still, along the index that has its order."""
    found: list[int] = []
    better = Q()
    # In any tier a company matches the whole text, and with it the only word.
    rows = among.search_in_place(text) if len(words_of(text)) > 1 else among
    for tier in among.tiers(text):
        hits = rows.filter(~better, tier.condition)
        for pool in _pools(tier, len(found)):
            # Gathered hits are in the same order by another name, lest the planner walk past all earlier shelves.
            order = Collate(tier.order, "C") if pool else Bytewise(F(tier.order))
            found += hits.filter(pool).order_by(order, "pk").values_list("pk", flat=True)[: stop - len(found)]
            if len(found) == stop:
                return found
        better |= tier.condition
    rest = among.found_otherwise(text).filter(~better).order_by(Bytewise(F("pinyin")), "pk")
    return [*found, *rest.values_list("pk", flat=True)[: stop - len(found)]]


def _pools(tier: Tier, before: int) -> list[Q]:
    """Return the ranges of the order in which to look for the hits of a tier that stand after ``before``."""
    expected = _expected(tier) - before if tier.texts else MANY + 1
    if expected > MANY:
        return [Q()]
    return [tier.on(SHELVES)] if expected <= FEW else [tier.on([shelf]) for shelf in SHELVES]


def _expected(tier: Tier) -> float:
    """Return how many companies PostgreSQL expects to hold the grams of a tier, by its statistics.

    Grams of one text come together, so each further one counts less than if they were independent: the root of its
    share, then the root of the root (exponential back-off). The three rarest say enough.
    """
    everything, *grams = [
        Company.objects.filter(condition).order_by().values("pk") for condition in (Q(), *tier.grams())
    ]
    plan = json.loads(everything.union(*grams, all=True).explain(format="json"))[0]["Plan"]
    total, *held = [arm["Plan Rows"] for arm in plan["Plans"]]
    expected = float(total)
    for place, rows in enumerate(sorted(held)[:3]):
        expected *= (rows / max(total, 1)) ** 0.5**place
    return expected


def matching_ids(text: str) -> Iterator[str]:
    """Yield the ids of all published companies that ``text`` finds, in no order; one query."""
    return Company.objects.published().search(text).order_by().values_list("public_id", flat=True).iterator(10_000)


def count_up_to(text: str, most: int) -> int:
    """Return how many companies ``text`` finds in the list, or ``most`` if there are more; one query or two."""
    published = Company.objects.published().existing().order_by()
    words = words_of(text)
    if words and connections[published.db].vendor == "postgresql":
        # By their own columns alone there are enough, mostly, and then nobody has to look for further ones.
        own = own_tier(words)
        count = published.filter(own.on(SHELVES), own.condition)[:most].count()
        if count == most:
            return count
    return published.search(text)[:most].count()
