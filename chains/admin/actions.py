"""What is done to many placements at once: each asks for the reason first."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chains.admin.forms import ReasonForm
from chains.choices import PlacementStatus
from chains.models import Placement
from chains.services import curation
from chains.services.curation import Change

Action = Callable[[admin.ModelAdmin, HttpRequest, QuerySet[Placement]], TemplateResponse | None]

#: So many of the chosen placements are named on the page that asks; the rest is counted.
_NAMED = 50


def _settling(name: str, status: PlacementStatus, title: Any, explained: Any) -> Action:
    """Return the action that gives placements ``status``; ``title`` is its name in the list and over its page."""

    def settle(of: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Placement]) -> TemplateResponse | None:
        form = ReasonForm(request.POST if "change_reason" in request.POST else None)
        keys = list(queryset.order_by().values_list("pk", flat=True))
        if form.is_valid():
            changed = curation.settle(keys, status, Change(request.user, form.cleaned_data["change_reason"]))
            of.message_user(request, _outcome(status, changed, len(keys)), messages.SUCCESS)
            return None
        context = {
            **of.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "opts": of.opts,
            "explained": explained,
            "form": form,
            "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
            "keys": keys,
            "placements": of.choices().filter(pk__in=keys[:_NAMED]),
            "unnamed": max(len(keys) - _NAMED, 0),
        }
        request.current_app = of.admin_site.name
        return TemplateResponse(request, "admin/chains/settle.html", context)

    settle.__name__ = name
    return admin.action(permissions=["change"], description=title)(settle)


def _outcome(status: PlacementStatus, changed: int, chosen: int) -> str:
    """Return what to tell the user."""
    done = ngettext(
        "%(count)d placement is now on record as “%(status)s”.",
        "%(count)d placements are now on record as “%(status)s”.",
        changed,
    ) % {"count": changed, "status": status.label}
    return done if changed == chosen else done + " " + _("The others were so already.")


verify = _settling(
    "verify",
    PlacementStatus.VERIFIED,
    gettext_lazy("Mark the selected placements as verified"),
    gettext_lazy("They take today's date and your name. Verifying again renews both."),
)
dispute = _settling(
    "dispute",
    PlacementStatus.DISPUTED,
    gettext_lazy("Mark the selected placements as disputed"),
    gettext_lazy("They go on counting, with the mark, until they are settled."),
)
withdraw = _settling(
    "withdraw",
    PlacementStatus.WITHDRAWN,
    gettext_lazy("Withdraw the selected placements"),
    gettext_lazy("They stay on record and count nowhere. This can be undone by putting them back to reported."),
)
report = _settling(
    "report",
    PlacementStatus.REPORTED,
    gettext_lazy("Put the selected placements back to reported"),
    gettext_lazy("They count again, as not yet verified."),
)
