"""The chain map, and its names as a sheet."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chains.choices import MapView
from chains.filtersets import MapFilterSet
from chains.models import Chain, Label, Placement
from chains.selectors import maps as selectors
from chains.selectors.matrices import chain_matrix
from chains.tables import formats

from . import downloads
from .conditional import follows_log
from .refusals import filtered_page
from .throttling import throttled

#: How many names a cell of the page has, those that are folded away included; its number leads to all of them.
IN_A_CELL = 45


@throttled("search", only_with="q")
@follows_log
def chain_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of one chain; a bad filter shows its errors and the map without companies."""
    chain = Chain.objects.select_related("region").filter(slug=slug).first()
    if chain is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": _("chain"), "key": slug})
    filterset = MapFilterSet(request.GET, Placement.objects.of_chain(slug))
    context = {"chain": chain, "filterset": filterset, "labels": Label.objects.all()}
    if filterset.is_valid():
        choice = filterset.choice
        filters = {parameter: values for parameter, values in choice.items() if parameter != "view"}
        shown = selectors.chain_map(chain, filterset.qs if filters else None, filters, most=IN_A_CELL)
        # The files hold what the map shows, and that ends at the region.
        others = shown.gap.elsewhere or shown.gap.unknown_in_chain
        within = [province.code for province in shown.gap.provinces] if others else []
        context |= {
            "file_provinces": filters.get("province", within),
            "view": choice.get("view", [MapView.NAMES])[0],
            "views": MapView.choices,
            "filters": filters,
            "map": shown,
        }
    return filtered_page(request, "chains/map.html", context, filterset.errors)


@throttled("export")
def matrix_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The map of one chain as a sheet of names: segments down, places across."""
    chain = Chain.objects.filter(slug=slug).first()
    if chain is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": _("chain"), "key": slug})
    filterset = MapFilterSet(request.GET, Placement.objects.of_chain(slug))
    if not filterset.is_valid():
        return downloads.refused(request, filterset.errors)
    matrix = chain_matrix(chain, filterset.qs)
    parts = formats.written(suffix, str(chain), matrix.headings, matrix.headings, matrix.rows)
    response = StreamingHttpResponse(parts, content_type=formats.CONTENT_TYPES[suffix])
    response["Content-Disposition"] = formats.disposition(f"matrix-{slug}", suffix, localdate())
    return response
