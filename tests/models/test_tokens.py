"""A token has a name, each of its owner's another, and scopes that there are: reading always."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chains.models import ApiToken
from chains.models.tokens import SCOPES
from tests.factories import make_api_token
from tests.models.refusal import refused, taken

pytestmark = pytest.mark.django_db


def test_it_has_a_name():
    refused(make_api_token(), "apitoken_has_a_name", name="")


def test_the_tokens_of_one_person_have_names_of_their_own():
    first = make_api_token(name="月报")
    refused(make_api_token(first.user), "apitoken_name_once", name="月报")
    taken(make_api_token(), name="月报")


@pytest.mark.parametrize("scopes", [[], ["write"], ["write", "read"], ["read", "read"], ["read", "all"], {"read": 1}])
def test_its_scopes_are_none_but_those_there_are(scopes):
    refused(make_api_token(), "apitoken_scopes_known", scopes=scopes)


def test_it_reads_and_writes_and_imports_in_any_combination_that_reads():
    assert SCOPES == (["read"], ["read", "write"], ["read", "import"], ["read", "write", "import"])
    for scopes in SCOPES:
        taken(make_api_token(), scopes=scopes)


def test_none_is_endless():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_api_token(expiry=None)


def test_those_that_have_expired_are_not_live():
    now = timezone.now()
    row = make_api_token(expiry=timedelta(minutes=1))
    assert list(ApiToken.objects.filter(pk=row.pk).live(now)) == [row]
    assert not ApiToken.objects.filter(pk=row.pk).live(now + timedelta(minutes=2)).exists()


def test_it_is_told_by_its_name_and_never_by_its_hash():
    row = make_api_token(name="月报")
    assert str(row) == "月报"
    assert row.digest not in (str(row.pk), repr(row))
