"""Records and known values that the index keeps in memory, so that they need no query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from chains.changelog.latest import Revised
from chains.models import Chain, Evidence, Placement, Source

from .members import sources_behind
from .refresh import current


@dataclass(frozen=True, slots=True)
class KnownValues:
    """The values that are known, by parameter, at which revision; none where all have to be asked for."""

    by_parameter: Mapping[str, frozenset[str]] = field(default_factory=dict)
    at: Revised | None = None


def known_values(at: Revised | None = None) -> KnownValues:
    """Return the values of the facets that are known; ``at`` is the newest revision where that was just read."""
    with current(at) as state:
        if state is None:
            return KnownValues()
        return KnownValues(state.catalogue.values, (state.number, state.moment))


def chains_in_order(at: Revised | None) -> Sequence[Chain]:
    """Return all chains in their order; ``at`` is the newest revision where that was just read."""
    if at is not None:
        with current(at) as state:
            if state is not None:
                return state.catalogue.chains
    return list(Chain.objects.all())


def sources_of(chain: Chain) -> list[Source]:
    """Return the sources that the placements of a chain rest on, the newest first; two queries at most."""
    with current() as state:
        if state is not None:
            keys = sources_behind(chain.slug, state.index.grounds())
    if state is not None:
        return list(Source.objects.filter(pk__in=keys))
    public = Placement.objects.published().of_chain(chain.slug)
    # Source by source, as most have evidence in the chain at the first look, and rows of evidence are many.
    return list(Source.objects.filter(Exists(Evidence.objects.filter(source=OuterRef("pk"), placement__in=public))))
