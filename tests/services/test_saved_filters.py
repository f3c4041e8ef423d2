"""Saved filters: one's own or shared, one default for each list, changed by their owner."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from chains.choices import Role
from chains.models import SavedFilter
from chains.permissions import NotPermitted
from chains.selectors.saved_filters import at_list
from chains.services import saved_filters
from chains.services.accounts import give_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(db):
    return get_user_model().objects.create_user("li", is_staff=True)


@pytest.fixture
def sun(db):
    return get_user_model().objects.create_user("sun", is_staff=True)


def keep(user, name="design", query="segment=ic.design", page="companies", **how):
    return saved_filters.save(user, page, name, query, **how)


def test_it_is_found_at_its_list_by_its_owner(li, sun):
    row = keep(li)
    assert at_list(li, "companies").own == (row,)
    assert at_list(li, "placements").own == ()
    assert at_list(sun, "companies").of_others == ()


def test_a_shared_one_is_found_by_all(li, sun):
    row = keep(li, shared=True)
    assert at_list(sun, "companies").of_others == (row,)


def test_there_is_one_default_for_each_list_and_the_last_one_wins(li):
    first, other = keep(li, is_default=True), keep(li, page="placements", is_default=True)
    second = keep(li, "equipment", is_default=True)
    assert at_list(li, "companies").default == second
    assert at_list(li, "placements").default == other
    saved_filters.change(first, li, is_default=True)
    assert at_list(li, "companies").default == first
    saved_filters.change(first, li, is_default=False)
    assert at_list(li, "companies").default is None


def test_anothers_default_begins_nobody_elses_list(li, sun):
    keep(li, shared=True, is_default=True)
    assert at_list(sun, "companies").default is None
    assert at_list(sun, "companies").everything == ""
    assert at_list(li, "companies").everything == "?q="


def test_it_is_renamed_shared_and_deleted_by_its_owner(li):
    row = saved_filters.change(keep(li), li, name=" chips ", shared=True)
    assert (row.name, row.shared, row.is_default) == ("chips", True, False)
    assert saved_filters.delete([row], li) == 1


def test_by_nobody_else(li, sun):
    row = keep(li, shared=True)
    with pytest.raises(NotPermitted):
        saved_filters.change(row, sun, name="mine")
    with pytest.raises(NotPermitted):
        saved_filters.delete([keep(sun), row], sun)
    assert SavedFilter.objects.count() == 2


def test_but_administrators_tidy_what_is_shared(li, sun):
    give_role(sun, Role.ADMINISTRATOR)
    private, shared = keep(li), keep(li, "shared", shared=True)
    assert saved_filters.change(shared, sun, shared=False).shared is False
    with pytest.raises(NotPermitted):
        saved_filters.delete([private], sun)


@pytest.mark.parametrize(
    "how", [{"name": " "}, {"query": " ? "}, {"query": "q=" + "x" * 2000}, {"page": "parks"}, {"name": "x" * 101}]
)
def test_what_cannot_be_kept_is_refused(li, how):
    with pytest.raises(ValidationError):
        keep(li, **how)
    assert not SavedFilter.objects.exists()


def test_a_name_is_given_once_by_each_user_for_each_list(li, sun):
    keep(li, is_default=True)
    with pytest.raises(ValidationError):
        keep(li, query="q=a", is_default=True)
    keep(li, page="placements")
    keep(sun)
    assert at_list(li, "companies").default.query == "segment=ic.design"


def test_only_the_staff_keeps_filters(db):
    reader = get_user_model().objects.create_user("reader")
    with pytest.raises(NotPermitted):
        keep(reader)
