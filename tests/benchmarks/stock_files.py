"""The usual way: a site whose one view hands out a stock django-import-export resource, with the same columns as ours.

Served as ``gunicorn tests.benchmarks.stock_files``; the addresses are ``/companies.csv`` and ``/companies.xlsx``.
"""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from import_export import fields, resources

from chains.models import Company, Placement


class StockCompanyResource(resources.ModelResource):
    """Companies, one a row, with what belongs to them prefetched."""

    id = fields.Field("public_id")
    name = fields.Field("name")
    legal_name = fields.Field("legal_name")
    name_en = fields.Field("name_en")
    uscc = fields.Field("uscc")
    listed = fields.Field()
    tickers = fields.Field()
    labels = fields.Field()
    names = fields.Field()
    chains = fields.Field()
    segments = fields.Field()
    segment_names = fields.Field()
    provinces = fields.Field()
    placements = fields.Field()
    registered_province = fields.Field("province_id")
    registered_city = fields.Field("city_id")
    registered_city_name = fields.Field()
    updated = fields.Field("updated")

    class Meta:
        model = Company
        fields = (
            "id", "name", "legal_name", "name_en", "uscc", "listed", "tickers", "labels", "names", "chains", "segments",
            "segment_names", "provinces", "placements", "registered_province", "registered_city",
            "registered_city_name", "updated",
        )  # fmt: skip

    def get_queryset(self) -> QuerySet:
        """Return the published companies with the rows that the columns show."""
        live = Placement.objects.live().select_related("segment__layer__chain", "province").order_by("segment__path")
        return (
            Company.objects.published()
            .select_related("city")
            .prefetch_related("names", "listings", "labels__label", Prefetch("placements", live, to_attr="live"))
        )

    def dehydrate_listed(self, company: Company) -> bool:
        """Whether a listing has not ended."""
        return any(not listing.delisted_on for listing in company.listings.all())

    def dehydrate_tickers(self, company: Company) -> str:
        """The tickers."""
        return "; ".join(listing.ticker for listing in company.listings.all())

    def dehydrate_labels(self, company: Company) -> str:
        """The labels."""
        return "; ".join(held.label.slug for held in company.labels.all())

    def dehydrate_names(self, company: Company) -> str:
        """The other names."""
        return "; ".join(other.name for other in company.names.all())

    def dehydrate_chains(self, company: Company) -> str:
        """The chains it is placed in."""
        return _once(placement.segment.layer.chain.slug for placement in company.live)

    def dehydrate_segments(self, company: Company) -> str:
        """The codes of its segments."""
        return _once(placement.segment.code for placement in company.live)

    def dehydrate_segment_names(self, company: Company) -> str:
        """The names of its segments."""
        return _once(placement.segment.name for placement in company.live)

    def dehydrate_provinces(self, company: Company) -> str:
        """The provinces or countries it is placed in."""
        return _once(p.province.name if p.province else p.country.name for p in company.live)

    def dehydrate_placements(self, company: Company) -> int:
        """The number of its placements."""
        return len(company.live)

    def dehydrate_registered_city_name(self, company: Company) -> str:
        """The name of the city it is registered in."""
        return company.city.name if company.city else ""


def _once(values: Any) -> str:
    return "; ".join(dict.fromkeys(values))


def export(request: HttpRequest, suffix: str) -> HttpResponse:
    """Answer with all companies as a file."""
    return HttpResponse(getattr(StockCompanyResource().export(), suffix))


urlpatterns = [path("companies.<str:suffix>", export)]
settings.ROOT_URLCONF = __name__
application = get_wsgi_application()
