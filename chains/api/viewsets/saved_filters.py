"""The saved filters of whoever is logged in."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chains.models import SavedFilter
from chains.selectors.saved_filters import visible_to
from chains.services.saved_filters import may_keep

from ..backends import refuse_unknown
from ..pagination import Window
from ..serializers.saved_filters import SavedFilterSerializer
from .base import Surface


class IsStaff(BasePermission):
    """Members of the staff, by the session of their browser."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether the reader is one of them."""
        return may_keep(request.user)


class SavedFiltersView(Surface, ListAPIView):
    """Saved filters

    The filters that the reader keeps for the lists of companies and placements and for the gaps, and those that
    colleagues share. `query` is what the endpoint of the same list takes as well. This needs a login: the session of
    the site.
    """

    permission_classes = (IsStaff,)
    #: Tells the description that 403 may be answered.
    needs_login = True
    filter_backends = ()
    pagination_class = Window
    serializer_class = SavedFilterSerializer
    queryset = SavedFilter.objects.none()

    @extend_schema(operation_id="saved_filters_list", auth=[{"session": []}])
    def get(self, request: Request) -> Response:
        """Answer with the filters."""
        refuse_unknown(request, ("limit", "offset"))
        return self.list(request)

    def get_queryset(self) -> QuerySet[SavedFilter]:
        """Return the filters that the reader can use."""
        return visible_to(self.request.user)
