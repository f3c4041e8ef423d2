"""The reviewers' worklist of corrections that readers suggest."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chains.admin.list_columns import page_of
from chains.admin.work_pages import work_page
from chains.choices import SuggestionStatus
from chains.models import Suggestion
from chains.permissions import NotPermitted
from chains.selectors import suggestions as selectors
from chains.services import suggestions as service

_PAGE_SIZE = 25


class SettleForm(forms.Form):
    """The reviewer's decision on a suggestion, with a comment."""

    status = forms.ChoiceField(choices=SuggestionStatus.choices)
    comment = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def _waiting(user: AbstractBaseUser) -> int:
    return selectors.waiting()


@work_page(
    "suggestions/",
    "suggestions",
    title=gettext_lazy("Suggested corrections"),
    description=gettext_lazy("What readers say is wrong, and what they say would be right."),
    allowed=service.may_settle,
    waiting=_waiting,
)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Show the suggestions that wait, or those of another status, with the records they are about."""
    _refuse_others(request)
    status = request.GET.get("status", SuggestionStatus.OPEN.value)
    if status not in SuggestionStatus.values:
        raise Http404(_("There is no status “%(status)s”.") % {"status": status})
    page = Paginator(selectors.worklist(status), _PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Suggested corrections"),
        "subtitle": None,
        "status": status,
        "statuses": SuggestionStatus.choices,
        "page": page,
        "query": f"?status={status}",
        "items": [(row, page_of(row.company or row.segment)) for row in page],
    }
    return render(request, "admin/chains/suggestions.html", context)


@work_page("suggestions/<int:key>/", "suggestion-settle", allowed=service.may_settle)
@require_POST
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Accept or decline one suggestion, and go back to the list."""
    _refuse_others(request)
    form = SettleForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        status = SuggestionStatus(form.cleaned_data["status"])
        service.settle(key, status, request.user, form.cleaned_data["comment"])
    except Suggestion.DoesNotExist as error:
        raise Http404(_("There is no such suggestion.")) from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The suggestion is now on record as “%(status)s”.") % {"status": status.label})
    return HttpResponseRedirect(reverse("admin:suggestions", current_app=request.current_app))


def _refuse_others(request: HttpRequest) -> None:
    if not service.may_settle(request.user):
        raise NotPermitted(_("Only reviewers settle suggestions. Ask one of them."))
