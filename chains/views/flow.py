"""The flow diagram of a chain: page and SVG file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chains.choices import FlowShade
from chains.filtersets import ShadedFlowForm, without_blanks
from chains.models import Chain
from chains.selectors.flow import flow_view

from . import downloads
from .refusals import filtered_page
from .throttling import throttled


def chain_flow(request: HttpRequest, slug: str) -> HttpResponse:
    """The flow of one chain as a diagram and as a table; a bad parameter shows its error and no diagram."""
    chain, form = _asked(request, slug)
    context: dict[str, Any] = {"chain": chain, "form": form, "shades": FlowShade.choices}
    if form.is_valid():
        context |= _drawn(form)
    return filtered_page(request, "chains/flow.html", context, form.errors)


@throttled("export")
def chain_flow_export(request: HttpRequest, slug: str) -> HttpResponse:
    """The same drawing as a file that needs nothing beside it."""
    chain, form = _asked(request, slug)
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    context = {"chain": chain, "download": True} | _drawn(form)
    response = render(request, "chains/flow.svg", context, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="flow-{slug}-{localdate():%Y%m%d}.svg"'
    return response


def _asked(request: HttpRequest, slug: str) -> tuple[Chain, ShadedFlowForm]:
    chain = Chain.objects.select_related("region").filter(slug=slug).first()
    if chain is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": _("chain"), "key": slug})
    return chain, ShadedFlowForm(without_blanks(request.GET), chain=chain)


def _drawn(form: ShadedFlowForm) -> dict[str, Any]:
    chosen = form.cleaned_data
    return {
        "flow": flow_view(form.chain, chosen["segment"]),
        "shade": chosen["shade"] or FlowShade.COUNT.value,
    }
