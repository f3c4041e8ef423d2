"""Filters of companies and placements, which share their parameters."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chains import models
from chains.choices import (
    MapView,
    PaperSize,
    PlacementStatus,
)

from .base import YES_NO, OrderingFilter, StrictFilterSet, any_choice, any_of


class ClaimFilterSet(StrictFilterSet):
    """The parameters that companies and placements share; subclasses say what a row is."""

    q = django_filters.CharFilter(label=_("name, pinyin, ticker or code"), max_length=100)
    chain = any_of(models.Chain, "slug", _("chain"))
    layer = any_of(models.Layer, "code", _("layer"))
    segment = any_of(models.Segment, "code", _("segment, with those below it"))
    province = any_of(models.Province, "code", _("province, where it operates"))
    city = any_of(models.City, "code", _("city, where it operates or is registered"))
    city_group = any_of(models.CityGroup, "slug", _("city group"))
    label = any_of(models.Label, "slug", _("label"))
    listed = any_choice(YES_NO, _("listed"))
    status = any_choice(PlacementStatus.choices, _("status"))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the whole choice at once (segment and province must meet in one placement), then order."""
        found = queryset.matching(self.choice)
        if since := self.form.cleaned_data.get("updated_since"):
            found = found.updated_since(since)
        return self.filters["ordering"].filter(found, self.form.cleaned_data.get("ordering"))


class CompanyFilterSet(ClaimFilterSet):
    """Companies, by where and in what they work, and by what they are."""

    ordering = OrderingFilter(
        fields=(("pinyin", "name"), ("placement_count", "placements"), ("updated", "updated")),
        field_labels={"pinyin": _("name"), "placement_count": _("placements"), "updated": _("last change")},
        label=_("order"),
    )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow and order; a search without an order puts the best match first."""
        found = super().filter_queryset(queryset.with_placement_count())
        cleaned = self.form.cleaned_data
        return found.best_first(cleaned["q"]) if cleaned.get("q") and not cleaned.get("ordering") else found


class PlacementFilterSet(ClaimFilterSet):
    """Placements, by the same parameters as companies."""

    company = any_of(models.Company, "public_id", _("company"), queryset=models.Company.objects.published())
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
        label=_("order"),
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
    view = django_filters.ChoiceFilter(choices=MapView.choices, label=_("view"), method="leave")

    def leave(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A view shows the same rows in another way."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the choice."""
        return queryset.matching(self.choice)


class MapFigureFilterSet(MapFilterSet):
    """The map as a figure: the parameters of the map, and the paper that it is laid out for."""

    paper = django_filters.ChoiceFilter(choices=PaperSize.choices, label=_("paper"), method="leave")
