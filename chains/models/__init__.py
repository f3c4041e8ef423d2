"""The vocabulary as tables."""

from .actors import Company, CompanyName, Listing
from .assessment import Assessment, SupplyShare, Target, Technology
from .changelog import RecordChange, Revision
from .curation import (
    Batch,
    ColumnMapping,
    ImportBatch,
    ImportRow,
    JournalNote,
    ProvinceGrant,
    SavedFilter,
    Suggestion,
)
from .evidence import Evidence, Placement, Source
from .geography import City, CityGroup, Province, Region, RegionProvince
from .institutions import Alliance, Park, Platform, Project, ResearchBase, ResearchBaseMember
from .labels import CompanyLabel, Label
from .merging import CompanyRedirect, DuplicateDecision, PlacementRedirect
from .requests import IdempotencyKey
from .sheet_values import SheetValue, ValueMapping
from .shortlists import Shortlist, ShortlistEntry
from .snapshots import Snapshot, SnapshotCell
from .structure import Chain, Layer, Segment, SegmentLink
from .tokens import ApiToken
from .workers import Worker

__all__ = [
    "Alliance",
    "ApiToken",
    "Assessment",
    "Batch",
    "Chain",
    "City",
    "CityGroup",
    "ColumnMapping",
    "Company",
    "CompanyLabel",
    "CompanyName",
    "CompanyRedirect",
    "DuplicateDecision",
    "Evidence",
    "IdempotencyKey",
    "ImportBatch",
    "ImportRow",
    "JournalNote",
    "Label",
    "Layer",
    "Listing",
    "Park",
    "Placement",
    "PlacementRedirect",
    "Platform",
    "Project",
    "Province",
    "ProvinceGrant",
    "RecordChange",
    "Region",
    "RegionProvince",
    "ResearchBase",
    "ResearchBaseMember",
    "Revision",
    "SavedFilter",
    "Segment",
    "SegmentLink",
    "SheetValue",
    "Shortlist",
    "ShortlistEntry",
    "Snapshot",
    "SnapshotCell",
    "Source",
    "Suggestion",
    "SupplyShare",
    "Target",
    "Technology",
    "ValueMapping",
    "Worker",
]
