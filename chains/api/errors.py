"""Errors as problem bodies (RFC 9457), in the reader's language, with the parameter at fault."""

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.signals import got_request_exception
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import exception_handler

from chains.services.unavailable import UnavailableError, as_unavailable

logger = logging.getLogger("django.request")

PROBLEM_TYPE = "application/problem+json"


#: Codes of what is well-formed, as far as a description can say, and still cannot be.
UNACCEPTABLE = frozenset({"does_not_exist", "invalid_url", "no_ticker"})


class RefusedRowSerializer(serializers.Serializer):
    """A record of a list that was refused."""

    index = serializers.IntegerField(help_text="Which one it is, from 0.")
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    codes = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class ProblemSerializer(serializers.Serializer):
    """An error. `errors` is there when parameters were refused: each with the reasons."""

    type = serializers.CharField(help_text="Always `about:blank`: the status says what kind of problem it is.")
    title = serializers.CharField(help_text="The name of the status.")
    status = serializers.IntegerField(help_text="The HTTP status, once more.")
    detail = serializers.CharField(help_text="What happened, in the reader's language.")
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Parameter → what was wrong with it, in the reader's language.",
    )

    codes = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="The same names → a code for each reason, which stays the same in every language.",
    )
    rows = RefusedRowSerializer(
        many=True, required=False, help_text="Of a list that was sent: the records that were refused."
    )


class ConflictError(APIException):
    """409: what is asked for contradicts what is on record by now."""

    status_code = 409
    default_code = "conflict"


class UnacceptableError(ValidationError):
    """422: what was sent can be read, and cannot be so: it names what is not there, or breaks a rule."""

    status_code = 422


class RefusedError(ValidationError):
    """400: the parameters in ``errors`` (name → messages) cannot be read."""

    def __init__(self, errors: Mapping[str, list[str]] | ErrorDict) -> None:
        super().__init__({name: list(_details(messages)) for name, messages in errors.items()})


def _details(messages: list[str]) -> Iterator[ErrorDetail]:
    """Yield messages with their codes, where they come from a form."""
    if isinstance(messages, ErrorList):
        for error in messages.as_data():
            yield from (ErrorDetail(message, error.code or "invalid") for message in error.messages)
    else:
        yield from (ErrorDetail(str(message), "invalid") for message in messages)


def problem(exc: Exception, context: dict[str, Any]) -> Response:
    """Return the problem body for any exception, a fault of ours included: a client can always parse the answer."""
    response = exception_handler(exc, context)
    if response is None:
        unavailable = as_unavailable(exc)
        return _fault(context) if unavailable is None else _unavailable(unavailable)
    if isinstance(exc, ValidationError) and isinstance(exc.detail, dict):
        errors, codes = flat(exc.detail)
        reasons = {code for each in codes.values() for code in each}
        if response.status_code == 400 and reasons <= UNACCEPTABLE:
            response.status_code = 422
        body = _body(response.status_code, _refusal(context, errors))
        body |= {"errors": errors, "codes": codes}
        if rows := getattr(exc, "rows", None):
            body["rows"] = rows
    else:
        body = _body(response.status_code, str(response.data["detail"]))
    response.data, response.content_type = body, PROBLEM_TYPE
    return response


def flat(detail: Any, path: str = "") -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the messages and the codes of ``detail``, however nested, each by the path to its place."""
    errors: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    parts = detail.items() if isinstance(detail, dict) else enumerate(detail)
    for name, part in parts:
        if isinstance(part, str):
            errors.setdefault(path, []).append(str(part))
            codes.setdefault(path, []).append(getattr(part, "code", "invalid"))
        elif part:
            at = f"{path}.{name}" if path else str(name)
            inner = flat(part, at)
            errors |= inner[0]
            codes |= inner[1]
    return errors, codes


def _refusal(context: dict[str, Any], errors: Mapping[str, Any]) -> str:
    refused = ", ".join(errors)
    if context["request"].method in SAFE_METHODS:
        return _("These parameters were refused: %(parameters)s.") % {"parameters": refused}
    return _("These properties were refused: %(properties)s.") % {"properties": refused}


def _fault(context: dict[str, Any]) -> Response:
    """Answer 500, after doing what Django does for an exception that nobody caught: log it, tell the listeners."""
    request = context["request"]._request
    logger.error(
        "%s: %s",
        HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
        request.path,
        exc_info=True,
        extra={"status_code": 500, "request": request},
    )
    got_request_exception.send(sender=None, request=request)
    body = _body(500, _("Something went wrong on our side. It has been written down."))
    response = Response(body, status=500, content_type=PROBLEM_TYPE)
    # Or the handler would log it again, without the exception.
    response._has_been_logged = True
    return response


def _unavailable(error: UnavailableError) -> Response:
    """Answer 503, and say when to come back."""
    headers = {"Retry-After": str(error.seconds)}
    return Response(_body(503, str(error)), status=503, headers=headers, content_type=PROBLEM_TYPE)


def _body(status: int, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
