"""Research bases, platforms, parks, alliances, projects and technologies."""

from rest_framework import serializers

from chains.choices import AmountQualifier, Currency
from chains.models import Alliance, Park, Platform, Project, ResearchBase, Technology

from .base import (
    Optional,
    PlainSerializer,
    PublicReference,
    RecordSerializer,
    Reference,
    coded,
    own_address,
    shown_fields,
)
from .included import CHAIN, PLACE, SOURCE, ShortChainSerializer, ShortSegmentSerializer, all_of, one, public

#: Where a record stands, and on what it rests; the same fields in each of these.
PLACE_FIELDS = ("province", "city", "country")
SOURCE_FIELDS = ("source", "locator", "printed_name")


class SourcedSerializer(RecordSerializer):
    """A named record that rests on a source."""

    id = Reference("public_id")
    source = Reference("source.slug")


class InstitutionSerializer(SourcedSerializer):
    """One that stands at a place as well."""

    province = Reference("province_id", allow_null=True, help_text="GB/T 2260 code.")
    city = Reference("city_id", allow_null=True, help_text="GB/T 2260 code.")
    country = Optional(help_text="ISO 3166; `CN` where only the province is not known.")


class MemberSerializer(PlainSerializer):
    """A founder or member of a research base; at most one of `company` and `research_base` says who it is here."""

    name = serializers.CharField(help_text="As it is printed.")
    company = PublicReference(allow_null=True)
    research_base = Reference("member_base.public_id", allow_null=True)


class ResearchBaseSerializer(InstitutionSerializer):
    """A research base 科研基地: a university, a laboratory, an R&D or national innovation centre."""

    members = MemberSerializer(many=True, read_only=True)
    url = own_address("research-bases")

    includes = PLACE | {
        "chains": all_of(ShortChainSerializer, "chains"),
        "segments": all_of(ShortSegmentSerializer, "segments"),
        "source": SOURCE,
    }

    class Meta:
        model = ResearchBase
        fields = shown_fields(
            ResearchBase,
            "id",
            "naming",
            "kind",
            "chains",
            "segments",
            "place",
            "approved_on",
            "members",
            "source",
            "printed_name",
        )
        read_only_fields = fields


class PlatformSerializer(InstitutionSerializer):
    """A platform 平台: public-service or open-innovation."""

    host = PublicReference(allow_null=True, help_text="The company that hosts it.")
    url = own_address("platforms")

    includes = PLACE | {
        "chains": all_of(ShortChainSerializer, "chains"),
        "host": public("host"),
        "source": SOURCE,
    }

    class Meta:
        model = Platform
        fields = shown_fields(Platform, "id", "naming", "kind", "chains", "host", "place", "source", "printed_name")
        read_only_fields = fields


class ParkSerializer(InstitutionSerializer):
    """A park, incubator or pilot zone 园区与孵化器."""

    url = own_address("parks")

    includes = PLACE | {"chains": all_of(ShortChainSerializer, "chains"), "source": SOURCE}

    class Meta:
        model = Park
        fields = shown_fields(Park, "id", "naming", "kind", "chains", "place", "source", "printed_name")
        read_only_fields = fields


class AllianceSerializer(InstitutionSerializer):
    """An industry alliance 联盟."""

    chain = Reference("chain.slug", allow_null=True, help_text="The chain that it stands over.")
    url = own_address("alliances")

    includes = PLACE | {"chain": CHAIN, "source": SOURCE}

    class Meta:
        model = Alliance
        fields = shown_fields(Alliance, "id", "naming", "chain", "founded_on", "place", "source", "printed_name")
        read_only_fields = fields


class ProjectSerializer(InstitutionSerializer):
    """An investment project 项目. The amount is in single units of its currency: 100 亿 is `10000000000.00`."""

    investor = serializers.CharField(read_only=True, help_text="As it is printed.")
    currency = Optional(help_text=f"ISO 4217: {', '.join(Currency.values)}.")
    qualifier, qualifier_label = coded(AmountQualifier, "qualifier", help_text="How exactly the amount is known.")
    url = own_address("projects")

    includes = PLACE | {
        "chain": CHAIN,
        "segment": one(ShortSegmentSerializer, "segment", null=True),
        "investor_company": public("investor_company"),
        "source": SOURCE,
    }

    class Meta:
        model = Project
        fields = shown_fields(
            Project, "id", "naming", "investor", "ties", "amount", "year", "place", "source", "printed_name"
        )
        read_only_fields = fields


class TechnologySerializer(SourcedSerializer):
    """A key technology 攻关技术 that was named for joint research and development."""

    url = own_address("technologies")

    includes = {
        "chain": CHAIN,
        "segments": all_of(ShortSegmentSerializer, "segments"),
        "source": SOURCE,
    }

    class Meta:
        model = Technology
        fields = shown_fields(Technology, "id", "naming", "field", "ties", "order", "source", "printed_name")
        read_only_fields = fields
