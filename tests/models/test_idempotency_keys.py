"""A key of a request is a user's once."""

import pytest

from chains.models import IdempotencyKey
from tests.factories import make_user
from tests.models.refusal import refused, taken

pytestmark = pytest.mark.django_db


def test_a_key_is_once_its_users():
    user = make_user()
    IdempotencyKey.objects.create(user=user, key="k", fingerprint="f")
    refused(IdempotencyKey.objects.create(user=user, key="l", fingerprint="f"), "idempotencykey_once", key="k")
    taken(IdempotencyKey.objects.create(user=make_user(), key="m", fingerprint="f"), key="k")
