"""THE filters. Page, export and API use the same class, so that they cannot disagree.

A repeated parameter is OR, different parameters are AND. An unknown parameter or a bad value is an error under
the parameter's name, never a silently wider list: call ``is_valid()`` before ``qs``.
"""

from .base import StrictFilterSet, StrictForm, without_blanks
from .candidates import CandidateForm
from .changes import (
    ChangesForm,
    ComparedGapForm,
    ComparisonForm,
    GapFigureForm,
    RecordChangesForm,
    SnapshotFilterSet,
)
from .claims import (
    CityFigureFilterSet,
    CompanyFilterSet,
    GraphFilterSet,
    MapFigureFilterSet,
    MapFilterSet,
    PlacementFilterSet,
    TreeFilterSet,
    asked_companies,
)
from .compare import CompareForm
from .filter_choices import YES_NO
from .flow import FlowForm, ShadedFlowForm
from .gaps import BriefForm, GapForm
from .lists import (
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
    SupplyShareFilterSet,
    TargetFilterSet,
    TechnologyFilterSet,
)
from .ranked_gaps import RankedGapForm
from .search import SearchForm

__all__ = [
    "YES_NO",
    "AllianceFilterSet",
    "AssessmentFilterSet",
    "BriefForm",
    "CandidateForm",
    "ChainFilterSet",
    "ChangesForm",
    "CityFigureFilterSet",
    "CityFilterSet",
    "CompanyFilterSet",
    "CompareForm",
    "ComparedGapForm",
    "ComparisonForm",
    "FlowForm",
    "GapFigureForm",
    "GapForm",
    "GraphFilterSet",
    "MapFigureFilterSet",
    "MapFilterSet",
    "ParkFilterSet",
    "PlacementFilterSet",
    "PlatformFilterSet",
    "ProjectFilterSet",
    "ProvinceFilterSet",
    "RankedGapForm",
    "RecordChangesForm",
    "RegionFilterSet",
    "ResearchBaseFilterSet",
    "SearchForm",
    "SegmentFilterSet",
    "ShadedFlowForm",
    "SnapshotFilterSet",
    "SourceFilterSet",
    "StrictFilterSet",
    "StrictForm",
    "SupplyShareFilterSet",
    "TargetFilterSet",
    "TechnologyFilterSet",
    "TreeFilterSet",
    "asked_companies",
    "without_blanks",
]
