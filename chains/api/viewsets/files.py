"""Lists as files: exactly the rows of a filter, streamed."""

from contextlib import suppress
from typing import Any, ClassVar

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from chains.filtersets import StrictFilterSet
from chains.selectors.list_rows import rows_of
from chains.services.quotas import Counter, Quota, UncountableError
from chains.tables import BY_LIST, Table, formats

from ..backends import SurfaceFilterBackend
from .base import VARY, RecordViewSet, Surface

SUFFIXES = ("csv", "xlsx", "ndjson")

_WORDS = {
    "csv": "UTF-8 with a byte-order mark, codes as header.",
    "xlsx": "A workbook of one sheet, headings in the reader's language.",
    "ndjson": "One JSON object a line, by the codes of the columns.",
}


class ByAddress(BaseContentNegotiation):
    """The address says what is sent; `Accept` says nothing more. A problem is JSON."""

    def select_renderer(
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the renderer for problems."""
        return renderers[0], renderers[0].media_type


class ExportThrottle(BaseThrottle):
    """The rate of files, which pages and API share. Where nobody can count, reading goes on."""

    quota: Quota | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request; return whether it is not one too many."""
        if not request.user.is_authenticated:
            with suppress(UncountableError):
                self.quota = Counter("export").count(request)
        return self.quota is None or not self.quota.spent

    def wait(self) -> int | None:
        """Return for how many seconds to wait."""
        return self.quota.reset if self.quota else None


class ListFileView(Surface, GenericAPIView):
    """A list as a file: its rows under the same filters, in the columns of the site's own files."""

    name: ClassVar[str] = ""
    resource: ClassVar[type[Table]]
    content_negotiation_class = ByAddress
    throttle_classes = (ExportThrottle,)
    #: Tells the description that the filters of a list are taken, and that an answer is of other types than JSON.
    filters_its_summary = True
    follows_log = False
    suffixes = SUFFIXES

    def get(self, request: Request, suffix: str) -> HttpResponse:
        """Answer with the file; raises ``NotFound`` for a format that is not offered, and ``RefusedError``."""
        if suffix not in SUFFIXES:
            known = ", ".join(f".{known}" for known in SUFFIXES)
            raise NotFound(
                _("There is no “.%(suffix)s” file. There are: %(known)s.") % {"suffix": suffix, "known": known}
            )
        rows = SurfaceFilterBackend().checked(request, rows_of(self.name), self).qs
        parts = formats.written(
            suffix, self.name, self.resource.codes(), self.resource.headings(), self.resource.rows(rows)
        )
        response = StreamingHttpResponse(parts, content_type=formats.CONTENT_TYPES[suffix])
        response["Content-Disposition"] = formats.disposition(self.name, suffix, localdate())
        return response

    def finalize_response(self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leave a file without an ETag, which would have to be computed from all of it."""
        if isinstance(response, Response):
            return super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, VARY)
        response["Cache-Control"] = "no-cache"
        return response


def file_view(name: str, viewset: type[RecordViewSet]) -> type[ListFileView]:
    """Return the view that sends the list of a viewset as a file."""
    filterset: type[StrictFilterSet] = viewset.filterset_class
    title = (viewset.__doc__ or "").partition("\n")[0]
    columns = ", ".join(f"`{code}`" for code in BY_LIST[name].codes())
    view = type(
        f"{viewset.__name__.removesuffix('ViewSet')}FileView",
        (ListFileView,),
        {
            "__doc__": (
                f"{title}: as a file\n\nExactly the rows of the list under the same filters, in its order, streamed. "
                f"Columns: {columns}. A fault on the way breaks the connection off, so that no file that ends is "
                "incomplete."
            ),
            "name": name,
            "operation_id": f"{name.replace('-', '_')}_file",
            "resource": BY_LIST[name],
            "queryset": viewset.queryset,
            "filterset_class": filterset,
        },
    )
    described = {
        (200, formats.CONTENT_TYPES[suffix].partition(";")[0]): OpenApiResponse(
            OpenApiTypes.BINARY if suffix == "xlsx" else OpenApiTypes.STR, _WORDS[suffix]
        )
        for suffix in SUFFIXES
    }
    view.described_as = described
    return view
