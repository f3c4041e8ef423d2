"""Shortlists in the admin: a list of one's own and the shared ones; their companies are kept on their pages."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin.base import Titled
from chains.models import Shortlist
from chains.selectors.shortlists import address_of, visible_to
from chains.services import shortlists as service


@admin.register(Shortlist)
class ShortlistAdmin(Titled):
    """Shortlists: begun and filled on the site; renamed, shared and deleted there or here."""

    list_display = ("name", "opens", "owner", "shared", "changed")
    list_filter = ("shared",)
    search_fields = ("name", "note")
    fields = ("name", "opens", "owner", "shared", "note")
    readonly_fields = ("opens", "owner")
    # The pages of the atlas's own rows ask for a reason; a shortlist is nobody's record.
    change_form_template = "admin/chains/savedfilter/change_form.html"
    delete_confirmation_template = "admin/delete_confirmation.html"
    object_history_template = "admin/object_history.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shortlist]:
        """Return the shortlists that the user can read."""
        return visible_to(request.user)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return no actions: shortlists are few, and deleted one by one."""
        return {}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the front page leads here."""
        return service.may_keep(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Shortlist | None = None) -> bool:
        """Return whether the user keeps shortlists; the query set holds back those of others."""
        return service.may_keep(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: a shortlist is begun on the site, where its companies are."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Shortlist | None = None) -> bool:
        """Return whether the shortlist is the user's to change."""
        return service.may_keep(request.user) if obj is None else service.may_change(obj, request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Shortlist | None = None) -> bool:
        """Return whether the shortlist is the user's to delete."""
        return self.has_change_permission(request, obj)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Return what goes along with a shortlist; its entries need no permission of their own."""
        found, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return found, counts, set(), protected

    def save_model(self, request: HttpRequest, obj: Shortlist, form: ModelForm, change: bool) -> None:
        """Write what was changed."""
        chosen = form.cleaned_data
        service.change(obj, request.user, name=chosen["name"], shared=chosen["shared"], note=chosen["note"])

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save the form; what the service refuses is said above it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: Shortlist) -> None:
        """Delete the shortlist."""
        service.delete([obj], request.user)

    def log_change(self, *args: Any) -> None:
        """Leave no trace in the log of the admin."""

    @admin.display(description=_("companies"))
    def opens(self, row: Shortlist) -> SafeString:
        """Return a link to the page of the shortlist, with the number of its companies."""
        return format_html('<a href="{}">{}</a>', address_of(row), row.length)

    @admin.display(description=_("updated"), ordering="updated")
    def changed(self, row: Shortlist) -> str:
        """Return when the shortlist was last changed."""
        return formats.date_format(timezone.localtime(row.updated), "Y-m-d H:i")

    @admin.display(description=_("owner"), ordering="user")
    def owner(self, row: Shortlist) -> str:
        """Return whose shortlist it is."""
        return str(row.user)
