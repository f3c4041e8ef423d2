"""The map and the gap table as figures for paper: SVG, PNG and PDF, of exactly what the page shows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from chains.analysis.figures.chain_map import map_figure
from chains.analysis.figures.gap_table import gap_figure
from chains.analysis.figures.shapes import PAPERS, Figure
from chains.choices import MapView, PaperSize
from chains.figures import fonts
from chains.figures.pages import as_pdf, as_png
from chains.figures.svg import as_svg
from chains.filtersets import GapFigureForm, MapFigureFilterSet, without_blanks
from chains.models import Chain, Placement
from chains.selectors.changes import comparison
from chains.selectors.gaps import gap_view
from chains.selectors.maps import chain_map, sources_of
from chains.selectors.ranked_gaps import ranked_in

from . import downloads
from .change_content import compared_content
from .gap_content import gap_content
from .map_content import map_content
from .throttling import throttled

CONTENT_TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "pdf": "application/pdf"}


@throttled("export")
def map_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The map of a chain as a figure, by the parameters of its page and ``paper``."""
    chain = Chain.objects.select_related("region").filter(slug=slug).first()
    if chain is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": _("chain"), "key": slug})
    filterset = MapFigureFilterSet(request.GET, Placement.objects.of_chain(slug))
    if not filterset.is_valid():
        return downloads.refused(request, filterset.errors)
    figure = figure_of_map(chain, filterset)
    return _file(figure, f"map-{slug}", suffix)


@throttled("export")
def gap_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The gap table of a chain as a figure, by the parameters of its page and ``paper``.

    Held against a snapshot it says of each cell what has become of it, and lists that in place of the ranking.
    """
    form = GapFigureForm(without_blanks(request.GET))
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    cleaned = form.cleaned_data
    view = gap_view(cleaned["chain"], cleaned["region"], cleaned["segment"])
    paper = PAPERS[cleaned["paper"] or PaperSize.A4]
    sources = sources_of(view.chain)
    if against := cleaned["against"]:
        content = compared_content(view, comparison(view, against), sources)
    else:
        content = gap_content(view, ranked_in(view), sources)
    figure = gap_figure(content, paper, fonts.ruler())
    return _file(figure, f"gaps-{view.chain.slug}", suffix)


def figure_of_map(chain: Chain, filterset: MapFigureFilterSet) -> Figure:
    """Return the figure of a map, by a valid filter."""
    choice = filterset.choice
    view = choice.pop("view", [MapView.NAMES])[0]
    paper = choice.pop("paper", [PaperSize.A4])[0]
    shown = chain_map(chain, filterset.qs if choice else None, choice)
    return map_figure(map_content(shown, view, filterset.form), PAPERS[paper], fonts.ruler())


def _file(figure: Figure, name: str, suffix: str) -> HttpResponse:
    body: str | bytes
    if suffix == "svg":
        body = as_svg(figure)
    elif suffix == "png":
        body = as_png(figure)
    else:
        body = as_pdf(figure, now())
    response = HttpResponse(body, content_type=CONTENT_TYPES[suffix])
    filename = f"{name}-{figure.paper.name}-{localdate():%Y%m%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
