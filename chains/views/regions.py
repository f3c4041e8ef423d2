"""A region's schematic map."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chains.filtersets import CompanyFilterSet
from chains.models import Company, Region
from chains.selectors.regions import region_picture

from .refusals import filtered_page
from .throttling import throttled


@throttled("search", only_with="q")
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """A region's map with the matching companies in provinces and cities; a bad filter shows its errors and no map."""
    row = Region.objects.filter(slug=slug).first()
    if row is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": _("region"), "key": slug})
    filterset = CompanyFilterSet(request.GET, Company.objects.published())
    context: dict[str, Any] = {"region": row, "filterset": filterset}
    if filterset.is_valid():
        context |= {"filters": filterset.choice, "picture": region_picture(row, filterset.question)}
    return filtered_page(request, "chains/region.html", context, filterset.errors)
