"""Filters of the admin's lists."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chains.admin.history import admin_of
from chains.choices import CHINA, PlacementStatus
from chains.models import (
    Chain,
    CompanyLabel,
    Evidence,
    Label,
    Layer,
    Placement,
    Province,
    Segment,
)


class RelatedFilter(admin.RelatedFieldListFilter):
    """A filter by a relation, with the labels of the admin it leads to, read in one query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = _("none given")

    def field_choices(self, field: Any, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[Any, str]]:
        """Return the keys and labels of the rows to choose from."""
        related = admin_of(model_admin.admin_site, field.related_model)
        return [(row.pk, related.label(row)) for row in related.choices()]


class RegisteredIn(RelatedFilter):
    """Companies by the province they are registered in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("province it is registered in")


class _Listed(admin.SimpleListFilter):
    """A filter whose choices are rows or words, each with a condition."""

    def choices_of(self) -> Iterable[tuple[str, Any]]:
        """Return values and what they are called."""
        raise NotImplementedError

    def condition(self, value: str) -> Q | Exists:
        """Return what a row must fulfil for ``value``."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """Return values and what they are called."""
        return list(self.choices_of())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the rows that fulfil the condition; all of them where nothing, or nothing known, is chosen."""
        if self.value() is None or self.value() not in {str(value) for value, _name in self.lookup_choices}:
            return queryset
        return queryset.filter(self.condition(self.value()))


class _Words(_Listed):
    """A filter between a few conditions."""

    conditions: ClassVar[dict[str, tuple[Any, Q | Exists]]]

    def choices_of(self) -> Iterable[tuple[str, Any]]:
        """Return values and what they are called."""
        return [(value, name) for value, (name, _condition) in self.conditions.items()]

    def condition(self, value: str) -> Q | Exists:
        """Return the condition of ``value``."""
        return self.conditions[value][1]


class SegmentFilter(_Listed):
    """Placements in a column of the map, or anywhere below it."""

    title = _("segment, with all below it")
    parameter_name = "segment"

    def choices_of(self) -> Iterable[tuple[str, Any]]:
        """Return the columns of all maps."""
        return [(row.code, str(row)) for row in Segment.objects.top_level()]

    def condition(self, value: str) -> Q:
        """Return that the segment lies in the subtree."""
        return Q(segment__in=Segment.objects.in_subtree([value]).values("pk"))


class EvidenceFilter(_Words):
    """Placements that rest on something, and those that do not."""

    title = _("evidence")
    parameter_name = "evidence"
    conditions: ClassVar = {
        "yes": (_("with evidence"), Exists(Evidence.objects.filter(placement=OuterRef("pk")))),
        "no": (_("without evidence"), ~Exists(Evidence.objects.filter(placement=OuterRef("pk")))),
    }


class _PlacedCompanies(_Listed):
    """Companies by where and in what they work, the withdrawn placements aside."""

    lookup: ClassVar[str]

    def condition(self, value: str) -> Exists:
        """Return that the company has such a placement."""
        return Exists(Placement.objects.standing().filter(company=OuterRef("pk"), **{self.lookup: value}))


class WorksInChain(_PlacedCompanies):
    """Companies with a placement in a chain."""

    title = _("chain it works in")
    parameter_name = "chain"
    lookup = "segment__layer__chain__slug"

    def choices_of(self) -> Iterable[tuple[str, Any]]:
        """Return the chains."""
        return [(chain.slug, chain.name) for chain in Chain.objects.all()]


class WorksInLayer(_PlacedCompanies):
    """Companies with a placement in a layer."""

    title = _("layer it works in")
    parameter_name = "layer"
    lookup = "segment__layer__code"

    def choices_of(self) -> Iterable[tuple[str, Any]]:
        """Return the layers, with their chains."""
        return [(layer.code, str(layer)) for layer in Layer.objects.select_related("chain")]


class WorksInProvince(_PlacedCompanies):
    """Companies with a placement in a province."""

    title = _("province it works in")
    parameter_name = "works_in"
    lookup = "province"

    def choices_of(self) -> Iterable[tuple[str, Any]]:
        """Return the provinces."""
        return [(province.code, province.name) for province in Province.objects.all()]


class PlacementStatusFilter(_Words):
    """Companies by how far their placements have been checked."""

    title = _("status of a placement")
    parameter_name = "status"
    conditions: ClassVar = {
        status.value: (status.label, Exists(Placement.objects.filter(company=OuterRef("pk"), status=status)))
        for status in PlacementStatus
    }


class HoldsLabel(_Listed):
    """Companies with a label."""

    title = _("label")
    parameter_name = "label"

    def choices_of(self) -> Iterable[tuple[str, Any]]:
        """Return the labels."""
        return [(label.slug, label.name) for label in Label.objects.all()]

    def condition(self, value: str) -> Exists:
        """Return that the company has the label."""
        return Exists(CompanyLabel.objects.filter(company=OuterRef("pk"), label__slug=value))


class IsListed(admin.SimpleListFilter):
    """Companies on an exchange, and the others."""

    title = _("stock exchange")
    parameter_name = "listed"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """Return the two choices."""
        return [("yes", _("listed")), ("no", _("not on an exchange"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the companies that are, or are not, on an exchange."""
        return queryset.listed(self.value() == "yes") if self.value() in ("yes", "no") else queryset


class Missing(_Words):
    """Companies by the fields that are still empty."""

    title = _("still missing")
    parameter_name = "missing"
    conditions: ClassVar = {
        "legal_name": (_("legal name"), Q(legal_name="")),
        "uscc": (_("credit code"), Q(uscc="")),
        "place": (_("registered place"), Q(province__isnull=True, country__in=("", CHINA))),
        "province": (
            _("the province of a placement"),
            Exists(Placement.objects.live().filter(company=OuterRef("pk"), country=CHINA)),
        ),
        "placement": (_("any placement"), ~Exists(Placement.objects.standing().filter(company=OuterRef("pk")))),
    }


class ScopeFilter(_Words):
    """Assessments of a whole region, and of single provinces."""

    title = _("scope")
    parameter_name = "scope"
    conditions: ClassVar = {
        "region": (_("a whole region"), Q(region__isnull=False)),
        "province": (_("one province"), Q(province__isnull=False)),
    }


class LevelFilter(_Words):
    """Segments that are columns of a map, and those below."""

    title = _("level")
    parameter_name = "level"
    conditions: ClassVar = {
        "top": (_("columns of the map"), Q(parent__isnull=True)),
        "below": (_("sub-segments"), Q(parent__isnull=False)),
    }


class MemberOnRecord(_Words):
    """Members that are linked to the row they are, and those known by name only."""

    title = _("linked")
    parameter_name = "linked"
    conditions: ClassVar = {
        "yes": (_("to a company or research base"), Q(company__isnull=False) | Q(member_base__isnull=False)),
        "no": (_("by name only"), Q(company__isnull=True, member_base__isnull=True)),
    }


class PrintedOtherwise(_Words):
    """Evidence that prints the company under another name than its own."""

    title = _("name as printed")
    parameter_name = "printed"
    conditions: ClassVar = {
        "same": (_("same as the company's"), Q(printed_name=F("placement__company__name"))),
        "other": (_("another name"), ~Q(printed_name=F("placement__company__name")) & ~Q(printed_name="")),
        "none": (_("not given"), Q(printed_name="")),
    }
