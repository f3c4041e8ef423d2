"""Rate limits for anonymous readers of pages, with the rates and the counters of the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import SAFE_METHODS

from chains.services.quotas import Counter, UncountableError

from .errors import too_many_requests

View = Callable[..., HttpResponse]


def throttled(scope: str, *, only_with: str = "", method: str = "") -> Callable[[View], View]:
    """Limit anonymous requests to the rate of ``scope``.

    ``only_with`` a parameter, those that carry it; of a ``method``, those of that method.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            is_limited = request.method == (method or request.method) and (not only_with or request.GET.get(only_with))
            if is_limited and not request.user.is_authenticated and (wait := _seconds_to_wait(request, scope)):
                return too_many_requests(request, wait)
            return view(request, *args, **kwargs)

        return limited

    return decorate


def _seconds_to_wait(request: HttpRequest, scope: str) -> int:
    """Return for how long a request that is one too many has to wait, else 0.

    Where nothing can be counted, reading goes on; raises ``UncountableError`` for anything else.
    """
    try:
        quota = Counter(scope).count(request)
    except UncountableError:
        if request.method in SAFE_METHODS:
            return 0
        raise
    return quota.reset if quota is not None and quota.spent else 0
