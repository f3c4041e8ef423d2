"""Research bases, platforms, parks, technologies, assessments and sources as they are sent."""

from chains.choices import Action, ParkKind, PlatformKind, ResearchBaseKind, SourceKind, Verdict
from chains.models import (
    Assessment,
    Chain,
    Company,
    Park,
    Platform,
    Province,
    Region,
    ResearchBase,
    Segment,
    Source,
    Technology,
)

from .base import (
    LONG,
    MOST_PARTS,
    Choice,
    CodeOf,
    CodesOf,
    Day,
    Flag,
    OptionalWords,
    RecordInput,
    StrictInput,
    WebAddress,
    Whole,
    Words,
)
from .companies import PlaceInput


class SourcedInput(RecordInput):
    """A named record that rests on a source."""

    name = Words(max_length=200)
    name_en = OptionalWords(max_length=200)
    source = CodeOf(Source.objects.all(), "slug")
    locator = OptionalWords(max_length=100, help_text="Where in the source, such as 图1.")
    printed_name = OptionalWords(max_length=200, help_text="The name as it is printed there.")


class MemberInput(StrictInput):
    """A founder or member of a research base."""

    name = Words(max_length=200, help_text="As it is printed.")
    company = CodeOf(Company.objects.all(), "public_id", required=False, allow_null=True)
    research_base = CodeOf(
        ResearchBase.objects.all(), "public_id", required=False, allow_null=True, source="member_base"
    )


class ResearchBaseInput(SourcedInput, PlaceInput):
    """A research base 科研基地. `members`, where they are sent, become exactly those that are sent."""

    kind = Choice(ResearchBaseKind.choices)
    chains = CodesOf(Chain.objects.all(), "slug", min_length=1)
    segments = CodesOf(Segment.objects.all(), required=False)
    approved_on = Day(required=False, allow_null=True)
    members = MemberInput(many=True, required=False, max_length=MOST_PARTS)

    class Meta:
        model = ResearchBase


class PlatformInput(SourcedInput, PlaceInput):
    """A platform 平台."""

    kind = Choice(PlatformKind.choices)
    chains = CodesOf(Chain.objects.all(), "slug", min_length=1)
    host = CodeOf(Company.objects.all(), "public_id", required=False, allow_null=True)

    class Meta:
        model = Platform


class ParkInput(SourcedInput, PlaceInput):
    """A park, incubator or pilot zone 园区与孵化器."""

    kind = Choice(ParkKind.choices)
    chains = CodesOf(Chain.objects.all(), "slug", min_length=1)

    class Meta:
        model = Park


class TechnologyInput(SourcedInput):
    """A key technology 攻关技术."""

    field = Words(max_length=100)
    group = OptionalWords(max_length=100)
    chain = CodeOf(Chain.objects.all(), "slug", required=False, allow_null=True)
    segments = CodesOf(Segment.objects.all(), required=False)
    order = Whole(min_value=0, max_value=32_767, required=False)

    class Meta:
        model = Technology


class AssessmentInput(RecordInput):
    """An assessment 研判: for a province or for a region, one of the two."""

    segment = CodeOf(Segment.objects.all())
    province = CodeOf(Province.objects.all(), required=False, allow_null=True)
    region = CodeOf(Region.objects.all(), "slug", required=False, allow_null=True)
    verdict = Choice(Verdict.choices)
    choke_point = Flag(required=False)
    import_dependent = Flag(required=False)
    action = Choice(Action.choices, required=False, allow_null=True)
    statement = Words(max_length=LONG)
    statement_en = OptionalWords(max_length=LONG)
    source = CodeOf(Source.objects.all(), "slug")
    locator = OptionalWords(max_length=100)
    date = Day(help_text="The first of the month where no day is known.")

    class Meta:
        model = Assessment


class SourceInput(RecordInput):
    """A source 来源. Its slug stays as it is given once."""

    slug = Words(max_length=80)
    kind = Choice(SourceKind.choices, required=False)
    title = Words(max_length=300)
    author = OptionalWords(max_length=200)
    issuer = OptionalWords(max_length=200)
    issue = OptionalWords(max_length=100)
    date = Day(required=False, allow_null=True)
    website = WebAddress(max_length=200, source="url")
    retrieved_on = Day(required=False, allow_null=True)

    class Meta:
        model = Source
