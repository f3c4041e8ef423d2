"""Assessments and key technologies in the admin."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin.base import CuratedAdmin
from chains.admin.filters import RelatedFilter, ScopeFilter
from chains.admin.list_columns import NOTHING, AssessmentColumns
from chains.admin.sections import sections
from chains.models import Assessment, Province, Region, Segment, SupplyShare, Target, Technology


@admin.register(Assessment)
class AssessmentAdmin(AssessmentColumns, CuratedAdmin):
    """Assessments."""

    related = ("segment__layer__chain", "segment__parent", "province", "region", "source")
    list_display = ("segment_name", "chain", "scope", "judged", "flags", "measure", "source", "date")
    list_display_links = ("segment_name",)
    list_filter = (
        ("segment__layer__chain", RelatedFilter),
        "verdict",
        "choke_point",
        "import_dependent",
        "action",
        ScopeFilter,
        ("province", RelatedFilter),
    )
    date_hierarchy = "date"
    search_through: ClassVar = {"segment": Segment, "province": Province, "region": Region}
    search_columns = ("statement__icontains",)
    search_help_text = _("By segment, place or words of the statement.")
    autocomplete_fields = ("segment", "source")
    fieldsets = sections(
        Assessment,
        (
            _("What is assessed"),
            ("scope",),
            _("For a whole region or for one province: give one of the two. The narrower one wins."),
        ),
        (
            _("The verdict"),
            ("verdict",),
            _("A person's conclusion, never computed. The signals from the counts stand beside it."),
        ),
        (_("What it rests on"), ("source", "date")),
    )

    @admin.display(description=_("segment"), ordering="segment__path")
    def segment_name(self, row: Assessment) -> str:
        """Return the segment, with its parent if it has one."""
        return " › ".join(each.name for each in (row.segment.parent, row.segment) if each)

    @admin.display(description=_("chain"), ordering="segment__layer__chain__order")
    def chain(self, row: Assessment) -> str:
        """Return the chain."""
        return row.segment.layer.chain.name

    @admin.display(description=_("action"), ordering="action")
    def measure(self, row: Assessment) -> str:
        """Return what is called for."""
        return row.get_action_display() or NOTHING

    @admin.display(description=_("verdict"), ordering="verdict")
    def judged(self, row: Assessment) -> SafeString:
        """Return the verdict, as a bordered word."""
        return format_html('<span class="verdict {}">{}</span>', row.verdict, row.get_verdict_display())


@admin.register(Technology)
class TechnologyAdmin(CuratedAdmin):
    """Technologies named for joint research and development."""

    related = ("chain", "source")
    list_display = ("name", "field", "group", "chain", "segment_names", "order")
    list_filter = (("chain", RelatedFilter), "field", "group")
    search_through: ClassVar = {}
    search_columns = ("field__icontains", "group__icontains", "segments__name")
    search_help_text = _("By technology, field, group or segment, in characters or pinyin.")
    list_per_page = 100
    autocomplete_fields = ("segments", "source")
    fieldsets = sections(
        Technology,
        (None, ("naming", "pinyin")),
        (_("Where it is listed"), ("field", "order")),
        (_("What it serves"), ("ties",)),
        (_("What it rests on"), ("source", "printed_name", "note")),
    )

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with their segments."""
        return rows.prefetch_related(Prefetch("segments", Segment.objects.order_by("path")))

    @admin.display(description=_("segments"))
    def segment_names(self, row: Technology) -> str:
        """Return the segments it serves."""
        return "、".join(segment.name for segment in row.segments.all()) or NOTHING


@admin.register(SupplyShare)
class SupplyShareAdmin(CuratedAdmin):
    """Shares of countries in the world supply of a segment."""

    related = ("segment__layer__chain", "segment__parent", "source")
    list_display = ("segment_name", "country", "amount", "year", "source")
    list_display_links = ("segment_name",)
    list_filter = (("segment__layer__chain", RelatedFilter), "qualifier", "year", ("source", RelatedFilter))
    search_through: ClassVar = {"segment": Segment}
    search_help_text = _("By segment, in characters or pinyin.")
    autocomplete_fields = ("segment", "source")
    fieldsets = sections(
        SupplyShare,
        (None, ("what", "year")),
        (_("The share"), ("share",), _("A number where one is known, a word where none is: one of the two.")),
        (_("What it rests on"), ("source", "note")),
    )

    @admin.display(description=_("segment"), ordering="segment__path")
    def segment_name(self, row: SupplyShare) -> str:
        """Return the segment, with its parent if it has one."""
        return " › ".join(each.name for each in (row.segment.parent, row.segment) if each)

    @admin.display(description=_("share"), ordering="share")
    def amount(self, row: SupplyShare) -> str:
        """Return the share as its source has it."""
        return row.stated


@admin.register(Target)
class TargetAdmin(CuratedAdmin):
    """How many companies are wanted where."""

    related = ("segment__layer__chain", "segment__parent", "province", "source")
    list_display = ("segment_name", "province", "companies", "by_year", "source")
    list_display_links = ("segment_name",)
    list_filter = (("segment__layer__chain", RelatedFilter), ("province", RelatedFilter), "by_year")
    search_through: ClassVar = {"segment": Segment, "province": Province}
    search_help_text = _("By segment or province, in characters or pinyin.")
    autocomplete_fields = ("segment", "source")
    fieldsets = sections(
        Target,
        (_("Where"), ("where",)),
        (
            _("How many"),
            ("number",),
            _("A wish, not a finding: it is shown beside the counts and changes none of them."),
        ),
        (_("What it rests on"), ("source", "note")),
    )

    @admin.display(description=_("segment"), ordering="segment__path")
    def segment_name(self, row: Target) -> str:
        """Return the segment, with its parent if it has one."""
        return " › ".join(each.name for each in (row.segment.parent, row.segment) if each)
