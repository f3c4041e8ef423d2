"""Columns of companies and placements."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chains.analysis.labels import is_expired
from chains.analysis.wording import country_called
from chains.models import Company, Placement

from .base import unique
from .long import Each, LongResource, ValueColumn, or_nothing


@lru_cache(maxsize=1000)
def _country_name(code: str, language: str | None) -> str:
    return country_called(code)


def _places(provinces: Sequence[str | None], countries: Sequence[str]) -> list[str]:
    """Return the names of the provinces and, outside China, of the countries, each once."""
    language = get_language() if any(countries) else None
    named = zip(provinces, countries, strict=True)
    return unique(province or _country_name(country, language) for province, country in named)


def _expired(slugs: Sequence[str], until: Sequence[date | None], outcomes: Sequence[str]) -> list[str]:
    """Return those of a company's labels that it has no more."""
    today = localdate()
    return [slug for slug, *rest in zip(slugs, until, outcomes, strict=True) if is_expired(*rest, today)]


class CompanyResource(LongResource):
    """Companies, one a row; the placements are the live ones, as ``index.with_list_columns`` says."""

    id = ValueColumn(_("id"), "public_id")
    listed = ValueColumn(_("listed"), Each("listings", "delisted_on"), read=lambda ends: None in ends)
    tickers = ValueColumn(_("tickers"), Each("listings", "ticker"))
    labels = ValueColumn(_("labels"), Each("labels", "label__slug"))
    expired_labels = ValueColumn(
        _("expired labels"),
        *(Each("labels", path) for path in ("label__slug", "valid_until", "reexamination")),
        read=_expired,
    )
    names = ValueColumn(_("other names"), Each("names", "name"))
    chains = ValueColumn(_("chains"), Each("placements", "segment__layer__chain__slug"), read=unique)
    segments = ValueColumn(_("segment codes"), Each("placements", "segment__code"), read=unique)
    segment_names = ValueColumn(_("segments"), Each("placements", "segment__name"), read=unique)
    provinces = ValueColumn(
        _("provinces where it operates"),
        Each("placements", "province__name"),
        Each("placements", "country"),
        read=_places,
    )
    placements = ValueColumn(_("placements"), Each("placements", "pk"), read=len)
    registered_province = ValueColumn(_("registered in province (code)"), "province_id", read=or_nothing)
    registered_city = ValueColumn(_("registered in city (code)"), "city_id", read=or_nothing)
    registered_city_name = ValueColumn(_("registered in city"), "city__name", read=or_nothing)
    registered_country = ValueColumn(_("registered in country"), "country")

    class Meta:
        model = Company
        order = (
            *("id", "naming", "code", "listed", "tickers", "labels", "expired_labels", "names"),
            *("chains", "segments", "segment_names", "provinces", "placements", "place", "about", "registration"),
            "updated",
        )


class PlacementResource(LongResource):
    """Placements, one a row, with their evidence."""

    id = ValueColumn(_("id"), "public_id")
    company_name = ValueColumn(_("company"), "company__name")
    chain = ValueColumn(_("chain"), "segment__layer__chain__slug")
    layer = ValueColumn(_("layer code"), "segment__layer__code")
    segment_name = ValueColumn(_("segment"), "segment__name")
    province_name = ValueColumn(_("province"), "province__name", read=or_nothing)
    city_name = ValueColumn(_("city"), "city__name", read=or_nothing)
    printed_names = ValueColumn(_("names as printed"), Each("evidence", "printed_name"))
    locators = ValueColumn(_("locators"), Each("evidence", "locator"))
    sources = ValueColumn(_("sources"), Each("evidence", "source__slug"), read=unique)

    class Meta:
        model = Placement
        order = (
            *("id", "company", "chain", "layer", "segment", "place", "check"),
            *("printed_names", "locators", "sources", "note", "updated"),
        )
