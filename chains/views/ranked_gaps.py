"""The ranked gaps over all chains, with their files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chains.filtersets import RankedGapForm, without_blanks
from chains.selectors.ranked_gaps import GapQuestion, ranked_gaps
from chains.tables import RankedGapResource

from . import downloads
from .lists import PAGE_PARAMETERS, numbered_page
from .refusals import filtered_page
from .throttling import throttled


def ranked(request: HttpRequest) -> HttpResponse:
    """A page of what calls for a look, worst first; a bad filter shows its errors and no rows."""
    form = RankedGapForm(without_blanks(request.GET))
    form.surface_parameters = PAGE_PARAMETERS
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context["page"] = numbered_page(ranked_gaps(GapQuestion.asked(form.cleaned_data)), request.GET.get("page") or 1)
        context["province"] = form.cleaned_data["province"]
    return filtered_page(request, "chains/ranked_gaps.html", context, form.errors)


@throttled("export")
def ranked_export(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same rows as a file."""
    downloads.check_suffix(suffix)
    form = RankedGapForm(without_blanks(request.GET))
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    rows = ranked_gaps(GapQuestion.asked(form.cleaned_data))
    return downloads.download(RankedGapResource, rows, "ranked-gaps", _("Ranked gaps"), suffix)
