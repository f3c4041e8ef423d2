"""Saved filters: choices that members of the staff keep for a list, for themselves or for all.

A filter holds the query as it stands in the address. Whether the list understands it is checked by the page, with
the very class that the list filters with, before it comes here.
"""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from chains.models import SavedFilter
from chains.permissions import NotPermitted, Permission, may

#: How long a saved query may be: what servers and browsers take in an address.
QUERY_LENGTH = 2000


def may_keep(user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may keep filters: every member of the staff."""
    return bool(user.is_active and user.is_staff)


def may_change(row: SavedFilter, user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may change or delete a filter: its owner, and administrators one that is shared."""
    return may_keep(user) and (row.user_id == user.pk or (row.shared and may(user, Permission.ADMINISTER)))


@transaction.atomic
def save(
    user: AbstractBaseUser, page: str, name: str, query: str, *, shared: bool = False, is_default: bool = False
) -> SavedFilter:
    """Keep ``query`` for the list ``page`` under a name; return the filter.

    Raises ``NotPermitted`` for whoever is not on the staff, and ``ValidationError`` where nothing is chosen, the
    name is empty or taken, or there is no such list.
    """
    if not may_keep(user):
        raise NotPermitted(_("Only the staff keeps filters. Log in first."))
    query = query.strip().removeprefix("?")
    if not query:
        raise ValidationError({"query": _("Choose a filter first: there is nothing to keep.")})
    if len(query) > QUERY_LENGTH:
        raise ValidationError({"query": _("This choice is too long to be kept. Choose fewer values.")})
    row = SavedFilter(user=user, page=page, name=name.strip(), query=query, shared=shared, is_default=is_default)
    return _written(row)


@transaction.atomic
def change(
    row: SavedFilter,
    user: AbstractBaseUser,
    *,
    name: str | None = None,
    shared: bool | None = None,
    is_default: bool | None = None,
) -> SavedFilter:
    """Rename a filter, share it or keep it to oneself again, make it what the list begins with or no longer.

    What is None stays as it is. Raises ``NotPermitted`` for somebody else's filter and ``ValidationError`` for a
    name that is empty or taken.
    """
    row = SavedFilter.objects.select_for_update().get(pk=row.pk)
    _require_own([row], user)
    row.name = row.name if name is None else name.strip()
    row.shared = row.shared if shared is None else shared
    row.is_default = row.is_default if is_default is None else is_default
    return _written(row)


@transaction.atomic
def delete(rows: Iterable[SavedFilter], user: AbstractBaseUser) -> int:
    """Delete filters; return how many. Raises ``NotPermitted`` if one of them is somebody else's: then none goes."""
    rows = list(rows)
    _require_own(rows, user)
    return SavedFilter.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]


def _written(row: SavedFilter) -> SavedFilter:
    """Check and save ``row``; it takes the place of the owner's former default."""
    if row.is_default:
        others = SavedFilter.objects.filter(user=row.user_id, page=row.page, is_default=True).exclude(pk=row.pk)
        others.update(is_default=False)
    row.full_clean()
    row.save()
    return row


def _require_own(rows: Iterable[SavedFilter], user: AbstractBaseUser) -> None:
    for row in rows:
        if not may_change(row, user):
            raise NotPermitted(_("“%(name)s” belongs to somebody else: only they change it.") % {"name": row.name})
