"""Companies, and the facets of a list of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.encoding import force_str
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains import index
from chains.analysis.codes import bare_credit_code
from chains.filtersets import YES_NO, CompanyFilterSet
from chains.models import Company
from chains.selectors.duplicates import merged_into

from ..backends import COLUMN_PARAMETERS, INCLUDE, SurfaceFilterBackend
from ..row_rendering import row_renderer
from ..serializers.companies import CompanySerializer, FacetsSerializer
from ..serializers.inputs.companies import CompanyInput, TickerOf
from ..written_rows import Written, written
from .base import LeadingOn, Surface
from .writing import IDENTIFIED, WritableViewSet

#: What asks for something else than whole rows.
SERIALIZED = {"cursor", *COLUMN_PARAMETERS, INCLUDE}


class CompanyViewSet(WritableViewSet, LeadingOn):
    """Companies 企业

    Each firm once, with all its names, listings, labels and placements. `segment`, `province` and the other
    parameters of a placement must hold for one and the same placement. The id of a company that was merged into
    another leads there.
    """

    queryset = index.with_whole_rows(Company.objects.published())
    serializer_class = CompanySerializer
    filterset_class = CompanyFilterSet
    input_class = CompanyInput
    identified_by = IDENTIFIED | {"ticker": TickerOf()}

    def every(self) -> QuerySet:
        """Return all companies, drafts too."""
        return index.with_whole_rows(Company.objects.all())

    def keys_in(self, values: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
        """Return the credit code, and the tickers that the company is known by."""
        tickers = {(each["exchange"], each["ticker"]) for each in values.get("listings", ())}
        tickers |= {keys["ticker"]} if "ticker" in keys else set()
        return {"uscc": bare_credit_code(values.get("uscc") or ""), "tickers": sorted(tickers)}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with a page of whole rows; where some columns are chosen, or a walk is made, row by row."""
        if SERIALIZED & request.query_params.keys():
            return super().list(request, *args, **kwargs)
        question = SurfaceFilterBackend().asked_companies(request, self)
        limit, offset = self.paginator.get_limit(request), self.paginator.get_offset(request)
        page = index.companies(question, offset, offset + limit)
        # The address of a record begins with the name by which the site was asked.
        site = f"{request.scheme}://{request.get_host()}"

        def write(rows: Iterable[index.CompanyRow]) -> dict[str, str]:
            render = row_renderer(CompanySerializer, site)
            return {row.public_id: written(render(row)) for row in rows}

        texts = page.texts(f"json {get_language()} {site}", write, whole=True)
        return Written(self.paginator.envelope_of(request, limit, offset, page.total), texts.values())

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
        page = index.companies(SurfaceFilterBackend().asked_companies(request, self), with_facets=True)
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
            for facet in page.facets
        }
        return Response(self.get_serializer({"count": page.total, "facets": counted}).data)


def _label(option: index.FacetOption) -> str:
    """Return the name in the reader's language: Chinese, or English where there is one."""
    chinese = (get_language() or "").startswith("zh")
    name = option.name if chinese else option.name_en or option.name
    # Yes and no are no records, so they have no name.
    return force_str(name or dict(YES_NO)[option.value])
