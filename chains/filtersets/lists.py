"""Filters of all other lists."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chains import models
from chains.choices import (
    ParkKind,
    PlatformKind,
    ResearchBaseKind,
    SourceKind,
    SupplyQualifier,
    Verdict,
)

from .base import OrderingFilter, StrictFilterSet, any_choice, any_of
from .filter_choices import YES_NO, Countries, Years
from .lookups import LookupColumn, amount, codes, day, text, whole

Lookups = ClassVar[Mapping[str, LookupColumn]]

#: What every named row has, and what every row has that stands at a place.
NAMED = {"name": text("name", _("name"), empty=False), "name_en": text("name_en", _("English name"))}
PLACED = {
    "province": codes("province"),
    "city": codes("city"),
    "country": codes("country", any_choice(Countries(), _("country"), "country")),
}


class NamedFilterSet(StrictFilterSet):
    """What every list of named rows can be asked."""

    lookups: Lookups = NAMED

    q = django_filters.CharFilter(label=_("name or pinyin"), max_length=100, method="search")
    ordering = OrderingFilter(
        fields=(("pinyin", "name"), ("updated", "updated")),
        field_labels={"pinyin": _("name"), "updated": _("last change")},
        label=pgettext_lazy("of a list", "order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the rows whose name matches."""
        return queryset.search(value)


class RegionFilterSet(NamedFilterSet):
    """Regions, by name."""


class ProvinceFilterSet(NamedFilterSet):
    """Provinces, by region."""

    lookups: Lookups = NAMED | {"region": codes("regions")}

    region = any_of(models.Region, "slug", _("region"), "regions")


class CityFilterSet(NamedFilterSet):
    """Cities, by province and group."""

    lookups: Lookups = NAMED | {"province": codes(), "city_group": codes("groups")}

    province = any_of(models.Province, "code", _("province"), "province")
    city_group = any_of(models.CityGroup, "slug", _("city group"), "groups")


class ChainFilterSet(NamedFilterSet):
    """Chains, by region."""

    lookups: Lookups = NAMED | {"region": codes()}

    region = any_of(models.Region, "slug", _("region"), "region")


class SegmentFilterSet(NamedFilterSet):
    """Segments, by chain, layer and parent."""

    lookups: Lookups = NAMED | {"chain": codes(), "layer": codes(), "parent": codes("parent")}

    chain = any_of(models.Chain, "slug", _("chain"), "layer__chain")
    layer = any_of(models.Layer, "code", _("layer"), "layer")
    parent = any_of(models.Segment, "code", _("parent segment"), "parent")


class InstitutionFilterSet(NamedFilterSet):
    """What research bases, platforms and parks have in common."""

    lookups: Lookups = NAMED | PLACED | {"chain": codes("chains")}

    chain = any_of(models.Chain, "slug", _("chain"), "chains")
    province = any_of(models.Province, "code", _("province"), "province")
    city = any_of(models.City, "code", _("city"), "city")


class ResearchBaseFilterSet(InstitutionFilterSet):
    """Research bases, by chain, kind and place."""

    lookups: Lookups = InstitutionFilterSet.lookups | {
        "kind": codes(),
        "approved": day("approved_on", _("approved on")),
    }

    kind = any_choice(ResearchBaseKind.choices, _("kind"), "kind")


class PlatformFilterSet(InstitutionFilterSet):
    """Platforms, by chain, kind and place."""

    lookups: Lookups = InstitutionFilterSet.lookups | {"kind": codes()}

    kind = any_choice(PlatformKind.choices, _("kind"), "kind")


class ParkFilterSet(InstitutionFilterSet):
    """Parks, by chain, kind and place."""

    lookups: Lookups = InstitutionFilterSet.lookups | {"kind": codes()}

    kind = any_choice(ParkKind.choices, _("kind"), "kind")


class AllianceFilterSet(NamedFilterSet):
    """Alliances, by chain and place."""

    lookups: Lookups = NAMED | PLACED | {"chain": codes("chain"), "founded": day("founded_on", _("founded on"))}

    chain = any_of(models.Chain, "slug", _("chain"), "chain")
    province = any_of(models.Province, "code", _("province"), "province")
    city = any_of(models.City, "code", _("city"), "city")


class ProjectFilterSet(NamedFilterSet):
    """Projects, by chain, segment (with those below it) and place."""

    lookups: Lookups = (
        NAMED
        | PLACED
        | {
            "chain": codes(),
            "segment": codes("segment"),
            "investor": text("investor", _("investor as printed")),
            "amount": amount("amount", _("amount")),
            "year": whole("year", _("year")),
        }
    )

    chain = any_of(models.Chain, "slug", _("chain"), "chain")
    segment = any_of(models.Segment, "code", _("segment, with those below it"), method="in_subtree")
    province = any_of(models.Province, "code", _("province"), "province")
    city = any_of(models.City, "code", _("city"), "city")

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the projects in these segments or below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset


