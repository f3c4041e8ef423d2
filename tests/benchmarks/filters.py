"""The mixed filters that every side is asked for, drawn from a seed over what is on record."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any
from urllib.parse import urlencode

#: How many a side is asked for in a round: a prime, so that no turn of workers or connections falls in with it.
COUNT = 97

#: How often each parameter is part of a filter.
PARAMETERS = {
    "chain": 0.3,
    "layer": 0.15,
    "segment": 0.45,
    "province": 0.45,
    "city": 0.2,
    "label": 0.25,
    "listed": 0.12,
    "status": 0.15,
}
#: How often a parameter has a second value, where it may.
SECOND = 0.2
STATUSES = ("reported", "verified", "disputed", "withdrawn")

Filter = Mapping[str, Sequence[str]]
#: code → what it lies in, for segments (chain and layer) and cities (province); labels and chains, with nothing.
Vocabulary = Mapping[str, Mapping[str, Any]]


def draw(vocabulary: Vocabulary, count: int, seed: int) -> list[Filter]:
    """Return ``count`` filters, no two alike, the same for the same seed and record."""
    random, found, seen = Random(seed), [], set()
    while len(found) < count:
        drawn = _one(random, vocabulary)
        key = tuple((name, tuple(sorted(values))) for name, values in drawn.items())
        if drawn and key not in seen:
            seen.add(key)
            found.append(drawn)
    return found


def query(chosen: Filter, **more: object) -> str:
    """Return the filter as the query of an address, with further parameters."""
    pairs = [(name, value) for name, values in chosen.items() for value in values]
    return urlencode([*pairs, *more.items()])


def _one(random: Random, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return a filter such as readers make: what is chosen together can be met together."""
    chosen: dict[str, list[str]] = {}
    for parameter, often in PARAMETERS.items():
        if random.random() >= often:
            continue
        values = _open_to(parameter, chosen, vocabulary)
        if values:
            several = 2 if random.random() < SECOND and parameter in ("segment", "province", "city", "status") else 1
            chosen[parameter] = random.sample(values, min(several, len(values)))
    return chosen


def _open_to(parameter: str, chosen: Filter, vocabulary: Vocabulary) -> list[str]:
    if parameter == "listed":
        return ["true", "false"]
    if parameter == "status":
        return list(STATUSES)
    above = {"layer": ("chain",), "segment": ("layer", "chain"), "city": ("province",)}.get(parameter, ())
    nearest = next((name for name in above if name in chosen), None)
    return sorted(
        code
        for code, lies_in in vocabulary[parameter].items()
        if nearest is None or lies_in[nearest] in chosen[nearest]
    )
