"""Records that facets refer to; each table is read when it is first needed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Model

from chains.analysis.segment_order import in_tree_order
from chains.models import CityGroup, Segment


class FacetValue(NamedTuple):
    """One value of a parameter with its names; ``depth`` is how far it stands below the top of its tree.

    One that is not ``offered`` is left out where it would give no company.
    """

    value: str
    name: object
    name_en: object
    depth: int = 0
    offered: bool = True


class Registers:
    """The registers that values are chosen from."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], tuple[Any, ...]] = {}

    def rows(self, model: type[Model]) -> tuple[Any, ...]:
        """Return all rows in their order, segments as a tree; one query at most."""
        if model not in self._rows:
            found: Iterable[Any] = model.objects.all()
            if model is Segment:
                found = in_tree_order(Segment.objects.select_related("layer__chain", "parent"))
            self._rows[model] = tuple(found)
        return self._rows[model]

    def values(self, model: type[Model], key: str) -> list[FacetValue]:
        """Return all rows as values, known by the column ``key``."""
        return [FacetValue(getattr(row, key), row.name, row.name_en) for row in self.rows(model)]

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """City → the groups that it belongs to; one query."""
        groups: dict[str, list[str]] = defaultdict(list)
        pairs = CityGroup.cities.through.objects.order_by("pk").values_list("citygroup__slug", "city_id")
        for slug, city in pairs:
            groups[city].append(slug)
        return {city: tuple(slugs) for city, slugs in groups.items()}
