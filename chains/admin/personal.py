"""Base class of rows that staff keep for themselves, such as saved filters: they are changed without a reason."""

from typing import Any, ClassVar, Protocol

from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from chains.admin.base import Titled


class Keeping(Protocol):
    """The service that writes them."""

    def may_keep(self, user: AbstractBaseUser) -> bool:
        """Return whether ``user`` keeps any."""

    def may_change(self, row: Any, user: AbstractBaseUser) -> bool:
        """Return whether a row is theirs to change."""

    def delete(self, rows: Any, user: AbstractBaseUser) -> int:
        """Delete rows."""


class Personal(Titled):
    """The admin of rows that belong to somebody: begun on the site, changed by their owner, deleted one by one."""

    service: ClassVar[Keeping]

    # The pages of the atlas's own rows ask for a reason; these are nobody's record.
    change_form_template = "admin/chains/savedfilter/change_form.html"
    delete_confirmation_template = "admin/delete_confirmation.html"
    object_history_template = "admin/object_history.html"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return no actions: they are few, and deleted one by one."""
        return {}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the front page leads here."""
        return self.service.may_keep(request.user)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return whether the user keeps any; the query set holds back those of others."""
        return self.service.may_keep(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: they are begun on the site, where what they hold is."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return whether the row is the user's to change."""
        return self.service.may_keep(request.user) if obj is None else self.service.may_change(obj, request.user)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return whether the row is the user's to delete."""
        return self.has_change_permission(request, obj)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save the form; what the service refuses is said above it."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Delete the row."""
        self.service.delete([obj], request.user)

    def log_change(self, *args: Any) -> None:
        """Leave no trace in the log of the admin."""

    @admin.display(description=_("updated"), ordering="updated")
    def changed(self, row: Any) -> str:
        """Return when the row was last changed."""
        return formats.date_format(timezone.localtime(row.updated), "Y-m-d H:i")

    @admin.display(description=_("owner"), ordering="user")
    def owner(self, row: Any) -> str:
        """Return whose it is."""
        return str(row.user)
