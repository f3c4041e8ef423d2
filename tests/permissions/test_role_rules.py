"""Every role is known everywhere: its rank, its group, its reach, its words, its people in the tests."""

import re

import pytest
from django.core.management import call_command
from django.utils.translation import override

from chains.choices import Role
from chains.permissions import GROUPS, NEEDED, ROLES, Permission, Reach, includes, provinces_of, role_of
from tests.pages.reading import page
from tests.permissions.document import written
from tests.staff import make_user

every_role = pytest.mark.parametrize("role", Role)


def test_every_role_is_declared_once_in_the_order_of_rank():
    assert list(ROLES) == list(Role)
    assert len(set(GROUPS.values())) == len(Role)


@every_role
def test_it_includes_what_narrower_roles_may(role):
    narrower = list(Role)[: list(Role).index(role)]
    assert all(
        includes(role, permission) for permission in Permission for each in narrower if includes(each, permission)
    )
    assert [
        permission for permission in Permission if NEEDED[permission] == role and not includes(role, permission)
    ] == []


def test_reach_grows_with_rank():
    reaches = [rule.reach for rule in ROLES.values()]
    assert [list(Reach).index(reach) for reach in reaches] == sorted(list(Reach).index(reach) for reach in reaches)


@every_role
def test_it_has_its_words_in_both_languages(role):
    for language, letters in (("zh-hans", r"[\u4e00-\u9fff]"), ("en", r"[a-z]")):
        with override(language):
            assert re.search(letters, str(role.label))
            assert re.search(letters, str(ROLES[role].description))


@pytest.mark.django_db
@every_role
def test_somebody_may_have_it_and_reaches_as_far_as_it_says(role):
    user = make_user(role)
    nowhere = {Reach.NOWHERE: frozenset(), Reach.GRANTED: frozenset(), Reach.EVERYWHERE: None}
    assert (role_of(user), provinces_of(user)) == (role, nowhere[ROLES[role].reach])


@pytest.mark.django_db
def test_the_command_names_the_groups(capsys):
    with pytest.raises(SystemExit):
        call_command("make_roles", "--help")
    said = " ".join(capsys.readouterr().out.split())
    assert ", ".join(GROUPS.values()) in said


@pytest.mark.django_db
def test_guide_and_document_say_what_it_is_for(client):
    shown = page(client, "/guide/", **{"accept-language": "en"}).text
    with override("en"):
        told = [str(rule.description) for rule in ROLES.values()]
    assert [text for text in told if text not in shown or text not in written()] == []
