"""Companies, and the facets of a list of them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.encoding import force_str
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains import indexing
from chains.analysis.codes import bare_credit_code
from chains.filtersets import YES_NO, CompanyFilterSet, plain_choice
from chains.models import Company
from chains.selectors import companies as selectors
from chains.selectors import facets
from chains.selectors.duplicates import merged_into
from chains.selectors.shown import shown

from ..backends import SurfaceFilterBackend
from ..drawing import drawer
from ..errors import RefusedError
from ..fragments import Written, written
from ..serializers.companies import CompanySerializer, FacetsSerializer
from ..serializers.inputs.companies import CompanyInput, TickerOf
from .base import LeadingOn, Surface
from .writing import IDENTIFIED, WritableViewSet


def _shown(companies: QuerySet) -> QuerySet:
    """Return companies with all that is shown of them: the sources on top of what a page shows."""
    return selectors.with_list_columns(companies).prefetch_related("names__source", "labels__source")


class CompanyViewSet(WritableViewSet, LeadingOn):
    """Companies 企业

    Each firm once, with all its names, listings, labels and placements. `segment`, `province` and the other
    parameters of a placement must hold for one and the same placement. The id of a company that was merged into
    another leads there.
    """

    queryset = _shown(Company.objects.published())
    serializer_class = CompanySerializer
    filterset_class = CompanyFilterSet
    input_class = CompanyInput
    identified_by = IDENTIFIED | {"ticker": TickerOf()}

    def every(self) -> QuerySet:
        """Return all companies, drafts too."""
        return _shown(Company.objects.all())

    def keys_in(self, values: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
        """Return the credit code, and the tickers that the company is known by."""
        tickers = {(each["exchange"], each["ticker"]) for each in values.get("listings", ())}
        tickers |= {keys["ticker"]} if "ticker" in keys else set()
        return {"uscc": bare_credit_code(values.get("uscc") or ""), "tickers": sorted(tickers)}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with a page: by the index, where nothing is asked that takes more."""
        return self._indexed(request) or super().list(request, *args, **kwargs)

    def _indexed(self, request: Request) -> Response | None:
        """Return the page that the index finds, of rows as they were last shown; ``None`` where it cannot tell."""
        paginator = self.paginator
        try:
            limit, offset = paginator.get_limit(request), paginator.get_offset(request)
        except RefusedError:
            return None
        read = partial(plain_choice, request.query_params, ("limit", "offset"))
        stretch = selectors.stretch(read, offset, offset + limit, with_facets=False, at=self.revision)
        if stretch is None:
            return None
        # The address of a record begins with the name by which the site was asked.
        site = f"{request.scheme}://{request.get_host()}"

        def make(ids: list[str]) -> dict[str, str]:
            draw = drawer(CompanySerializer, site)
            companies = shown(ids, stretch.catalogue, whole=True)
            return {public_id: written(draw(company)) for public_id, company in companies.items()}

        rows = indexing.fragments(f"json {get_language()} {site}", stretch.ids, stretch.revision, make)
        paginator.request, paginator.limit, paginator.offset, paginator.count = request, limit, offset, stretch.total
        return Written(paginator.envelope(), rows.values())

    def heir_of(self, key: str) -> str | None:
        """Return the id of the company that the one with this old id was merged into, if any."""
        return merged_into(key)


class FacetsView(Surface, GenericAPIView):
    """The facets of a list of companies

    Takes the filters of `/api/v1/companies/` and counts the companies that fit by each value of each parameter. A
    parameter's own choice does not narrow its own counts.
    """

    queryset = Company.objects.published()
    filterset_class = CompanyFilterSet
    filters_its_summary = True
    serializer_class = FacetsSerializer

    @extend_schema(operation_id="companies_facets")
    def get(self, request: Request) -> Response:
        """Answer with the counts."""
        stretch = selectors.stretch(partial(plain_choice, request.query_params, ()), 0, 0, at=self.revision)
        if stretch is None:
            filterset = SurfaceFilterBackend().checked(request, self.get_queryset(), self)
            total = filterset.qs.count()
            found = facets.facets(filterset.choice, filterset.form.cleaned_data["updated_since"], filterset.among)
        else:
            total, found = stretch.total, stretch.facets
        counted = {
            facet.parameter: [
                {
                    "value": option.value,
                    "label": _label(option),
                    "count": option.count,
                    "selected": option.selected,
                    "depth": option.depth,
                }
                for option in facet.options
            ]
            for facet in found
        }
        return Response(self.get_serializer({"count": total, "facets": counted}).data)


def _label(option: facets.Option) -> str:
    """Return the name in the reader's language: Chinese, or English where there is one."""
    chinese = (get_language() or "").startswith("zh")
    name = option.name if chinese else option.name_en or option.name
    # Yes and no are no records, so they have no name.
    return force_str(name or dict(YES_NO)[option.value])
