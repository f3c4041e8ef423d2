"""Placements, assessments, targets and sources."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet

from chains.filtersets import AssessmentFilterSet, PlacementFilterSet, SourceFilterSet, TargetFilterSet
from chains.models import Assessment, Evidence, Placement, Source, Target
from chains.selectors.duplicates import folded_into

from ..backends import INCLUDE
from ..serializers.evidence import AssessmentSerializer, PlacementSerializer, SourceSerializer, TargetSerializer
from ..serializers.inputs.companies import PlacementInput
from ..serializers.inputs.institutions import AssessmentInput, SourceInput
from .base import BySlug, LeadingOn, RecordViewSet
from .writing import WritableViewSet


def _shown(placements: QuerySet) -> QuerySet:
    evidence = Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk"))
    return placements.select_related("company", "segment__layer__chain").prefetch_related(evidence)


class PlacementViewSet(WritableViewSet, LeadingOn):
    """Placements 布局

    The claims: a company works in a segment, at a place, with the evidence for it. Withdrawn ones are listed only
    where `status` asks for them. The id of a placement that was folded into another when companies were merged leads
    there.
    """

    queryset = _shown(Placement.objects.published())
    serializer_class = PlacementSerializer
    filterset_class = PlacementFilterSet
    input_class = PlacementInput

    def every(self) -> QuerySet:
        """Return all placements, drafts too."""
        return _shown(Placement.objects.all())

    def keys_in(self, values: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
        """Return company, segment and place, of which there is one placement at most."""
        return {name: values[name] for name in ("company", "segment", "province", "city", "country") if name in values}

    def heir_of(self, key: str) -> str | None:
        """Return the id of the placement that the one with this old id was folded into, if any."""
        return folded_into(key)


class AssessmentViewSet(WritableViewSet):
    """Assessments 研判

    Sourced verdicts on segments, for a province or for a region.
    """

    queryset = Assessment.objects.select_related("segment__layer__chain", "region", "source")
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilterSet
    input_class = AssessmentInput


class TargetViewSet(RecordViewSet):
    """Targets 目标

    How many companies are wanted in a segment and a province. They enter neither counts nor signals nor the ranking.
    """

    queryset = Target.objects.select_related("segment__layer__chain", "source")
    serializer_class = TargetSerializer
    filterset_class = TargetFilterSet


class SourceViewSet(WritableViewSet, BySlug):
    """Sources 来源

    What the records rest on.
    """

    queryset = Source.objects.all()
    # A source leads to nothing: what leads to it can include it.
    surface_parameters = tuple(name for name in BySlug.surface_parameters if name != INCLUDE)
    serializer_class = SourceSerializer
    filterset_class = SourceFilterSet
    input_class = SourceInput
    identified_by: ClassVar = {}

    def keys_in(self, values: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
        """Return the slug."""
        return {"slug": values.get("slug")}
