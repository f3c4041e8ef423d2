"""A chain as one tree, from its layers down to the companies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from chains.choices import PlacementStatus
from chains.models import Chain, Layer, Placement, Segment

#: The better known of two placements of one company in one segment speaks for both.
_KNOWN = (
    PlacementStatus.VERIFIED,
    PlacementStatus.REPORTED,
    PlacementStatus.DISPUTED,
    PlacementStatus.WITHDRAWN,
)


@dataclass
class NestedCompany:
    """A company in a segment: where it works in it, and the status of its best-known placement there."""

    public_id: str
    name: str
    name_en: str
    status: str
    provinces: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)


@dataclass
class NestedSegment:
    """A segment with the companies placed in it, and the segments below it; ``count`` is of the whole subtree."""

    segment: Segment
    companies: list[NestedCompany]
    children: list["NestedSegment"]
    keys: frozenset[str]

    @property
    def count(self) -> int:
        """The distinct companies in the segment and below it."""
        return len(self.keys)


@dataclass
class NestedLayer:
    """A layer with its top-level segments."""

    layer: Layer
    segments: list[NestedSegment]


@dataclass
class NestedChain:
    """A chain with its layers."""

    chain: Chain
    layers: list[NestedLayer]

    @property
    def count(self) -> int:
        """The distinct companies in the chain."""
        return len({key for layer in self.layers for segment in layer.segments for key in segment.keys})


def nested_chain(chain: Chain, placements: QuerySet | None = None) -> NestedChain:
    """Return the chain as a tree with the companies of ``placements`` (its live ones by default).

    Wherever they are: a tree has no provinces to leave the rest of the world out of. Three queries: layers, segments,
    placements.
    """
    found = Placement.objects.live() if placements is None else placements
    companies = _companies(found.of_chain(chain.slug))
    children: dict[int | None, list[Segment]] = defaultdict(list)
    for segment in Segment.objects.filter(layer__chain=chain).order_by("order", "code"):
        children[segment.parent_id].append(segment)

    def grown(segment: Segment) -> NestedSegment:
        below = [grown(child) for child in children[segment.pk]]
        own = companies.get(segment.pk, {})
        keys = frozenset(own).union(*(child.keys for child in below))
        return NestedSegment(segment, list(own.values()), below, keys)

    return NestedChain(
        chain,
        [
            NestedLayer(layer, [grown(segment) for segment in children[None] if segment.layer_id == layer.pk])
            for layer in chain.layers.order_by("order", "code")
        ],
    )


def _companies(placements: QuerySet) -> dict[int, dict[str, NestedCompany]]:
    """Return the companies by segment, each once, by name."""
    rows: Iterable[tuple] = placements.order_by("company__pinyin", "company__public_id", "province", "pk").values_list(
        "segment_id",
        "company__public_id",
        "company__name",
        "company__name_en",
        "status",
        "province_id",
        "country",
    )
    found: dict[int, dict[str, NestedCompany]] = defaultdict(dict)
    for segment, key, name, name_en, status, province, country in rows:
        company = found[segment].setdefault(key, NestedCompany(key, name, name_en, status))
        company.status = min(company.status, status, key=_KNOWN.index)
        places, place = (company.provinces, province) if province else (company.countries, str(country))
        if place not in places:
            places.append(place)
    return found
