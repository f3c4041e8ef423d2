"""Rate limits by address, token and user, and the headers that tell what remains.

Counted before anything else is looked at, so that refusals count as well and say what is left. A window begins with
the first request and takes the length that the rate names. Where nothing can be counted, reading goes on.
"""

from typing import Any

from django.http import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from rest_framework.exceptions import APIException, Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from chains.choices import TokenScope
from chains.services.quotas import Counter, Quota, UncountableError


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
        try:
            self.quota = counter and counter.count(request)
        except UncountableError:
            if request.method not in SAFE_METHODS:
                raise
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
