"""The members of the facet index: companies with their placements, and the parameters that find them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

#: What was chosen: parameter → values.
Choice = Mapping[str, Sequence[str]]

#: What is no parameter: which source a company's placements in a chain rest on, see ``ground``.
GROUND = "ground"

#: The parameter of placements that is chosen where nobody chooses it: all but the withdrawn ones.
STATUS, WITHDRAWN = "status", "withdrawn"


class PublishedPlacement(NamedTuple):
    """A published placement: the code of its segment, its province and effective city where known, its status.

    The province is ``UNKNOWN_PROVINCE`` for a placement in China, nobody knows where.
    """

    segment: str
    province: str | None
    city: str | None
    status: str


class Member(NamedTuple):
    """A published company: its key, a mark that changes with its place in the list, and what it is found by.

    ``held`` are the values that it answers to by itself, by parameter.
    """

    key: int
    mark: int
    spots: Sequence[PublishedPlacement]
    held: Mapping[str, Collection[str]]
    grounds: Iterable[str]


def ground(chain: str, source: int) -> str:
    """Return what says that placements in a chain have evidence from a source."""
    return f"{chain} {source}"


def sources_behind(chain: str, grounds: Iterable[str]) -> list[int]:
    """Return the sources that the placements in a chain have evidence from, of what ``ground`` says."""
    pairs = (each.rpartition(" ") for each in grounds)
    return [int(source) for of, _space, source in pairs if of == chain]


@dataclass(frozen=True)
class CodeMeanings:
    """What the codes of a placement stand for: segment → chain, layer, itself and those above; city → its groups."""

    chains: Mapping[str, str] = field(default_factory=dict)
    layers: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)


#: Gives the values of one parameter that a placement answers to.
Answers = Callable[[CodeMeanings, PublishedPlacement], Iterable[str]]


@dataclass(frozen=True)
class Parameters:
    """What companies can be asked: what a placement answers (several must hold for the same one), and what a company.

    ``yes_no`` are those of the company whose values are ``true``, for those that hold it, and ``false`` for all others.
    ``looked_up`` are those of both with a lookup "one of these" beside them, which no facet leaves out. Companies that
    hold one of the ``withheld`` (of yes or no) are left out unless ``true`` is chosen there, which is then all.
    """

    placed: Mapping[str, Answers]
    own: tuple[str, ...]
    yes_no: frozenset[str] = frozenset()
    looked_up: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    @cached_property
    def lookups(self) -> Mapping[str, str]:
        """Lookup → the parameter that it is of."""
        return {f"{name}__in": name for name in self.looked_up}

    @cached_property
    def answered(self) -> frozenset[str]:
        """All that bitmaps can answer."""
        return frozenset((*self.placed, *self.own, *self.lookups))

    def values(self, vocabulary: CodeMeanings, spot: PublishedPlacement) -> Iterable[tuple[str, str]]:
        """Yield every parameter and value that a placement answers to."""
        for name, answers in self.placed.items():
            for value in answers(vocabulary, spot):
                yield name, value
