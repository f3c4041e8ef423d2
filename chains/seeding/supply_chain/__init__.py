"""A supply chain in five CSV files, read and resolved into what an atlas keeps of it. No ORM.

``stages`` are layers; ``inputs`` are segments, ``sequence`` says what goes into what and what is a type of what;
``providers`` are companies and countries, ``provision`` says who provides what. Rows are joined on ids alone. Whatever
cannot be taken is a :class:`Fault` with its file, row and column; the rest is taken all the same.
"""

from collections.abc import Mapping

from .faults import REASONS, Fault, Faults
from .plan import LayerPlan, Organisation, PlacementPlan, SegmentPlan, SharePlan, SupplyChainPlan
from .provision import read_provision
from .structure import read_structure
from .tables import FILES, read_tables

__all__ = [
    "FILES",
    "REASONS",
    "Fault",
    "LayerPlan",
    "Organisation",
    "PlacementPlan",
    "SegmentPlan",
    "SharePlan",
    "SupplyChainPlan",
    "plan_supply_chain",
]


def plan_supply_chain(files: Mapping[str, bytes], year: int | None = None) -> SupplyChainPlan:
    """Return what the five files, by name (``stages.csv`` …), come to.

    ``year`` is that of shares whose row gives none. The same files always give the same plan.
    """
    faults = Faults()
    tables = read_tables(files, faults)
    structure = read_structure(tables, faults)
    provision = read_provision(tables, structure, faults, year)
    return SupplyChainPlan(structure, provision, tuple(faults))
