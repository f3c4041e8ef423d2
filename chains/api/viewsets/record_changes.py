"""The changelog of public records, for clients that keep a copy."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.changelog import LISTS
from chains.choices import RecordChangeKind
from chains.filtersets import RecordChangesForm
from chains.selectors.record_changes import LogEntry, LogPosition, PositionGoneError, changes_after

from ..backends import blanks
from ..cursors import CURSOR_PATTERN, FROM_START, cursor_of, position_of
from ..errors import RefusedError
from ..pagination import Window
from ..serializers.record_changes import RecordChangesSerializer
from .base import RecordViewSet, Surface


class GoneError(APIException):
    """410: the log that the reader has followed is not there any more."""

    status_code = 410


class RecordChangesView(Surface, GenericAPIView):
    """What has changed since a cursor

    Every record that came, changed, went or was merged into another, of every list but that of the snapshots, in the
    order in which it was committed: send `after=start` once, and from then on the `cursor` of the answer before.
    Nothing ever comes to stand before a cursor, so that one loop keeps a copy exact. A record that changed several
    times on a page is there once; a page may hold fewer than `limit` entries, or none, while there is more.

    Replace what `record` holds, and remove what has none. A company or placement that was merged has `into`.
    """

    follows_log = False

    serializer_class = RecordChangesSerializer
    surface_parameters = ("after", "limit")
    may_be_gone = True
    #: List → what shows its records.
    lists: ClassVar[Mapping[str, type[RecordViewSet]]] = {}

    @extend_schema(
        operation_id="changes",
        parameters=[
            OpenApiParameter(
                "after",
                {"type": "string", "pattern": CURSOR_PATTERN},
                required=True,
                description="The `cursor` of the answer before, or `start`.",
            ),
            OpenApiParameter(
                "limit",
                Window().get_schema_operation_parameters(None)[0]["schema"],
                required=False,
                description="How many changes to read.",
            ),
            OpenApiParameter(
                "list",
                {"type": "array", "minItems": 1, "items": {"type": "string", "enum": list(LISTS)}},
                description="Only records of this list; repeat it for several.",
                style="form",
                explode=True,
            ),
        ],
    )
    def get(self, request: Request) -> Response:
        """Answer with the next page."""
        position, limit, lists = self._asked(request)
        try:
            page = changes_after(position, limit, lists)
        except PositionGoneError as error:
            raise GoneError(
                _("The record of changes begins anew: read everything again, with after=%(start)s.")
                % {"start": FROM_START}
            ) from error
        records = self._records(page.entries)
        results = [
            {
                "list": entry.list,
                "key": entry.key,
                "kind": entry.kind,
                "into": entry.into or None,
                "moment": entry.moment,
                "record": records.get((entry.list, entry.key)) if _may_be_shown(entry) else None,
            }
            for entry in page.entries
        ]
        answer = {"results": results, "cursor": cursor_of(page.end), "more": page.more}
        return Response(self.get_serializer(answer).data)

    def _asked(self, request: Request) -> tuple[LogPosition, int, list[str]]:
        """Return where to begin, how many entries to read, and of which lists; raises ``RefusedError``."""
        form = RecordChangesForm(request.query_params)
        form.surface_parameters = self.surface_parameters
        errors: dict[str, Any] = blanks(request) | form.errors
        limit = Window.default_limit
        try:
            limit = Window().get_limit(request)
        except RefusedError as refused:
            errors |= refused.detail
        cursors = request.query_params.getlist("after")
        try:
            (cursor,) = cursors
            position = position_of(cursor)
        except ValueError:
            message = _("Give one cursor: “start”, or what the answer before gave as its “cursor”.")
            errors.setdefault("after", [message])
        if errors:
            raise RefusedError(errors)
        return position, limit, form.cleaned_data["list"]

    def _records(self, entries: Iterable[LogEntry]) -> dict[tuple[str, str], Any]:
        """Return the records as their lists show them now, in a fixed number of queries for each list."""
        keys: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            if _may_be_shown(entry):
                keys[entry.list].append(entry.key)
        found = {}
        for name, wanted in keys.items():
            viewset = self.lists[name]
            # As the list is without any filter, so that withdrawn placements, say, are not in it; but with dissolved
            # firms, which stay on record.
            everything = {"dissolved": "true"} if "dissolved" in viewset.filterset_class.base_filters else {}
            shown = viewset.filterset_class(everything, viewset.queryset.all()).qs
            rows = shown.filter(**{f"{viewset.lookup_field}__in": wanted})
            context = self.get_serializer_context()
            for record in viewset.serializer_class(rows, many=True, context=context).data:
                found[name, record[viewset.lookup_url_kwarg]] = record
        return found


def _may_be_shown(entry: LogEntry) -> bool:
    return entry.kind in (RecordChangeKind.CREATED, RecordChangeKind.CHANGED)
