"""Shortlists: kept by whoever has a role, shared or not, changed by their owner, of what is published."""

import pytest
from django.core.exceptions import ValidationError

from chains.choices import Role
from chains.models import Shortlist
from chains.permissions import NotPermitted
from chains.selectors.shortlists import visible_to
from chains.services import shortlists
from tests.factories import make_company, make_shortlist_entry
from tests.staff import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(db):
    return make_user(Role.VIEWER)


@pytest.fixture
def sun(db):
    return make_user(Role.VIEWER)


def standing(row):
    """Return who stands on a list and why, in order."""
    entries = row.entries.select_related("company").order_by("order", "pk")
    return [(entry.company.name, entry.reason) for entry in entries]


def keep(user, *names, name="光刻", **how):
    return shortlists.create(user, name, {make_company(each): f"因为{each}" for each in names}, **how)


def test_it_keeps_companies_in_order_each_with_its_reason(li):
    row = keep(li, "甲", "乙", name=" 光刻 ", note=" 先问甲 ")
    assert (row.name, row.note, row.shared, row.user) == ("光刻", "先问甲", False, li)
    assert standing(row) == [("甲", "因为甲"), ("乙", "因为乙")]


def test_what_is_added_stands_at_the_end_and_what_is_there_keeps_its_reason(li):
    row = keep(li, "甲")
    first = row.entries.get().company
    number = shortlists.add(row, li, {first: "又", make_company("乙"): " 新 "})
    assert number == 1
    assert standing(row) == [("甲", "因为甲"), ("乙", "新")]


def test_reasons_order_and_who_stands_on_it_are_changed_at_once(li):
    row = keep(li, "甲", "乙", "丙", "丁")
    ids = {entry.company.name: entry.company.public_id for entry in row.entries.select_related("company")}
    changed = shortlists.change(
        row,
        li,
        name="刻蚀",
        shared=True,
        note="改了",
        reasons={ids["丙"]: " 最近 ", ids["丁"]: "要走"},
        order={ids["丙"]: 1, ids["甲"]: 2, ids["乙"]: 2},
        without=[ids["丁"], "0000000000"],
    )
    assert (changed.name, changed.shared, changed.note) == ("刻蚀", True, "改了")
    assert standing(row) == [("丙", "最近"), ("甲", "因为甲"), ("乙", "因为乙")]


def test_what_is_not_said_stays(li):
    row = keep(li, "甲", "乙", shared=True, note="旧")
    shortlists.change(row, li, name="新名")
    row.refresh_from_db()
    assert (row.name, row.shared, row.note) == ("新名", True, "旧")
    assert standing(row) == [("甲", "因为甲"), ("乙", "因为乙")]


@pytest.mark.parametrize("role", Role)
def test_every_role_keeps_lists_of_its_own(role):
    assert keep(make_user(role)).pk


def test_nobody_without_a_role_does(django_user_model):
    for user in (make_user(), make_user(Role.VIEWER, is_staff=False), make_user(Role.VIEWER, is_active=False)):
        with pytest.raises(NotPermitted):
            keep(user)
    assert not Shortlist.objects.exists()


def test_others_read_what_is_shared_and_change_nothing(li, sun):
    row, private = keep(li, "甲", shared=True), keep(li, name="私")
    assert list(visible_to(sun)) == [row]
    assert shortlists.may_read(row, sun)
    assert not shortlists.may_read(private, sun)
    for attempt in (
        lambda: shortlists.change(row, sun, name="x"),
        lambda: shortlists.add(row, sun, {make_company(): ""}),
        lambda: shortlists.delete([keep(sun), row], sun),
    ):
        with pytest.raises(NotPermitted):
            attempt()
    assert standing(row) == [("甲", "因为甲")]
    assert Shortlist.objects.filter(user=sun).exists()


def test_administrators_tidy_what_is_shared_alone(li):
    administrator = make_user(Role.ADMINISTRATOR)
    row, private = keep(li, shared=True), keep(li, name="私")
    assert shortlists.change(row, administrator, shared=False).shared is False
    with pytest.raises(NotPermitted):
        shortlists.delete([private], administrator)


def test_it_is_deleted_with_all_that_stands_on_it(li):
    row = keep(li, "甲")
    assert shortlists.delete([row], li) == 1
    assert not Shortlist.objects.exists()


@pytest.mark.parametrize("how", [{"name": " "}, {"name": "x" * 101}, {"note": "x" * (shortlists.NOTE_LENGTH + 1)}])
def test_what_cannot_be_kept_is_refused(li, how):
    with pytest.raises(ValidationError):
        keep(li, **how)
    assert not Shortlist.objects.exists()


def test_a_name_that_is_taken_is_refused(li, sun):
    keep(li)
    with pytest.raises(ValidationError):
        keep(li)
    assert keep(sun).pk


def test_a_reason_has_an_end(li):
    row, long = keep(li, "甲"), "x" * (shortlists.REASON_LENGTH + 1)
    with pytest.raises(ValidationError):
        shortlists.add(row, li, {make_company(): long})
    with pytest.raises(ValidationError):
        shortlists.change(row, li, name="y", reasons={row.entries.get().company.public_id: long})
    row.refresh_from_db()
    assert (row.name, standing(row)) == ("光刻", [("甲", "因为甲")])


def test_only_what_is_published_is_put_on_it(li):
    with pytest.raises(ValidationError):
        shortlists.create(li, "x", {make_company(stage="draft"): ""})


def test_it_takes_only_so_many(li, monkeypatch):
    monkeypatch.setattr(shortlists, "LENGTH", 2)
    row = keep(li, "甲", "乙")
    with pytest.raises(ValidationError):
        shortlists.add(row, li, {make_company(): ""})
    assert row.entries.count() == 2


def test_places_are_counted_anew_whatever_they_were(li):
    row = keep(li)
    for order in (7, 7, 0):
        make_shortlist_entry(row, order=order)
    shortlists.change(row, li, order={})
    assert sorted(row.entries.values_list("order", flat=True)) == [1, 2, 3]
