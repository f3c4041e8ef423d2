"""The values of the facets, with their order, names and parents."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model

from chains.analysis.segment_order import paths
from chains.models import Chain, City, CityGroup, Label, Layer, Province, Segment

from .facet_records import FacetValue, Registers
from .facets import FACETS
from .members import CodeMeanings


@dataclass(frozen=True)
class Catalogue:
    """Parameter → its values, as the facets list them; and what they stand for."""

    entries: Mapping[str, tuple[FacetValue, ...]]
    vocabulary: CodeMeanings
    #: All chains in their order.
    chains: tuple[Chain, ...]
    #: City → its province.
    provinces: Mapping[str, str]
    #: Every record that has a name here, by its primary key; a segment with its layer and chain.
    records: Mapping[type[Model], Mapping[Any, Any]]

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """Parameter → the values that there are."""
        return {name: frozenset(entry.value for entry in entries) for name, entries in self.entries.items()}

    def effective_city(self, province: str | None, city: str | None, registered: str | None) -> str | None:
        """Return the city that a placement stands in, see ``PlacementQuerySet.with_effective_city``."""
        if city or province is None:
            return city
        if province in self.provinces:
            return province
        return registered if registered and self.provinces.get(registered) == province else None

    def is_shaped_as(self, other: "Catalogue") -> bool:
        """Return whether the same values stand for the same, whatever they are called."""
        return self.vocabulary == other.vocabulary and self.provinces == other.provinces


def read_catalogue() -> Catalogue:
    """Return the catalogue as it stands; eight queries."""
    registers = Registers()
    segments = registers.rows(Segment)
    by_path = {segment.path: segment.code for segment in segments}
    return Catalogue(
        entries={facet.parameter: tuple(facet.values(registers)) for facet in FACETS},
        vocabulary=CodeMeanings(
            chains={segment.code: segment.layer.chain.slug for segment in segments},
            layers={segment.code: segment.layer.code for segment in segments},
            above={segment.code: tuple(by_path[path] for path in paths(segment.path)) for segment in segments},
            groups=registers.groups,
        ),
        chains=registers.rows(Chain),
        provinces={city.code: city.province_id for city in registers.rows(City)},
        records={
            model: {row.pk: row for row in registers.rows(model)}
            for model in (Chain, Layer, Province, City, CityGroup, Label, Segment)
        },
    )
