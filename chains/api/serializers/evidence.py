"""What is claimed and concluded, and on what it rests."""

from rest_framework import serializers

from chains.choices import Action, PlacementStatus, SourceKind, Verdict
from chains.models import Assessment, Placement, Source, Target

from .base import Link, Optional, PlainSerializer, RecordSerializer, Reference, coded, own_address
from .included import (
    OF_SEGMENT,
    PLACE,
    SOURCE,
    ShortCompanySerializer,
    ShortLayerSerializer,
    ShortRegionSerializer,
    ShortSourceSerializer,
    each_of,
    one,
)


class EvidenceSerializer(PlainSerializer):
    """Evidence 依据: a source that supports a placement."""

    source = Reference("source.slug")
    printed_name = serializers.CharField(help_text="The name as it is printed there.")
    locator = serializers.CharField(help_text="Where in the source, such as 图1.")


class PlacementSerializer(RecordSerializer):
    """A placement 布局: a company works in a segment, at a place. The place is where it operates."""

    id = Reference("public_id")
    company = Reference("company.public_id")
    company_name = serializers.CharField(source="company.name", read_only=True)
    chain = Reference("segment.layer.chain.slug")
    layer = Reference("segment.layer.code")
    segment = Reference("segment.code")
    province = Reference("province_id", allow_null=True, help_text="GB/T 2260 code; empty outside China.")
    city = Reference("city_id", allow_null=True, help_text="GB/T 2260 code.")
    country = Optional(help_text="ISO 3166, outside China.")
    status, status_label = coded(PlacementStatus, "status")
    evidence = EvidenceSerializer(many=True, read_only=True)
    url = own_address("placements")

    includes = (
        OF_SEGMENT
        | PLACE
        | {
            "company": one(ShortCompanySerializer, "company"),
            "layer": one(ShortLayerSerializer, "segment.layer"),
            "sources": each_of(ShortSourceSerializer, "evidence", "source"),
        }
    )

    class Meta:
        model = Placement
        fields = (
            "id",
            "company",
            "company_name",
            "chain",
            "layer",
            "segment",
            "province",
            "city",
            "country",
            "status",
            "status_label",
            "verified_on",
            "evidence",
            *RecordSerializer.TAIL,
        )
        read_only_fields = fields


class SourceSerializer(RecordSerializer):
    """A source 来源: a publication, list or site that something here rests on."""

    kind, kind_label = coded(SourceKind, "kind")
    website = Link(source="url", help_text="Where it can be read.")
    url = own_address("sources", "slug", "slug")

    class Meta:
        model = Source
        fields = (
            "slug",
            "kind",
            "kind_label",
            "title",
            "author",
            "issuer",
            "issue",
            "date",
            "website",
            "retrieved_on",
            *RecordSerializer.TAIL,
        )
        read_only_fields = fields


class AssessmentSerializer(RecordSerializer):
    """An assessment 研判: somebody's sourced verdict on a segment, for a province or for a region."""

    id = Reference("public_id")
    chain = Reference("segment.layer.chain.slug")
    segment = Reference("segment.code")
    province = Reference("province_id", allow_null=True, help_text="The province that it is for, or none.")
    region = Reference("region.slug", allow_null=True, help_text="The region that it is for, or none.")
    verdict, verdict_label = coded(Verdict, "verdict")
    action, action_label = coded(Action, "action", null=True)
    source = Reference("source.slug")
    url = own_address("assessments")

    includes = OF_SEGMENT | {
        "province": PLACE["province"],
        "region": one(ShortRegionSerializer, "region", null=True),
        "source": SOURCE,
    }

    class Meta:
        model = Assessment
        fields = (
            "id",
            "chain",
            "segment",
            "province",
            "region",
            "verdict",
            "verdict_label",
            "choke_point",
            "import_dependent",
            "action",
            "action_label",
            "statement",
            "statement_en",
            "source",
            "locator",
            "date",
            *RecordSerializer.TAIL,
        )
        read_only_fields = fields


class TargetSerializer(RecordSerializer):
    """A target 目标: how many companies are wanted in a segment and a province."""

    id = Reference("public_id")
    chain = Reference("segment.layer.chain.slug")
    segment = Reference("segment.code")
    province = Reference("province_id")
    source = Reference("source.slug", allow_null=True)
    url = own_address("targets")

    includes = OF_SEGMENT | {"province": PLACE["province"], "source": SOURCE}

    class Meta:
        model = Target
        fields = (
            "id",
            "chain",
            "segment",
            "province",
            "companies",
            "by_year",
            "source",
            *RecordSerializer.TAIL,
        )
        read_only_fields = fields
