"""The queue of possible duplicates: two companies side by side, with the reasons for and against merging them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chains.admin.list_columns import page_of
from chains.admin.placements import place_of
from chains.admin.work_pages import work_page
from chains.analysis.reasons import Reason, reason_in_words
from chains.choices import DuplicateVerdict
from chains.history.curation import REASON_LENGTH
from chains.history.merging import decide
from chains.models import Company
from chains.permissions import Permission, may, require
from chains.selectors import duplicates as selectors

_PAGE_SIZE = 10


class DecisionForm(forms.Form):
    """The decision on a pair, with the reason."""

    verdict = forms.ChoiceField(choices=DuplicateVerdict.choices)
    reason = forms.CharField(required=False, max_length=REASON_LENGTH)
    page = forms.IntegerField(required=False, min_value=1)


def _may_merge(user: AbstractBaseUser) -> bool:
    return may(user, Permission.MERGE)


def _waiting(user: AbstractBaseUser) -> int | None:
    return selectors.waiting_pairs()


@work_page(
    "duplicates/",
    "duplicates",
    title=gettext_lazy("Duplicates"),
    description=gettext_lazy(
        "Companies that may be one firm, with what speaks for it; merge them, or keep them apart."
    ),
    allowed=_may_merge,
    waiting=_waiting,
)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show the pairs that wait for a decision, first those of which it changes most."""
    require(request.user, Permission.MERGE)
    page = Paginator(selectors.duplicate_queue(), _PAGE_SIZE).get_page(request.GET.get("page"))
    pairs = [
        {
            "score": row.score,
            "weight": f"{row.weight:+.1f}",
            "consequence": row.consequence,
            "reasons": weighed(row.reasons),
            "sides": [facts_of(row.first), facts_of(row.second)],
            "decision": row.decision,
            "decide": reverse(
                "admin:duplicate-decide",
                args=[row.first.company.public_id, row.second.company.public_id],
                current_app=request.current_app,
            ),
            "merge": f"?id={row.first.company.public_id}&id={row.second.company.public_id}",
        }
        for row in selectors.with_companies(page.object_list)
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Duplicates"),
        "subtitle": None,
        "page": page,
        "pairs": pairs,
        "reason_length": REASON_LENGTH,
    }
    return render(request, "admin/chains/duplicates.html", context)


@work_page("duplicates/<str:first>/<str:second>/", "duplicate-decide", allowed=_may_merge)
@require_POST
def decide_pair(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Keep what was decided on a pair, and go back to the queue."""
    require(request.user, Permission.MERGE)
    found = {row.public_id: row for row in Company.objects.filter(public_id__in=[first, second])}
    if len(found) < 2:
        raise Http404(_("One of the companies is no longer on record."))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
    else:
        verdict = DuplicateVerdict(form.cleaned_data["verdict"])
        decide(found[first], found[second], verdict, request.user, form.cleaned_data["reason"])
        messages.success(
            request,
            _("“%(first)s” and “%(second)s”: %(verdict)s.")
            % {"first": found[first], "second": found[second], "verdict": verdict.label},
        )
    address = reverse("admin:duplicates", current_app=request.current_app)
    page = form.cleaned_data.get("page") if form.is_valid() else None
    return HttpResponseRedirect(f"{address}?page={page}" if page else address)


def weighed(reasons: tuple[Reason, ...]) -> list[tuple[str, str]]:
    """Return the reasons in words, each with its points as they are shown."""
    return [(reason_in_words(reason), f"{reason.points:+.1f}") for reason in reasons]


def facts_of(side: selectors.PairSide) -> dict[str, Any]:
    """Return what is shown of a company beside another."""
    company = side.company
    return {
        "company": company,
        "admin": page_of(company),
        "facts": [
            (_("legal name"), company.legal_name),
            (_("credit code"), company.uscc),
            (_("registered in"), place_of(company)),
            (_("other names"), "、".join(side.other_names)),
            (_("listed"), "、".join(map(str, side.listings))),
        ],
        "placements": [(row.segment, place_of(row), row.status, row.get_status_display()) for row in side.placements],
    }
