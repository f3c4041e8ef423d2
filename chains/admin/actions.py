"""Bulk actions of the admin's lists, on chosen rows or on all rows that a filter finds.

Each asks first: how many rows there are, what would become of the first of them, which are left and why. What is
then made is one batch, which can be undone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chains.admin.forms import ReasonForm
from chains.admin.list_columns import NOTHING, page_of
from chains.choices import PlacementStatus
from chains.history import bulk_edits
from chains.models import Batch, Placement
from chains.permissions import NotPermitted

Action = Callable[[admin.ModelAdmin, HttpRequest, QuerySet], TemplateResponse | None]

#: So many of the rows are shown on the page that asks; the rest is counted.
_NAMED = 50

#: The field that carries the keys from the page that asks to what is done: one for all, since Django refuses forms
#: of very many fields.
_KEYS = "keys"


def _settling(name: str, status: PlacementStatus, title: Any, explained: Any, permission: str = "change") -> Action:
    """Return the action that gives placements ``status``; ``title`` is its name in the list and over its page."""

    def settle(of: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Placement]) -> TemplateResponse | None:
        form = ReasonForm(request.POST if "change_reason" in request.POST else None)
        keys = _keys(request, queryset)
        plan = bulk_edits.plan_settle(keys, status, request.user)
        if form.is_valid():
            _do(
                of,
                request,
                lambda: bulk_edits.settle(keys, status, request.user, form.cleaned_data["change_reason"]),
                lambda count: (
                    ngettext(
                        "%(count)d placement is now on record as “%(status)s”.",
                        "%(count)d placements are now on record as “%(status)s”.",
                        count,
                    )
                    % {"count": count, "status": status.label}
                ),
            )
            return None
        return _ask(of, request, name, title, explained, keys, plan, {"form": form})

    settle.__name__ = name
    return admin.action(permissions=[permission], description=title)(settle)


verify = _settling(
    "verify",
    PlacementStatus.VERIFIED,
    gettext_lazy("Mark the selected placements as verified"),
    gettext_lazy("They take today's date and your name. Verifying again renews both."),
    permission="verify",
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


@admin.action(permissions=["change"], description=gettext_lazy("Edit the selected rows together"))
def edit_together(of: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
    """Ask what to set on the rows, show what that would change, then do it."""
    keys = _keys(request, queryset)
    asked = "shown" in request.POST
    values = _values_form(of, request, request.POST if asked else None)
    reason = ReasonForm(request.POST if "confirmed" in request.POST else None)
    plan, chosen = None, {}
    if asked and values.is_valid():
        # An empty field leaves the rows as they are.
        chosen = {name: value for name, value in values.cleaned_data.items() if value not in (None, "")}
        try:
            plan = bulk_edits.plan_edit(of.model, keys, chosen, request.user)
        except ValidationError as error:
            values.add_error(None, error.messages)
    # What is done is what was shown: values that were changed since are shown first.
    seen = urlencode([(name, request.POST.get(name, "")) for name in bulk_edits.EDITABLE[of.model]])
    if plan is not None and request.POST.get("seen") == seen and "confirmed" in request.POST and reason.is_valid():
        _do(
            of,
            request,
            lambda: bulk_edits.edit(of.model, keys, chosen, request.user, reason.cleaned_data["change_reason"]),
            lambda count: (
                ngettext("%(count)d row was changed.", "%(count)d rows were changed.", count) % {"count": count}
            ),
        )
        return None
    title = _("Edit the selected rows together")
    explained = _(
        "A field that is left empty leaves the rows as they are. A new province or country replaces the place."
    )
    more = {
        "form": reason if plan is not None else None,
        "values": values,
        "seen": seen,
        "media": of.media + values.media,
    }
    return _ask(of, request, "edit_together", title, explained, keys, plan, more)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row as the page that asks shows it: its name and page, its changes as words, why it is left."""

    name: str
    page: str
    changes: list[tuple[str, str, str]]
    refused: str


