"""The columns of companies and of placements: the lists that grow long."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import Country

from .base import unique
from .long import Each, LongResource, Value, or_nothing, place_values


@lru_cache(maxsize=1000)
def _country_name(code: str, language: str | None) -> str:
    return Country(code).name


def _places(provinces: Sequence[str | None], countries: Sequence[str]) -> list[str]:
    """Return the names of the provinces and, outside China, of the countries, each once."""
    language = get_language() if any(countries) else None
    named = zip(provinces, countries, strict=True)
    return unique(province or _country_name(country, language) for province, country in named)


class CompanyResource(LongResource):
    """Companies, one a row; the placements are the live ones, as ``selectors.companies.with_list_columns`` says."""

    id = Value(_("id"), "public_id")
    name = Value(_("name"), "name")
    legal_name = Value(_("legal name"), "legal_name")
    name_en = Value(_("English name"), "name_en")
    uscc = Value(_("unified social credit code"), "uscc")
    listed = Value(_("listed"), Each("listings", "delisted_on"), read=lambda ends: None in ends)
    tickers = Value(_("tickers"), Each("listings", "ticker"))
    labels = Value(_("labels"), Each("labels", "label__slug"))
    names = Value(_("other names"), Each("names", "name"))
    chains = Value(_("chains"), Each("placements", "segment__layer__chain__slug"), read=unique)
    segments = Value(_("segment codes"), Each("placements", "segment__code"), read=unique)
    segment_names = Value(_("segments"), Each("placements", "segment__name"), read=unique)
    provinces = Value(
        _("provinces where it operates"),
        Each("placements", "province__name"),
        Each("placements", "country"),
        read=_places,
    )
    placements = Value(_("placements"), Each("placements", "pk"), read=len)
    registered_province = Value(_("registered in province (code)"), "province_id", read=or_nothing)
    registered_city = Value(_("registered in city (code)"), "city_id", read=or_nothing)
    registered_city_name = Value(_("registered in city"), "city__name", read=or_nothing)
    updated = Value(_("last change"), "updated")


class PlacementResource(LongResource):
    """Placements, one a row, with their evidence."""

    id = Value(_("id"), "public_id")
    company = Value(_("company id"), "company__public_id")
    company_name = Value(_("company"), "company__name")
    chain = Value(_("chain"), "segment__layer__chain__slug")
    layer = Value(_("layer code"), "segment__layer__code")
    segment = Value(_("segment code"), "segment__code")
    segment_name = Value(_("segment"), "segment__name")
    locals().update(place_values())
    status = Value(_("status"), "status")
    verified_on = Value(_("verified on"), "verified_on")
    printed_names = Value(_("names as printed"), Each("evidence", "printed_name"))
    locators = Value(_("locators"), Each("evidence", "locator"))
    sources = Value(_("sources"), Each("evidence", "source__slug"), read=unique)
    updated = Value(_("last change"), "updated")
