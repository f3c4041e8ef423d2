"""Error pages: what happened and the way out, never a trace."""

import math

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


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


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without the database, since that may be what failed."""
    return render(request, "errors/500.html", {"title": _("Something went wrong on our side")}, status=500)


def _page(request: HttpRequest, status: int, title: str, hint: str) -> HttpResponse:
    return render(request, "errors/error.html", {"status": status, "title": title, "hint": hint}, status=status)
