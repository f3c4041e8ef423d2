"""Research bases, platforms, parks, alliances and projects in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from chains.admin.base import CuratedAdmin, CuratedInline
from chains.admin.filters import MemberOnRecord, RelatedFilter
from chains.admin.list_columns import NOTHING, yes_or_nothing
from chains.admin.placements import place_of
from chains.admin.sections import form_fields, sections
from chains.models import (
    Alliance,
    Chain,
    Company,
    Park,
    Platform,
    Project,
    ResearchBase,
    ResearchBaseMember,
    Segment,
)

_PLACE = (
    _("Where it is"),
    ("place",),
    _("A province, with the city if it is known; or a country outside China; or nothing."),
)
_SOURCE = (_("What it rests on"), ("source", "printed_name", "note"))
_NAMES = (None, ("naming", "kind", "pinyin"))


class _Institution(CuratedAdmin):
    """Base of institutions: they have a place, chains and a source."""

    search_help_text = _("By name, in characters, pinyin or initials.")
    autocomplete_fields = ("city", "source")
    related = ("province", "city__province", "source")

    @admin.display(description=_("place"), ordering="province")
    def place(self, row: Any) -> str:
        """Return where it is."""
        return place_of(row) or NOTHING

    @admin.display(description=_("chains"))
    def chain_names(self, row: Any) -> str:
        """Return its chains."""
        return "、".join(chain.name for chain in row.chains.all()) or NOTHING


class _ManyChains(_Institution):
    """Institutions that are tied to several chains."""

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with their chains."""
        return rows.prefetch_related(Prefetch("chains", Chain.objects.order_by("order", "slug")))


class MemberInline(CuratedInline):
    """The founders and members of a research base."""

    model = ResearchBaseMember
    fk_name = "base"
    fields = (*form_fields(ResearchBaseMember), "pages")
    autocomplete_fields = ("company", "member_base")
    related = (
        "base",
        "company__province",
        "company__city__province",
        "member_base__province",
        "member_base__city__province",
    )
    verbose_name_plural = _("founders and members")


@admin.register(ResearchBase)
class ResearchBaseAdmin(_ManyChains):
    """Research bases."""

    list_display = ("name", "kind", "place", "chain_names", "approved_on", "changed")
    list_filter = ("kind", ("chains", RelatedFilter), ("province", RelatedFilter))
    search_through: ClassVar = {"members__company": Company}
    search_columns = ("printed_name__icontains",)
    autocomplete_fields = ("city", "source", "segments")
    inlines = (MemberInline,)
    history_of: ClassVar = {ResearchBaseMember: "base"}
    fieldsets = sections(
        ResearchBase,
        _NAMES,
        (_("What it works on"), ("chains", "segments", "approved_on")),
        _PLACE,
        _SOURCE,
    )


@admin.register(ResearchBaseMember)
class ResearchBaseMemberAdmin(CuratedAdmin):
    """Founders and members; kept on the page of the research base."""

    related = MemberInline.related
    list_display = ("name", "base", "company", "member_base", "order")
    list_filter = (MemberOnRecord,)
    search_columns = ("name__icontains",)
    search_through: ClassVar = {"base": ResearchBase, "company": Company}
    search_help_text = _("By name, research base or company.")
    autocomplete_fields = ("base", "company", "member_base")
    shown_with = "base"
    fieldsets = (
        (None, {"fields": ("base", "name", "order")}),
        (
            _("Which it is, if that is on record"),
            {
                "fields": form_fields(ResearchBaseMember, "who"),
                "description": _("A company or another research base, not both."),
            },
        ),
    )


@admin.register(Platform)
class PlatformAdmin(_ManyChains):
    """Platforms."""

    related = (*_Institution.related, "host__province", "host__city__province")
    list_display = ("name", "kind", "place", "chain_names", "host", "changed")
    list_filter = ("kind", ("chains", RelatedFilter), ("province", RelatedFilter))
    search_through: ClassVar = {"host": Company}
    search_columns = ("printed_name__icontains",)
    autocomplete_fields = ("city", "source", "host")
    fieldsets = sections(Platform, _NAMES, (_("What it serves"), ("chains", "host")), _PLACE, _SOURCE)


@admin.register(Park)
class ParkAdmin(_ManyChains):
    """Parks."""

    list_display = ("name", "kind", "place", "chain_names", "changed")
    list_filter = ("kind", ("chains", RelatedFilter), ("province", RelatedFilter))
    search_columns = ("printed_name__icontains",)
    fieldsets = sections(Park, _NAMES, (_("What it serves"), ("chains",)), _PLACE, _SOURCE)


@admin.register(Alliance)
class AllianceAdmin(_Institution):
    """Alliances."""

    above_map = yes_or_nothing("heads_map", _("heads the map"))
    related = (*_Institution.related, "chain")
    list_display = ("name", "chain", "above_map", "place", "founded_on", "changed")
    list_filter = (("chain", RelatedFilter), "heads_map", ("province", RelatedFilter))
    search_columns = ("printed_name__icontains",)
    fieldsets = sections(
        Alliance,
        (None, ("naming", "founded_on", "pinyin")),
        (_("The chain it stands over"), ("chain",), _("One that heads the map is printed above it.")),
        _PLACE,
        _SOURCE,
    )


@admin.register(Project)
class ProjectAdmin(_Institution):
    """Investment projects."""

    related = (
        *_Institution.related,
        "investor_company__province",
        "investor_company__city__province",
        "chain",
        "segment__layer__chain",
        "segment__parent",
    )
    list_display = ("name", "investor_name", "place", "chain", "segment", "stated", "year", "changed")
    list_filter = (("chain", RelatedFilter), ("province", RelatedFilter), "year", "currency")
    search_through: ClassVar = {"investor_company": Company, "segment": Segment}
    search_columns = ("investor__icontains", "printed_name__icontains")
    search_help_text = _("By project, investor or segment, in characters or pinyin.")
    autocomplete_fields = ("city", "source", "investor_company", "segment")
    fieldsets = sections(
        Project,
        (None, ("naming", "year", "pinyin")),
        (
            _("Who invests"),
            ("investor",),
            _("Choose the company if it is on record; give the name as printed in any case."),
        ),
        (_("In what"), ("ties",)),
        (_("How much"), ("amount",)),
        _PLACE,
        _SOURCE,
    )

    @admin.display(description=_("investor"), ordering="investor")
    def investor_name(self, row: Project) -> str:
        """Return who invests."""
        return str(row.investor_company or row.investor or NOTHING)

    @admin.display(description=_("amount"), ordering="amount")
    def stated(self, row: Project) -> str:
        """Return the amount with its currency, as exactly as it is known."""
        if row.amount is None:
            return NOTHING
        figure = formats.number_format(row.amount, 0, force_grouping=True)
        return f"{row.get_qualifier_display()} {figure} {row.get_currency_display()}"
