"""Error pages: they say what happened and what to do, without a traceback."""

import math
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from chains.services.unavailable import UnavailableError, as_unavailable


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read."""
    return _page(request, 400, _("This request cannot be read"), _("Go back and try it from the page again."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this user."""
    return _page(
        request,
        403,
        _("This is not open to you"),
        _("Log in with an account that may see it, or ask an administrator."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or cookies are off."""
    return _page(
        request,
        403,
        _("The form could not be accepted"),
        _("It may have been open for too long, or cookies are switched off. Load the page again and resend it."),
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing under this address; ``exception`` may say what was looked for."""
    if request.method not in ("GET", "HEAD") and is_valid_path(f"{request.path_info}/"):
        hint = _("Addresses end with a slash here: send it to %(address)s. Nothing was done.")
        address = request.build_absolute_uri(request.get_full_path(force_append_slash=True))
        return _page(request, 404, _("There is nothing here"), hint % {"address": address})
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    hint = said or _("The address may have a slip, or what it showed has been withdrawn. Search for it by name.")
    return _page(request, 404, _("There is nothing here"), hint)


def too_many_requests(request: HttpRequest, wait: float) -> HttpResponse:
    """429: too many requests; ``wait`` is the number of seconds to wait."""
    seconds = math.ceil(wait)
    response = _page(
        request,
        429,
        _("Too many requests"),
        _("Please try again in %(seconds)d seconds, or log in: the limit is for anonymous readers.")
        % {"seconds": seconds},
    )
    response["Retry-After"] = str(seconds)
    return response


def service_unavailable(request: HttpRequest, error: UnavailableError) -> HttpResponse:
    """503, or 429: not now; says why, and when to come back."""
    response = _page(request, error.status, _("This cannot be done at the moment"), str(error))
    response["Retry-After"] = str(error.seconds)
    return response


class UnavailableMiddleware:
    """Answers 503 where a view says, or fails in a way that says, that it can do later what it cannot do now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as usual."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page that says when to come back, if that is what the exception means."""
        unavailable = as_unavailable(exception)
        return service_unavailable(request, unavailable) if unavailable is not None else None


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, or 503 if it passes. Rendered without the database, since that may be what failed."""
    if (unavailable := as_unavailable(sys.exc_info()[1])) is not None:
        return service_unavailable(request, unavailable)
    return render(request, "errors/500.html", {"title": _("Something went wrong on our side")}, status=500)


def _page(request: HttpRequest, status: int, title: str, hint: str) -> HttpResponse:
    return render(request, "errors/error.html", {"status": status, "title": title, "hint": hint}, status=status)
