"""The ranked gaps."""

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import RankedGapForm
from chains.selectors.ranked_gaps import GapQuestion, ranked_gaps

from ..backends import blanks
from ..errors import RefusedError
from ..pagination import Window
from ..schema import form_parameters
from ..serializers.ranked_gaps import RankedGapSerializer, ranked_answer
from .base import Surface


class RankedGapsView(Surface, GenericAPIView):
    """What calls for a look, worst first 缺口排序

    Over all chains, on every level: first by verdict, then by signal, then by how sure it is. Each with the reasons,
    what the counts rest on, and which missing fact would change the answer. With `province` the cells of that
    province are ranked instead of the segments over the region.
    """

    serializer_class = RankedGapSerializer
    pagination_class = Window
    filter_backends = ()
    described_as = RankedGapSerializer(many=True)

    @extend_schema(operation_id="ranked_gaps", parameters=form_parameters(RankedGapForm))
    def get(self, request: Request) -> Response:
        """Answer with a part of the list."""
        form = RankedGapForm(request.query_params)
        form.surface_parameters = (Window.limit_query_param, Window.offset_query_param)
        errors = blanks(request) | form.errors
        for read in (self.paginator.get_limit, self.paginator.get_offset):
            try:
                read(request)
            except RefusedError as refused:
                errors |= refused.detail
        if errors:
            raise RefusedError(errors)
        shown = self.paginate_queryset(ranked_gaps(GapQuestion.asked(form.cleaned_data)))
        return self.get_paginated_response(
            self.get_serializer([ranked_answer(entry) for entry in shown], many=True).data
        )
