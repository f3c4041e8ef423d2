"""Staff accounts in the admin: roles, and the provinces that curators are given. For administrators."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chains.admin.base import Titled
from chains.choices import Role
from chains.models import ProvinceGrant
from chains.permissions import GROUPS, role_of
from chains.services.accounts import give_role

User = get_user_model()


class AccountForm(UserChangeForm):
    """A user, with the role instead of the groups and permissions that it consists of."""

    role = forms.ChoiceField(
        label=_("role"),
        choices=[("", _("none")), *Role.choices],
        required=False,
        help_text=_("Each role includes those before it. Curators change only what lies in their provinces, below."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = None if self.instance.is_superuser or not self.instance.pk else role_of(self.instance)
        self.fields["role"].initial = held.value if held else ""


class ProvinceGrantInline(admin.TabularInline):
    """The provinces of a curator."""

    model = ProvinceGrant
    extra = 0
    verbose_name = _("province")
    verbose_name_plural = _("provinces that a curator looks after")


admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(Titled, UserAdmin):
    """Users. Nobody but a superuser makes superusers, or changes one."""

    form = AccountForm
    inlines = (ProvinceGrantInline,)
    list_display = ("username", "last_name", "first_name", "email", "role", "provinces", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Who it is"), {"fields": (("last_name", "first_name"), "email")}),
        (_("What they may do"), {"fields": ("is_active", "is_staff", "role", "is_superuser")}),
        (_("Times"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal: ClassVar = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the users with their groups and provinces."""
        return super().get_queryset(request).prefetch_related("groups", "province_grants__province")

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        """Return the provinces, once there is a user to give them to."""
        return self.inlines if obj is not None else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Close to all but superusers what would make one."""
        closed = () if request.user.is_superuser else ("is_superuser",)
        return (*super().get_readonly_fields(request, obj), *closed)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may change this account: a superuser's only superusers."""
        return super().has_change_permission(request, obj) and self._open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may delete this account, under the same rule."""
        return super().has_delete_permission(request, obj) and self._open(request, obj)

    @staticmethod
    def _open(request: HttpRequest, obj: Any) -> bool:
        return request.user.is_superuser or obj is None or not obj.is_superuser

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Save the account, and give the role; a new one is a member of the staff, who may log in here."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
        if "role" in form.changed_data:
            give_role(obj, Role(form.cleaned_data["role"]) if form.cleaned_data["role"] else None)

    @admin.display(description=_("role"))
    def role(self, row: Any) -> str:
        """Return the widest role."""
        if row.is_superuser:
            return str(_("superuser"))
        names = {group.name for group in row.groups.all()}
        held = [role.label for role, name in GROUPS.items() if name in names]
        return str(held[-1]) if held else ""

    @admin.display(description=_("provinces"))
    def provinces(self, row: Any) -> str:
        """Return the provinces of a curator."""
        return "、".join(str(grant.province) for grant in row.province_grants.all())
