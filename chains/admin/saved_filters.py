"""Saved filters in the admin: one's own, the shared ones, and the menu above each list."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin.personal import Personal
from chains.models import SavedFilter
from chains.permissions import Permission, may
from chains.selectors.saved_filters import address_of, at_list, visible_to
from chains.services import saved_filters as service

#: Parameters of a list that its list in the admin answers in the same way (drafts aside, which only that one has):
#: what they are called there and, where they differ, what their values are. Placements without a status are not among
#: them, since the admin shows the withdrawn ones as well.
_TRANSLATED: dict[str, dict[str, tuple[str, dict[str, str]]]] = {
    "companies": {
        "q": ("q", {}),
        "chain": ("chain", {}),
        "layer": ("layer", {}),
        "province": ("works_in", {}),
        "label": ("label", {}),
        "listed": ("listed", {"true": "yes", "false": "no"}),
    },
    "placements": {"status": ("status__exact", {})},
}

#: Those that the site asks of one and the same placement.
_OF_ONE_PLACEMENT = {"chain", "layer", "province"}


class FilteredElsewhere(admin.ModelAdmin):
    """Mixed into the admin of a model that has a list on the site: the saved filters of that list stand above."""

    #: The list on the site.
    site_list: ClassVar[str]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, below the saved filters."""
        found = at_list(request.user, self.site_list)
        shown = [_link(row) for row in (*found.own, *found.of_others)]
        return super().changelist_view(request, {"saved_filters": shown, **(extra_context or {})})


def _link(row: SavedFilter) -> dict[str, Any]:
    """Return name and address of a filter: in the admin where that asks the same, else on the site."""
    query = translated(row.page, row.query)
    return {"row": row, "address": f"?{query}" if query else address_of(row), "on_site": not query}


def translated(page: str, query: str) -> str:
    """Return the query that asks the list in the admin for the same rows; empty where there is none.

    The filters of the admin take one value each. Where the site asks for chain and province of one placement, the
    admin's list of companies would ask for them of any two, so that only one of them can be put over.
    """
    asked = QueryDict(query)
    names = _TRANSLATED.get(page, {})
    if any(name not in names or len(values) != 1 for name, values in asked.lists()):
        return ""
    if page == "companies" and len(_OF_ONE_PLACEMENT.intersection(asked)) > 1:
        return ""
    put = QueryDict(mutable=True)
    for name, value in asked.items():
        there, values = names[name]
        put[there] = values.get(value, value)
    return put.urlencode()


@admin.register(SavedFilter)
class SavedFilterAdmin(Personal):
    """Saved filters: made at the list that they are for, renamed, shared and deleted here."""

    service = service
    list_display = ("name", "page", "opens", "owner", "shared", "is_default", "changed")
    list_filter = ("page", "shared", "is_default")
    search_fields = ("name", "query")
    fields = ("name", "page", "opens", "owner", "shared", "is_default")
    readonly_fields = ("page", "opens", "owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SavedFilter]:
        """Return the filters that the user can use."""
        return visible_to(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the front page leads here: to those who have anything to do in the admin."""
        return service.may_keep(request.user) and may(request.user, Permission.VIEW)

    def save_model(self, request: HttpRequest, obj: SavedFilter, form: ModelForm, change: bool) -> None:
        """Write what was changed."""
        chosen = form.cleaned_data
        service.change(obj, request.user, name=chosen["name"], shared=chosen["shared"], is_default=chosen["is_default"])

    @admin.display(description=_("choice"))
    def opens(self, row: SavedFilter) -> SafeString:
        """Return a link to the list with the filter applied."""
        return format_html('<a href="{}">{}</a>', address_of(row), row.query)
