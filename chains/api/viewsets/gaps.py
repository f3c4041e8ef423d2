"""The gap table."""

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import GapForm
from chains.selectors.gaps import gap_view

from ..backends import blanks
from ..errors import RefusedError
from ..schema import form_parameters
from ..serializers.gaps import GapTableSerializer, gap_answer
from .base import Surface


class GapsView(Surface, GenericAPIView):
    """The gap table of a chain 缺链与弱链

    Segments × provinces with three things kept apart: *counts* of firms, a *signal* computed from the counts, and a
    *verdict* that a person gave, with a source. Where signal and verdict contradict each other there is a
    `conflict`: the list or the verdict is wrong. `segment` looks inside a segment, where the sums run over the
    sub-segments.
    """

    serializer_class = GapTableSerializer

    @extend_schema(operation_id="gaps", parameters=form_parameters(GapForm))
    def get(self, request: Request) -> Response:
        """Answer with the table."""
        form = GapForm(request.query_params)
        if errors := blanks(request) | form.errors:
            raise RefusedError(errors)
        chosen = form.cleaned_data
        view = gap_view(chosen["chain"], chosen["region"], chosen["segment"])
        return Response(self.get_serializer(gap_answer(view)).data)
