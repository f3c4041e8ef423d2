"""Search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chains.filtersets import SearchForm, without_blanks
from chains.selectors import search as selectors

from .rows import company_rows, joined
from .throttling import throttled


@throttled("search", only_with="q")
def search(request: HttpRequest) -> HttpResponse:
    """What ``q`` finds, by kind; a text that is too long or cannot be read is refused in words."""
    form = SearchForm(without_blanks(request.GET))
    text = form.cleaned_data["q"] if form.is_valid() else ""
    findings = selectors.search(text)
    companies = [company for finding in findings if finding.kind == "companies" for company in finding.rows]
    context = {"form": form, "text": text, "findings": findings, "companies": joined(company_rows(companies))}
    return render(request, "chains/search.html", context)
