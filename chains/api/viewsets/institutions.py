"""Research bases, platforms, parks, alliances, projects and technologies."""

from django.db.models import Prefetch

from chains.filtersets import (
    AllianceFilterSet,
    ParkFilterSet,
    PlatformFilterSet,
    ProjectFilterSet,
    ResearchBaseFilterSet,
    TechnologyFilterSet,
)
from chains.models import Alliance, Park, Platform, Project, ResearchBase, ResearchBaseMember, Technology

from ..serializers.inputs.institutions import ParkInput, PlatformInput, ResearchBaseInput, TechnologyInput
from ..serializers.institutions import (
    AllianceSerializer,
    ParkSerializer,
    PlatformSerializer,
    ProjectSerializer,
    ResearchBaseSerializer,
    TechnologySerializer,
)
from .base import RecordViewSet
from .writing import WritableViewSet


class ResearchBaseViewSet(WritableViewSet):
    """Research bases 科研基地

    Universities, laboratories, R&D and national innovation centres, with their founders and members.
    """

    queryset = ResearchBase.objects.select_related("source").prefetch_related(
        "chains",
        "segments",
        Prefetch("members", ResearchBaseMember.objects.select_related("company", "member_base")),
    )
    serializer_class = ResearchBaseSerializer
    filterset_class = ResearchBaseFilterSet
    input_class = ResearchBaseInput


class PlatformViewSet(WritableViewSet):
    """Platforms 平台

    Public-service and open-innovation platforms.
    """

    queryset = Platform.objects.select_related("source", "host").prefetch_related("chains")
    serializer_class = PlatformSerializer
    filterset_class = PlatformFilterSet
    input_class = PlatformInput


class ParkViewSet(WritableViewSet):
    """Parks 园区与孵化器

    Parks, incubators, pilot zones and innovation centres.
    """

    queryset = Park.objects.select_related("source").prefetch_related("chains")
    serializer_class = ParkSerializer
    filterset_class = ParkFilterSet
    input_class = ParkInput


class AllianceViewSet(RecordViewSet):
    """Alliances 联盟

    Industry alliances, with the chain that each stands over.
    """

    queryset = Alliance.objects.select_related("source", "chain")
    serializer_class = AllianceSerializer
    filterset_class = AllianceFilterSet


class ProjectViewSet(RecordViewSet):
    """Projects 项目

    Investment projects: who invests, where, in which segment, how much.
    """

    queryset = Project.objects.select_related("source", "investor_company", "chain", "segment")
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilterSet


class TechnologyViewSet(WritableViewSet):
    """Technologies 攻关技术

    Key technologies that were named for joint research and development.
    """

    queryset = Technology.objects.select_related("source", "chain").prefetch_related("segments")
    serializer_class = TechnologySerializer
    filterset_class = TechnologyFilterSet
    input_class = TechnologyInput
