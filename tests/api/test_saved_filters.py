"""Saved filters over the API: for whoever is logged in, their own and the shared ones."""

import pytest
from django.contrib.auth import get_user_model

from chains.services import saved_filters
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db

PATH = "/api/v1/saved-filters/"


@pytest.fixture
def li(db):
    return get_user_model().objects.create_user("li", is_staff=True)


def test_one_reads_ones_own_and_the_shared_ones(client, li):
    sun = get_user_model().objects.create_user("sun", is_staff=True)
    own = saved_filters.save(li, "companies", "设计", "segment=ic.design&listed=true", is_default=True)
    shared = saved_filters.save(sun, "placements", "江苏", "province=320000", shared=True, is_default=True)
    saved_filters.save(sun, "companies", "private", "q=b")
    client.force_login(li)
    answer = client.get(PATH).json()
    assert answer["count"] == 2
    assert answer["results"] == [
        {
            "id": own.pk,
            "page": "companies",
            "name": "设计",
            "query": "segment=ic.design&listed=true",
            "url": "http://testserver/companies/?segment=ic.design&listed=true",
            "shared": False,
            "is_default": True,
        },
        {
            "id": shared.pk,
            "page": "placements",
            "name": "江苏",
            "query": "province=320000",
            "url": "http://testserver/placements/?province=320000",
            "shared": True,
            "is_default": False,
        },
    ]


def test_its_query_is_one_that_the_api_takes(client, li):
    row = saved_filters.save(li, "companies", "设计", "segment=ic.design&listed=true")
    assert client.get(f"/api/v1/companies/?{row.query}").json()["count"] > 0
    row = saved_filters.save(li, "gaps", "设备", "chain=ic&segment=ic.equipment")
    assert client.get(f"/api/v1/gaps/?{row.query}").json()["parent"] == "ic.equipment"


def test_those_of_the_gaps_lead_to_their_page(client, li):
    saved_filters.save(li, "gaps", "设备", "chain=ic&segment=ic.equipment")
    client.force_login(li)
    [row] = client.get(PATH).json()["results"]
    assert (row["page"], row["url"]) == ("gaps", "http://testserver/gaps/?chain=ic&segment=ic.equipment")


def test_strangers_are_refused_with_a_problem_body(client):
    for name, status in ((None, 401), ("reader", 403)):
        if name:
            client.force_login(get_user_model().objects.create_user(name))
        response = client.get(PATH)
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == status


def test_it_is_for_reading(client, li):
    client.force_login(li)
    assert client.post(PATH, {"name": "x"}, content_type="application/json").status_code == 405


def test_unknown_parameters_are_refused(client, li):
    client.force_login(li)
    assert list(client.get(f"{PATH}?page=companies").json()["errors"]) == ["page"]
    assert list(client.get(f"{PATH}?limit=x").json()["errors"]) == ["limit"]


def test_the_number_of_queries_does_not_grow(client, li):
    client.force_login(li)
    saved_filters.save(li, "companies", "x", "q=a")
    few = queries_of(client.get, PATH)
    for number in range(9):
        saved_filters.save(li, "companies", f"x{number}", "q=a")
    assert no_more(few, queries_of(client.get, PATH))
    assert len(client.get(PATH).json()["results"]) == 10


def test_the_description_says_that_it_needs_a_login(client):
    schema = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    operation = schema["paths"][PATH]["get"]
    assert operation["security"] == [{"token": []}, {"session": []}]
    assert "403" in operation["responses"]
    assert schema["components"]["securitySchemes"]["session"]["in"] == "cookie"
    reading = {path: each["get"] for path, each in schema["paths"].items() if "get" in each}
    refusing = {path for path, each in reading.items() if "403" in each["responses"] and "/imports/" not in path}
    assert refusing == {PATH, "/api/v1/shortlists/"}
