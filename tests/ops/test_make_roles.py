"""The roles are groups that a command makes, again and again; what they let people open grows from role to role."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from chains.choices import Role
from chains.permissions import GROUPS, provinces_of, role_of
from chains.services.accounts import give_role, make_roles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_roles(db):
    """Begin without the roles that the tests' database has."""
    Group.objects.all().delete()


def names(role):
    group = Group.objects.get(name=GROUPS[role])
    return set(group.permissions.values_list("content_type__app_label", "codename"))


def test_it_makes_the_roles_and_says_so(capsys):
    call_command("make_roles")
    said = capsys.readouterr().out
    for name in ("Viewers", "Curators", "Reviewers", "Administrators"):
        assert Group.objects.filter(name=name).exists()
        assert f"{name} (" in said
    assert said.count(": made, ") == len(Role)


def test_it_can_be_repeated(capsys):
    call_command("make_roles")
    before = {role: names(role) for role in Role}
    Group.objects.get(name="Curators").permissions.clear()
    capsys.readouterr()
    call_command("make_roles")
    assert {role: names(role) for role in Role} == before
    assert Group.objects.count() == len(Role)
    assert ": made, " not in capsys.readouterr().out


def test_each_role_includes_those_before_it():
    make_roles()
    held = [names(role) for role in Role]
    assert held[0] < held[1] <= held[2] < held[3]


def test_viewers_only_look_and_curators_leave_the_frame_alone():
    make_roles()
    assert all(codename.startswith("view_") for _app, codename in names(Role.VIEWER))
    curators = {codename for _app, codename in names(Role.CURATOR)}
    assert {"change_company", "add_placement", "delete_evidence", "view_segment"} <= curators
    assert not {"change_segment", "add_chain", "delete_province", "change_label"} & curators


def test_only_administrators_touch_accounts_and_nobody_the_history():
    make_roles()
    accounts = {"add_user", "change_user", "change_group", "add_provincegrant"}
    for role in Role:
        held = {codename for _app, codename in names(role)}
        assert bool(accounts <= held) == (role == Role.ADMINISTRATOR)
        assert bool(accounts & held) == (role == Role.ADMINISTRATOR)
        assert all(codename.startswith("view_") for codename in held if "historical" in codename)
    atlas = Permission.objects.filter(content_type__app_label="chains").exclude(
        content_type__model__startswith="historical"
    )
    assert {("chains", codename) for codename in atlas.values_list("codename", flat=True)} <= names(Role.ADMINISTRATOR)


def test_curators_of_everything_become_reviewers_once(capsys):
    old = Group.objects.create(name="Curators")
    veteran = get_user_model().objects.create_user("veteran", is_staff=True)
    veteran.groups.add(old)
    call_command("make_roles")
    assert "veteran: was a curator of everything, is a reviewer now" in capsys.readouterr().out
    assert role_of(get_user_model().objects.get(pk=veteran.pk)) == Role.REVIEWER
    newcomer = get_user_model().objects.create_user("newcomer", is_staff=True)
    give_role(newcomer, Role.CURATOR)
    call_command("make_roles")
    assert role_of(get_user_model().objects.get(pk=newcomer.pk)) == Role.CURATOR


def test_it_gives_a_role_and_provinces():
    user = get_user_model().objects.create_user("li", is_staff=True)
    call_command("make_roles", user="li", role="curator", province=["320000", "340000"])
    user = get_user_model().objects.get(pk=user.pk)
    assert (role_of(user), provinces_of(user)) == (Role.CURATOR, {"320000", "340000"})
    call_command("make_roles", user="li", province=["310000"])
    user = get_user_model().objects.get(pk=user.pk)
    assert (role_of(user), provinces_of(user)) == (Role.CURATOR, {"310000"})
    call_command("make_roles", user="li", role="reviewer")
    user = get_user_model().objects.get(pk=user.pk)
    assert (role_of(user), provinces_of(user)) == (Role.REVIEWER, None)
    assert user.has_perm("chains.change_company")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"user": "nobody", "role": "viewer"}, "no user “nobody”"),
        ({"role": "viewer"}, "Say to whom"),
        ({"user": "li", "province": ["999999"]}, "no province 999999"),
    ],
)
def test_what_is_not_there_is_named_and_nothing_is_given(options, said):
    user = get_user_model().objects.create_user("li", is_staff=True)
    with pytest.raises(CommandError, match=said):
        call_command("make_roles", **options)
    assert role_of(user) is None


def test_a_role_that_is_given_before_they_were_made_makes_them():
    user = get_user_model().objects.create_user("li", is_staff=True)
    give_role(user, Role.CURATOR)
    assert (role_of(user), Group.objects.count()) == (Role.CURATOR, len(Role))
