"""Candidates for a gap: page and files."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from chains.filtersets import CandidateForm, without_blanks
from chains.selectors.candidates import CandidateView, candidate_rows, candidate_view, support_of
from chains.selectors.shortlists import own_of
from chains.services import shortlists
from chains.tables import CandidateResource

from . import downloads
from .lists import PAGE_PARAMETERS, numbered_page
from .refusals import filtered_page
from .throttling import throttled


def candidates(request: HttpRequest) -> HttpResponse:
    """Those who could fill a gap, a page at a time; without a segment, where to name one."""
    asked = without_blanks(request.GET)
    form = CandidateForm(asked)
    form.surface_parameters = PAGE_PARAMETERS
    context: dict[str, Any] = {"form": form, "asked": "segment" in asked or len(asked) > 0}
    if form.is_valid():
        view = view_of(form)
        page = numbered_page(view.found.candidates, request.GET.get("page") or "1")
        page.object_list = list(candidate_rows(view, page.object_list))
        asked.pop("page", None)
        context |= {"view": view, "page": page, "support": support_of(view.segment), "choice": asked.urlencode()}
        if shortlists.may_keep(request.user):
            context["own_shortlists"] = own_of(request.user)
    return filtered_page(request, "chains/candidates.html", context, context["asked"] and form.errors)


@throttled("export")
def candidates_export(request: HttpRequest, suffix: str) -> HttpResponse:
    """All of them as a file, in the same order."""
    downloads.check_suffix(suffix)
    form = CandidateForm(without_blanks(request.GET))
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    view = view_of(form)
    rows = candidate_rows(view, view.found.candidates)
    return downloads.download(CandidateResource, rows, f"candidates-{view.segment.code}", _("Candidates"), suffix)


def view_of(form: CandidateForm) -> CandidateView:
    """Return what a valid form asks for."""
    chosen = form.cleaned_data
    return candidate_view(chosen["segment"], chosen["province"], chosen["city"])


def view_of_query(query: str) -> CandidateView | None:
    """Return what stood on the page of this query, as a form sends it along; None where it was no such page."""
    form = CandidateForm(without_blanks(QueryDict(query)))
    return view_of(form) if form.is_valid() else None
