"""Regions, provinces and cities."""

from rest_framework import serializers

from chains.models import City, Province, Region

from .base import RecordSerializer, own_address


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

    class Meta:
        model = Region
        fields = ("slug", "name", "name_en", "provinces", *RecordSerializer.TAIL)
        read_only_fields = fields


class ProvinceSerializer(RecordSerializer):
    """A province or municipality 省/直辖市, by its GB/T 2260 code."""

    regions = serializers.SlugRelatedField(
        slug_field="slug", many=True, read_only=True, help_text="The regions that it belongs to."
    )
    url = own_address("provinces", "code", "code")

    class Meta:
        model = Province
        fields = ("code", "name", "name_en", "full_name", "regions", *RecordSerializer.TAIL)
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

    class Meta:
        model = City
        fields = (
            "code",
            "name",
            "name_en",
            "province",
            "longitude",
            "latitude",
            "groups",
            *RecordSerializer.TAIL,
        )
        read_only_fields = fields
