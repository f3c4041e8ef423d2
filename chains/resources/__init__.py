"""The columns of every list: their codes, their headings, and how a row fills them. Used by the exports.

Codes are the words of the API; headings are for people, in their language. The id always stands first.
"""

from .base import Column, TableResource, code_of, place_columns, public_code_of
from .candidates import CandidateResource, ShortlistResource
from .changes import ComparedGapResource
from .compare import ComparedResource
from .gaps import GapResource, RankedGapResource
from .lists import (
    AllianceResource,
    AssessmentResource,
    CityResource,
    CompanyResource,
    InstitutionResource,
    ParkResource,
    PlacementResource,
    PlatformResource,
    ProjectResource,
    ProvinceResource,
    ResearchBaseResource,
    SegmentResource,
    SourceResource,
    SupplyShareResource,
    TargetResource,
    TechnologyResource,
)

__all__ = [
    "AllianceResource",
    "AssessmentResource",
    "CandidateResource",
    "CityResource",
    "Column",
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
    "ResearchBaseResource",
    "SegmentResource",
    "ShortlistResource",
    "SourceResource",
    "SupplyShareResource",
    "TableResource",
    "TargetResource",
    "TechnologyResource",
    "code_of",
    "place_columns",
    "public_code_of",
]
