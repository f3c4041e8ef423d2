"""Middleware of the project: the request line in the logs and the headers that Django does not set."""

import logging
import secrets
import time
from collections.abc import Callable

from corsheaders.conf import conf
from corsheaders.middleware import CorsMiddleware
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.common import CommonMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils.translation import get_language_from_request, gettext, gettext_noop, override

from ecosystem.logs import request_id

logger = logging.getLogger("ecosystem.request")

#: The site never asks a browser for these, so neither may anything that finds its way into a page.
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

#: Methods that change nothing; what would change something is never redirected by 301 or 302, which clients follow
#: with a GET and take for success.
READING = ("GET", "HEAD", "OPTIONS")
#: All methods that some address accepts. TRACE is left out: it would send cookies and tokens back.
METHODS = (*READING, "POST", "PUT", "PATCH", "DELETE")


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


def known_methods(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 405 to a method that no address takes."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method in METHODS:
            return get_response(request)
        response = _problem(request, 405, "Method Not Allowed", gettext_noop("This method is not taken here."))
        response["Allow"] = ", ".join(METHODS)
        return response

    return answer


def writing_by_https(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse what would write where Django's ``SecurityMiddleware``, which comes next, would redirect it to HTTPS."""
    security = SecurityMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponseBase:
        redirect = None if request.method in READING else security.process_request(request)
        if redirect is None:
            return get_response(request)
        detail = gettext_noop("Nothing was done: send it to %(address)s.")
        return _problem(request, 403, "Forbidden", detail, address=redirect["Location"])

    return answer


class ReadersToSlash(CommonMiddleware):
    """Sends readers on to the address with a slash at its end; what would write is told that there is none without."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        """Return whether there is an address with a slash, and somebody wants to read it."""
        return request.method in READING and super().should_redirect_with_slash(request)


def _problem(request: HttpRequest, status: int, title: str, detail: str, **told: str) -> JsonResponse:
    """Return a problem body as the API has them, in the language that the reader asks for."""
    with override(get_language_from_request(request)):
        body = {"type": "about:blank", "title": title, "status": status, "detail": gettext(detail) % told}
    return JsonResponse(body, status=status, content_type="application/problem+json")


class ReadingFromElsewhere(CorsMiddleware):
    """Lets pages of other origins read the API; whatever writes gets no word that a browser would take for leave."""

    def is_enabled(self, request: HttpRequest) -> bool:
        """Return whether the request, or the one that a preflight asks leave for, reads below an open address."""
        method = request.method
        if method == "OPTIONS":
            method = request.headers.get("Access-Control-Request-Method", method)
        return method in conf.CORS_ALLOW_METHODS and super().is_enabled(request)
