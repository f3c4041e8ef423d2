"""Candidates for a gap."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import CandidateForm
from chains.models import Company
from chains.selectors.candidates import candidate_rows, candidate_view, support_of

from ..backends import blanks
from ..errors import RefusedError
from ..pagination import Window
from ..schema import form_parameters
from ..serializers.candidates import CandidatesSerializer
from .base import Surface

WINDOW = ("limit", "offset")


class CandidatesView(Surface, GenericAPIView):
    """Who could fill a gap 谁能补上

    For a segment, and the places where it is to be filled: the companies that do the same elsewhere, then those on
    record for a segment above only, then those one link up or down the chain. The order is: relation (`segment`,
    `sub-segment`, `above`, `upstream`, `downstream`), dedicated, status (verified, reported, disputed), listed, number
    of labels, number of provinces, name. Who fills the gap already is no candidate and counted as `present`. Besides,
    what else is tied to the segment or to one below it: technologies, research bases and platforms.
    """

    queryset = Company.objects.none()
    pagination_class = Window
    serializer_class = CandidatesSerializer

    @extend_schema(
        operation_id="candidates",
        parameters=[
            *form_parameters(CandidateForm),
            *(
                OpenApiParameter(each["name"], each["schema"], required=False, description=each["description"])
                for each in Window().get_schema_operation_parameters(None)
            ),
        ],
    )
    def get(self, request: Request) -> Response:
        """Answer with a window on the candidates."""
        form = CandidateForm(request.query_params)
        form.surface_parameters = WINDOW
        errors: dict[str, Any] = blanks(request) | form.errors
        for read in (self.paginator.get_limit, self.paginator.get_offset):
            try:
                read(request)
            except RefusedError as refused:
                errors |= refused.detail
        if errors:
            raise RefusedError(errors)
        chosen = form.cleaned_data
        view = candidate_view(chosen["segment"], chosen["province"], chosen["city"])
        window = self.paginate_queryset(view.found.candidates)
        answer = {
            "count": len(view.found.candidates),
            "next": self.paginator.get_next_link(),
            "previous": self.paginator.get_previous_link(),
            "view": view,
            "results": list(candidate_rows(view, window)),
            "support": support_of(view.segment),
        }
        return Response(self.get_serializer(answer).data)
