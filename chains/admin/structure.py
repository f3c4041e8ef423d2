"""Chains, layers, segments and their links in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin.base import CuratedAdmin, CuratedInline
from chains.admin.filters import LevelFilter, RelatedFilter
from chains.admin.forms import LayerForm, SegmentForm, SubSegmentForm
from chains.admin.geography import SluggedForm
from chains.admin.list_columns import AssessmentColumns
from chains.admin.notes import Journalled
from chains.admin.sections import form_fields, sections
from chains.choices import PlacementStatus
from chains.models import Assessment, Chain, Layer, Region, Segment, SegmentLink


class LayerInline(CuratedInline):
    """The layers of a chain, in their order."""

    model = Layer
    form = LayerForm
    fields = (*form_fields(Layer, "naming", "slug", "order"), "pages")
    verbose_name_plural = _("layers, in their order")


@admin.register(Chain)
class ChainAdmin(CuratedAdmin):
    """Chains."""

    form = SluggedForm
    related = ("region",)
    list_display = ("name", "name_en", "slug", "region", "segment_count", "order", "changed")
    list_filter = (("region", RelatedFilter),)
    search_columns = ("slug__icontains",)
    search_through: ClassVar = {"region": Region}
    search_help_text = _("By name, pinyin or slug.")
    prepopulated_fields: ClassVar = {"slug": ("name_en",)}
    inlines = (LayerInline,)
    history_of: ClassVar = {Layer: "chain"}
    fieldsets = sections(
        Chain,
        (None, ("naming", "slug", "pinyin")),
        (_("The map"), ("map",)),
        (_("In words"), ("words",)),
    )

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with the number of their segments."""
        return rows.annotate(segment_count=Count("layers__segments"))

    @admin.display(description=_("segments"), ordering="segment_count")
    def segment_count(self, row: Any) -> int:
        """Return how many segments are on record, on all levels."""
        return row.segment_count


@admin.register(Layer)
class LayerAdmin(CuratedAdmin):
    """Layers."""

    form = LayerForm
    related = ("chain",)
    list_display = ("name", "chain", "name_en", "code", "order", "changed")
    list_filter = (("chain", RelatedFilter),)
    search_columns = ("code__icontains",)
    search_through: ClassVar = {"chain": Chain}
    search_help_text = _("By name, pinyin, chain or code.")
    prepopulated_fields: ClassVar = {"slug": ("name_en",)}
    fieldsets = sections(Layer, (None, ("chain", "naming", "slug", "order", "pinyin")))


class ChildInline(CuratedInline):
    """The sub-segments of a segment."""

    model = Segment
    form = SubSegmentForm
    fields = (*form_fields(Segment, "naming", "slug"), "order", "pages")
    once = ("name",)
    follows = True
    verbose_name = _("sub-segment")
    verbose_name_plural = _("sub-segments")


class DownstreamInline(CuratedInline):
    """The segments that a segment feeds."""

    model = SegmentLink
    fk_name = "upstream"
    fields = ("downstream", "note", "pages")
    autocomplete_fields = ("downstream",)
    related = ("upstream", "downstream__layer__chain", "downstream__parent")
    follows = True
    verbose_name = _("segment it feeds")
    verbose_name_plural = _("downstream: segments it feeds")


class UpstreamInline(CuratedInline):
    """The segments that feed a segment."""

    model = SegmentLink
    fk_name = "downstream"
    fields = ("upstream", "note", "pages")
    autocomplete_fields = ("upstream",)
    related = ("downstream", "upstream__layer__chain", "upstream__parent")
    follows = True
    verbose_name = _("segment that feeds it")
    verbose_name_plural = _("upstream: segments that feed it")


class AssessmentInline(AssessmentColumns, CuratedInline):
    """The assessments of a segment."""

    model = Assessment
    fields = ("scope", "verdict", "flags", "source", "date", "pages")
    readonly_fields = ("scope", "flags", "pages")
    related = ("segment", "province", "region", "source")
    only_shown = True
    follows = True


@admin.register(Segment)
class SegmentAdmin(Journalled, CuratedAdmin):
    """Segments, as the tree they form."""

    form = SegmentForm
    related = ("layer__chain", "parent")
    list_display = ("indented", "chain", "layer_name", "code", "name_en", "live", "changed")
    list_display_links = ("indented",)
    list_filter = (("layer__chain", RelatedFilter), ("layer", RelatedFilter), LevelFilter)
    search_columns = ("code__icontains",)
    search_through: ClassVar = {"layer__chain": Chain, "parent": Segment}
    search_help_text = _("By name, pinyin (guangkeji, gkj), parent, chain or code.")
    list_per_page = 100
    autocomplete_fields = ("parent",)
    prepopulated_fields: ClassVar = {"slug": ("name_en",)}
    inlines = (ChildInline, UpstreamInline, DownstreamInline, AssessmentInline)
    history_of: ClassVar = {Assessment: "segment"}
    fieldsets = sections(
        Segment,
        (None, ("naming", "slug", "pinyin")),
        (
            _("Where it stands"),
            ("stand",),
            _("Without a parent it is a column of the map; with one it is a sub-segment (is a)."),
        ),
        (_("In words"), ("words",)),
    )

    def label(self, row: Segment) -> str:
        """Return the segment with its chain and parent."""
        return f"{row.name}（{' · '.join(str(each.name) for each in (row.layer.chain, row.parent) if each)}）"

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with the number of live placements in them."""
        live = Count("placements", filter=~Q(placements__status=PlacementStatus.WITHDRAWN))
        return rows.annotate(live=live)

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Return the order of the tree: each column of the map with its sub-segments behind it."""
        return (
            "layer__chain__order",
            "layer__order",
            Coalesce("parent__order", "order"),
            Coalesce("parent__path", "path"),
            F("parent").asc(nulls_first=True),
            "order",
            "path",
        )

    @admin.display(description=_("segment"), ordering="path")
    def indented(self, row: Segment) -> SafeString:
        """Return the name, set in by its level."""
        return format_html('<span class="level-{}">{}</span>', min(row.depth, 4), row.name)

    @admin.display(description=_("chain"), ordering="layer__chain__order")
    def chain(self, row: Segment) -> str:
        """Return the chain."""
        return row.layer.chain.name

    @admin.display(description=_("layer"), ordering="layer__order")
    def layer_name(self, row: Segment) -> str:
        """Return the layer, without its chain."""
        return row.layer.name

    @admin.display(description=_("placements"), ordering="live")
    def live(self, row: Any) -> int:
        """Return how many placements are in the segment itself, the withdrawn aside."""
        return row.live


@admin.register(SegmentLink)
class SegmentLinkAdmin(CuratedAdmin):
    """Links between segments: one feeds another."""

    related = ("upstream__layer__chain", "upstream__parent", "downstream__layer__chain", "downstream__parent")
    list_display = ("__str__", "chain", "note", "changed")
    list_filter = (("upstream__layer__chain", RelatedFilter),)
    search_through: ClassVar = {"upstream": Segment, "downstream": Segment}
    search_help_text = _("By name or pinyin of either segment.")
    autocomplete_fields = ("upstream", "downstream")
    shown_with = "upstream"
    fieldsets = sections(
        SegmentLink,
        (
            None,
            ("link",),
            _("The upstream segment feeds the downstream one; that one is part of another is said by its parent."),
        ),
    )

    @admin.display(description=_("chain"))
    def chain(self, row: SegmentLink) -> str:
        """Return the chain of the upstream segment."""
        return row.upstream.layer.chain.name
