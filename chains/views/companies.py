"""Companies: the faceted list, its files, and the profile."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chains import indexing
from chains.filtersets import CompanyFilterSet, plain_choice
from chains.models import Company
from chains.selectors import companies as selectors
from chains.selectors.duplicates import merged_into
from chains.selectors.facets import facets
from chains.selectors.listed import rows_of
from chains.selectors.shortlists import own_of
from chains.selectors.shown import shown
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
    start = first_of(request.GET.get("page"))
    read, at = partial(plain_choice, request.GET, PAGE_PARAMETERS), getattr(request, "revision", None)
    stretch = selectors.stretch(read, start, start + PAGE_SIZE, at=at)
    context = {"saved": saved} | (_listed(request) if stretch is None else _indexed(request, stretch))
    return filtered_page(request, "chains/companies.html", context, context.get("errors"))


def _indexed(request: HttpRequest, stretch: selectors.Stretch) -> dict[str, Any]:
    """Return what the page shows of a stretch of the list that the index has found."""

    def make(ids: list[str]) -> dict[str, str]:
        return company_rows(shown(ids, stretch.catalogue, whole=False).values())

    page = numbered_page(Counted(stretch.total), request.GET.get("page") or "1")
    rows = indexing.fragments(f"row {get_language()}", stretch.ids, stretch.revision, make)
    return {
        "page": page,
        "rows": joined(rows),
        "facets": stretch.facets,
        "q": "".join(stretch.choice.get("q", ())),
    }


def _listed(request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows as the filter set and the database say."""
    filterset = CompanyFilterSet(request.GET, Company.objects.published(), surface_parameters=PAGE_PARAMETERS)
    if not filterset.is_valid():
        return {"errors": filterset.errors}
    asked = filterset.form.cleaned_data
    page = numbered_page(selectors.with_row_columns(filterset.qs), request.GET.get("page") or "1")
    return {
        "page": page,
        "rows": joined(company_rows(page.object_list)),
        "facets": facets(filterset.choice, asked.get("updated_since"), filterset.among),
        "q": asked["q"],
    }


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
