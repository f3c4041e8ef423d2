"""API tokens 令牌: creating, revoking and recognising them.

A token opens no more than its owner's role and provinces do: every service asks for these as it would in the site.
Its scopes can only make it less. Administrators may revoke anybody's. Revoking deletes it: there is nothing on record
that could be used again.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from hmac import compare_digest

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from knox.crypto import hash_token

from chains.choices import TokenLife, TokenScope
from chains.models import ApiToken
from chains.permissions import NotPermitted, Permission, may, require

#: How many live tokens somebody may have at a time: one for each program, and some to spare.
MOST = 20

#: How exactly it is noted when a token was last used: a write for every request would serialise the readers.
USE_NOTED_EVERY = timedelta(minutes=1)

#: How long an expired token stays on its owner's list, to tell why a program has stopped.
EXPIRED_SHOWN = timedelta(days=90)

#: What each scope takes; reading takes nothing but an account.
NEEDED: dict[TokenScope, Permission] = {TokenScope.WRITE: Permission.EDIT, TokenScope.IMPORT: Permission.IMPORT}

#: What a secret looks like, as knox makes it: what does not is not looked for.
_SECRET = re.compile(r"atlas_[0-9a-f]{64}", re.ASCII)


def may_make(user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may make tokens: everybody with an account, role or not."""
    return bool(user.is_authenticated and user.is_active)


def may_revoke(row: ApiToken, user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may revoke a token: its owner, and administrators."""
    return may_make(user) and (row.user_id == user.pk or may(user, Permission.ADMINISTER))


def open_scopes(user: AbstractBaseUser) -> list[TokenScope]:
    """Return the scopes that ``user`` may give a token."""
    return [scope for scope in TokenScope if scope not in NEEDED or may(user, NEEDED[scope])]


@transaction.atomic
def make(
    user: AbstractBaseUser, name: str, scopes: Iterable[str] = (), days: int = TokenLife.QUARTER
) -> tuple[ApiToken, str]:
    """Make a token for ``user``; return it with its secret, which nothing can tell again.

    It may read, whatever ``scopes`` say. Raises ``NotPermitted`` for a scope that the role does not cover, and
    ``ValidationError`` where the name is empty or taken, a scope or the number of days is none of those there are, or
    the user has as many tokens as one may have.
    """
    if not may_make(user):
        raise NotPermitted(_("Only whoever has an account makes tokens. Log in first."))
    wanted = {*scopes, TokenScope.READ.value}
    if not wanted <= set(TokenScope.values):
        raise ValidationError({"scopes": _("This is none of the values there are.")})
    if days not in TokenLife.values:
        raise ValidationError({"days": _("This is none of the values there are.")})
    for scope, permission in NEEDED.items():
        if scope in wanted:
            require(user, permission)
    now = timezone.now()
    # One after the other, or two at once would both be the last.
    get_user_model().objects.select_for_update().get(pk=user.pk)
    ApiToken.objects.filter(user=user, expiry__lt=now - EXPIRED_SHOWN).delete()
    if ApiToken.objects.filter(user=user).live(now).count() >= MOST:
        text = ngettext(
            "You have %(most)d token already: revoke one that is no longer used.",
            "You have %(most)d tokens already: revoke one that is no longer used.",
            MOST,
        )
        raise ValidationError({"name": text % {"most": MOST}})
    life = timedelta(days=days)
    fields = {"name": name.strip(), "scopes": [scope for scope in TokenScope.values if scope in wanted]}
    ApiToken(user=user, expiry=now + life, **fields).full_clean(exclude=("digest", "token_key"))
    return ApiToken.objects.create(user, life, **fields)


@transaction.atomic
def revoke(rows: Iterable[ApiToken], user: AbstractBaseUser) -> int:
    """Revoke tokens; return how many. Raises ``NotPermitted`` if one of them is somebody else's: then none goes."""
    rows = list(rows)
    for row in rows:
        if not may_revoke(row, user):
            raise NotPermitted(_("“%(name)s” belongs to somebody else: only they change it.") % {"name": row.name})
    return ApiToken.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]


def recognise(secret: str) -> ApiToken | None:
    """Return the token with this secret, with its owner, and note that it was used.

    None for one that is unknown, revoked or expired, and for one whose owner's account is closed. One query, and once
    a minute a second one.
    """
    if not _SECRET.fullmatch(secret):
        return None
    now = timezone.now()
    digest = hash_token(secret)
    found = ApiToken.objects.live(now).begun_with(secret).filter(user__is_active=True).select_related("user")
    row = next((row for row in found if compare_digest(row.digest, digest)), None)
    if row is not None and (row.last_used is None or row.last_used <= now - USE_NOTED_EVERY):
        # Asked of the database once more: of requests that come at the same time one writes.
        stale = Q(last_used=row.last_used) if row.last_used else Q(last_used=None)
        # Where SQLite's one writer is busy for long, that the token was used is not worth the request.
        with suppress(OperationalError):
            ApiToken.objects.filter(stale, pk=row.pk).update(last_used=now)
            row.last_used = now
    return row
