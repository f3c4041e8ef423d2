"""The shortlists of the authenticated user."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.models import Shortlist
from chains.permissions import NotPermitted
from chains.selectors.shortlists import visible_to, with_companies
from chains.services.shortlists import may_keep

from ..backends import refuse_unknown
from ..pagination import Window
from ..serializers.shortlists import ShortlistSerializer
from .base import Surface


class ShortlistsView(Surface, ListAPIView):
    """Shortlists 候选名单

    The companies that the reader has collected for a purpose, and the lists that colleagues share. This needs a login:
    a token, or the session of the site.
    """

    follows_log = False

    needs_login = True
    filter_backends = ()
    pagination_class = Window
    serializer_class = ShortlistSerializer
    queryset = Shortlist.objects.none()

    @extend_schema(operation_id="shortlists_list")
    def get(self, request: Request) -> Response:
        """Answer with the lists."""
        if not may_keep(request.user):
            raise NotPermitted(_("Only members of the staff with a role keep shortlists."))
        refuse_unknown(request, ("limit", "offset"))
        return self.list(request)

    def get_queryset(self) -> QuerySet[Shortlist]:
        """Return the lists that the reader can read."""
        return with_companies(visible_to(self.request.user))
