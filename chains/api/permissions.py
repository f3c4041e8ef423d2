"""Permissions of the API: reading is public; the rest needs a login, or a token with the right scope."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from chains.choices import TokenScope


class Scoped(BasePermission):
    """Lets a request pass that a token's scope does not rule out. What a role may do is for the services to say.

    A view says in ``scope`` what a token needs for its methods that change something, and with ``needs_login`` that
    reading it is not open to all. A method that the view does not have passes: 405 is the answer, whoever asks.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return whether the request may go on; where it may not and nobody is logged in, 401 is the answer."""
        if not hasattr(view, (request.method or "").lower()):
            return True
        reading = request.method in SAFE_METHODS
        if not request.user.is_authenticated:
            return reading and not getattr(view, "needs_login", False)
        # Who writes or imports reads what came of it.
        opens = {view.scope, TokenScope.READ} if reading else {view.scope}
        # By the session of a browser everything is open that the role allows.
        return request.auth is None or not opens.isdisjoint(request.auth.scopes)
