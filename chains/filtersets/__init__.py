"""THE filters. Page, export and API use the same class, so that they cannot disagree.

A repeated parameter is OR, different parameters are AND. An unknown parameter or a bad value is an error under
the parameter's name, never a silently wider list: call ``is_valid()`` before ``qs``.
"""

from .base import YES_NO, StrictFilterSet, StrictForm, without_blanks
from .claims import CompanyFilterSet, MapFilterSet, PlacementFilterSet
from .gaps import GapForm
from .registers import (
    AllianceFilterSet,
    AssessmentFilterSet,
    ChainFilterSet,
    CityFilterSet,
    ParkFilterSet,
    PlatformFilterSet,
    ProjectFilterSet,
    ProvinceFilterSet,
    RegionFilterSet,
    ResearchBaseFilterSet,
    SegmentFilterSet,
    SourceFilterSet,
    TechnologyFilterSet,
)
from .search import SearchForm

__all__ = [
    "YES_NO",
    "AllianceFilterSet",
    "AssessmentFilterSet",
    "ChainFilterSet",
    "CityFilterSet",
    "CompanyFilterSet",
    "GapForm",
    "MapFilterSet",
    "ParkFilterSet",
    "PlacementFilterSet",
    "PlatformFilterSet",
    "ProjectFilterSet",
    "ProvinceFilterSet",
    "RegionFilterSet",
    "ResearchBaseFilterSet",
    "SearchForm",
    "SegmentFilterSet",
    "SourceFilterSet",
    "StrictFilterSet",
    "StrictForm",
    "TechnologyFilterSet",
    "without_blanks",
]
