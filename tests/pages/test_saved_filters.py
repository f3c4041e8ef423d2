"""The staff keep filters at the lists of companies and placements and at the gaps; the public sees nothing of them."""

import pytest
from django.contrib.auth import get_user_model

from chains.models import SavedFilter
from chains.services import saved_filters
from tests.pages.reading import count_of, page, refused

pytestmark = pytest.mark.django_db

LISTS = ["companies", "placements"]


@pytest.fixture
def li(db):
    return get_user_model().objects.create_user("li", is_staff=True)


@pytest.fixture
def logged_in(client, li):
    client.force_login(li)
    return client


def send(client, name="设计", query="segment=ic.design", listed="companies", **how):
    return client.post("/saved-filters/", {"page": listed, "name": name, "query": query, **how})


@pytest.mark.parametrize("listed", LISTS)
def test_the_present_choice_is_kept_without_blanks_and_page(logged_in, li, listed):
    response = send(logged_in, query="q=&segment=ic.design&province=310000&province=320000&page=2", listed=listed)
    row = SavedFilter.objects.get()
    assert (row.user, row.page, row.name) == (li, listed, "设计")
    assert row.query == "segment=ic.design&province=310000&province=320000"
    assert (row.shared, row.is_default) == (False, False)
    assert response["Location"].startswith(f"/{listed}/?q=&segment=ic.design")
    assert f"/{listed}/?{row.query}" in page(logged_in, response["Location"]).links


@pytest.mark.parametrize("query", ["", "q=", "colour=red", "province=999999", "ordering=x", "page=2"])
def test_only_what_the_list_understands_is_kept(logged_in, query):
    send(logged_in, query=query)
    assert not SavedFilter.objects.exists()


def test_filters_that_colleagues_share_are_in_the_menu(logged_in, li):
    sun = get_user_model().objects.create_user("sun", is_staff=True)
    saved_filters.save(sun, "companies", "shared", "q=a", shared=True)
    saved_filters.save(sun, "companies", "private", "q=b")
    links = page(logged_in, "/companies/").links
    assert "/companies/?q=a" in links
    assert "/companies/?q=b" not in links


@pytest.mark.parametrize("listed", LISTS)
def test_the_default_begins_the_list_and_stands_in_the_address(logged_in, listed):
    send(logged_in, listed=listed, is_default="on")
    assert logged_in.get(f"/{listed}/")["Location"] == f"/{listed}/?segment=ic.design"
    filtered = count_of(page(logged_in, f"/{listed}/?segment=ic.design"))
    whole = page(logged_in, f"/{listed}/?q=")
    assert count_of(whole) > filtered
    assert f"/{listed}/?q=" in page(logged_in, f"/{listed}/?segment=ic.design").links


def test_what_is_looked_at_in_the_gaps_is_kept(logged_in, li):
    response = send(logged_in, query="chain=ic&region=&segment=ic.equipment", listed="gaps")
    row = SavedFilter.objects.get()
    assert (row.user, row.page, row.query) == (li, "gaps", "chain=ic&segment=ic.equipment")
    assert f"/gaps/?{row.query}" in page(logged_in, response["Location"]).links


def test_the_gaps_without_a_query_are_kept_as_those_of_the_chain_that_is_shown(logged_in):
    shown = page(logged_in, "/gaps/").one(class_="saved")
    assert shown.one("input", name="query").attributes["value"] == "chain=ic"


@pytest.mark.parametrize("query", ["", "segment=ic.equipment", "chain=ic&q=a", "chain=ic&segment=ai.software"])
def test_only_what_the_gaps_understand_is_kept(logged_in, query):
    send(logged_in, query=query, listed="gaps")
    assert not SavedFilter.objects.exists()


def test_the_default_begins_the_gaps_and_leaves_a_way_out(logged_in, li):
    send(logged_in, query="chain=ai", listed="gaps", is_default="on")
    assert logged_in.get("/gaps/")["Location"] == "/gaps/?chain=ai"
    assert "/gaps/?segment=" in page(logged_in, "/gaps/?chain=ai").links
    assert logged_in.get("/gaps/?segment=").context["view"].chain.slug == "ic"
    SavedFilter.objects.update(query="chain=gone")
    assert "?segment=" in page(logged_in, logged_in.get("/gaps/")["Location"], 400).links


@pytest.mark.parametrize("listed", LISTS)
def test_it_begins_nobody_elses_list(client, li, listed):
    saved_filters.save(li, listed, "x", "q=a", shared=True, is_default=True)
    assert client.get(f"/{listed}/").status_code == 200
    client.force_login(get_user_model().objects.create_user("sun", is_staff=True))
    assert client.get(f"/{listed}/").status_code == 200


def test_a_default_that_has_become_wrong_leaves_a_way_out(logged_in, li):
    SavedFilter.objects.create(user=li, page="companies", name="old", query="segment=ic.gone", is_default=True)
    shown = page(logged_in, logged_in.get("/companies/")["Location"], 400)
    assert refused(shown) == ["segment"]
    assert "?q=" in shown.links


def test_files_and_the_api_know_no_default(logged_in):
    send(logged_in, is_default="on")
    for path in ("/companies.json", "/api/v1/companies/"):
        assert logged_in.get(path).status_code == 200


def test_the_public_finds_no_menu_and_keeps_nothing(client):
    for path in ("/companies/", "/placements/", "/gaps/"):
        assert not page(client, path).all(class_="saved")
    assert send(client)["Location"].startswith("/admin/login/")
    client.force_login(get_user_model().objects.create_user("reader"))
    assert send(client).status_code == 403
    assert not SavedFilter.objects.exists()


def test_there_is_nothing_to_keep_at_other_lists(logged_in):
    assert send(logged_in, listed="parks").status_code == 404
    assert logged_in.get("/saved-filters/").status_code == 405
    assert not page(logged_in, "/parks/").all(class_="saved")
