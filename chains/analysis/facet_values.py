"""What the facet index is given: the parameters, companies with their placements, and what the codes stand for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: What was chosen: parameter → values.
Choice = Mapping[str, Sequence[str]]

#: The parameters that a placement answers; several must hold for the same one.
PLACED = ("chain", "layer", "segment", "province", "city", "city_group", "status")
#: The parameters that a company answers.
OWN = ("label", "listed")
#: What is no parameter: which source a company's placements in a chain rest on, see ``ground``.
GROUND = "ground"
#: "One of these", which stands beside the parameters and is never left out.
LOOKUPS = tuple(f"{name}__in" for name in (*PLACED, "label") if name != "status")
#: All that the index can answer by itself.
ANSWERED = frozenset((*PLACED, *OWN, *LOOKUPS))

WITHDRAWN = "withdrawn"


class Spot(NamedTuple):
    """A published placement: the code of its segment, its province and effective city where known, its status."""

    segment: str
    province: str | None
    city: str | None
    status: str


class Member(NamedTuple):
    """A published company: its key, a mark that changes with its place in the list, and what it is found by."""

    key: int
    mark: int
    spots: Sequence[Spot]
    labels: Iterable[str]
    listed: bool
    grounds: Iterable[str]


def ground(chain: str, source: int) -> str:
    """Return what says that placements in a chain have evidence from a source."""
    return f"{chain} {source}"


def sources_behind(chain: str, grounds: Iterable[str]) -> list[int]:
    """Return the sources that the placements in a chain have evidence from, of what ``ground`` says."""
    pairs = (each.rpartition(" ") for each in grounds)
    return [int(source) for of, _space, source in pairs if of == chain]


@dataclass(frozen=True)
class Vocabulary:
    """What the codes of a placement stand for: segment → chain, layer, itself and those above; city → its groups."""

    chains: Mapping[str, str] = field(default_factory=dict)
    layers: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def values(self, spot: Spot) -> Iterable[tuple[str, str]]:
        """Yield every parameter and value that a placement answers to."""
        yield "chain", self.chains[spot.segment]
        yield "layer", self.layers[spot.segment]
        for code in self.above[spot.segment]:
            yield "segment", code
        if spot.province:
            yield "province", spot.province
        if spot.city:
            yield "city", spot.city
            for slug in self.groups.get(spot.city, ()):
                yield "city_group", slug
        yield "status", spot.status
