"""API tokens in the admin: administrators list and revoke them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chains.admin.base import Titled
from chains.models import ApiToken
from chains.permissions import Permission, may
from chains.services import tokens as service


@admin.register(ApiToken)
class ApiTokenAdmin(Titled):
    """Tokens: made by whoever they speak for, on a page of the site; here they can only be revoked."""

    list_display = ("name", "owner", "token_key", "opens", "created", "expiry", "last_used")
    list_filter = ("user",)
    search_fields = ("name", "user__username", "token_key")
    fields = ("name", "owner", "token_key", "opens", "created", "expiry", "last_used")
    readonly_fields = fields
    # The pages of the atlas's own rows ask for a reason; a token is nobody's record.
    change_form_template = "admin/chains/savedfilter/change_form.html"
    delete_confirmation_template = "admin/delete_confirmation.html"
    object_history_template = "admin/object_history.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        """Return the tokens with their owners."""
        return super().get_queryset(request).select_related("user")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return no actions: tokens are revoked one by one."""
        return {}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the front page leads here: to administrators."""
        return may(request.user, Permission.ADMINISTER)

    def has_view_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        """Return whether the user is an administrator."""
        return may(request.user, Permission.ADMINISTER)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: nobody makes a token for somebody else."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        """Return False for every token: it stays as it was made. Without one: whether the list is the user's."""
        return obj is None and may(request.user, Permission.ADMINISTER)

    def has_delete_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        """Return whether the token is the user's to revoke."""
        return may(request.user, Permission.ADMINISTER) if obj is None else service.may_revoke(obj, request.user)

    def delete_model(self, request: HttpRequest, obj: ApiToken) -> None:
        """Revoke the token."""
        service.revoke([obj], request.user)

    @admin.display(description=_("scopes"))
    def opens(self, row: ApiToken) -> str:
        """Return what the token opens."""
        return " · ".join(row.scope_labels())

    @admin.display(description=_("owner"), ordering="user")
    def owner(self, row: ApiToken) -> str:
        """Return whose token it is."""
        return str(row.user)
