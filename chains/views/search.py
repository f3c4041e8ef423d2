"""Search over everything."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from chains.filtersets import SearchForm, without_blanks
from chains.selectors import search as selectors

from .refusals import filtered_page
from .rows import company_rows, joined
from .throttling import throttled

#: What each kind of finding is headed.
HEADINGS = {
    "companies": _("Companies"),
    "chains": _("Chains"),
    "provinces": _("Provinces"),
    "cities": _("Cities"),
    "segments": _("Segments"),
    "research-bases": _("Research bases"),
    "platforms": _("Platforms"),
    "parks": _("Parks and incubators"),
    "alliances": _("Alliances"),
    "technologies": _("Key technologies"),
    "projects": _("Projects"),
    "sources": _("Sources"),
}


@throttled("search", only_with="q")
def search(request: HttpRequest) -> HttpResponse:
    """The hits for ``q``, by kind; a text that is too long or cannot be read is refused with a message."""
    form = SearchForm(without_blanks(request.GET))
    text = form.cleaned_data["q"] if form.is_valid() else ""
    findings = [
        (finding, HEADINGS[finding.kind], joined(company_rows(finding.rows)) if finding.kind == "companies" else "")
        for finding in selectors.search(text)
    ]
    context = {"form": form, "text": text, "findings": findings}
    return filtered_page(request, "chains/search.html", context, form.errors)
