"""The flow of a chain: what feeds what."""

from typing import Any

from rest_framework import serializers

from chains.models import SegmentLink
from chains.selectors.flow import FlowView

from .base import PlainSerializer
from .gaps import GapRowSerializer, row_answer


class RecordedLinkSerializer(PlainSerializer):
    """A link as it is on record."""

    upstream = serializers.CharField()
    downstream = serializers.CharField()
    note = serializers.CharField(allow_blank=True)


class FlowNodeSerializer(PlainSerializer):
    """A segment of the drawing."""

    segment = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    layer = serializers.CharField()
    feeds = serializers.ListField(child=serializers.CharField(), help_text="The nodes downstream of it.")
    fed_by = serializers.ListField(child=serializers.CharField(), help_text="The nodes upstream of it.")
    gap = GapRowSerializer(help_text="Its counts, signal and verdict over the region.")


class FlowLinkSerializer(PlainSerializer):
    """One node feeds another."""

    upstream = serializers.CharField()
    downstream = serializers.CharField()
    direct = serializers.BooleanField(help_text="Whether these two are linked themselves, or only what is below them.")
    links = RecordedLinkSerializer(many=True, help_text="The links on record that it stands for.")


class FlowSerializer(PlainSerializer):
    """Nodes and links of a chain: its top-level segments, or those right below `parent`."""

    chain = serializers.CharField()
    region = serializers.CharField()
    parent = serializers.CharField(allow_null=True, help_text="The segment looked into, if any.")
    nodes = FlowNodeSerializer(many=True)
    links = FlowLinkSerializer(many=True)
    outside = RecordedLinkSerializer(many=True, help_text="Links to and from the rest of the chain.")


def flow_answer(view: FlowView) -> dict[str, Any]:
    """Return what :class:`FlowSerializer` shows of a flow."""
    return {
        "chain": view.gap.chain.slug,
        "region": view.gap.region.slug,
        "parent": view.gap.parent.code if view.gap.parent else None,
        "nodes": [
            {
                "segment": node.segment.code,
                "name": node.segment.name,
                "name_en": node.segment.name_en,
                "layer": node.segment.layer.code,
                "feeds": [segment.code for segment in node.feeds],
                "fed_by": [segment.code for segment in node.fed_by],
                "gap": row_answer(node.segment, node.row),
            }
            for node in view.nodes
        ],
        "links": [
            {
                "upstream": link.upstream.code,
                "downstream": link.downstream.code,
                "direct": link.direct,
                "links": [_recorded(each) for each in link.links],
            }
            for link in view.links
        ],
        "outside": [_recorded(link) for link in view.outside],
    }


def _recorded(link: SegmentLink) -> dict[str, Any]:
    return {"upstream": link.upstream.code, "downstream": link.downstream.code, "note": link.note}
