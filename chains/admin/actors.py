"""Companies, with their names, listings, labels and placements."""

import re
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseModelForm
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin import actions
from chains.admin.base import CuratedAdmin, CuratedInline, permitted
from chains.admin.exporting import ExportColumnsForm
from chains.admin.filters import (
    HoldsLabel,
    IsListed,
    Missing,
    PlacementStatusFilter,
    RegisteredIn,
    RelatedFilter,
    WorksInChain,
    WorksInLayer,
    WorksInProvince,
)
from chains.admin.forms import CompanyForm, ListingForm, PlacementRowForm
from chains.admin.geography import SluggedForm
from chains.admin.list_columns import NOTHING, yes_or_nothing
from chains.admin.merging import Mergeable
from chains.admin.notes import Journalled
from chains.admin.placements import evidence_in_short, place_of, warn_of_unsupported
from chains.admin.saved_filters import FilteredElsewhere
from chains.admin.sections import form_fields, sections
from chains.models import (
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    Label,
    Listing,
    Placement,
)
from chains.permissions import Permission, refusal
from chains.permissions.jurisdiction import IDENTITY
from chains.searching import name_condition


class CompanyNameInline(CuratedInline):
    """The other names of a company."""

    model = CompanyName
    fields = (*form_fields(CompanyName, "name", "used", "source"), "pages")
    autocomplete_fields = ("source",)
    related = ("company", "source")
    permission = Permission.IDENTIFY
    verbose_name_plural = _("other names: as printed, former, abbreviated, English")


class ListingInline(CuratedInline):
    """The listings of a company."""

    model = Listing
    form = ListingForm
    fields = (*form_fields(Listing), "pages")
    autocomplete_fields = ("source",)
    related = ("company", "source")
    permission = Permission.IDENTIFY
    verbose_name_plural = _("listings on stock exchanges")


class CompanyLabelInline(CuratedInline):
    """The labels of a company."""

    model = CompanyLabel
    fields = (*form_fields(CompanyLabel), "pages")
    autocomplete_fields = ("source",)
    related = ("company", "label", "chain", "source")
    once = ("label_id", "chain_id")
    verbose_name_plural = _("labels")


class PlacementInline(CuratedInline):
    """The placements of a company, each with what it rests on."""

    model = Placement
    form = PlacementRowForm
    fields = ("segment", "province", "city", "status", "evidence_shown", "pages")
    readonly_fields = ("evidence_shown", "pages")
    autocomplete_fields = ("segment", "city")
    related = ("company", "segment__layer__chain", "segment__parent", "province", "city__province")
    once = ("segment_id", "province_id", "city_id", "country")
    verbose_name_plural = _("placements: in which segment it works, and where")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the placements with their evidence."""
        return super().get_queryset(request).prefetch_related(Prefetch("evidence", _EVIDENCE))

    @admin.display(description=_("evidence"))
    def evidence_shown(self, row: Placement) -> SafeString | str:
        """Return what the placement rests on, and where more is added."""
        return evidence_in_short(row)


#: Where a placement among those of a new company says its province.
_PLACED = re.compile(r"placements-\d+-province")
_EVIDENCE = Evidence.objects.select_related("source").order_by("pk")
_LISTINGS = Listing.objects.filter(delisted_on__isnull=True)
_LABELS = CompanyLabel.objects.select_related("label").order_by("label__order", "year")


@admin.register(Company)
class CompanyAdmin(Mergeable, Journalled, FilteredElsewhere, CuratedAdmin):
    """Companies."""

    site_list = "companies"

    form = CompanyForm
    related = ("province", "city__province")
    list_display = ("name", "legal_name", "place", "tickers", "label_names", "live", "registration_status", "changed")
    list_filter = (
        WorksInChain,
        WorksInLayer,
        WorksInProvince,
        HoldsLabel,
        IsListed,
        PlacementStatusFilter,
        ("province", RegisteredIn),
        "registration_status",
        "stage",
        Missing,
    )
    search_help_text = _(
        "By name, other name, legal name, pinyin (zhongweigongsi), initials (zwgs), ticker (688012) or credit code."
    )
    autocomplete_fields = ("city", "registration_status_source")
    curators_delete = False
    actions = (actions.edit_together,)
    inlines = (CompanyNameInline, PlacementInline, ListingInline, CompanyLabelInline)
    history_of: ClassVar = {
        CompanyName: "company",
        Placement: "company",
        Evidence: "placement__company",
        Listing: "company",
        CompanyLabel: "company",
    }
    fieldsets = sections(
        Company,
        (None, ("naming",)),
        (
            _("Where it is registered"),
            ("code", "place"),
            _("Not where it works: that is said by its placements below. Leave open what is unknown."),
        ),
        (
            _("Whether it is in business"),
            ("registration",),
            _("A dissolved firm stays on record; lists, maps and figures leave it out."),
        ),
        (_("About the company"), ("about",)),
    )

    def label(self, row: Company) -> str:
        """Return the name, with the place it is registered in."""
        place = place_of(row)
        return f"{row.name}（{place}）" if place else row.name

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with listings, labels and the number of live placements."""
        # A subquery, because a join would multiply the rows when a filter joins the placements as well.
        live = Placement.objects.live().filter(company=OuterRef("pk")).order_by().values("company")
        counted = live.annotate(number=Count("pk")).values("number")
        return rows.annotate(live=Coalesce(Subquery(counted), 0)).prefetch_related(
            Prefetch("listings", _LISTINGS), Prefetch("labels", _LABELS)
        )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Return the companies found by anything they are known by."""
        return queryset.search(search_term), False

    def get_readonly_fields(self, request: HttpRequest, obj: Company | None = None) -> tuple[str, ...]:
        """Return the fields that nobody sets and, of a company that is not the user's to identify, its identity."""
        closed = obj is not None and not permitted(request, Permission.IDENTIFY, obj)
        return (*super().get_readonly_fields(request, obj), *(IDENTITY if closed else ()))

    def closed(self, request: HttpRequest, row: Company) -> str:
        """Return why the user can only look at the company or, where more is open, at its identity."""
        return super().closed(request, row) or refusal(request.user, Permission.IDENTIFY, row)

    def save_model(self, request: HttpRequest, obj: Company, form: BaseModelForm, change: bool) -> None:
        """Save; a new company lies where its placements on the same page do, as well as where it is registered."""
        if not change:
            sent = [value for name, value in request.POST.items() if _PLACED.fullmatch(name)]
            obj.placed_in = set(filter(None, sent))
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: BaseModelForm, formsets: list[Any], change: bool) -> None:
        """Save what belongs to the company, and point at placements that rest on nothing."""
        super().save_related(request, form, formsets, change)
        warn_of_unsupported(request, form.instance.placements.all())

    def init_request_context_data(self, request: HttpRequest, form: ExportColumnsForm) -> dict[str, Any]:
        """Return what the page of the export shows: to importers also the sheet that is imported again."""
        return super().init_request_context_data(request, form) | {"for_editing": permitted(request, Permission.IMPORT)}

    @admin.display(description=_("registered in"), ordering="city")
    def place(self, row: Company) -> str:
        """Return where the company is registered."""
        return place_of(row) or NOTHING

    @admin.display(description=_("listed"))
    def tickers(self, row: Company) -> SafeString | str:
        """Return the tickers, each with its exchange."""
        rows = [(listing.get_exchange_display(), listing.ticker) for listing in row.listings.all()]
        return format_html_join(" ", '<span title="{}">{}</span>', rows) or NOTHING

    @admin.display(description=_("labels"))
    def label_names(self, row: Company) -> str:
        """Return the labels."""
        return "、".join(dict.fromkeys(held.label.name for held in row.labels.all())) or NOTHING

    @admin.display(description=_("live placements"), ordering="live")
    def live(self, row: Any) -> int:
        """Return how many placements count."""
        return row.live


