"""Idempotency keys: a request that a client repeats is carried out once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from chains.models import IdempotencyKey

#: How long an answer is kept.
KEPT = timedelta(days=1)


class KeyTakenError(ValueError):
    """The key came with another request before: it is the client's slip."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored answer: the status, the body as JSON, and the headers that belong to it."""

    status: int
    body: Any
    headers: dict[str, str]


def claim(user: AbstractBaseUser, key: str, fingerprint: str) -> tuple[IdempotencyKey, Answer | None]:
    """Take ``key`` for a request of ``user``; return its row, and the answer if the request was carried out before.

    Belongs into the transaction of what is asked for: where that fails nothing is kept and the key is free again, and
    a second request with the key waits until the first has ended. Raises :class:`KeyTakenError` where the key came
    with another request.
    """
    IdempotencyKey.objects.filter(created__lt=timezone.now() - KEPT).delete()
    row, is_new = IdempotencyKey.objects.get_or_create(user=user, key=key, defaults={"fingerprint": fingerprint})
    if row.fingerprint != fingerprint:
        raise KeyTakenError(key)
    return row, None if is_new else Answer(row.status, row.body, row.headers)


def keep(row: IdempotencyKey, answer: Answer) -> None:
    """Keep how the request of ``row`` was answered."""
    row.status, row.body, row.headers = answer.status, answer.body, answer.headers
    row.save(update_fields=["status", "body", "headers"])
