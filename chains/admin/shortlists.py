"""Shortlists in the admin: one's own and the shared ones."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chains.admin.personal import Personal
from chains.models import Shortlist
from chains.selectors.shortlists import address_of, visible_to
from chains.services import shortlists as service


@admin.register(Shortlist)
class ShortlistAdmin(Personal):
    """Shortlists: begun and filled on the site; renamed, shared and deleted there or here."""

    service = service
    list_display = ("name", "opens", "owner", "shared", "changed")
    list_filter = ("shared",)
    search_fields = ("name", "note")
    fields = ("name", "opens", "owner", "shared", "note")
    readonly_fields = ("opens", "owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shortlist]:
        """Return the shortlists that the user can read."""
        return visible_to(request.user)

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

    @admin.display(description=_("companies"))
    def opens(self, row: Shortlist) -> SafeString:
        """Return a link to the page of the shortlist, with the number of its companies."""
        return format_html('<a href="{}">{}</a>', address_of(row), row.length)
