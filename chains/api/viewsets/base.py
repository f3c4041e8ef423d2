"""Base classes of the endpoints: negotiation, problem bodies, languages, weak ETags, chosen fields."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from chains.analysis.codes import CODE_PATTERN, DIVISION_PATTERN, PUBLIC_ID_PATTERN, SLUG_PATTERN
from chains.changelog import latest
from chains.choices import TokenScope
from chains.selectors.record_changes import Latest, latest_revision

from ..backends import (
    COLUMN_PARAMETERS,
    INCLUDE,
    AcceptHeader,
    SurfaceFilterBackend,
    chosen_columns,
    chosen_includes,
    refuse_unknown,
)
from ..errors import RefusedError, problem
from ..pagination import Walk
from ..parsers import BoundedJSONParser
from ..permissions import Scoped
from ..quotas import Metered
from ..schema import SurfaceSchema
from ..serializers.base import Include
from ..serializers.included import IncludedField, with_included
from ..versions import NotModifiedError, etag_of, last_modified, refuse_to_repeat, tell, version_of

#: The answer depends on who asks in which language.
VARY = ("Accept-Language", "Authorization", "Cookie")


def _bare(pattern: str) -> str:
    """Return a pattern as a part of a path: without its anchors, and without groups that Django would pass on."""
    return pattern.strip("^$").replace("(", "(?:")


PUBLIC_ID, SLUG, CODE, DIVISION = map(_bare, (PUBLIC_ID_PATTERN, SLUG_PATTERN, CODE_PATTERN, DIVISION_PATTERN))


class Surface(Metered):
    """Mixed into every view of the API."""

    schema = SurfaceSchema()
    permission_classes = (Scoped,)
    parser_classes = (BoundedJSONParser,)
    #: What a token needs for the methods that change something.
    scope: ClassVar[TokenScope] = TokenScope.WRITE
    content_negotiation_class = AcceptHeader
    filter_backends = (SurfaceFilterBackend,)
    #: The parameters that the view reads for itself, besides the filters.
    surface_parameters: ClassVar[tuple[str, ...]] = ()

    #: Whether everything that is shown is in the log of changes, so that its newest moment is when this last changed.
    follows_log: ClassVar[bool] = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Note when anything last changed, before anything is read; raises ``NotModifiedError``."""
        super().initial(request, *args, **kwargs)
        if self.follows_log and request.method in ("GET", "HEAD"):
            self.revision = latest_revision()
            # Within a transaction there may be changes that no revision tells of yet.
            if not latest.is_uncommitted():
                refuse_to_repeat(request, self.revision)

    def surface_errors(self) -> dict[str, list[str]]:
        """Return what is wrong with the parameters that the view reads for itself."""
        return {}

    def get_exception_handler(self) -> Callable[..., Response]:
        """Return what turns an exception into a problem body."""
        return problem

    def handle_exception(self, exc: Exception) -> HttpResponseBase:
        """Answer with 304 where that is what was raised."""
        if not isinstance(exc, NotModifiedError):
            return super().handle_exception(exc)
        response = HttpResponseNotModified(headers={"ETag": exc.etag})
        if exc.changed is not None:
            response["Last-Modified"] = http_date(exc.changed)
        return response

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Say what the answer depends on, and give it a weak ETag once it is rendered."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, VARY)
        response.setdefault("Cache-Control", "no-cache")
        if response.status_code == 200 and request.method in ("GET", "HEAD"):
            version, revision = getattr(self, "shown_version", ""), getattr(self, "revision", None)
            response.add_post_render_callback(lambda rendered: _conditional(request, rendered, version, revision))
        return response


