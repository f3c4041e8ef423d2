"""Who works in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from chains.choices import Role
from chains.services.accounts import give_role


@pytest.fixture(autouse=True)
def english(settings, client):
    """Let the tests read the pages in English, the language of the code; those about Chinese ask for it."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def curator(db: None) -> AbstractUser:
    """A member of the staff who may change everything in the atlas, its structure included."""
    user = get_user_model().objects.create_user("wang", password="a password of wang", is_staff=True)
    give_role(user, Role.ADMINISTRATOR)
    return user


@pytest.fixture
def reviewer(db: None) -> AbstractUser:
    """Somebody who verifies, publishes, merges and undoes, in all provinces."""
    user = get_user_model().objects.create_user("zhao", password="a password of zhao", is_staff=True)
    give_role(user, Role.REVIEWER)
    return user


@pytest.fixture
def chief(db: None) -> AbstractUser:
    """An administrator."""
    return get_user_model().objects.create_superuser("chief", password="a password of chief")


@pytest.fixture
def desk(client: Client, curator: AbstractUser) -> Client:
    """The curator's browser."""
    client.force_login(curator)
    return client


@pytest.fixture
def num_queries():
    """Return a function that counts the queries of another."""

    def count(work) -> int:
        with CaptureQueriesContext(connection) as queries:
            work()
        return len(queries)

    return count
