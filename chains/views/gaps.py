"""The gap page and its files."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from chains.analysis import gaps as analysis
from chains.filtersets import ComparedGapForm, without_blanks
from chains.models import Chain
from chains.selectors.changes import comparison, trends_of
from chains.selectors.gaps import GapView, gap_view
from chains.selectors.ranked_gaps import ranked_in
from chains.selectors.supply import supply_in_chain
from chains.tables import ComparedGapResource, GapResource

from . import downloads, saved_filters, snapshots
from .refusals import filtered_page
from .throttling import throttled


def gaps(request: HttpRequest) -> HttpResponse:
    """Segments × provinces of one chain, with the ranked list; the first chain where none is named."""
    saved = saved_filters.found_at(request, "gaps")
    if sent_on := saved_filters.beginning(request, saved):
        return sent_on
    asked = _with_default_chain(request)
    form = ComparedGapForm(asked)
    context = {"form": form, "constants": analysis, "saved": saved, "choice": asked.urlencode()}
    if form.is_valid():
        context["view"] = view = _view(form)
        context |= snapshots.offered(request, view, form.cleaned_data["against"])
        context["supply"] = supply_in_chain(view.chain)
        context["ranked"] = ranked_in(view)
        context["trends"] = trends_of(view)
    # Where no chain is on record and nothing is asked, nothing is refused either.
    return filtered_page(request, "chains/gaps.html", context, asked and form.errors)


@throttled("export")
def gaps_export(request: HttpRequest, suffix: str) -> HttpResponse:
    """The cells of the same table as a file."""
    downloads.check_suffix(suffix)
    form = ComparedGapForm(without_blanks(request.GET))
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    view, against = _view(form), form.cleaned_data["against"]
    pairs = [(view, cell) for row in view.table.rows for cell in row.cells]
    if against is not None:
        held = comparison(view, against)
        triples = [(view, cell, held.at(cell.segment, cell.province)) for view, cell in pairs]
        return downloads.download(ComparedGapResource, triples, f"gaps-{view.chain.slug}", _("Gaps"), suffix)
    return downloads.download(GapResource, pairs, f"gaps-{view.chain.slug}", _("Gaps"), suffix)


def _view(form: ComparedGapForm) -> GapView:
    cleaned = form.cleaned_data
    return gap_view(cleaned["chain"], cleaned["region"], cleaned["segment"])


def _with_default_chain(request: HttpRequest) -> QueryDict:
    query = without_blanks(request.GET)
    if "chain" not in query and (first := Chain.objects.first()):
        query["chain"] = first.slug
    return query
