"""Conditional responses: 304 by the newest revision of the changelog, before any other query."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from chains import index
from chains.changelog.latest import Revised, newest_committed

View = Callable[..., HttpResponse]

#: When the site was started: another version of it may show the same otherwise.
_BEGUN = timezone.now()
#: What a reader's browser sends that a page shows something of.
_SHOWN_OF = ("theme", settings.CSRF_COOKIE_NAME)


def follows_log(view: View) -> View:
    """Mark a page that shows the public nothing but what the log of changes tells of.

    Whoever has a session, or a message waiting, is shown more than that, and gets the page anew.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
        revision = None if known or request.method not in ("GET", "HEAD") else newest_committed()
        if revision is None:
            return view(request, *args, **kwargs)
        # For whatever else has to know it while this is answered.
        request.revision = revision
        etag = _etag(request, revision)
        unchanged = get_conditional_response(request, etag=etag)
        response = unchanged or view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = etag
            response.setdefault("Cache-Control", "no-cache")
            patch_vary_headers(response, ("Accept-Language", "Cookie", "HX-Request"))
        return response

    return answer


def _etag(request: HttpRequest, revision: Revised) -> str:
    shown = (
        _BEGUN,
        *revision,
        get_language(),
        request.get_full_path(),
        bool(request.headers.get("HX-Request")),
        index.day(),
    )
    parts = "\n".join(map(str, (*shown, *(request.COOKIES.get(name, "") for name in _SHOWN_OF))))
    return f'W/"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'
