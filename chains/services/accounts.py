"""Accounts: who may curate, and the demo login of a local installation."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction

#: Members may change everything in the atlas, and nobody's account.
CURATORS = "Curators"

DEMO_CURATOR = "curator"


def permit_curators() -> Group:
    """Return the group of curators, holding every permission on the atlas; of the history it may only read.

    Safe to repeat: it brings the permissions of an existing group up to date with the models.
    """
    group, _made = Group.objects.get_or_create(name=CURATORS)
    permissions = Permission.objects.filter(content_type__app_label="chains")
    rewriting_history = permissions.filter(content_type__model__startswith="historical").exclude(
        codename__startswith="view_"
    )
    group.permissions.set(permissions.exclude(pk__in=rewriting_history.values("pk")))
    return group


@transaction.atomic
def make_demo_curator() -> str | None:
    """Make the demo login; return its random password, or None if the login is there already."""
    group = permit_curators()
    users = get_user_model().objects
    if users.filter(username=DEMO_CURATOR).exists():
        return None
    password = secrets.token_urlsafe(12)
    users.create_user(DEMO_CURATOR, password=password, is_staff=True).groups.add(group)
    return password
