"""Places side by side."""

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import CompareForm
from chains.selectors.compare import compare

from ..backends import blanks
from ..errors import RefusedError
from ..schema import form_parameters
from ..serializers.compare import ComparedPlacesSerializer, comparison_answer
from .base import Surface


class CompareView(Surface, GenericAPIView):
    """Places side by side 对比

    One chain in two to four provinces, cities or parks, or two chains in one of them. Provinces come with the cells
    of the gap table. Cities and parks have counts only: signals and verdicts are defined for provinces and regions.
    A park is counted by its city (by its province, where no city of it is on record): which companies are inside
    its gates is not on record.
    """

    serializer_class = ComparedPlacesSerializer
    filter_backends = ()

    @extend_schema(operation_id="compare", parameters=form_parameters(CompareForm))
    def get(self, request: Request) -> Response:
        """Answer with the sides."""
        form = CompareForm(request.query_params)
        if errors := blanks(request) | form.errors:
            raise RefusedError(errors)
        found = compare(form.chains, form.kind, form.places)
        return Response(self.get_serializer(comparison_answer(found)).data)