class TechnologyFilterSet(NamedFilterSet):
    """Technologies, by chain (their own, or that of their segments), segment and field."""

    lookups: Lookups = NAMED | {
        "chain": codes("chain"),
        "segment": codes("segments"),
        "field": text("field", _("field"), empty=False),
        "group": text("group", _("group")),
    }

    chain = any_of(models.Chain, "slug", _("chain"), method="of_chain")
    segment = any_of(models.Segment, "code", _("segment, with those below it"), method="in_subtree")
    field = django_filters.CharFilter(label=_("field"), max_length=100)

    def of_chain(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the technologies of these chains, named or by segment."""
        if not value:
            return queryset
        by_segment = models.Segment.objects.filter(layer__chain__in=value)
        tied = queryset.model.objects.filter(segments__in=by_segment).values("pk")
        return queryset.filter(Q(chain__in=value) | Q(pk__in=tied))

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the technologies tied to these segments or to those below them."""
        if not value:
            return queryset
        return queryset.filter(pk__in=queryset.model.objects.filter(segments__in=_subtree(value)).values("pk"))


class AssessmentFilterSet(StrictFilterSet):
    """Assessments, by segment, scope and verdict."""

    lookups: Lookups = {
        "chain": codes(),
        "segment": codes(),
        "province": codes("province"),
        "region": codes("region"),
        "verdict": codes(),
        "statement": text("statement", _("statement"), empty=False),
        "date": day("date", _("date"), empty=False),
    }

    chain = any_of(models.Chain, "slug", _("chain"), "segment__layer__chain")
    segment = any_of(models.Segment, "code", _("segment, with those below it"), method="in_subtree")
    province = any_of(models.Province, "code", _("province"), "province")
    region = any_of(models.Region, "slug", _("region"), "region")
    verdict = any_choice(Verdict.choices, _("verdict"), "verdict")
    choke_point = django_filters.ChoiceFilter(choices=YES_NO, label=_("choke point"), method="flag")
    import_dependent = django_filters.ChoiceFilter(choices=YES_NO, label=_("import dependent"), method="flag")
    ordering = OrderingFilter(
        fields=(("date", "date"), ("segment__path", "segment"), ("updated", "updated")),
        field_labels={"date": _("date"), "segment__path": _("segment"), "updated": _("last change")},
        label=pgettext_lazy("of a list", "order"),
    )

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the assessments of these segments or of those below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset

    def flag(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the assessments with, or without, the flag ``name``."""
        return queryset.filter(**{name: value == "true"})


class SupplyShareFilterSet(StrictFilterSet):
    """Shares of the world supply, by segment (with those below it), country, year, word and source."""

    lookups: Lookups = {
        "chain": codes(),
        "segment": codes(),
        "country": codes(),
        "qualifier": codes("qualifier"),
        "source": codes(),
        "share": amount("share", _("share in per cent")),
        "year": whole("year", _("year"), empty=False),
    }

    q = django_filters.CharFilter(label=_("segment"), max_length=100, method="search")
    chain = any_of(models.Chain, "slug", _("chain"), "segment__layer__chain")
    segment = any_of(models.Segment, "code", _("segment, with those below it"), method="in_subtree")
    country = any_choice(Countries(), _("country or region"), "country")
    year = any_choice(Years(), _("year"), "year")
    qualifier = any_choice(SupplyQualifier.choices, _("where no number is known"), "qualifier")
    source = any_of(models.Source, "slug", _("source"), "source")
    ordering = OrderingFilter(
        fields=(
            ("country", "country"),
            ("share", "share"),
            ("year", "year"),
            ("segment__path", "segment"),
            ("updated", "updated"),
        ),
        field_labels={
            "country": _("country or region"),
            "share": _("share in per cent"),
            "year": _("year"),
            "segment__path": _("segment"),
            "updated": _("last change"),
        },
        label=pgettext_lazy("of a list", "order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the shares of segments whose name matches."""
        return queryset.filter(segment__in=models.Segment.objects.search(value))

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the shares of these segments or of those below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset


class TargetFilterSet(StrictFilterSet):
    """Targets, by segment (with those below it), province and source."""

    lookups: Lookups = {
        "chain": codes(),
        "segment": codes(),
        "province": codes(),
        "source": codes("source"),
        "companies": whole("companies", _("companies wanted"), empty=False),
        "by_year": whole("by_year", _("by the year")),
    }

    q = django_filters.CharFilter(label=_("segment"), max_length=100, method="search")
    chain = any_of(models.Chain, "slug", _("chain"), "segment__layer__chain")
    segment = any_of(models.Segment, "code", _("segment, with those below it"), method="in_subtree")
    province = any_of(models.Province, "code", _("province"), "province")
    source = any_of(models.Source, "slug", _("source"), "source")
    ordering = OrderingFilter(
        fields=(
            ("segment__path", "segment"),
            ("companies", "companies"),
            ("by_year", "by_year"),
            ("updated", "updated"),
        ),
        field_labels={
            "segment__path": _("segment"),
            "companies": _("companies wanted"),
            "by_year": _("by the year"),
            "updated": _("last change"),
        },
        label=pgettext_lazy("of a list", "order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the targets of segments whose name matches."""
        return queryset.filter(segment__in=models.Segment.objects.search(value))

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the targets of these segments or of those below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset


class SourceFilterSet(StrictFilterSet):
    """Sources, by title and kind."""

    lookups: Lookups = {
        "kind": codes(),
        "title": text("title", _("title"), empty=False),
        "author": text("author", _("author")),
        "issuer": text("issuer", _("issuer")),
        "date": day("date", _("date")),
        "retrieved": day("retrieved_on", _("retrieved on")),
    }

    q = django_filters.CharFilter(label=_("title or issuer"), max_length=100, method="search")
    kind = any_choice(SourceKind.choices, _("kind"), "kind")
    ordering = OrderingFilter(
        fields=(("title", "title"), ("date", "date"), ("updated", "updated")),
        field_labels={"title": _("title"), "date": _("date"), "updated": _("last change")},
        label=pgettext_lazy("of a list", "order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the sources whose title, issuer, issue or author has the text."""
        texts = [Q(**{f"{field}__icontains": value}) for field in ("title", "issuer", "issue", "author")]
        return queryset.filter(texts[0] | texts[1] | texts[2] | texts[3])


def _subtree(segments: Iterable[models.Segment]) -> QuerySet:
    return models.Segment.objects.in_subtree(segment.code for segment in segments)
