"""The saved filters of the authenticated user."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.models import SavedFilter
from chains.permissions import NotPermitted
from chains.selectors.saved_filters import visible_to
from chains.services.saved_filters import may_keep

from ..backends import refuse_unknown
from ..pagination import Window
from ..serializers.saved_filters import SavedFilterSerializer
from .base import Surface


class SavedFiltersView(Surface, ListAPIView):
    """Saved filters

    The filters that the reader keeps for the lists of companies and placements and for the gaps, and those that
    colleagues share. `query` is what the endpoint of the same list takes as well. This needs a login: a token,
    or the session of the site.
    """

    follows_log = False

    needs_login = True
    filter_backends = ()
    pagination_class = Window
    serializer_class = SavedFilterSerializer
    queryset = SavedFilter.objects.none()

    @extend_schema(operation_id="saved_filters_list")
    def get(self, request: Request) -> Response:
        """Answer with the filters."""
        if not may_keep(request.user):
            raise NotPermitted(_("Only the staff keeps filters. Log in first."))
        refuse_unknown(request, ("limit", "offset"))
        return self.list(request)

    def get_queryset(self) -> QuerySet[SavedFilter]:
        """Return the filters that the reader can use."""
        return visible_to(self.request.user)
