"""Roles: the groups of the admin with their permissions, who has which role, and the demo login."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as DjangoPermission
from django.db import transaction
from django.db.models import Q, QuerySet

from chains.choices import Role
from chains.models import Province, ProvinceGrant
from chains.permissions import FRAME, GROUPS, Permission, forget, includes

DEMO_CURATOR = "curator"

#: What only administrators give and take; nobody below sees who has it.
_ACCOUNTS = ("user", "group", "provincegrant", "apitoken")


@dataclass(frozen=True, slots=True)
class Made:
    """The result of creating one role: its group, whether that is new, and how many permissions it holds now."""

    role: Role
    group: Group
    new: bool
    permissions: int


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles, as they are made now, and the names of the users who were ``moved`` from curators to reviewers."""

    made: tuple[Made, ...]
    moved: tuple[str, ...]


@transaction.atomic
def make_roles() -> Roles:
    """Make the groups that the roles are, or bring their permissions up to date with the models.

    Safe to repeat. Where the group of curators dates from before there were reviewers, its members could change
    everything: they become reviewers, so that nobody finds the desk closed one morning.
    """
    names = set(Group.objects.filter(name__in=GROUPS.values()).values_list("name", flat=True))
    made = []
    for role, name in GROUPS.items():
        group, new = Group.objects.get_or_create(name=name)
        permissions = _permissions(role)
        group.permissions.set(permissions)
        made.append(Made(role, group, new, permissions.count()))
    moved: list[str] = []
    if GROUPS[Role.CURATOR] in names and GROUPS[Role.REVIEWER] not in names:
        curators = Group.objects.get(name=GROUPS[Role.CURATOR])
        for user in curators.user_set.filter(province_grants=None).order_by("pk"):
            give_role(user, Role.REVIEWER)
            moved.append(user.get_username())
    return Roles(tuple(made), tuple(moved))


@transaction.atomic
def give_role(user: AbstractBaseUser, role: Role | None) -> None:
    """Let ``user`` have ``role`` and no other one; None takes every role away. Other groups stay."""
    user.groups.remove(*Group.objects.filter(name__in=GROUPS.values()))
    if role is not None:
        user.groups.add(_group(role))
    forget(user)


@transaction.atomic
def give_provinces(user: AbstractBaseUser, codes: Iterable[str]) -> None:
    """Let the provinces of these codes, and no others, be those that ``user`` may edit as a curator.

    Raises ``Province.DoesNotExist`` for a code that is not on record.
    """
    wanted = [Province.objects.get(pk=code) for code in dict.fromkeys(codes)]
    ProvinceGrant.objects.filter(user=user).exclude(province__in=wanted).delete()
    for province in wanted:
        ProvinceGrant.objects.get_or_create(user=user, province=province)
    forget(user)


@transaction.atomic
def make_demo_curator() -> str | None:
    """Make the demo login; return its random password, or None if the login is there already.

    It is a reviewer's, so that the tour can be gone to its end: import, verify, publish, merge, undo.
    """
    make_roles()
    users = get_user_model().objects
    if users.filter(username=DEMO_CURATOR).exists():
        return None
    password = secrets.token_urlsafe(12)
    give_role(users.create_user(DEMO_CURATOR, password=password, is_staff=True), Role.REVIEWER)
    return password


def _group(role: Role) -> Group:
    """Return the group of ``role``, made with all others if it is missing."""
    group = Group.objects.filter(name=GROUPS[role]).first()
    if group is not None:
        return group
    return next(made.group for made in make_roles().made if made.role == role)


def _permissions(role: Role) -> QuerySet[DjangoPermission]:
    """Return what the admin lets ``role`` open; whether a row may be changed, the services say on top."""
    seen = Q(content_type__app_label="chains", codename__startswith="view_")
    if not includes(role, Permission.EDIT):
        return DjangoPermission.objects.filter(seen).exclude(content_type__model__in=_ACCOUNTS)
    # The history is read and never rewritten.
    changed = Q(content_type__app_label="chains") & ~Q(content_type__model__startswith="historical")
    if includes(role, Permission.ADMINISTER):
        accounts = Q(content_type__app_label="auth", content_type__model__in=("user", "group"))
        return DjangoPermission.objects.filter(seen | changed | accounts)
    frame = [model._meta.model_name for model in FRAME]
    return DjangoPermission.objects.filter(seen | (changed & ~Q(content_type__model__in=frame))).exclude(
        content_type__model__in=_ACCOUNTS
    )
