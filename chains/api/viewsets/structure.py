"""Chains and segments, and the map of a chain."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import ChainFilterSet, MapFilterSet, SegmentFilterSet
from chains.models import Chain, Placement, Segment, SegmentLink
from chains.selectors.maps import chain_map

from ..backends import SurfaceFilterBackend
from ..serializers.maps import ChainMapSerializer, map_answer
from ..serializers.structure import ChainSerializer, SegmentSerializer
from .base import ByCode, BySlug, Surface


class ChainViewSet(BySlug):
    """Industry chains 产业链

    Each with its layers and, in each layer, the tree of its segments: the top level makes the columns of the map.
    """

    queryset = Chain.objects.select_related("region").prefetch_related(
        "layers", Prefetch("layers__segments", Segment.objects.order_by("order", "code"))
    )
    serializer_class = ChainSerializer
    filterset_class = ChainFilterSet


class SegmentViewSet(ByCode):
    """Segments 环节

    A segment is part of its `parent`; what it `feeds` is another matter. Where a segment is a filter, those below
    it are included.
    """

    queryset = Segment.objects.select_related("layer__chain", "parent").prefetch_related(
        "children",
        Prefetch("links_down", SegmentLink.objects.select_related("downstream")),
        Prefetch("links_up", SegmentLink.objects.select_related("upstream")),
    )
    serializer_class = SegmentSerializer
    filterset_class = SegmentFilterSet


class _MapParameters(MapFilterSet):
    """The filters of the map; which view of it to draw is the reader's business here."""

    view = None


class ChainMapView(Surface, GenericAPIView):
    """The map of a chain

    Layers over columns, provinces as rows, companies in the cells; what feeds what; the alliances above and the
    research bases, platforms and parks beneath. A filter hides companies, and each cell says how many; signals and
    verdicts always speak of the whole list.
    """

    queryset = Placement.objects.published()
    filterset_class = _MapParameters
    filters_its_summary = True
    serializer_class = ChainMapSerializer

    @extend_schema(operation_id="chains_map")
    def get(self, request: Request, slug: str) -> Response:
        """Answer with the map."""
        chain = Chain.objects.select_related("region").filter(slug=slug).first()
        if chain is None:
            raise NotFound(_("There is no record “%(key)s” here.") % {"key": slug})
        filterset = SurfaceFilterBackend().checked(request, self.get_queryset(), self)
        choice = filterset.choice
        chart = chain_map(chain, filterset.qs if choice else None, choice)
        return Response(self.get_serializer(map_answer(chart)).data)
