"""Filters of the other lists."""

from collections.abc import Iterable, Iterator

import django_filters
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from chains import models
from chains.choices import (
    ParkKind,
    PlatformKind,
    ResearchBaseKind,
    SourceKind,
    SupplyQualifier,
    Verdict,
)

from .base import YES_NO, OrderingFilter, StrictFilterSet, any_choice, any_of


class NamedFilterSet(StrictFilterSet):
    """What every list of named rows can be asked."""

    q = django_filters.CharFilter(label=_("name or pinyin"), max_length=100, method="search")
    ordering = OrderingFilter(
        fields=(("pinyin", "name"), ("updated", "updated")),
        field_labels={"pinyin": _("name"), "updated": _("last change")},
        label=_("order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the rows whose name matches."""
        return queryset.search(value)


class RegionFilterSet(NamedFilterSet):
    """Regions, by name."""


class ProvinceFilterSet(NamedFilterSet):
    """Provinces, by region."""

    region = any_of(models.Region, "slug", _("region"), "regions")


class CityFilterSet(NamedFilterSet):
    """Cities, by province and group."""

    province = any_of(models.Province, "code", _("province"), "province")
    city_group = any_of(models.CityGroup, "slug", _("city group"), "groups")


class ChainFilterSet(NamedFilterSet):
    """Chains, by region."""

    region = any_of(models.Region, "slug", _("region"), "region")


class SegmentFilterSet(NamedFilterSet):
    """Segments, by chain, layer and parent."""

    chain = any_of(models.Chain, "slug", _("chain"), "layer__chain")
    layer = any_of(models.Layer, "code", _("layer"), "layer")
    parent = any_of(models.Segment, "code", _("parent segment"), "parent")


class InstitutionFilterSet(NamedFilterSet):
    """What research bases, platforms and parks have in common."""

    chain = any_of(models.Chain, "slug", _("chain"), "chains")
    province = any_of(models.Province, "code", _("province"), "province")
    city = any_of(models.City, "code", _("city"), "city")


class ResearchBaseFilterSet(InstitutionFilterSet):
    """Research bases, by chain, kind and place."""

    kind = any_choice(ResearchBaseKind.choices, _("kind"), "kind")


class PlatformFilterSet(InstitutionFilterSet):
    """Platforms, by chain, kind and place."""

    kind = any_choice(PlatformKind.choices, _("kind"), "kind")


class ParkFilterSet(InstitutionFilterSet):
    """Parks, by chain, kind and place."""

    kind = any_choice(ParkKind.choices, _("kind"), "kind")


class AllianceFilterSet(NamedFilterSet):
    """Alliances, by chain and place."""

    chain = any_of(models.Chain, "slug", _("chain"), "chain")
    province = any_of(models.Province, "code", _("province"), "province")
    city = any_of(models.City, "code", _("city"), "city")


class ProjectFilterSet(NamedFilterSet):
    """Projects, by chain, segment (with those below it) and place."""

    chain = any_of(models.Chain, "slug", _("chain"), "chain")
    segment = any_of(models.Segment, "code", _("segment, with those below it"), method="in_subtree")
    province = any_of(models.Province, "code", _("province"), "province")
    city = any_of(models.City, "code", _("city"), "city")

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the projects in these segments or below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset


class TechnologyFilterSet(NamedFilterSet):
    """Technologies, by chain (their own, or that of their segments), segment and field."""

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
        label=_("order"),
    )

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the assessments of these segments or of those below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset

    def flag(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the assessments with, or without, the flag ``name``."""
        return queryset.filter(**{name: value == "true"})


class Countries:
    """The countries of ISO 3166, named in the language that is active when they are asked for."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(countries)


class Years:
    """The years that a share may be of: from this one back, then those to come."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        this = localdate().year
        return ((str(year), str(year)) for year in (*range(this, 1948, -1), *range(this + 1, 2101)))


class SupplyShareFilterSet(StrictFilterSet):
    """Shares of the world supply, by segment (with those below it), country, year, word and source."""

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
        label=_("order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the shares of segments whose name matches."""
        return queryset.filter(segment__in=models.Segment.objects.search(value))

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the shares of these segments or of those below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset


class TargetFilterSet(StrictFilterSet):
    """Targets, by segment (with those below it), province and source."""

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
        label=_("order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the targets of segments whose name matches."""
        return queryset.filter(segment__in=models.Segment.objects.search(value))

    def in_subtree(self, queryset: QuerySet, name: str, value: QuerySet) -> QuerySet:
        """Keep the targets of these segments or of those below them."""
        return queryset.filter(segment__in=_subtree(value)) if value else queryset


class SourceFilterSet(StrictFilterSet):
    """Sources, by title and kind."""

    q = django_filters.CharFilter(label=_("title or issuer"), max_length=100, method="search")
    kind = any_choice(SourceKind.choices, _("kind"), "kind")
    ordering = OrderingFilter(
        fields=(("title", "title"), ("date", "date"), ("updated", "updated")),
        field_labels={"title": _("title"), "date": _("date"), "updated": _("last change")},
        label=_("order"),
    )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the sources whose title, issuer, issue or author has the text."""
        texts = [Q(**{f"{field}__icontains": value}) for field in ("title", "issuer", "issue", "author")]
        return queryset.filter(texts[0] | texts[1] | texts[2] | texts[3])


def _subtree(segments: Iterable[models.Segment]) -> QuerySet:
    return models.Segment.objects.in_subtree(segment.code for segment in segments)
