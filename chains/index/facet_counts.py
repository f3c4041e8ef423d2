"""Facet counts for the list of companies: by bitmaps where possible, else by the database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from chains.querysets import Choice

from .catalogue import Catalogue
from .facet_records import FacetValue, Registers
from .facets import PARAMETERS, Facet, facets_of
from .question import Question
from .refresh import current


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value of a facet: how many companies it would give, and whether it is chosen. ``depth`` is for trees."""

    value: str
    name: object
    name_en: object
    count: int
    selected: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class CountedFacet:
    """A facet with its values, counted with its own choice left out."""

    facet: Facet
    options: tuple[FacetOption, ...]

    @property
    def parameter(self) -> str:
        """The parameter of the list that its values belong to."""
        return self.facet.parameter


def facet_counts(question: Question, parameters: Collection[str] | None = None) -> tuple[CountedFacet, ...]:
    """Return the facets of the companies that a question asks for; of these ``parameters`` alone, if any are named.

    Each counts distinct companies, with its own parameter left out, so that a count is what the list would hold
    if that value alone were chosen there.
    """
    if question.is_choice and is_answered(question.choice):
        with current(question.at) as state:
            if state is not None:
                return by_index(state.catalogue, question.choice, state.index.counts(question.choice), parameters)
    return by_database(question, parameters)


def is_answered(choice: Choice) -> bool:
    """Return whether bitmaps know all that a choice asks for."""
    return all(name in PARAMETERS.answered for name, values in choice.items() if values)


def by_index(
    catalogue: Catalogue,
    choice: Choice,
    counts: Mapping[str, Mapping[str, int]],
    parameters: Collection[str] | None = None,
) -> tuple[CountedFacet, ...]:
    """Return the facets that these counts give, with every value that is offered."""
    return tuple(
        _counted(facet, catalogue.entries[facet.parameter], counts[facet.parameter], choice)
        for facet in facets_of(parameters)
    )


def by_database(question: Question, parameters: Collection[str] | None = None) -> tuple[CountedFacet, ...]:
    """Return the facets as the database counts them: some twenty queries for all of them, two for one."""
    registers = Registers()
    return tuple(
        _counted(facet, facet.values(registers), facet.count(question, registers), question.choice)
        for facet in facets_of(parameters)
    )


def _counted(facet: Facet, values: Iterable[FacetValue], counts: Mapping[str, int], choice: Choice) -> CountedFacet:
    chosen = choice.get(facet.parameter, ())
    return CountedFacet(
        facet,
        tuple(
            FacetOption(value, name, name_en, counts.get(value, 0), value in chosen, depth)
            for value, name, name_en, depth, offered in values
            if offered or counts.get(value) or value in chosen
        ),
    )
