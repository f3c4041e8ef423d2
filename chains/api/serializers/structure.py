"""Chains, their layers, and the tree of segments."""

from collections import defaultdict
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from chains.models import Chain, Layer, Segment

from .base import PlainSerializer, RecordSerializer, Reference, own_address, shown_fields
from .included import (
    ShortChainSerializer,
    ShortLayerSerializer,
    ShortRegionSerializer,
    ShortSegmentSerializer,
    all_of,
    one,
)


class SegmentNodeSerializer(PlainSerializer):
    """A segment in the tree of its chain, with those below it."""

    code = serializers.CharField()
    slug = serializers.CharField(help_text="Unique in its chain.")
    name = serializers.CharField()
    name_en = serializers.CharField()
    order = serializers.IntegerField(help_text="Among its siblings.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields with the children, which are nodes themselves."""
        return super().get_fields() | {"children": SegmentNodeSerializer(many=True)}


class ChainLayerSerializer(PlainSerializer):
    """A layer of a chain with its segments: the columns of the map, and what stands below each."""

    code = serializers.CharField()
    slug = serializers.CharField(help_text="Unique in its chain.")
    name = serializers.CharField()
    name_en = serializers.CharField()
    order = serializers.IntegerField(help_text="From upstream to downstream.")
    segments = serializers.SerializerMethodField()

    @extend_schema_field(SegmentNodeSerializer(many=True))
    def get_segments(self, layer: Layer) -> list[dict[str, Any]]:
        """Return the tree of a layer whose segments are at hand."""
        children: dict[int | None, list[Segment]] = defaultdict(list)
        for segment in layer.segments.all():
            children[segment.parent_id].append(segment)
        return [_node(segment, children) for segment in children[None]]


def _node(segment: Segment, children: dict[int | None, list[Segment]]) -> dict[str, Any]:
    return {
        "code": segment.code,
        "slug": segment.slug,
        "name": segment.name,
        "name_en": segment.name_en,
        "order": segment.order,
        "children": [_node(child, children) for child in children[segment.pk]],
    }


class ChainSerializer(RecordSerializer):
    """An industry chain 产业链 with its layers and the tree of its segments."""

    region = Reference("region.slug", help_text="The region that it is mapped over.")
    layers = ChainLayerSerializer(many=True, read_only=True)
    url = own_address("chains", "slug", "slug")

    includes = {"region": one(ShortRegionSerializer, "region")}

    class Meta:
        model = Chain
        fields = shown_fields(Chain, "slug", "naming", "map", "words", "layers")
        read_only_fields = fields


class SegmentSerializer(RecordSerializer):
    """A segment 环节. `parent` and `children` say what it is part of; `feeds` and `fed_by`, what it works with."""

    chain = Reference("layer.chain.slug")
    layer = Reference("layer.code")
    parent = Reference("parent.code", allow_null=True, help_text="The segment it is part of, if any.")
    depth = serializers.IntegerField(read_only=True, help_text="0 for a column of the map.")
    children = serializers.SlugRelatedField(
        slug_field="code", many=True, read_only=True, help_text="The segments that are part of it."
    )
    feeds = serializers.SerializerMethodField(help_text="The segments downstream of it.")
    fed_by = serializers.SerializerMethodField(help_text="The segments upstream of it.")
    url = own_address("segments", "code", "code")

    includes = {
        "chain": one(ShortChainSerializer, "layer.chain"),
        "layer": one(ShortLayerSerializer, "layer"),
        "parent": one(ShortSegmentSerializer, "parent", null=True),
        "children": all_of(ShortSegmentSerializer, "children"),
    }

    class Meta:
        model = Segment
        fields = shown_fields(
            Segment, "code", "slug", "naming", "chain", "stand", "depth", "words", "children", "feeds", "fed_by"
        )
        read_only_fields = fields

    def get_feeds(self, segment: Segment) -> list[str]:
        """Return the codes of the segments that it feeds."""
        return [link.downstream.code for link in segment.links_down.all()]

    def get_fed_by(self, segment: Segment) -> list[str]:
        """Return the codes of the segments that feed it."""
        return [link.upstream.code for link in segment.links_up.all()]
