"""A chain as a tree down to its companies, and as a graph of nodes and links."""

from typing import Any

from rest_framework import serializers

from chains.choices import PlacementStatus
from chains.selectors.graph import ChainGraph
from chains.selectors.nested import NestedChain, NestedCompany, NestedSegment

from .base import PlainSerializer, coded
from .gaps import GapRowSerializer, row_answer


class NestedCompanySerializer(PlainSerializer):
    """A company in a segment."""

    id = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    provinces = serializers.ListField(
        child=serializers.CharField(), help_text="Where it works in this segment: GB/T 2260 codes."
    )
    countries = serializers.ListField(child=serializers.CharField(), help_text="And outside China: ISO 3166.")
    status, status_label = coded(PlacementStatus, "status", help_text="Of its best-known placement in this segment.")


class NestedSegmentSerializer(PlainSerializer):
    """A segment with the companies placed in it, and the segments below it."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    count = serializers.IntegerField(help_text="Distinct companies in the segment and below it.")
    companies = NestedCompanySerializer(many=True, help_text="Those placed in the segment itself.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields with the children, which are segments themselves."""
        return super().get_fields() | {"children": NestedSegmentSerializer(many=True)}


class NestedLayerSerializer(PlainSerializer):
    """A layer with its top-level segments."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    segments = NestedSegmentSerializer(many=True)


class NestedChainSerializer(PlainSerializer):
    """A chain, its layers, their segments, and the companies in them."""

    slug = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    count = serializers.IntegerField(help_text="Distinct companies.")
    layers = NestedLayerSerializer(many=True)


class GraphNodeSerializer(PlainSerializer):
    """A layer, segment or company. What its kind has none of is null."""

    id = serializers.CharField(help_text="The code of a layer or segment, the id of a company; unique in the graph.")
    kind = serializers.ChoiceField(("layer", "segment", "company"))
    name = serializers.CharField()
    name_en = serializers.CharField()
    depth = serializers.IntegerField(allow_null=True, help_text="Of a segment: 0 for a column of the map.")
    gap = GapRowSerializer(allow_null=True, help_text="Of a segment: its counts, signal and verdict over the region.")


class GraphLinkSerializer(PlainSerializer):
    """A tie between two nodes."""

    source = serializers.CharField(help_text="The id of a node.")
    target = serializers.CharField(help_text="The id of a node.")
    kind = serializers.ChoiceField(
        ("feeds", "is-a", "in-layer", "works-in"),
        help_text=(
            "A segment feeds another; is part of another; stands in a layer, at the top level. "
            "A company works in a segment."
        ),
    )
    note = serializers.CharField(allow_blank=True)


class GraphSerializer(PlainSerializer):
    """The nodes and links of a chain."""

    chain = serializers.CharField()
    region = serializers.CharField(help_text="What the counts, signals and verdicts are of.")
    nodes = GraphNodeSerializer(many=True)
    links = GraphLinkSerializer(many=True)


def nested_answer(nested: NestedChain) -> dict[str, Any]:
    """Return what :class:`NestedChainSerializer` shows of a chain."""
    return _named(nested.chain, "slug") | {
        "count": nested.count,
        "layers": [
            _named(layer.layer, "code") | {"segments": [_segment(segment) for segment in layer.segments]}
            for layer in nested.layers
        ],
    }


def _segment(node: NestedSegment) -> dict[str, Any]:
    return _named(node.segment, "code") | {
        "count": node.count,
        "companies": [_company(company) for company in node.companies],
        "children": [_segment(child) for child in node.children],
    }


def _company(company: NestedCompany) -> dict[str, Any]:
    return {
        "id": company.public_id,
        "name": company.name,
        "name_en": company.name_en,
        "provinces": company.provinces,
        "countries": company.countries,
        "status": company.status,
    }


def _named(row: Any, key: str) -> dict[str, Any]:
    return {key: getattr(row, key), "name": row.name, "name_en": row.name_en}


def graph_answer(graph: ChainGraph) -> dict[str, Any]:
    """Return what :class:`GraphSerializer` shows of a graph."""
    segments = graph.gap.segments
    layers = {segment.layer.code: segment.layer for segment in segments.values()}
    links = [_link(link.upstream.code, link.downstream.code, "feeds", link.note) for link in graph.feeds]
    for segment in segments.values():
        above = (segment.parent.code, "is-a") if segment.parent else (segment.layer.code, "in-layer")
        links.append(_link(segment.code, *above))
    links += [_link(company, segment.code, "works-in") for company, segment in graph.works_in]
    return {
        "chain": graph.gap.chain.slug,
        "region": graph.gap.region.slug,
        "nodes": [
            *(_node(code, "layer", layer) for code, layer in layers.items()),
            *(
                _node(code, "segment", segment, segment.depth, row_answer(segment, graph.rows[code]))
                for code, segment in segments.items()
            ),
            *(_node(company.public_id, "company", company) for company in graph.companies),
        ],
        "links": links,
    }


def _node(key: str, kind: str, row: Any, depth: int | None = None, gap: dict | None = None) -> dict[str, Any]:
    return {"id": key, "kind": kind, "name": row.name, "name_en": row.name_en, "depth": depth, "gap": gap}


def _link(source: str, target: str, kind: str, note: str = "") -> dict[str, Any]:
    return {"source": source, "target": target, "kind": kind, "note": note}
