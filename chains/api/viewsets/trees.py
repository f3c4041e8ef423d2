"""A chain as a tree down to its companies, and as a graph."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import GraphFilterSet, TreeFilterSet
from chains.models import Chain, Placement
from chains.selectors.graph import chain_graph
from chains.selectors.nested import nested_chain

from ..backends import SurfaceFilterBackend
from ..serializers.trees import GraphSerializer, NestedChainSerializer, graph_answer, nested_answer
from .base import Surface


class _OfChain(Surface, GenericAPIView):
    """A view of one chain with the filters of its map."""

    queryset = Placement.objects.published()
    filters_its_summary = True

    def asked(self, request: Request, slug: str) -> tuple[Chain, TreeFilterSet]:
        """Return the chain and the valid filter; raises ``NotFound`` and ``RefusedError``."""
        chain = Chain.objects.select_related("region").filter(slug=slug).first()
        if chain is None:
            raise NotFound(_("There is no record “%(key)s” here.") % {"key": slug})
        return chain, SurfaceFilterBackend().checked(request, self.get_queryset(), self)


class NestedChainView(_OfChain):
    """A chain with all that is in it, as one tree

    The chain, its layers, the tree of their segments, and in each the companies placed in that segment itself. Takes
    the filters of the map. Unlike the map it does not end at the region.
    """

    filterset_class = TreeFilterSet
    serializer_class = NestedChainSerializer

    @extend_schema(operation_id="chains_nested")
    def get(self, request: Request, slug: str) -> Response:
        """Answer with the tree."""
        chain, filterset = self.asked(request, slug)
        return Response(self.get_serializer(nested_answer(nested_chain(chain, filterset.qs))).data)


class ChainGraphView(_OfChain):
    """A chain as nodes and links

    Layers and segments as nodes, each segment with its counts, signal and verdict over the region; what feeds what and
    what is part of what as links. `companies=true` adds the companies that fit the filters, which are those of the
    map, and the segments that they work in. Counts, signals and verdicts always speak of the whole list.
    """

    filterset_class = GraphFilterSet
    serializer_class = GraphSerializer

    @extend_schema(operation_id="chains_graph")
    def get(self, request: Request, slug: str) -> Response:
        """Answer with the graph."""
        chain, filterset = self.asked(request, slug)
        wanted = filterset.form.cleaned_data["companies"] == "true"
        return Response(self.get_serializer(graph_answer(chain_graph(chain, filterset.qs if wanted else None))).data)
