"""Rate limits for anonymous readers of pages, by the same rates and store as the API's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.throttling import AnonRateThrottle

from .errors import too_many_requests

View = Callable[..., HttpResponse]


class _PageThrottle(AnonRateThrottle):
    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()


def throttled(scope: str, *, only_with: str = "", method: str = "") -> Callable[[View], View]:
    """Limit anonymous requests to the rate of ``scope``.

    ``only_with`` a parameter, those that carry it; of a ``method``, those of that method.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == (method or request.method) and (not only_with or request.GET.get(only_with)):
                throttle = _PageThrottle(scope)
                if not throttle.allow_request(request, None):
                    return too_many_requests(request, throttle.wait() or 60)
            return view(request, *args, **kwargs)

        return limited

    return decorate
