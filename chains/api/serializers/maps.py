"""The chain map: layers over columns, provinces as rows, companies in the cells."""

from typing import Any

from rest_framework import serializers

from chains.choices import ParkKind, PlacementStatus, PlatformKind, ResearchBaseKind
from chains.selectors.maps import ChainMap, MapCell, MapColumn

from .base import Optional, PlainSerializer, PublicReference, Reference, coded
from .gaps import (
    GapCellSerializer,
    GapRowSerializer,
    UnknownProvinceSerializer,
    cell_answer,
    row_answer,
    unknown_answer,
)


class MapCompanySerializer(PlainSerializer):
    """A company as a cell shows it."""

    id = Reference("public_id")
    name = serializers.CharField()
    name_en = serializers.CharField()
    listed = serializers.BooleanField()
    labelled = serializers.BooleanField(help_text="Whether it has any label.")
    status, status_label = coded(PlacementStatus, "status", help_text="Of its best-known placement here.")


class MapCellSerializer(PlainSerializer):
    """One segment in one province."""

    segment = serializers.CharField()
    province = serializers.CharField()
    companies = MapCompanySerializer(many=True, help_text="Those that fit the filter.")
    hidden = serializers.IntegerField(help_text="How many more there are that the filter hides.")
    gap = GapCellSerializer(help_text="Of the whole list, whatever the filter.")


class MapRowSerializer(PlainSerializer):
    """A province with its cells, in the order of the columns."""

    province = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    shown = serializers.IntegerField(help_text="The sum of the companies in its cells.")
    cells = MapCellSerializer(many=True)


class MapChildSerializer(PlainSerializer):
    """A sub-segment beneath a column."""

    segment = serializers.CharField()
    companies = MapCompanySerializer(many=True, help_text="Those that fit the filter, wherever they are.")
    gap = GapRowSerializer(help_text="Measured against its siblings, whatever the filter.")


class MapColumnSerializer(PlainSerializer):
    """A top-level segment."""

    segment = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    shown = serializers.IntegerField(help_text="The sum of the companies in its cells.")
    feeds = serializers.ListField(child=serializers.CharField(), help_text="The segments downstream of it.")
    fed_by = serializers.ListField(child=serializers.CharField(), help_text="The segments upstream of it.")
    gap = GapRowSerializer(help_text="Of the whole list, whatever the filter.")
    children = MapChildSerializer(many=True)


class MapLayerSerializer(PlainSerializer):
    """A layer over its columns."""

    layer = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    columns = MapColumnSerializer(many=True)


class MapLinkSerializer(PlainSerializer):
    """One segment feeds another."""

    upstream = serializers.CharField()
    downstream = serializers.CharField()


class MapAllianceSerializer(PlainSerializer):
    """An alliance above the map."""

    id = Reference("public_id")
    name = serializers.CharField()
    name_en = serializers.CharField()


class MapInstitutionSerializer(MapAllianceSerializer):
    """An institution beneath the map."""

    province = Reference("province_id", allow_null=True)
    city = Reference("city_id", allow_null=True)
    country = Optional(help_text="ISO 3166; `CN` where only the province is not known.")


class MapResearchBaseSerializer(MapInstitutionSerializer):
    """A research base beneath the map."""

    kind, kind_label = coded(ResearchBaseKind, "kind")


class MapPlatformSerializer(MapInstitutionSerializer):
    """A platform beneath the map."""

    kind, kind_label = coded(PlatformKind, "kind")
    host = PublicReference(allow_null=True)


class MapParkSerializer(MapInstitutionSerializer):
    """A park beneath the map."""

    kind, kind_label = coded(ParkKind, "kind")


class MapSourceSerializer(PlainSerializer):
    """A source that the placements rest on."""

    slug = serializers.CharField()
    title = serializers.CharField()
    issuer = serializers.CharField()
    issue = serializers.CharField()
    date = serializers.DateField(allow_null=True)


class ChainMapSerializer(PlainSerializer):
    """The map of one chain over its region."""

    chain = serializers.CharField()
    region = serializers.CharField()
    filtered = serializers.BooleanField(help_text="Whether a filter was given.")
    placements = serializers.IntegerField(help_text="The placements that fit, wherever they are.")
    companies = serializers.IntegerField(help_text="The distinct companies of those.")
    verified = serializers.IntegerField(help_text="How many of those placements are verified.")
    elsewhere = serializers.IntegerField(help_text="Companies of the whole list placed outside the region.")
    province_unknown = UnknownProvinceSerializer(help_text="Of the whole list, whatever the filter.")
    as_of = serializers.DateField(allow_null=True, help_text="The date of the newest source.")
    layers = MapLayerSerializer(many=True)
    rows = MapRowSerializer(many=True, help_text="The provinces in the order of the region.")
    links = MapLinkSerializer(many=True)
    alliances = MapAllianceSerializer(many=True)
    research_bases = MapResearchBaseSerializer(many=True)
    platforms = MapPlatformSerializer(many=True)
    parks = MapParkSerializer(many=True)
    sources = MapSourceSerializer(many=True)


def map_answer(chart: ChainMap) -> dict[str, Any]:
    """Return what :class:`ChainMapSerializer` shows of a map."""
    return {
        "chain": chart.chain.slug,
        "region": chart.gap.region.slug,
        "filtered": chart.filtered,
        "placements": chart.placements,
        "companies": chart.companies,
        "verified": chart.verified,
        "elsewhere": chart.gap.elsewhere,
        "province_unknown": unknown_answer(chart.gap, [column.segment.code for column in chart.columns]),
        "as_of": chart.as_of,
        "layers": [
            _named(band.layer) | {"layer": band.layer.code, "columns": [_column(column) for column in band.columns]}
            for band in chart.bands
        ],
        "rows": [
            _named(row.province)
            | {
                "province": row.province.code,
                "shown": row.shown,
                "cells": [_cell(cell) for cell in row.cells],
            }
            for row in chart.rows
        ],
        "links": [{"upstream": upstream.code, "downstream": downstream.code} for upstream, downstream in chart.links],
        "alliances": chart.alliances,
        "research_bases": chart.research_bases,
        "platforms": chart.platforms,
        "parks": chart.parks,
        "sources": chart.sources,
    }


def _named(record: Any) -> dict[str, Any]:
    return {"name": record.name, "name_en": record.name_en}


def _column(column: MapColumn) -> dict[str, Any]:
    return _named(column.segment) | {
        "segment": column.segment.code,
        "shown": column.shown,
        "feeds": [segment.code for segment in column.feeds],
        "fed_by": [segment.code for segment in column.fed_by],
        "gap": row_answer(column.segment, column.row),
        "children": [
            {
                "segment": child.segment.code,
                "companies": child.companies,
                "gap": row_answer(child.segment, child.row),
            }
            for child in column.children
        ],
    }


def _cell(cell: MapCell) -> dict[str, Any]:
    return {
        "segment": cell.segment.code,
        "province": cell.province.code,
        "companies": cell.companies,
        "hidden": cell.hidden,
        "gap": cell_answer(cell.gap),
    }
