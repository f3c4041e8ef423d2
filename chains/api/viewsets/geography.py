"""Regions, provinces and cities."""

from django.db.models import Prefetch

from chains.filtersets import CityFilterSet, ProvinceFilterSet, RegionFilterSet
from chains.models import City, Province, Region, RegionProvince

from ..serializers.geography import CitySerializer, ProvinceSerializer, RegionSerializer
from .base import ByDivision, BySlug


class RegionViewSet(BySlug):
    """Regions 区域

    Ordered sets of provinces, over which chains are mapped.
    """

    queryset = Region.objects.prefetch_related(
        Prefetch("members", RegionProvince.objects.order_by("order", "province"))
    )
    serializer_class = RegionSerializer
    filterset_class = RegionFilterSet


class ProvinceViewSet(ByDivision):
    """Provinces and municipalities 省/直辖市

    By their GB/T 2260 codes.
    """

    queryset = Province.objects.prefetch_related("regions")
    serializer_class = ProvinceSerializer
    filterset_class = ProvinceFilterSet


class CityViewSet(ByDivision):
    """Cities 市

    By their GB/T 2260 codes, with approximate coordinates and the groups that they belong to.
    """

    queryset = City.objects.prefetch_related("groups")
    serializer_class = CitySerializer
    filterset_class = CityFilterSet
