"""Companies: the faceted list, its files, and the profile."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chains import index
from chains.filtersets import CompanyFilterSet, asked_companies
from chains.models import Company
from chains.selectors import companies as selectors
from chains.selectors.duplicates import merged_into
from chains.selectors.list_rows import rows_of
from chains.selectors.shortlists import own_of
from chains.services import shortlists
from chains.tables import CompanyResource

from . import downloads, saved_filters
from .conditional import follows_log
from .lists import PAGE_PARAMETERS, PAGE_SIZE, Counted, first_of, numbered_page
from .refusals import filtered_page
from .rows import company_rows, joined
from .throttling import throttled


@throttled("search", only_with="q")
@follows_log
def company_list(request: HttpRequest) -> HttpResponse:
    """The companies that fit, with facets; a bad filter shows its errors and no rows."""
    saved = saved_filters.found_at(request, "companies")
    if sent_on := saved_filters.beginning(request, saved):
        return sent_on
    asked = asked_companies(request.GET, PAGE_PARAMETERS, getattr(request, "revision", None))
    context: dict[str, Any] = {"saved": saved, "q": "".join(asked.question.choice.get("q", ()))}
    if asked.errors:
        context["errors"] = asked.errors
    else:
        start = first_of(request.GET.get("page"))
        found = index.companies(asked.question, start, start + PAGE_SIZE, with_facets=True)
        context["page"] = numbered_page(Counted(found.total), request.GET.get("page") or "1")
        context["rows"] = joined(found.texts(f"row {get_language()}", company_rows))
        context["facets"] = found.facets
    return filtered_page(request, "chains/companies.html", context, asked.errors)


@throttled("export")
def company_export(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same companies as a file."""
    downloads.check_suffix(suffix)
    filterset = CompanyFilterSet(request.GET, rows_of("companies"))
    if not filterset.is_valid():
        return downloads.refused(request, filterset.errors)
    return downloads.download(CompanyResource, filterset.qs, "companies", _("Companies"), suffix)


def company(request: HttpRequest, public_id: str) -> HttpResponse:
    """The profile of one company; the id of one that was merged into another leads there."""
    try:
        profile = selectors.company_profile(public_id)
    except Company.DoesNotExist as error:
        if heir := merged_into(public_id):
            return moved(request, "company", heir)
        raise Http404(_("There is no company with the id “%(id)s”.") % {"id": public_id}) from error
    own_shortlists = own_of(request.user) if shortlists.may_keep(request.user) else None
    return render(request, "chains/company.html", {"company": profile, "own_shortlists": own_shortlists})


def moved(request: HttpRequest, name: str, public_id: str) -> HttpResponse:
    """Answer with the address of the page ``name`` of another company, and what stood behind the question mark."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse(name, args=[public_id]) + (f"?{query}" if query else "")
    answer = HttpResponsePermanentRedirect(address)
    # A merge can be undone, so browsers ask again.
    answer["Cache-Control"] = "no-cache"
    return answer
