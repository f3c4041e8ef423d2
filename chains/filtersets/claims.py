"""Filters of companies and placements, which share their parameters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chains import index, models
from chains.analysis.invisible_characters import visible
from chains.changelog.latest import Revised
from chains.choices import (
    MapView,
    PaperSize,
    PlacementStatus,
    RegistrationStatus,
)
from chains.querysets import COMPANY_LOOKUPS, COMPANY_PARAMETERS, PLACEMENT_LOOKUPS, PLACEMENT_PARAMETERS

from .base import OrderingFilter, ProvinceFilter, StrictFilterSet, any_choice, any_of
from .filter_choices import YES_NO, Countries
from .lookups import LookupColumn, codes, day, text

#: The parameters whose lookups a placement, or the company, answers together with the parameters themselves.
TOGETHER = {facet.parameter: codes() for facet in index.FACETS if facet.has_lookup}
#: The longest text that can be searched for.
LONGEST_SEARCH = 100
TOGETHER_IN = {f"{name}__in" for name in TOGETHER}
#: All that ``CompanyQuerySet.matching`` answers at once.
MATCHED = {*PLACEMENT_PARAMETERS, *COMPANY_PARAMETERS, *PLACEMENT_LOOKUPS, *COMPANY_LOOKUPS}


class ClaimFilterSet(StrictFilterSet):
    """The parameters that companies and placements share; subclasses say what a row is."""

    q = django_filters.CharFilter(label=_("name, pinyin, ticker or code"), max_length=LONGEST_SEARCH)
    chain = any_of(models.Chain, "slug", _("chain"))
    layer = any_of(models.Layer, "code", _("layer"))
    segment = any_of(models.Segment, "code", _("segment, with those below it"))
    province = any_of(models.Province, "code", _("province, where it operates"), kind=ProvinceFilter)
    city = any_of(models.City, "code", _("city, where it operates or is registered"))
    city_group = any_of(models.CityGroup, "slug", _("city group"))
    label = any_of(models.Label, "slug", _("label"))
    expired_label = any_of(models.Label, "slug", _("label that has expired or was lost"))
    listed = any_choice(YES_NO, _("listed"))
    registration_status = any_choice(RegistrationStatus.choices, _("registration status"))
    dissolved = any_choice(YES_NO, _("with dissolved firms, which are left out otherwise"))
    status = any_choice(PlacementStatus.choices, _("status"))

    lookups: ClassVar[Mapping[str, LookupColumn]] = TOGETHER

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the whole choice at once (segment and province must meet in one placement), then order."""
        found = self.looked_up(queryset.matching(self.choice))
        if since := self.form.cleaned_data.get("updated_since"):
            found = found.updated_since(since)
        return self.filters["ordering"].filter(found, self.form.cleaned_data.get("ordering"))

    def looked_up(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the lookups, but for those (one of these) that belong to the choice."""
        for name, value in self.lookups_made.items():
            if name not in TOGETHER_IN:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def having(self, parameter: str, value: Any) -> QuerySet:
        """Return all rows that fit the parameter; placements, whatever their status."""
        if self.lookups[parameter].base or parameter not in TOGETHER:
            return super().having(parameter, value)
        choice = {parameter: list(self._codes(f"{parameter}__not", value)), "dissolved": ["true"]}
        if self.queryset.model is models.Placement:
            choice["status"] = PlacementStatus.values
        return self.queryset.model.objects.matching(choice)


class CompanyFilterSet(ClaimFilterSet):
    """Companies, by where and in what they work, and by what they are.

    A company has none of some provinces (``province__not``) where no live placement of it lies in one of them.
    """

    lookups: ClassVar[Mapping[str, LookupColumn]] = TOGETHER | {
        "name": text("name", _("name"), empty=False),
        "legal_name": text("legal_name", _("legal name")),
        "name_en": text("name_en", _("English name")),
        "uscc": text("uscc", _("unified social credit code")),
        "website": text("website", _("website")),
        "founded": day("founded_on", _("founded on")),
        "registration_status": codes("registration_status"),
        "registration_status_since": day("registration_status_on", _("status since")),
        "registered_province": codes(
            "province", any_of(models.Province, "code", _("province, where it is registered"), "province")
        ),
        "registered_city": codes("city", any_of(models.City, "code", _("city, where it is registered"), "city")),
        "registered_country": codes(
            "country", any_choice(Countries(), _("country, where it is registered"), "country")
        ),
    }
    ordering = OrderingFilter(
        fields=(("pinyin", "name"), ("placement_count", "placements"), ("updated", "updated")),
        field_labels={"pinyin": _("name"), "placement_count": _("placements"), "updated": _("last change")},
        label=pgettext_lazy("of a list", "order"),
    )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow and order; a search without an order puts the best match first."""
        cleaned = self.form.cleaned_data
        if {"placements", "-placements"} & set(cleaned.get("ordering") or ()):
            queryset = queryset.with_placement_count()
        found = super().filter_queryset(queryset)
        return found.best_first(cleaned["q"]) if cleaned.get("q") and not cleaned.get("ordering") else found

    @property
    def question(self) -> index.Question:
        """What is asked of the companies; only after ``is_valid()``."""
        cleaned = self.form.cleaned_data
        choice = {name: values for name, values in self.choice.items() if name in MATCHED}
        since, within = cleaned.get("updated_since"), self._within
        is_plain = since is None and within is None and not cleaned.get("ordering")
        return index.Question(choice, since, within, None if is_plain else self.qs)

    @property
    def _within(self) -> QuerySet | None:
        """The companies that the lookups leave, whatever else is chosen, for facets to count; ``None`` for all."""
        made = set(self.lookups_made) - TOGETHER_IN
        return self.looked_up(models.Company.objects.all()) if made else None


@dataclass(frozen=True, slots=True)
class AskedCompanies:
    """A question of the list of companies, or what is wrong with it."""

    question: index.Question
    errors: Mapping[str, Any]


def asked_companies(
    query: QueryDict, surface_parameters: Collection[str] = (), at: Revised | None = None
) -> AskedCompanies:
    """Return what a query asks of the list of companies, or what is wrong with it, as :class:`CompanyFilterSet` says.

    What names nothing but known values is read without a form and without asking the database for each of them. ``at``
    is the newest revision, where that was just read.
    """
    known = index.known_values(at)
    choice = _plain_choice(query, surface_parameters, known.by_parameter)
    if choice is not None:
        return AskedCompanies(index.Question(choice, at=known.at), {})
    filterset = CompanyFilterSet(query, models.Company.objects.published(), surface_parameters=surface_parameters)
    valid = filterset.is_valid()
    return AskedCompanies(filterset.question if valid else index.Question(), filterset.errors)


def _plain_choice(
    query: QueryDict, surface_parameters: Collection[str], values: Mapping[str, Collection[str]]
) -> dict[str, list[str]] | None:
    """Return what a query of :class:`CompanyFilterSet` has chosen, where it names nothing but ``values``, by parameter.

    Or a text to search for. The same as ``choice`` of the filter set, without asking the database; ``None`` where there
    is anything else to it, such as a blank or a slip, which the filter set has words for.
    """
    choice: dict[str, list[str]] = {}
    for name, texts in query.lists():
        if name in surface_parameters and not any("\0" in text for text in texts):
            continue
        if name == "q" and len(texts) == 1:
            text = visible(texts[0]).strip()
            if 0 < len(text) <= LONGEST_SEARCH and "\0" not in text:
                choice[name] = [text]
                continue
        if name not in values or any(text not in values[name] for text in texts):
            return None
        choice[name] = texts
    return choice


class PlacementFilterSet(ClaimFilterSet):
    """Placements, by the same parameters as companies."""

    lookups: ClassVar[Mapping[str, LookupColumn]] = TOGETHER | {
        "province": codes("province"),
        "country": codes("country", any_choice(Countries(), _("country, where it operates"), "country")),
        "company": codes(),
        "company_name": text("company__name", _("company"), empty=False),
        "verified": day("verified_on", _("verified on")),
    }
    company = any_of(models.Company, "public_id", _("company"), "company", queryset=models.Company.objects.published())
    ordering = OrderingFilter(
        fields=(
            ("company__pinyin", "company"),
            ("segment__path", "segment"),
            ("province", "province"),
            ("updated", "updated"),
        ),
        field_labels={
            "company__pinyin": _("company"),
            "segment__path": _("segment"),
            "province": _("province"),
            "updated": _("last change"),
        },
        label=pgettext_lazy("of a list", "order"),
    )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the choice and by company."""
        found = super().filter_queryset(queryset)
        companies = self.choice.get("company")
        return found.filter(company__public_id__in=companies) if companies else found


class MapFilterSet(ClaimFilterSet):
    """Placements of one chain's map: everything but the chain itself, and which view of it is shown."""

    chain = None
    layer = None
    segment = None
    updated_since = None
    lookups: ClassVar[Mapping[str, LookupColumn]] = {
        name: column for name, column in TOGETHER.items() if name not in ("chain", "layer", "segment")
    }
    view = django_filters.ChoiceFilter(choices=MapView.choices, label=_("view"), method="leave")

    def leave(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A view shows the same rows in another way."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the choice."""
        return self.looked_up(queryset.matching(self.choice))


class MapFigureFilterSet(MapFilterSet):
    """The map as a figure: the parameters of the map, and the paper that it is laid out for."""

    paper = django_filters.ChoiceFilter(choices=PaperSize.choices, label=_("paper"), method="leave")


class TreeFilterSet(MapFilterSet):
    """Placements of one chain, as the map has them, where there is no view to choose."""

    view = None


class GraphFilterSet(TreeFilterSet):
    """The same, and whether companies are wanted at all."""

    companies = django_filters.ChoiceFilter(choices=YES_NO, label=_("with the companies"), method="leave")


class CityFigureFilterSet(CompanyFilterSet):
    """Companies in the cities of a region: the filters of companies without an order."""

    region = any_of(models.Region, "slug", _("region"))
    ordering = None

    @property
    def question(self) -> index.Question:
        """What is asked of the companies, in no order; only after ``is_valid()``."""
        return replace(super().question, rows=None)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Leave the rows alone: they are counted by the question."""
        return queryset
