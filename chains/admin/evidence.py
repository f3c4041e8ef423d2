"""Placements, evidence and sources in the admin."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin import actions
from chains.admin.base import CuratedAdmin, CuratedInline, permitted
from chains.admin.filters import EvidenceFilter, PrintedOtherwise, RelatedFilter, SegmentFilter
from chains.admin.forms import PlacementForm
from chains.admin.geography import SluggedForm
from chains.admin.placements import place_of, warn_of_unsupported
from chains.admin.saved_filters import FilteredElsewhere
from chains.admin.sections import form_fields, sections
from chains.models import Company, Evidence, Placement, Segment, Source
from chains.permissions import Permission


class EvidenceInline(CuratedInline):
    """The evidence for a placement."""

    model = Evidence
    fields = (*form_fields(Evidence), "pages")
    autocomplete_fields = ("source",)
    related = ("source", "placement")
    addable = ("source",)
    verbose_name = _("piece of evidence")
    verbose_name_plural = _("evidence: which source says so, where, and under which name")


@admin.register(Placement)
class PlacementAdmin(FilteredElsewhere, CuratedAdmin):
    """Placements: the claims."""

    site_list = "placements"

    form = PlacementForm
    related = ("company", "segment__layer__chain", "segment__parent", "province", "city__province", "verified_by")
    list_display = ("company", "segment_name", "chain", "place", "state", "checked", "evidence_count", "changed")
    list_filter = (
        "status",
        "stage",
        EvidenceFilter,
        ("segment__layer__chain", RelatedFilter),
        ("segment__layer", RelatedFilter),
        SegmentFilter,
        ("province", RelatedFilter),
    )
    search_through: ClassVar = {"company": Company, "segment": Segment}
    search_columns = ("province__name", "city__name", "public_id")
    search_help_text = _("By company (anything it is known by), segment or place; several words narrow the search.")
    autocomplete_fields = ("company", "segment", "city")
    readonly_fields = ("verified_by",)
    curators_delete = False
    actions = (actions.verify, actions.dispute, actions.withdraw, actions.report, actions.edit_together)
    inlines = (EvidenceInline,)
    history_of: ClassVar = {Evidence: "placement"}
    fieldsets = sections(
        Placement,
        (None, ("company", "segment")),
        (
            _("Where it works"),
            ("place",),
            _("A province, with the city if it is known; or a country outside China. Not the registered seat."),
        ),
        (
            _("How far it has been checked"),
            ("check",),
            _(
                "Set to verified, the placement takes today's date, unless you give another, and your name. "
                "Withdrawn placements stay on record and count nowhere."
            ),
        ),
        (None, ("note",)),
    )

    def has_verify_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may mark placements as verified."""
        return self.has_change_permission(request) and permitted(request, Permission.VERIFY)

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with the number of pieces of evidence."""
        held = Evidence.objects.filter(placement=OuterRef("pk")).order_by().values("placement")
        return rows.annotate(evidence_count=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0))

    def save_related(self, request: HttpRequest, form: BaseModelForm, formsets: list[Any], change: bool) -> None:
        """Save the evidence, and say so if there is none."""
        super().save_related(request, form, formsets, change)
        warn_of_unsupported(request, Placement.objects.filter(pk=form.instance.pk))

    @admin.display(description=_("segment"), ordering="segment__path")
    def segment_name(self, row: Placement) -> str:
        """Return the segment, with its parent if it has one."""
        return " › ".join(each.name for each in (row.segment.parent, row.segment) if each)

    @admin.display(description=_("chain"), ordering="segment__layer__chain__order")
    def chain(self, row: Placement) -> str:
        """Return the chain."""
        return row.segment.layer.chain.name

    @admin.display(description=_("place"), ordering="province")
    def place(self, row: Placement) -> str:
        """Return where the company works."""
        return place_of(row)

    @admin.display(description=_("status"), ordering="status")
    def state(self, row: Placement) -> SafeString:
        """Return the status, as a word with an edge."""
        return format_html('<span class="status {}">{}</span>', row.status, row.get_status_display())

    @admin.display(description=_("last verified"), ordering="verified_on", empty_value="—")
    def checked(self, row: Placement) -> str | None:
        """Return when and by whom it was last verified."""
        day: date | None = row.verified_on
        return f"{formats.date_format(day, 'Y-m-d')} {row.verified_by or ''}".strip() if day else None

    @admin.display(description=_("evidence"), ordering="evidence_count")
    def evidence_count(self, row: Any) -> int:
        """Return how many pieces of evidence there are."""
        return row.evidence_count


@admin.register(Evidence)
class EvidenceAdmin(CuratedAdmin):
    """Evidence, over all placements."""

    related = (
        "placement__company",
        "placement__segment",
        "placement__province",
        "placement__city",
        "source",
    )
    list_display = ("placement", "printed_name", "source", "locator", "changed")
    list_filter = (("source", RelatedFilter), PrintedOtherwise)
    search_columns = ("printed_name__icontains", "locator__icontains", "source__title__icontains")
    search_through: ClassVar = {"placement__company": Company, "placement__segment": Segment}
    search_help_text = _("By company, segment, name as printed, source or locator.")
    autocomplete_fields = ("placement", "source")
    shown_with = "placement"
    fieldsets = (
        (None, {"fields": ("placement",)}),
        *sections(Evidence, (None, ("source", "locator", "printed_name", "note"))),
    )


@admin.register(Source)
class SourceAdmin(CuratedAdmin):
    """Sources."""

    form = SluggedForm
    list_display = ("title", "issue", "issuer", "kind", "date", "supports", "changed")
    list_filter = ("kind", ("url", admin.EmptyFieldListFilter))
    date_hierarchy = "date"
    search_columns = (
        "title__icontains",
        "author__icontains",
        "issuer__icontains",
        "issue__icontains",
        "slug__icontains",
        "url__icontains",
    )
    search_help_text = _("By title, author, issuer, issue or address.")
    fieldsets = sections(
        Source,
        (None, ("title", "kind", "slug")),
        (_("Who published it, and when"), ("published",)),
        (_("Where it can be read"), ("web",)),
        (None, ("note",)),
    )

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with the number of placements they support."""
        held = Evidence.objects.filter(source=OuterRef("pk")).order_by().values("source")
        counted = held.annotate(number=Count("placement", distinct=True)).values("number")
        return rows.annotate(supported=Coalesce(Subquery(counted), 0))

    @admin.display(description=_("placements it supports"), ordering="supported")
    def supports(self, row: Any) -> SafeString:
        """Return how many placements rest on it, as a link to the evidence."""
        evidence = reverse("admin:chains_evidence_changelist")
        return format_html('<a href="{}?source__id__exact={}">{}</a>', evidence, row.pk, row.supported)
