"""Middleware of the project: the request line in the logs and the headers that Django does not set."""

import logging
import secrets
import time
from collections.abc import Callable

from corsheaders.conf import conf
from corsheaders.middleware import CorsMiddleware
from django.http import HttpRequest, HttpResponseBase

from ecosystem.logs import request_id

logger = logging.getLogger("ecosystem.request")

#: The site never asks a browser for these, so neither may anything that finds its way into a page.
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def request_line(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give each request an id, answer it with ``X-Request-ID`` and write one line about it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        # Never the client's own id: it could carry anything, a name included.
        token = request_id.set(secrets.token_hex(8))
        started = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = request_id.get()
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "duration_ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)

    return answer


def browser_permissions(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Add the ``Permissions-Policy`` header to every answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return answer


class ReadingFromElsewhere(CorsMiddleware):
    """Lets pages of other origins read the API; whatever writes gets no word that a browser would take for leave."""

    def is_enabled(self, request: HttpRequest) -> bool:
        """Return whether the request, or the one that a preflight asks leave for, reads below an open address."""
        method = request.method
        if method == "OPTIONS":
            method = request.headers.get("Access-Control-Request-Method", method)
        return method in conf.CORS_ALLOW_METHODS and super().is_enabled(request)
