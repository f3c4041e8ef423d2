"""Saved filters in the admin: a list of them, and links above the lists where the admin asks the same."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from chains.admin.saved_filters import translated
from chains.models import Company, SavedFilter
from chains.services import saved_filters
from tests.admin.rows_and_forms import messages_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def sun(db):
    return get_user_model().objects.create_user("sun", is_staff=True)


def keep(user, name, query="segment=ic.design", **how):
    return saved_filters.save(user, "companies", name, query, **how)


def test_one_finds_ones_own_and_the_shared_ones(desk, curator, sun):
    own, shared = keep(curator, "own"), keep(sun, "shared", shared=True)
    private = keep(sun, "private")
    listed = desk.get(page(SavedFilter, "changelist"))
    assert {*listed.context["cl"].result_list} == {own, shared}
    assert 'href="/companies/?segment=ic.design"' in listed.text
    assert desk.get(page(private, "change")).status_code == 302


def test_a_filter_is_renamed_shared_and_deleted(desk, curator):
    row, former = keep(curator, "own"), keep(curator, "former", is_default=True)
    desk.post(page(row, "change"), {"name": "chips", "shared": "on", "is_default": "on", "query": "q=x"})
    row.refresh_from_db()
    assert (row.name, row.shared, row.is_default, row.query) == ("chips", True, True, "segment=ic.design")
    former.refresh_from_db()
    assert former.is_default is False
    assert desk.post(page(row, "delete"), {"post": "yes"}).status_code == 302
    assert not SavedFilter.objects.filter(pk=row.pk).exists()


def test_a_name_that_is_taken_is_refused(desk, curator):
    row, _other = keep(curator, "own"), keep(curator, "other")
    assert "already" in messages_of(desk.post(page(row, "change"), {"name": "other"}))
    row.refresh_from_db()
    assert row.name == "own"


def test_those_of_others_are_only_looked_at(client, curator, sun):
    row = keep(curator, "shared", shared=True)
    client.force_login(sun)
    assert client.get(page(row, "change")).status_code == 200
    assert client.post(page(row, "change"), {"name": "mine"}).status_code == 403
    assert client.post(page(row, "delete"), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:chains_savedfilter_add")).status_code == 403


@pytest.mark.parametrize("query", ["q=zhong", "chain=ic", "layer=ic.upstream", "province=320000", "listed=true"])
def test_where_the_admin_asks_the_same_the_link_above_its_list_stays_there(desk, curator, query):
    keep(curator, "x", query)
    [link] = desk.get(page(Company, "changelist")).context["saved_filters"]
    assert not link["on_site"]
    in_admin = desk.get(page(Company, "changelist") + link["address"]).context["cl"].result_count
    assert in_admin == desk.get(f"/companies/?{query}").context["page"].paginator.count < Company.objects.count()


def test_a_status_is_asked_for_in_the_same_words_of_placements(desk, curator):
    saved_filters.save(curator, "placements", "x", "status=reported")
    [link] = desk.get(reverse("admin:chains_placement_changelist")).context["saved_filters"]
    assert link["address"] == "?status__exact=reported"


@pytest.mark.parametrize(
    ("listed", "query"),
    [
        ("companies", "segment=ic.design"),
        ("companies", "province=310000&province=320000"),
        ("companies", "chain=ic&province=310000"),
        ("companies", "q=a&ordering=name"),
        ("placements", "segment=ic.equipment"),
        ("placements", "q=a"),
        ("gaps", "chain=ic&segment=ic.equipment"),
    ],
)
def test_where_it_does_not_the_link_leads_to_the_site(listed, query):
    assert translated(listed, query) == ""
