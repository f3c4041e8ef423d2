"""Columns of every list for exports: codes, headings, and how a row fills them.

Codes are the words of the API; headings are for people, in their language. The id always stands first.
"""

from collections.abc import Mapping

from django.db.models import Model

from .base import RecordResource, Table, TableColumn, TableContent, TableResource
from .candidates import CandidateResource, ShortlistResource
from .changes import ComparedGapResource
from .claims import CompanyResource, PlacementResource
from .compare import ComparedResource
from .export_formats import EXPORT_FORMATS
from .gaps import GapResource, RankedGapResource
from .lists import (
    AllianceResource,
    AssessmentResource,
    ChainResource,
    CityResource,
    InstitutionResource,
    ParkResource,
    PlatformResource,
    ProjectResource,
    ProvinceResource,
    RegionResource,
    ResearchBaseResource,
    SegmentResource,
    SnapshotResource,
    SourceResource,
    SupplyShareResource,
    TargetResource,
    TechnologyResource,
)

#: List → its columns.
BY_LIST: Mapping[str, type[Table]] = {
    "chains": ChainResource,
    "segments": SegmentResource,
    "regions": RegionResource,
    "provinces": ProvinceResource,
    "cities": CityResource,
    "companies": CompanyResource,
    "placements": PlacementResource,
    "research-bases": ResearchBaseResource,
    "platforms": PlatformResource,
    "parks": ParkResource,
    "alliances": AllianceResource,
    "technologies": TechnologyResource,
    "projects": ProjectResource,
    "assessments": AssessmentResource,
    "supply-shares": SupplyShareResource,
    "targets": TargetResource,
    "sources": SourceResource,
    "snapshots": SnapshotResource,
}

#: Record → the list that it has.
LIST_OF: Mapping[type[Model], str] = {
    resource._meta.model: name for name, resource in BY_LIST.items() if issubclass(resource, RecordResource)
}

__all__ = [
    "BY_LIST",
    "EXPORT_FORMATS",
    "LIST_OF",
    "AllianceResource",
    "AssessmentResource",
    "CandidateResource",
    "ChainResource",
    "CityResource",
    "CompanyResource",
    "ComparedGapResource",
    "ComparedResource",
    "GapResource",
    "InstitutionResource",
    "ParkResource",
    "PlacementResource",
    "PlatformResource",
    "ProjectResource",
    "ProvinceResource",
    "RankedGapResource",
    "RecordResource",
    "RegionResource",
    "ResearchBaseResource",
    "SegmentResource",
    "ShortlistResource",
    "SnapshotResource",
    "SourceResource",
    "SupplyShareResource",
    "Table",
    "TableColumn",
    "TableContent",
    "TableResource",
    "TargetResource",
    "TechnologyResource",
]
