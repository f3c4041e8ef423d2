"""Errors as problem bodies (RFC 9457): what happened, in the reader's language, and which parameter it was."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.signals import got_request_exception
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

logger = logging.getLogger("django.request")

PROBLEM_TYPE = "application/problem+json"


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


class RefusedError(ValidationError):
    """400: the parameters in ``errors`` (name → messages) cannot be read."""

    def __init__(self, errors: Mapping[str, list[str]] | ErrorDict) -> None:
        super().__init__({name: [str(message) for message in messages] for name, messages in errors.items()})


def problem(exc: Exception, context: dict[str, Any]) -> Response:
    """Return the problem body for any exception, a fault of ours included: a client can always parse the answer."""
    response = exception_handler(exc, context)
    if response is None:
        return _fault(context)
    body = _body(response.status_code, "")
    if isinstance(exc, ValidationError) and isinstance(exc.detail, dict):
        refused = ", ".join(exc.detail)
        body["detail"] = _("These parameters were refused: %(parameters)s.") % {"parameters": refused}
        body["errors"] = exc.detail
    else:
        body["detail"] = str(response.data["detail"])
    response.data, response.content_type = body, PROBLEM_TYPE
    return response


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


def _body(status: int, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
