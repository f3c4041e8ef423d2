"""Pages where users create and revoke their API tokens 令牌. A secret is shown once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from chains.choices import TokenLife
from chains.selectors.tokens import tokens_of
from chains.services import tokens as service


def with_account(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those read who are logged in; others log in first. Nothing of it is kept by a browser or a proxy."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not service.may_make(request.user):
            return redirect_to_login(reverse("tokens"))
        return view(request, *args, **kwargs)

    return never_cache(guarded)


@with_account
@sensitive_variables("secret")
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the reader. What the form asks for is made, and shown with its secret, this once."""
    context: dict[str, Any] = {"days": TokenLife.QUARTER.value}
    if request.method == "POST":
        # What was written is shown again beside what is wrong with it.
        asked = {"name": _text(request, "name"), "scopes": request.POST.getlist("scope"), "days": _days(request)}
        try:
            row, secret = service.make(request.user, **asked)
        except (ValidationError, PermissionDenied) as error:
            context |= asked | {"refused": getattr(error, "messages", error.args)}
        else:
            context |= {"made": row, "secret": secret}
    context |= {
        "tokens": tokens_of(request.user),
        "choosable": [(scope, scope in service.open_scopes(request.user)) for scope in service.NEEDED],
        "lives": TokenLife.choices,
        "most": service.MOST,
        "address": request.build_absolute_uri(reverse("api-v1-root")),
    }
    return render(request, "chains/tokens.html", context)


@with_account
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke a token of the reader's."""
    found = tokens_of(request.user)
    row = next((row for row in (*found.live, *found.expired) if row.pk == number), None)
    if row is None:
        raise Http404(_("You have no token of this number."))
    service.revoke([row], request.user)
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": row.name})
    return HttpResponseRedirect(reverse("tokens"))


def _text(request: HttpRequest, name: str) -> str:
    """Return a text that was sent, without the null character, which no database takes."""
    return request.POST.get(name, "").replace("\x00", "").strip()


def _days(request: HttpRequest) -> int:
    """Return the number of days that was sent; 0, which no token has, for what is no number."""
    text = _text(request, "days")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
