"""Input of research bases, platforms, parks, technologies, assessments and sources."""

from chains.models import Assessment, Park, Platform, ResearchBase, ResearchBaseMember, Source, Technology

from .base import MOST_PARTS, DeclaredInput, RecordInput


class MemberInput(DeclaredInput):
    """A founder or member of a research base."""

    class Meta:
        model = ResearchBaseMember


class ResearchBaseInput(RecordInput):
    """A research base 科研基地. `members`, where they are sent, become exactly those that are sent."""

    members = MemberInput(many=True, required=False, max_length=MOST_PARTS)

    class Meta:
        model = ResearchBase


class PlatformInput(RecordInput):
    """A platform 平台."""

    class Meta:
        model = Platform


class ParkInput(RecordInput):
    """A park, incubator or pilot zone 园区与孵化器."""

    class Meta:
        model = Park


class TechnologyInput(RecordInput):
    """A key technology 攻关技术."""

    class Meta:
        model = Technology


class AssessmentInput(RecordInput):
    """An assessment 研判: for a province or for a region, one of the two."""

    class Meta:
        model = Assessment


class SourceInput(RecordInput):
    """A source 来源. Its slug stays as it is given once."""

    class Meta:
        model = Source
