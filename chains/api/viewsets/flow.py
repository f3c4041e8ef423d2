"""The flow of a chain."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import FlowForm
from chains.models import Chain
from chains.selectors.flow import flow_view

from ..backends import blanks
from ..errors import RefusedError
from ..schema import form_parameters
from ..serializers.flow import FlowSerializer, flow_answer
from .base import Surface


class ChainFlowView(Surface, GenericAPIView):
    """What feeds what in a chain 上下游

    The top-level segments of the chain as nodes, each with its counts, signal and verdict over the region, and the
    links between them. `segment` looks inside a segment. A link further down stands for the nodes that its ends
    are in, and is not `direct`.
    """

    serializer_class = FlowSerializer
    filter_backends = ()

    @extend_schema(operation_id="chains_flow", parameters=form_parameters(FlowForm))
    def get(self, request: Request, slug: str) -> Response:
        """Answer with nodes and links."""
        chain = Chain.objects.select_related("region").filter(slug=slug).first()
        if chain is None:
            raise NotFound(_("There is no record “%(key)s” here.") % {"key": slug})
        form = FlowForm(request.query_params, chain=chain)
        if errors := blanks(request) | form.errors:
            raise RefusedError(errors)
        return Response(self.get_serializer(flow_answer(flow_view(chain, form.cleaned_data["segment"]))).data)
