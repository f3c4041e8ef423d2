"""The vocabulary of the facets: what can be chosen, in which order, under which names, and what stands below what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Model

from chains.analysis.facet_values import Vocabulary
from chains.choices import PlacementStatus
from chains.models import Chain, City, CityGroup, Label, Layer, Province, Segment


class Entry(NamedTuple):
    """One value of a parameter with its names; ``depth`` is how far it stands below the top of its tree."""

    value: str
    name: object
    name_en: object
    depth: int = 0


@dataclass(frozen=True)
class Catalogue:
    """Parameter → its values, as the facets list them; and what they stand for."""

    entries: Mapping[str, tuple[Entry, ...]]
    vocabulary: Vocabulary
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
    named = {model: tuple(model.objects.all()) for model in (Chain, Layer, Province, City, CityGroup, Label)}
    segments = in_tree_order(Segment.objects.select_related("layer__chain", "parent"))
    by_path = {segment.path: segment.code for segment in segments}
    groups: dict[str, list[str]] = defaultdict(list)
    for slug, city in CityGroup.cities.through.objects.order_by("pk").values_list("citygroup__slug", "city_id"):
        groups[city].append(slug)
    return Catalogue(
        entries={
            "chain": _entries(named[Chain], "slug"),
            "layer": _entries(named[Layer], "code"),
            "segment": tuple(Entry(each.code, each.name, each.name_en, each.depth) for each in segments),
            "province": _entries(named[Province], "code"),
            "city": _entries(named[City], "code"),
            "city_group": _entries(named[CityGroup], "slug"),
            "label": _entries(named[Label], "slug"),
            "listed": (Entry("true", "", ""), Entry("false", "", "")),
            "status": tuple(Entry(code, label, label) for code, label in PlacementStatus.choices),
        },
        vocabulary=Vocabulary(
            chains={segment.code: segment.layer.chain.slug for segment in segments},
            layers={segment.code: segment.layer.code for segment in segments},
            above={segment.code: tuple(by_path[path] for path in paths(segment.path)) for segment in segments},
            groups={city: tuple(slugs) for city, slugs in groups.items()},
        ),
        chains=named[Chain],
        provinces={city.code: city.province_id for city in named[City]},
        records={model: {row.pk: row for row in rows} for model, rows in (*named.items(), (Segment, segments))},
    )


def in_tree_order(segments: Iterable[Segment]) -> list[Segment]:
    """Return the segments with every child right after its parent, siblings in their order.

    One whose parent is not there stands where it would without a parent.
    """
    given = list(segments)
    keys = {segment.pk for segment in given}
    children: dict[int | None, list[Segment]] = defaultdict(list)
    for segment in given:
        children[segment.parent_id if segment.parent_id in keys else None].append(segment)
    ordered: list[Segment] = []

    def visit(parent: int | None) -> None:
        for segment in children[parent]:
            ordered.append(segment)
            visit(segment.pk)

    visit(None)
    return ordered


def paths(path: str) -> list[str]:
    """Return the path of a segment and those of all segments above it: ``ic/a/b/`` is ``ic/a/`` and ``ic/a/b/``."""
    steps = path.strip("/").split("/")
    return ["/".join(steps[:end]) + "/" for end in range(2, len(steps) + 1)]


def _entries(rows: Iterable[Any], key: str) -> tuple[Entry, ...]:
    return tuple(Entry(getattr(row, key), row.name, row.name_en) for row in rows)
