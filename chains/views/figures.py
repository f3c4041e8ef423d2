"""The map and the gap table as figures for paper: SVG, PNG and PDF, of exactly what the page shows."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from chains import index
from chains.choices import MapView, PaperSize
from chains.figures import fonts
from chains.figures.chain_map import map_figure
from chains.figures.gap_table import gap_figure
from chains.figures.pages import as_pdf, as_png
from chains.figures.shapes import PAPERS, Figure
from chains.figures.svg import as_svg
from chains.filtersets import GapFigureForm, MapFigureFilterSet, without_blanks
from chains.models import Chain, Placement
from chains.selectors.changes import comparison
from chains.selectors.gaps import gap_view
from chains.selectors.maps import chain_map
from chains.selectors.ranked_gaps import ranked_in

from . import documents, downloads
from .change_content import compared_content
from .gap_content import gap_content
from .map_content import map_content
from .throttling import throttled

CONTENT_TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "pdf": "application/pdf"}


@throttled("export")
def map_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The map of a chain as a figure, by the parameters of its page and ``paper``."""
    chain = Chain.objects.filter(slug=slug).first()
    if chain is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": _("chain"), "key": slug})
    filterset = _map_filter(slug, request.GET)
    if not filterset.is_valid():
        return downloads.refused(request, filterset.errors)
    body = documents.made(map_body, slug, request.GET.urlencode(), suffix)
    return _file(body, f"map-{slug}", filterset.form.cleaned_data["paper"], suffix)


def map_body(slug: str, query: str, suffix: str) -> Iterator[bytes]:
    """Yield the figure of a map as a file, by the valid parameters in ``query``."""
    filterset = _map_filter(slug, QueryDict(query))
    # Asked for its form; that it is valid was seen before.
    filterset.is_valid()
    yield _drawn(figure_of_map(Chain.objects.select_related("region").get(slug=slug), filterset), suffix)


@throttled("export")
def gap_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The gap table of a chain as a figure, by the parameters of its page and ``paper``."""
    form = GapFigureForm(without_blanks(request.GET))
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    body = documents.made(gap_body, request.GET.urlencode(), suffix)
    return _file(body, f"gaps-{form.cleaned_data['chain'].slug}", form.cleaned_data["paper"], suffix)


def gap_body(query: str, suffix: str) -> Iterator[bytes]:
    """Yield the figure of a gap table as a file, by the valid parameters in ``query``.

    Compared with a snapshot it shows how each cell has changed, and lists the changes in place of the ranking.
    """
    form = GapFigureForm(without_blanks(QueryDict(query)))
    form.is_valid()
    cleaned = form.cleaned_data
    view = gap_view(cleaned["chain"], cleaned["region"], cleaned["segment"])
    sources = index.sources_of(view.chain)
    if against := cleaned["against"]:
        content = compared_content(view, comparison(view, against), sources)
    else:
        content = gap_content(view, ranked_in(view), sources)
    yield _drawn(gap_figure(content, PAPERS[cleaned["paper"] or PaperSize.A4], fonts.ruler()), suffix)


def figure_of_map(chain: Chain, filterset: MapFigureFilterSet) -> Figure:
    """Return the figure of a map, by a valid filter."""
    choice = filterset.choice
    view = choice.pop("view", [MapView.NAMES])[0]
    paper = choice.pop("paper", [PaperSize.A4])[0]
    shown = chain_map(chain, filterset.qs if choice else None, choice)
    return map_figure(map_content(shown, view, filterset.form), PAPERS[paper], fonts.ruler())


def _map_filter(slug: str, asked: QueryDict) -> MapFigureFilterSet:
    return MapFigureFilterSet(asked, Placement.objects.of_chain(slug))


def _drawn(figure: Figure, suffix: str) -> bytes:
    if suffix == "svg":
        return as_svg(figure).encode()
    return as_png(figure) if suffix == "png" else as_pdf(figure, now())


def _file(body: bytes, name: str, paper: str, suffix: str) -> HttpResponse:
    response = HttpResponse(body, content_type=CONTENT_TYPES[suffix])
    filename = f"{name}-{paper or PaperSize.A4}-{localdate():%Y%m%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
