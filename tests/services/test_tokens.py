"""Tokens: made and revoked by their owners, no wider than their role, kept as hashes, noted when they are used."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from chains.choices import Role, TokenScope
from chains.models import ApiToken
from chains.permissions import NotPermitted
from chains.selectors.tokens import tokens_of
from chains.services import tokens
from tests.factories import SHANGHAI, make_api_token
from tests.staff import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(db):
    return make_user(Role.CURATOR, [SHANGHAI])


def test_it_is_made_with_its_secret_which_is_nowhere_on_record(li):
    row, secret = tokens.make(li, " 月报 ", ["write"], days=30)
    assert (row.user, row.name, row.scopes) == (li, "月报", ["read", "write"])
    assert timedelta(days=29) < row.expiry - timezone.now() <= timedelta(days=30)
    assert tokens.recognise(secret) == row
    [kept] = ApiToken.objects.filter(pk=row.pk).values_list("digest", "token_key", "name")
    assert secret not in kept
    assert len(secret) == len("atlas_") + 64
    # How it begins is kept, to find it by: too little to guess the rest.
    assert secret.startswith(row.token_key)
    assert len(row.token_key) == 15


@pytest.mark.parametrize("days", [0, 1, 31, 366, 36500, -30])
def test_it_lasts_as_long_as_one_may_choose_and_no_longer(li, days):
    with pytest.raises(ValidationError):
        tokens.make(li, "月报", days=days)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_it_needs_a_name(li, name):
    with pytest.raises(ValidationError) as caught:
        tokens.make(li, name)
    assert "name" in caught.value.message_dict


def test_a_name_that_is_taken_is_refused(li):
    tokens.make(li, "月报")
    with pytest.raises(ValidationError):
        tokens.make(li, " 月报")
    tokens.make(make_user(), "月报")


def test_there_are_no_other_scopes(li):
    with pytest.raises(ValidationError):
        tokens.make(li, "月报", ["read", "administer"])


@pytest.mark.parametrize(
    ("role", "provinces", "scopes"),
    [
        (None, [], ["read"]),
        (Role.VIEWER, [], ["read"]),
        (Role.CURATOR, [], ["read"]),
        (Role.CURATOR, [SHANGHAI], ["read", "write", "import"]),
        (Role.REVIEWER, [], ["read", "write", "import"]),
        (Role.ADMINISTRATOR, [], ["read", "write", "import"]),
    ],
)
def test_its_scopes_are_those_of_the_role(role, provinces, scopes):
    user = make_user(role, provinces)
    assert tokens.open_scopes(user) == scopes
    for scope in TokenScope.values:
        if scope in scopes:
            assert tokens.make(user, scope, [scope])[0].scopes[0] == "read"
        else:
            with pytest.raises(NotPermitted):
                tokens.make(user, scope, [scope])


def test_somebody_has_so_many_and_no_more(li):
    for _ in range(tokens.MOST - 1):
        make_api_token(li)
    # What has expired does not count.
    make_api_token(li, expiry=-timedelta(days=1))
    last, _secret = tokens.make(li, "last")
    with pytest.raises(ValidationError, match="20"):
        tokens.make(li, "one more")
    tokens.revoke([last], li)
    tokens.make(li, "one more")


def test_what_expired_long_ago_leaves_the_list(li):
    old, recent = (make_api_token(li, expiry=-timedelta(days=days)) for days in (91, 89))
    live, _secret = tokens.make(li, "月报")
    found = tokens_of(li)
    assert (found.live, found.expired) == ((live,), (recent,))
    assert not ApiToken.objects.filter(pk=old.pk).exists()


def test_it_is_revoked_by_its_owner_and_by_administrators(li):
    row, secret = tokens.make(li, "月报")
    for stranger in (make_user(), make_user(Role.REVIEWER)):
        with pytest.raises(NotPermitted):
            tokens.revoke([row], stranger)
    assert tokens.recognise(secret) == row
    assert tokens.revoke([row], li) == 1
    assert tokens.recognise(secret) is None
    assert tokens.revoke([tokens.make(li, "月报")[0]], make_user(Role.ADMINISTRATOR)) == 1


def test_of_several_none_is_revoked_if_one_is_somebody_elses(li):
    own, other = make_api_token(li), make_api_token()
    with pytest.raises(NotPermitted):
        tokens.revoke([own, other], li)
    assert ApiToken.objects.filter(pk__in=[own.pk, other.pk]).count() == 2


def test_one_that_has_expired_is_not_recognised_and_stays_to_tell(li):
    row, secret = tokens.make(li, "月报")
    ApiToken.objects.filter(pk=row.pk).update(expiry=timezone.now() - timedelta(seconds=1))
    assert tokens.recognise(secret) is None
    assert [each.name for each in tokens_of(li).expired] == ["月报"]


def test_one_of_an_account_that_is_closed_is_not_recognised(li):
    _row, secret = tokens.make(li, "月报")
    li.is_active = False
    li.save()
    assert tokens.recognise(secret) is None
    with pytest.raises(NotPermitted):
        tokens.make(li, "another")


@pytest.mark.parametrize(
    "wrong", ["", "atlas_", "x" * 10_000, "atlas_" + "g" * 64, "atlas_" + "0" * 64, "令牌", "\x00"]
)
def test_what_is_none_is_not_recognised(li, wrong):
    tokens.make(li, "月报")
    assert tokens.recognise(wrong) is None


def test_one_that_begins_alike_is_not_recognised(li):
    _row, secret = tokens.make(li, "月报")
    assert tokens.recognise(secret[:-1] + ("0" if secret[-1] != "0" else "1")) is None


def test_it_is_noted_once_a_minute_when_it_was_last_used(li, django_assert_num_queries):
    row, secret = tokens.make(li, "月报")
    assert row.last_used is None
    # the token with its owner, and the note
    with django_assert_num_queries(2):
        first = tokens.recognise(secret).last_used
    # the token with its owner
    with django_assert_num_queries(1):
        assert tokens.recognise(secret).last_used == first
    ApiToken.objects.filter(pk=row.pk).update(last_used=first - timedelta(minutes=2))
    assert tokens.recognise(secret).last_used >= first
    row.refresh_from_db()
    assert row.last_used >= first
