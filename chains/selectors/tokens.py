"""API tokens of a user."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from chains.models import ApiToken


@dataclass(frozen=True, slots=True)
class Tokens:
    """Somebody's tokens, the last made first: those that can be used, and those that have expired."""

    live: tuple[ApiToken, ...]
    expired: tuple[ApiToken, ...]


def tokens_of(user: AbstractBaseUser) -> Tokens:
    """Return the tokens of ``user``, in one query."""
    now = timezone.now()
    rows = list(ApiToken.objects.filter(user=user.pk).order_by("-created", "-pk"))
    return Tokens(
        tuple(row for row in rows if row.expiry > now),
        tuple(row for row in rows if row.expiry <= now),
    )
