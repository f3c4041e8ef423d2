"""Pages of a list: ``limit`` and ``offset``, in the envelope count / next / previous / results."""

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.views import APIView

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
