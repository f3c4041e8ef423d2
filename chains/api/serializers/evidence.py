"""Placements, evidence, assessments and sources."""

from rest_framework import serializers

from chains.models import Assessment, Placement, Source, Target

from .base import Link, PlainSerializer, RecordSerializer, Reference, own_address, shown_fields
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
    company_name = serializers.CharField(source="company.name", read_only=True)
    chain = Reference("segment.layer.chain.slug")
    layer = Reference("segment.layer.code")
    province = Reference("province_id", allow_null=True, help_text="GB/T 2260 code; empty outside China.")
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
        fields = shown_fields(
            Placement, "id", "company", "company_name", "chain", "layer", "segment", "place", "check", "evidence"
        )
        read_only_fields = fields


class SourceSerializer(RecordSerializer):
    """A source 来源: a publication, list or site that something here rests on."""

    website = Link(source="url", help_text="Where it can be read.")
    url = own_address("sources", "slug", "slug")

    class Meta:
        model = Source
        fields = shown_fields(Source, "slug", "kind", "title", "published", "web")
        read_only_fields = fields


class AssessmentSerializer(RecordSerializer):
    """An assessment 研判: somebody's sourced verdict on a segment, for a province or for a region."""

    id = Reference("public_id")
    chain = Reference("segment.layer.chain.slug")
    province = Reference("province_id", allow_null=True, help_text="The province that it is for, or none.")
    region = Reference("region.slug", allow_null=True, help_text="The region that it is for, or none.")
    url = own_address("assessments")

    includes = OF_SEGMENT | {
        "province": PLACE["province"],
        "region": one(ShortRegionSerializer, "region", null=True),
        "source": SOURCE,
    }

    class Meta:
        model = Assessment
        fields = shown_fields(Assessment, "id", "chain", "scope", "verdict", "source", "date")
        read_only_fields = fields


class TargetSerializer(RecordSerializer):
    """A target 目标: how many companies are wanted in a segment and a province."""

    id = Reference("public_id")
    chain = Reference("segment.layer.chain.slug")
    url = own_address("targets")

    includes = OF_SEGMENT | {"province": PLACE["province"], "source": SOURCE}

    class Meta:
        model = Target
        fields = shown_fields(Target, "id", "chain", "where", "number", "source")
        read_only_fields = fields
