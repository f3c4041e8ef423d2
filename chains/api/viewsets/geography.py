"""Regions, provinces and cities."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import CityFigureFilterSet, CityFilterSet, ProvinceFilterSet, RegionFilterSet
from chains.models import City, Company, Province, Region, RegionProvince
from chains.selectors.regions import city_counts

from ..backends import SurfaceFilterBackend
from ..serializers.geography import (
    CityFeaturesSerializer,
    CitySerializer,
    ProvinceSerializer,
    RegionSerializer,
    features_answer,
)
from .base import ByDivision, BySlug, Surface


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


class GeoJSONRenderer(JSONRenderer):
    """JSON under the media type of RFC 7946."""

    media_type = "application/geo+json"
    format = "geojson"


class CityFeaturesView(Surface, GenericAPIView):
    """Cities as GeoJSON 城市

    The cities of the `region`, or all, as points with the numbers of companies and placements in each, under the
    filters of companies. The points are approximate and the picture they make is schematic: there are no boundaries.
    A company counts where it works; where a placement names no city, in the city that it is registered in, if that
    lies in the same province.
    """

    queryset = Company.objects.published()
    filterset_class = CityFigureFilterSet
    filters_its_summary = True
    renderer_classes = (GeoJSONRenderer,)
    serializer_class = CityFeaturesSerializer

    @extend_schema(operation_id="cities_geojson")
    def get(self, request: Request) -> Response:
        """Answer with the features."""
        filterset = SurfaceFilterBackend().checked(request, self.get_queryset(), self)
        found = city_counts(filterset.question, filterset.choice.get("region", ()))
        return Response(self.get_serializer(features_answer(*found)).data)
