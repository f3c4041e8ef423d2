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
from .values import FileValues

__all__ = [
    "FILES",
    "REASONS",
    "Fault",
    "FileValues",
    "LayerPlan",
    "Organisation",
    "PlacementPlan",
    "SegmentPlan",
    "SharePlan",
    "SupplyChainPlan",
    "plan_supply_chain",
]


def plan_supply_chain(
    files: Mapping[str, bytes], year: int | None = None, *, unit: str = "", values: FileValues | None = None
) -> SupplyChainPlan:
    """Return what the five files, by name (``stages.csv`` …), come to.

    ``year`` is that of shares whose row gives none, ``unit`` what the bare numbers among the shares are (a
    :class:`~chains.sheets.shares.ShareUnit`), ``values`` what is decided on values that are on no list; what nobody has
    decided on is asked in those of the plan. The same files always give the same plan.
    """
    faults = Faults()
    values = FileValues() if values is None else values
    tables = read_tables(files, faults)
    structure = read_structure(tables, faults, values)
    provision, found = read_provision(tables, structure, faults, values, year, unit)
    return SupplyChainPlan(structure, provision, tuple(faults), values, found)