def _conditional(request: Request, response: HttpResponse, version: str, revision: Latest | None) -> HttpResponse:
    """Return the answer with the ETag of its content and when it last changed, or 304 where the client has it already.

    The ETag is weak, because a proxy may compress the answer. It is computed from the content, so that it
    changes with everything that the answer shows, deletions and translations included; that of one record begins
    with its version, which ``If-Match`` asks for.
    """
    digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
    etag = response["ETag"] = etag_of(version, digest) if version else etag_of(digest)
    changed = None
    if revision is not None:
        tell(request, revision, etag)
        changed = last_modified(revision.moment)
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response)


class RecordViewSet(Surface, ReadOnlyModelViewSet):
    """A list of records with filters, and each record under its own address."""

    pagination_class = Walk
    surface_parameters = ("limit", "offset", "cursor", *COLUMN_PARAMETERS, INCLUDE)
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_regex = PUBLIC_ID

    def surface_errors(self) -> dict[str, list[str]]:
        """Return what is wrong with the window and the columns."""
        errors: dict[str, list[str]] = {}
        paginator = self.paginator
        window = (paginator.get_limit, paginator.get_offset, paginator.check_cursor)
        for read in (*window, self.chosen_columns, self.chosen_includes):
            try:
                read(self.request)
            except RefusedError as refused:
                errors |= refused.detail
        return errors

    def get_object(self) -> Model:
        """Return the record of this address; raises ``NotFound``, and ``RefusedError`` for unknown parameters."""
        refuse_unknown(
            self.request, [name for name in self.surface_parameters if name in (*COLUMN_PARAMETERS, INCLUDE)]
        )
        self.chosen_columns(self.request)
        included = self.chosen_includes(self.request)
        key = self.kwargs[self.lookup_url_kwarg]
        rows = with_included(self.get_queryset(), self.includes, included)
        record = rows.filter(**{self.lookup_field: key}).first()
        if record is None:
            raise NotFound(_("There is no record “%(key)s” here.") % {"key": key})
        self.shown_version = version_of(record)
        return record

    def get_serializer_context(self) -> dict[str, Any]:
        """Note which columns, and which related records, the reader has chosen."""
        context = super().get_serializer_context() | {"columns": self.chosen_columns(self.request)}
        if included := self.chosen_includes(self.request):
            context["included"] = IncludedField({name: self.includes[name] for name in included})
        return context

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the rows that fit, with the related records that are to be included."""
        found = super().filter_queryset(queryset)
        return with_included(found, self.includes, self.chosen_includes(self.request))

    @property
    def includes(self) -> Mapping[str, Include]:
        """What can be included."""
        return self.get_serializer_class().includes

    def chosen_includes(self, request: Request) -> list[str]:
        """Return what the reader asks to include; raises ``RefusedError`` for what does not exist."""
        return chosen_includes(request, self.includes)

    def chosen_columns(self, request: Request) -> list[str]:
        """Return the columns that the reader has chosen; raises ``RefusedError`` for one that does not exist."""
        return chosen_columns(request, self.get_serializer_class().columns())


class LeadingOn(RecordViewSet):
    """Records whose old ids lead to what they were merged into."""

    leads_on = True

    def heir_of(self, key: str) -> str | None:
        """Return the key of the record that the one with this old key was merged into, if any."""
        raise NotImplementedError

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the record, or with the address of the one that it was merged into."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except NotFound:
            heir = self.heir_of(self.kwargs[self.lookup_url_kwarg])
            if heir is None:
                raise
        query = request.META.get("QUERY_STRING", "")
        address = self.reverse_action("detail", args=[heir]) + (f"?{query}" if query else "")
        return Response(status=308, headers={"Location": address})


class ByCode(RecordViewSet):
    """Records that are known by a code, such as ``ic.equipment``."""

    lookup_field = lookup_url_kwarg = "code"
    lookup_value_regex = CODE


class ByDivision(ByCode):
    """Records that are known by their GB/T 2260 code."""

    lookup_value_regex = DIVISION


class BySlug(RecordViewSet):
    """Records that are known by a slug."""

    lookup_field = lookup_url_kwarg = "slug"
    lookup_value_regex = SLUG
