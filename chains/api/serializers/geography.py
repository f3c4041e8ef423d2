"""Regions, provinces and cities."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from chains.models import City, Province, Region
from chains.selectors.regions import CityCount

from .base import PlainSerializer, RecordSerializer, own_address, shown_fields
from .included import ShortProvinceSerializer, ShortRegionSerializer, all_of, each_of, one


class RegionSerializer(RecordSerializer):
    """A region 区域: an ordered set of provinces."""

    provinces = serializers.SlugRelatedField(
        source="members",
        slug_field="province_id",
        many=True,
        read_only=True,
        help_text="GB/T 2260 codes, in the order of the region.",
    )
    url = own_address("regions", "slug", "slug")

    includes = {"provinces": each_of(ShortProvinceSerializer, "members", "province", "members__province")}

    class Meta:
        model = Region
        fields = shown_fields(Region, "slug", "naming", "provinces")
        read_only_fields = fields


class ProvinceSerializer(RecordSerializer):
    """A province or municipality 省/直辖市, by its GB/T 2260 code."""

    regions = serializers.SlugRelatedField(
        slug_field="slug", many=True, read_only=True, help_text="The regions that it belongs to."
    )
    url = own_address("provinces", "code", "code")

    includes = {"regions": all_of(ShortRegionSerializer, "regions")}

    class Meta:
        model = Province
        fields = shown_fields(Province, "code", "name", "name_en", "full_name", "regions")
        read_only_fields = fields


class CitySerializer(RecordSerializer):
    """A city 市, by its GB/T 2260 code; a municipality is its own city."""

    province = serializers.CharField(source="province_id", read_only=True, help_text="GB/T 2260 code.")
    longitude = serializers.FloatField(read_only=True, allow_null=True, help_text="Degrees east, approximate.")
    latitude = serializers.FloatField(read_only=True, allow_null=True, help_text="Degrees north, approximate.")
    groups = serializers.SlugRelatedField(
        slug_field="slug", many=True, read_only=True, help_text="What `city_group` selects it by."
    )
    url = own_address("cities", "code", "code")

    includes = {"province": one(ShortProvinceSerializer, "province")}

    class Meta:
        model = City
        fields = shown_fields(City, "code", "naming", "province", "coordinates", "groups")
        read_only_fields = fields


class PointSerializer(PlainSerializer):
    """Where a city is, approximately."""

    type = serializers.ChoiceField(("Point",))
    coordinates = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, help_text="Degrees east, degrees north."
    )


class CountedCitySerializer(PlainSerializer):
    """A city with what is in it."""

    code = serializers.CharField(help_text="GB/T 2260 code.")
    name = serializers.CharField()
    name_en = serializers.CharField()
    province = serializers.CharField(help_text="GB/T 2260 code.")
    companies = serializers.IntegerField(help_text="Distinct companies that fit.")
    placements = serializers.IntegerField(help_text="Their placements here that fit.")


class CityFeatureSerializer(PlainSerializer):
    """A city as a feature."""

    type = serializers.ChoiceField(("Feature",))
    id = serializers.CharField(help_text="GB/T 2260 code.")
    geometry = PointSerializer()
    properties = CountedCitySerializer()


class CityFeaturesSerializer(PlainSerializer):
    """A feature collection of RFC 7946, with what it cannot show in foreign members."""

    type = serializers.ChoiceField(("FeatureCollection",))
    schematic = serializers.BooleanField(help_text="True: the points are approximate, and there are no boundaries.")
    unlocated = CountedCitySerializer(many=True, help_text="Cities whose coordinates are not known.")
    adrift = serializers.IntegerField(help_text="Companies that fit with a placement in no known city.")
    features = CityFeatureSerializer(many=True)


def features_answer(counts: Iterable[CityCount], adrift: int) -> dict[str, Any]:
    """Return what :class:`CityFeaturesSerializer` shows of cities."""
    features, unlocated = [], []
    for each in counts:
        city = each.city
        properties = {
            "code": city.code,
            "name": city.name,
            "name_en": city.name_en,
            "province": city.province_id,
            "companies": each.companies,
            "placements": each.placements,
        }
        if city.longitude is None or city.latitude is None:
            unlocated.append(properties)
            continue
        point = {"type": "Point", "coordinates": [city.longitude, city.latitude]}
        features.append({"type": "Feature", "id": city.code, "geometry": point, "properties": properties})
    return {
        "type": "FeatureCollection",
        "schematic": True,
        "unlocated": unlocated,
        "adrift": adrift,
        "features": features,
    }
