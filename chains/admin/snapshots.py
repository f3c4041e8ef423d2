"""Snapshots in the admin, read-only: they are taken on the gap page and before every batch."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin.base import Titled, permitted
from chains.admin.filters import RelatedFilter
from chains.models import Snapshot, SnapshotCell
from chains.permissions import Permission


class _ReadOnly(admin.options.BaseModelAdmin):
    """Mixed into what whoever may look at the atlas may look at, and nobody may change."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the front page leads here."""
        return permitted(request, Permission.VIEW)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user has any role."""
        return permitted(request, Permission.VIEW)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Return False."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False."""
        return False


class CellInline(_ReadOnly, admin.TabularInline):
    """The cells of a snapshot."""

    model = SnapshotCell
    extra = 0
    fields = ("segment", "province", "companies", "dedicated", "verified", "listed", "signal", "verdict")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the cells with their segments and provinces, a whole segment before its provinces."""
        return super().get_queryset(request).select_related("segment", "province", "snapshot").order_by("pk")


@admin.register(Snapshot)
class SnapshotAdmin(_ReadOnly, Titled):
    """Snapshots, the newest first."""

    list_display = ("moment", "chain", "region", "note", "batch", "user", "compared")
    list_filter = (("chain", RelatedFilter), "taken_at")
    list_select_related = ("chain", "region", "batch", "user")
    search_fields = ("note",)
    date_hierarchy = "taken_at"
    ordering = ("-taken_at",)
    fields = ("chain", "region", "taken_at", "note", "batch", "user", "compared")
    readonly_fields = ("compared",)
    inlines = (CellInline,)
    # Those of the atlas's own rows ask for a reason and show a history; a snapshot has neither.
    change_form_template = "admin/chains/savedfilter/change_form.html"
    object_history_template = "admin/object_history.html"

    @admin.display(description=_("taken at"), ordering="taken_at")
    def moment(self, row: Snapshot) -> str:
        """Return when it was taken."""
        return formats.date_format(timezone.localtime(row.taken_at), "Y-m-d H:i")

    @admin.display(description=_("then and now"))
    def compared(self, row: Snapshot) -> SafeString:
        """Return a link to the gap page, held against it."""
        query = {"chain": row.chain.slug, "against": row.public_id}
        if row.region_id != row.chain.region_id:
            query["region"] = row.region.slug
        return format_html('<a href="{}?{}">{}</a>', reverse("gaps"), urlencode(query), _("what has changed since"))
