"""JSON request parser with limits on length and depth."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

from chains.analysis.invisible_characters import visible
from chains.sheets.reading import MAX_BYTES, SheetError

#: Longest body, in bytes: a thousand companies with all that belongs to them.
MAX_BODY = 4 * 1024**2
#: How deep a body may be nested; the deepest that is described has four levels.
MAX_DEPTH = 16


class TooLargeError(APIException):
    """413: more than is read."""

    status_code = 413
    default_code = "too_large"


class BoundedJSONParser(BaseParser):
    """Reads ``application/json``; raises ``ParseError`` and :class:`TooLargeError`."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """Return what the body says."""
        body = stream.read(MAX_BODY + 1)
        if len(body) > MAX_BODY:
            raise TooLargeError(_("The body has more than %(size)d MB.") % {"size": MAX_BODY // 1024**2})
        try:
            data = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_object)
        except RecursionError as error:
            raise ParseError(_too_deep()) from error
        except ValueError as error:
            raise ParseError(_("The body is no JSON in UTF-8: %(why)s.") % {"why": error}) from error
        if _depth(data) > MAX_DEPTH:
            raise ParseError(_too_deep())
        return _visible(data)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a name that it has twice would lose one of its values."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise ValueError(f"“{next(name for name in names if names.count(name) > 1)}” is named twice")
    return found


def _depth(data: Any) -> int:
    """Return how deep ``data`` is nested, level by level, so that no depth is too much for it."""
    depth, level = 0, [data]
    while level := [part for each in level for part in _parts(each)]:
        depth += 1
    return depth


def _visible(data: Any) -> Any:
    """Return ``data`` without the characters that nobody sees, before anything is judged by what it says."""
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, dict):
        return {name: _visible(part) for name, part in data.items()}
    return [_visible(part) for part in data] if isinstance(data, list) else data


def _parts(data: Any) -> Iterable[Any]:
    if isinstance(data, dict):
        return data.values()
    return data if isinstance(data, list) else ()


def _too_deep() -> str:
    return _("The body is nested more than %(levels)d deep.") % {"levels": MAX_DEPTH}


class BoundedMultiPartParser(MultiPartParser):
    """Reads an upload, unless it is longer than any file that is taken; raises :class:`TooLargeError`."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """Return the fields and files."""
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if int(length) > MAX_BYTES + MAX_BODY:
            raise TooLargeError(
                SheetError("too_large", size=int(length) // 1024**2, limit=MAX_BYTES // 1024**2).message
            )
        return super().parse(stream, media_type, parser_context)
