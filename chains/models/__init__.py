"""The vocabulary as tables."""

from .actors import Company, CompanyLabel, CompanyName, Label, Listing
from .assessment import Assessment, Technology
from .evidence import Evidence, Placement, Source
from .geography import City, CityGroup, Province, Region, RegionProvince
from .institutions import Alliance, Park, Platform, Project, ResearchBase, ResearchBaseMember
from .structure import Chain, Layer, Segment, SegmentLink

__all__ = [
    "Alliance",
    "Assessment",
    "Chain",
    "City",
    "CityGroup",
    "Company",
    "CompanyLabel",
    "CompanyName",
    "Evidence",
    "Label",
    "Layer",
    "Listing",
    "Park",
    "Placement",
    "Platform",
    "Project",
    "Province",
    "Region",
    "RegionProvince",
    "ResearchBase",
    "ResearchBaseMember",
    "Segment",
    "SegmentLink",
    "Source",
    "Technology",
]
