"""Comparisons of places, with their files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chains.filtersets import CompareForm, without_blanks
from chains.selectors import compare as selectors
from chains.tables import ComparedResource

from . import downloads
from .refusals import filtered_page
from .throttling import throttled


def compare(request: HttpRequest) -> HttpResponse:
    """Places side by side in one chain, or two chains at one place; asked for nothing, the form alone."""
    asked = without_blanks(request.GET)
    form = CompareForm(asked)
    context: dict[str, Any] = {"form": form, "asked": bool(asked)}
    if asked and form.is_valid():
        context["comparison"] = selectors.compare(form.chains, form.kind, form.places)
    return filtered_page(request, "chains/compare.html", context, asked and form.errors)


@throttled("export")
def compare_export(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same cells as a file."""
    downloads.check_suffix(suffix)
    form = CompareForm(without_blanks(request.GET))
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    cells = selectors.compare(form.chains, form.kind, form.places).cells
    return downloads.download(ComparedResource, cells, "compare", _("Comparison"), suffix)
