"""Places: regions, provinces, cities and groups of cities."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chains.admin.base import CuratedAdmin, CuratedInline
from chains.admin.filters import RelatedFilter
from chains.admin.forms import CuratedForm
from chains.admin.list_columns import NOTHING
from chains.admin.sections import sections
from chains.models import City, CityGroup, Province, Region, RegionProvince


class CodedForm(CuratedForm):
    """A row whose code is fixed once it is given."""

    fixed = ("code",)


class SluggedForm(CuratedForm):
    """A row whose slug is fixed once it is given."""

    fixed = ("slug",)


@admin.register(Province)
class ProvinceAdmin(CuratedAdmin):
    """Provinces and municipalities."""

    form = CodedForm
    list_display = ("name", "full_name", "name_en", "code", "city_count")
    search_columns = ("code__startswith",)
    search_help_text = _("By name, pinyin (jiangsu, js) or code.")
    fieldsets = sections(Province, (None, ("code", "name", "full_name", "name_en", "pinyin")))

    def get_view_on_site_url(self, obj: Province | None = None) -> str | None:
        """Return the path of the province's page."""
        return reverse("province", args=[obj.pk]) if obj is not None else None

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with the number of their cities."""
        return rows.annotate(city_count=Count("cities"))

    @admin.display(description=_("cities"), ordering="city_count")
    def city_count(self, row: Any) -> int:
        """Return how many cities are on record."""
        return row.city_count


@admin.register(City)
class CityAdmin(CuratedAdmin):
    """Cities."""

    form = CodedForm
    related = ("province",)
    list_display = ("name", "province", "name_en", "code", "longitude", "latitude")
    list_filter = (("province", RelatedFilter), ("groups", RelatedFilter))
    search_columns = ("code__startswith",)
    search_through: ClassVar = {"province": Province}
    search_help_text = _("By name, pinyin (suzhou, sz), province or code.")
    fieldsets = sections(
        City,
        (None, ("code", "province", "naming", "pinyin")),
        (
            _("Where it is drawn"),
            ("coordinates",),
            _("Approximate, in degrees; for the schematic map only."),
        ),
    )

    def label(self, row: City) -> str:
        """Return the city with its province, unless they are the same."""
        return row.name if row.name == row.province.name else f"{row.name}（{row.province.name}）"


@admin.register(CityGroup)
class CityGroupAdmin(CuratedAdmin):
    """Groups of cities."""

    form = SluggedForm
    list_display = ("name", "name_en", "slug", "members")
    search_help_text = _("By name or pinyin.")
    autocomplete_fields = ("cities",)
    prepopulated_fields: ClassVar = {"slug": ("name_en",)}
    fieldsets = sections(CityGroup, (None, ("naming", "slug", "pinyin")), (None, ("cities",)))

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with their cities."""
        return rows.prefetch_related(Prefetch("cities", City.objects.order_by("code")))

    @admin.display(description=_("cities"))
    def members(self, row: CityGroup) -> str:
        """Return the names of the cities."""
        return "、".join(city.name for city in row.cities.all()) or NOTHING


class RegionProvinceInline(CuratedInline):
    """The provinces of a region, in their order."""

    model = RegionProvince
    fields = ("province", "order", "pages")
    related = ("region", "province")
    verbose_name_plural = _("provinces, in the order of the map's rows")


@admin.register(Region)
class RegionAdmin(CuratedAdmin):
    """Regions."""

    form = SluggedForm
    list_display = ("name", "name_en", "slug", "members")
    search_help_text = _("By name or pinyin.")
    prepopulated_fields: ClassVar = {"slug": ("name_en",)}
    inlines = (RegionProvinceInline,)
    fieldsets = sections(Region, (None, ("naming", "slug", "pinyin")))
    history_of: ClassVar = {RegionProvince: "region"}

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with their provinces in order."""
        ordered = RegionProvince.objects.select_related("province").order_by("order", "province")
        return rows.prefetch_related(Prefetch("members", ordered))

    @admin.display(description=_("provinces"))
    def members(self, row: Region) -> str:
        """Return the names of the provinces, in their order."""
        return "、".join(member.province.name for member in row.members.all()) or NOTHING


@admin.register(RegionProvince)
class RegionProvinceAdmin(CuratedAdmin):
    """Provinces in the order of a region; kept on the page of the region."""

    related = ("region", "province")
    list_display = ("__str__", "region", "province", "order")
    list_filter = (("region", RelatedFilter),)
    search_through: ClassVar = {"region": Region, "province": Province}
    search_help_text = _("By region or province.")
    fieldsets = sections(RegionProvince, (None, ("province",)))
