"""Placements, assessments, targets and sources."""

from django.db.models import Prefetch

from chains.filtersets import AssessmentFilterSet, PlacementFilterSet, SourceFilterSet, TargetFilterSet
from chains.models import Assessment, Evidence, Placement, Source, Target
from chains.selectors.duplicates import folded_into

from ..backends import INCLUDE
from ..serializers.evidence import AssessmentSerializer, PlacementSerializer, SourceSerializer, TargetSerializer
from .base import BySlug, LeadingOn, RecordViewSet


class PlacementViewSet(LeadingOn):
    """Placements 布局

    The claims: a company works in a segment, at a place, with the evidence for it. Withdrawn ones are listed only
    where `status` asks for them. The id of a placement that was folded into another when companies were merged leads
    there.
    """

    queryset = (
        Placement.objects.published()
        .select_related("company", "segment__layer__chain")
        .prefetch_related(Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk")))
    )
    serializer_class = PlacementSerializer
    filterset_class = PlacementFilterSet

    def heir_of(self, key: str) -> str | None:
        """Return the id of the placement that the one with this old id was folded into, if any."""
        return folded_into(key)


class AssessmentViewSet(RecordViewSet):
    """Assessments 研判

    Sourced verdicts on segments, for a province or for a region.
    """

    queryset = Assessment.objects.select_related("segment__layer__chain", "region", "source")
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilterSet


class TargetViewSet(RecordViewSet):
    """Targets 目标

    How many companies are wanted in a segment and a province. They enter neither counts nor signals nor the ranking.
    """

    queryset = Target.objects.select_related("segment__layer__chain", "source")
    serializer_class = TargetSerializer
    filterset_class = TargetFilterSet


class SourceViewSet(BySlug):
    """Sources 来源

    What the records rest on.
    """

    queryset = Source.objects.all()
    # A source leads to nothing: what leads to it can include it.
    surface_parameters = tuple(name for name in BySlug.surface_parameters if name != INCLUDE)
    serializer_class = SourceSerializer
    filterset_class = SourceFilterSet