class _OfCompany(CuratedAdmin):
    """Rows that belong to a company and are shown on its page."""

    shown_with = "company"
    autocomplete_fields = ("company", "source")


@admin.register(CompanyName)
class CompanyNameAdmin(_OfCompany):
    """Other names of companies."""

    related = ("company__province", "company__city__province", "source")
    list_display = ("name", "company", "kind", "source", "locator")
    list_filter = ("kind", ("source", RelatedFilter))
    search_help_text = _("By this name, in characters or pinyin, or by the company.")
    fieldsets = (
        (None, {"fields": ("company", *form_fields(CompanyName, "name", "pinyin"))}),
        (None, {"fields": form_fields(CompanyName, "used", "source")}),
    )

    def word_condition(self, word: str) -> Q:
        """Return the condition that the name or its company matches."""
        return name_condition(word) | Q(company__in=Company.objects.search(word).values("pk"))


@admin.register(Listing)
class ListingAdmin(_OfCompany):
    """Listings on exchanges."""

    form = ListingForm
    related = ("company__province", "company__city__province", "source")
    list_display = ("ticker", "exchange", "company", "listed_on", "delisted_on", "source")
    list_filter = ("exchange", ("delisted_on", admin.EmptyFieldListFilter), ("source", RelatedFilter))
    date_hierarchy = "listed_on"
    search_columns = ("ticker__istartswith",)
    search_through: ClassVar = {"company": Company}
    search_help_text = _("By ticker or company.")
    fieldsets = (
        (None, {"fields": ("company", *form_fields(Listing, "code"))}),
        (None, {"fields": form_fields(Listing, "dates")}),
        (None, {"fields": form_fields(Listing, "source")}),
    )


@admin.register(Label)
class LabelAdmin(CuratedAdmin):
    """The kinds of label."""

    form = SluggedForm
    list_display = ("name", "name_en", "slug", "given_per_chain", "holder_count", "order")
    search_columns = ("slug__icontains",)
    search_help_text = _("By name, pinyin or slug.")
    prepopulated_fields: ClassVar = {"slug": ("name_en",)}
    fieldsets = sections(Label, (None, ("naming", "slug", "given", "pinyin")))

    given_per_chain = yes_or_nothing("per_chain", _("given per chain"))

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with the number of companies that have them."""
        return rows.annotate(holder_count=Count("holders__company", distinct=True))

    @admin.display(description=_("companies"), ordering="holder_count")
    def holder_count(self, row: Any) -> int:
        """Return how many companies have the label."""
        return row.holder_count


@admin.register(CompanyLabel)
class CompanyLabelAdmin(_OfCompany):
    """Labels as companies have them."""

    related = ("company__province", "company__city__province", "label", "chain", "source")
    list_display = ("label", "company", "chain", "year", "valid_until", "holds", "source")
    list_filter = (("label", RelatedFilter), ("chain", RelatedFilter), "year", "batch_number", "reexamination")
    search_through: ClassVar = {"company": Company, "label": Label}
    search_help_text = _("By company or label.")
    fieldsets = (
        (None, {"fields": ("company", *form_fields(CompanyLabel, "label", "chain", "given"))}),
        (None, {"fields": form_fields(CompanyLabel, "validity")}),
        (None, {"fields": form_fields(CompanyLabel, "source")}),
    )

    def label(self, row: CompanyLabel) -> str:
        """Return the label with its holder."""
        return f"{row} · {row.company}"

    @admin.display(description=_("still held"), boolean=True)
    def holds(self, row: CompanyLabel) -> bool:
        """Return whether the company has it still."""
        return not row.expired
