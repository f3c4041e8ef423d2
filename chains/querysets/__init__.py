"""Queries with business names, chainable. Conditions on one model; what spans models is a selector's work."""

from .claims import (
    COMPANY_LOOKUPS,
    COMPANY_PARAMETERS,
    PLACEMENT_LOOKUPS,
    PLACEMENT_PARAMETERS,
    Choice,
    CompanyQuerySet,
    PlacementQuerySet,
)
from .records import CompanyLabelQuerySet, RecordQuerySet, SegmentQuerySet

__all__ = [
    "COMPANY_LOOKUPS",
    "COMPANY_PARAMETERS",
    "PLACEMENT_LOOKUPS",
    "PLACEMENT_PARAMETERS",
    "Choice",
    "CompanyLabelQuerySet",
    "CompanyQuerySet",
    "PlacementQuerySet",
    "RecordQuerySet",
    "SegmentQuerySet",
]