def _keys(request: HttpRequest, queryset: QuerySet) -> list[int]:
    """Return the keys of the rows: those that were asked about, else those that are chosen in the list."""
    sent = request.POST.get(_KEYS, "")
    if sent:
        return [int(key) for key in sent.split(",") if key.isdecimal()]
    return list(queryset.order_by().values_list("pk", flat=True))


def _ask(
    of: admin.ModelAdmin,
    request: HttpRequest,
    name: str,
    title: Any,
    explained: Any,
    keys: list[int],
    plan: bulk_edits.EditPlan | None,
    more: dict[str, Any],
) -> TemplateResponse:
    """Return the page that shows what would be done and asks for the reason."""
    context = {
        **of.admin_site.each_context(request),
        "title": title,
        "subtitle": None,
        "opts": of.opts,
        "explained": explained,
        "action": name,
        "checkbox": ACTION_CHECKBOX_NAME,
        "keys": keys,
        "keys_field": _KEYS,
        "count": len(keys),
        "media": Media(),
        **more,
    }
    if plan is not None:
        context |= {
            "plan": plan,
            "named": _lines(of, plan.changed + plan.unchanged),
            "unnamed": max(len(plan.changed) + len(plan.unchanged) - _NAMED, 0),
            "left": _lines(of, plan.refused),
            "unnamed_left": max(len(plan.refused) - _NAMED, 0),
        }
    request.current_app = of.admin_site.name
    return TemplateResponse(request, "admin/chains/bulk.html", context)


def _lines(of: admin.ModelAdmin, plans: Iterable[bulk_edits.RowEdit]) -> list[_Line]:
    """Return the first of the rows as they are shown."""
    first = list(plans)[:_NAMED]
    rows = of.choices().in_bulk([each.row.pk for each in first])
    return [
        _Line(
            of.label(rows[each.row.pk]),
            page_of(each.row),
            [
                (str(_field(of, name).verbose_name), _word(of, name, old), _word(of, name, new))
                for name, (old, new) in each.changes.items()
            ],
            each.refused,
        )
        for each in first
    ]


def _field(of: admin.ModelAdmin, name: str) -> models.Field:
    return of.opts.get_field(name)


def _word(of: admin.ModelAdmin, name: str, value: Any) -> str:
    """Return a value in words."""
    choices = dict(_field(of, name).flatchoices)
    if isinstance(value, str) and value in choices and not hasattr(value, "name"):
        return str(choices[value])
    return str(getattr(value, "name", "") or value or NOTHING)


def _values_form(of: admin.ModelAdmin, request: HttpRequest, data: Any) -> forms.Form:
    """Return the form with the fields that are edited in bulk, all of them optional."""
    fields: dict[str, forms.Field] = {}
    for name in bulk_edits.EDITABLE[of.model]:
        field = of.formfield_for_dbfield(of.opts.get_field(name), request)
        field.required = False
        field.initial = None
        if hasattr(field, "empty_label"):
            field.empty_label = _("leave as it is")
        fields[name] = field
    return type("ValuesForm", (forms.Form,), fields)(data)


def _do(of: admin.ModelAdmin, request: HttpRequest, work: Callable[[], Batch], said: Callable[[int], str]) -> None:
    """Do the work, and tell the user what became of the rows, with a link to the batch."""
    try:
        batch = work()
    except NotPermitted as refused:
        of.message_user(request, str(refused), messages.ERROR)
        return
    except ValidationError as error:
        of.message_user(request, " ".join(error.messages), messages.ERROR)
        return
    except bulk_edits.NothingToDoError:
        of.message_user(request, _("Nothing to do: they are all so already."), messages.INFO)
        return
    words = [said(batch.counts["changed"])]
    if batch.counts["unchanged"]:
        words.append(_("The others were so already."))
    if left := batch.counts["refused"]:
        words.append(
            ngettext(
                "%(count)d row was left, as it is not yours to change.",
                "%(count)d rows were left, as they are not yours to change.",
                left,
            )
            % {"count": left}
        )
    address = reverse("admin:batch", args=[batch.pk], current_app=of.admin_site.name)
    link = format_html('<a href="{}">{}</a>', address, _("See the batch, or undo it"))
    of.message_user(request, format_html("{} {}", " ".join(words), link), messages.SUCCESS)
