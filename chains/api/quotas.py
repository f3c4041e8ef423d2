"""How much may be asked: by address, by token, and of imports by person; and what is left of it, on every answer.

Counted before anything else is looked at, so that refusals count as well and say what is left. A window begins with
the first request and takes the length that the rate names; a count is a few bytes, however high the rate, and costs
one reading and one writing of the cache.
"""

import math
import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from rest_framework.exceptions import APIException, Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from chains.choices import TokenScope


@dataclass(frozen=True, slots=True)
class Quota:
    """What may be asked in a window: ``limit`` requests, of which ``asked`` are, and seconds until it ends."""

    limit: int
    asked: int
    reset: int

    @property
    def spent(self) -> bool:
        """Whether the last request was one too many."""
        return self.asked > self.limit

    def headers(self) -> dict[str, str]:
        """Return what tells a client."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.asked)),
            "RateLimit-Reset": str(self.reset),
        }


class Counter(SimpleRateThrottle):
    """Counts the requests of one kind (``scope``) by one asker (``ident``); takes the rates as the pages do."""

    def __init__(self, scope: str, ident: str | None = None) -> None:
        self.scope = scope
        self.ident = ident
        super().__init__()

    def count(self, request: Request) -> Quota | None:
        """Count one more; return what that leaves, or None where the rate is off."""
        if self.rate is None:
            return None
        key = f"quota_{self.scope}_{self.ident or self.get_ident(request)}"
        now = time.time()
        asked, ends = cache.get(key) or (0, 0.0)
        if ends <= now:
            asked, ends = 0, now + self.duration
        # No higher than it tells: who goes on asking does not wait longer for it.
        asked = min(asked, self.num_requests) + 1
        cache.set(key, (asked, ends), math.ceil(ends - now))
        return Quota(self.num_requests, asked, math.ceil(ends - now))


class Metered:
    """Mixed into every view of the API: counts its requests, answers 429 to one too many, tells what is left.

    A browser's session is limited in its imports alone: it is a person's, whom the site knows.
    """

    quota: Quota | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count the request first of all; raises ``Throttled``, and what is wrong with a token or a session."""
        failure = None
        try:
            counter = self._counter(request)
        except APIException as error:
            # Raised here, as it would not be again: the framework goes on with nobody in particular.
            counter, failure = Counter("anon"), error
        self.quota = counter and counter.count(request)
        if self.quota is not None and self.quota.spent:
            raise Throttled(self.quota.reset)
        if failure is not None:
            raise failure
        super().initial(request, *args, **kwargs)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and tell what is left; also on a 304, which is made when the answer is rendered."""
        response = super().dispatch(request, *args, **kwargs)
        self._tell(response)
        if isinstance(response, SimpleTemplateResponse):
            response.add_post_render_callback(self._tell)
        return response

    def _tell(self, response: HttpResponseBase) -> None:
        for name, value in self.quota.headers().items() if self.quota else ():
            response[name] = value

    def _counter(self, request: Request) -> Counter | None:
        """Return what counts this request; raises ``APIException`` for whoever fails to say who they are."""
        if not request.user.is_authenticated:
            return Counter("anon")
        if getattr(self, "scope", None) == TokenScope.IMPORT and request.method not in SAFE_METHODS:
            return Counter("import", str(request.user.pk))
        return None if request.auth is None else Counter("token", str(request.auth.pk))
