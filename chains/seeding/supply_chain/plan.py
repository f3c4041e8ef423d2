"""The plan that is read from the five files of a supply chain, ready to be written. No ORM."""

from dataclasses import dataclass, field

from chains.sheets.shares import StatedShare, UnitFound

from .faults import Fault
from .values import FileValues


@dataclass(frozen=True, slots=True)
class LayerPlan:
    """A stage as a layer; ``slug`` is unique in the chain."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """An input as a segment; ``parent`` is the slug of what it is a type of."""

    slug: str
    name: str
    layer: str
    parent: str | None = None
    description: str = ""


@dataclass(frozen=True)
class Structure:
    """Layers, segments (parents before those below them) and what feeds what, by slugs.

    ``slugs`` maps the ids of the inputs that are segments to their slugs; ``stages`` and ``inputs`` are all ids there
    are.
    """

    layers: tuple[LayerPlan, ...] = ()
    segments: tuple[SegmentPlan, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    slugs: dict[str, str] = field(default_factory=dict)
    stages: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A provider that is a firm. ``country`` is where it has its seat (ISO 3166), empty where that is unknown."""

    id: str
    name: str
    country: str
    aliases: tuple[str, ...]
    row: int


@dataclass(frozen=True, slots=True)
class PlacementPlan:
    """An organisation provides a segment, abroad."""

    organisation: str
    segment: str
    country: str
    locator: str
    note: str
    row: int


@dataclass(frozen=True, slots=True)
class SharePlan:
    """A country's share of a segment: as it is stated in per cent, or in a word."""

    segment: str
    country: str
    stated: StatedShare | None
    qualifier: str
    year: int
    locator: str
    note: str
    row: int


@dataclass(frozen=True)
class Provision:
    """Who provides what."""

    organisations: tuple[Organisation, ...] = ()
    placements: tuple[PlacementPlan, ...] = ()
    shares: tuple[SharePlan, ...] = ()


@dataclass(frozen=True)
class SupplyChainPlan:
    """All of it, with everything that is wrong, what is asked, and what the bare numbers among the shares are."""

    structure: Structure
    provision: Provision
    faults: tuple[Fault, ...]
    values: FileValues
    share_unit: UnitFound
