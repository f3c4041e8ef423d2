"""Pagination of lists in the envelope count / next / previous / results: by offset, or by keyset cursor."""

import re
from typing import Any, NoReturn

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from chains.ordering import Term, place_of, terms_of, walked

from .errors import RefusedError

#: What an offset may be at most. Beyond it a reader should narrow the list: the database counts through every
#: row that is skipped.
MAX_OFFSET = 1_000_000

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class Window(LimitOffsetPagination):
    """A window on a list; a number that cannot be read, or lies outside, is refused and never adjusted."""

    default_limit = 50
    max_limit = 1000
    template = None

    def get_limit(self, request: Request) -> int:
        """Return how many rows to show; raises ``RefusedError``."""
        return _number(request, self.limit_query_param, self.default_limit, 1, self.max_limit)

    def get_offset(self, request: Request) -> int:
        """Return how many rows to skip; raises ``RefusedError``."""
        return _number(request, self.offset_query_param, 0, 0, MAX_OFFSET)

    def envelope_of(self, request: Request, limit: int, offset: int, count: int) -> dict[str, Any]:
        """Return what stands around the rows of a window, whose rows are found elsewhere."""
        self.request, self.limit, self.offset, self.count = request, limit, offset, count
        return {"count": count, "next": self.get_next_link(), "previous": self.get_previous_link()}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe both parameters with their bounds."""
        return [
            _parameter("limit", "How many rows to show.", self.default_limit, 1, self.max_limit),
            _parameter("offset", "How many rows to skip.", 0, 0, MAX_OFFSET),
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the envelope."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "All rows that fit, on this page or not."},
                "next": address | {"description": "The address of the next page."},
                "previous": address | {"description": "The address of the page before."},
                "results": schema,
            },
        }


class Walk(Window):
    """A window, or a walk: ``cursor=start`` begins one, and each page's ``next`` says where it goes on.

    A walk asks the database for the rows behind the last one shown, so that the thousandth page costs what the first
    one did, and rows that are added or removed meanwhile neither repeat nor hide another. A cursor is signed: it holds
    the list, its order and the place of a row in it, and is good for that order of that list alone.
    """

    cursor_query_param = "cursor"
    START = "start"
    #: Longer ones were never given out; and a whole address has about 4,000 characters.
    MAX_CURSOR = 3500
    _VERSION = 1
    #: What cursors are written with; ``start`` is one of them.
    _PATTERN = "^[A-Za-z0-9_:.-]+$"
    _signer = signing.Signer(salt="chains.api.cursor")

    def check_cursor(self, request: Request) -> None:
        """Raise ``RefusedError`` where the cursor cannot be read, or stands beside an offset."""
        self._place(request)

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: APIView | None = None) -> list[Any]:
        """Return the rows of the page; raises ``RefusedError``."""
        self.request, self.walking = request, self.cursor_query_param in request.query_params
        if not self.walking:
            return super().paginate_queryset(queryset, request, view)
        terms = terms_of(queryset)
        name = f"{queryset.model._meta.model_name}:{','.join(term.name for term in terms)}"
        place = self._place(request)
        if computed := [term.name for term in terms if term.computed]:
            # Every page would compute it for all rows again, and it may change during the walk.
            message = _("A walk by cursor cannot go in the order “%(ordering)s”, which no index holds.")
            self._refuse(message % {"ordering": request.query_params.get("ordering", computed[0])})
        if place is not None and (place[0] != name or len(place[1]) != len(terms)):
            self._refuse(_("This cursor is of another list or of another order: begin anew with “start”."))
        self.limit = self.get_limit(request)
        rows = list(walked(queryset, terms, None if place is None else place[1])[: self.limit + 1])
        self.place = self._written(name, rows[self.limit - 1], terms) if len(rows) > self.limit else None
        return rows[: self.limit]

    def get_paginated_response(self, data: Any) -> Response:
        """Return the envelope; a walk counts nothing and leads forward only."""
        if not self.walking:
            return super().get_paginated_response(data)
        here = self.request.build_absolute_uri()
        following = replace_query_param(here, self.cursor_query_param, self.place) if self.place else None
        return Response({"count": None, "next": following, "previous": None, "results": data})

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe the parameters with their bounds."""
        cursor = {
            "name": self.cursor_query_param,
            "in": "query",
            "required": False,
            "description": (
                "`start` begins a walk through the whole list, at the same cost at any depth; then follow `next`. "
                "Rows that are added or removed meanwhile neither repeat nor hide another. Not together with `offset`."
            ),
            "schema": {"type": "string", "minLength": 1, "maxLength": self.MAX_CURSOR, "pattern": self._PATTERN},
            # No example: Swagger UI fills it in, beside the default of ``offset``, and whoever tries a list is refused.
        }
        return [*super().get_schema_operation_parameters(view), cursor]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the envelope."""
        described = super().get_paginated_response_schema(schema)
        counted = described["properties"]["count"]
        counted["type"] = ["integer", "null"]
        counted["description"] += " Null in a walk by `cursor`, which counts nothing."
        described["properties"]["previous"]["description"] += " Null in a walk by `cursor`, which leads forward only."
        return described

    def _place(self, request: Request) -> tuple[str, list[Any]] | None:
        """Return the cursor's list and order, and the place in it; ``None`` at the start, or where nobody walks."""
        texts = request.query_params.getlist(self.cursor_query_param)
        if not texts:
            return None
        if self.offset_query_param in request.query_params:
            self._refuse(_("Give either a cursor or an offset."))
        if texts == [self.START]:
            return None
        if len(texts) > 1 or len(texts[0]) > self.MAX_CURSOR:
            self._refuse(_("This is no cursor: begin with “start” and follow the address of the next page."))
        try:
            version, name, values = self._signer.unsign_object(texts[0])
        except (signing.BadSignature, ValueError):
            self._refuse(_("This is no cursor: begin with “start” and follow the address of the next page."))
        if version != self._VERSION:
            self._refuse(_("This cursor is too old: begin anew with “start”."))
        return name, values

    def _written(self, name: str, row: Any, terms: tuple[Term, ...]) -> str:
        return self._signer.sign_object([self._VERSION, name, place_of(row, terms)], compress=True)

    def _refuse(self, message: str) -> NoReturn:
        raise RefusedError({self.cursor_query_param: [message]})


def _number(request: Request, parameter: str, default: int, least: int, most: int) -> int:
    texts = request.query_params.getlist(parameter)
    if not texts:
        return default
    if len(texts) == 1 and _NUMBER.fullmatch(texts[0]) and least <= (number := int(texts[0])) <= most:
        return number
    message = _("Give one whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
    raise RefusedError({parameter: [message]})


def _parameter(name: str, description: str, default: int, least: int, most: int) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "integer", "minimum": least, "maximum": most, "default": default},
    }
