"""Whatever goes wrong, the answer is a problem body that a client can parse."""

import json

import pytest
from django.test import Client

from chains.api.urls import LISTS
from chains.api.viewsets.structure import ChainViewSet
from chains.models import Company

pytestmark = pytest.mark.django_db

VIEWS = ["", "companies/", "companies/facets/", "chains/ic/", "chains/ic/map/", "gaps/?chain=ic"]


def check(response, status):
    """Assert that a response is the problem body of this status, and return it."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"]
    assert body["detail"]
    assert ("errors" in body) == (status == 400)
    return body


@pytest.mark.parametrize("path", [*(f"{endpoint}/" for endpoint in LISTS), *VIEWS, "companies/0000000000/"])
def test_an_unknown_parameter_is_refused_by_name(client, path):
    for parameter in ("nonsense", "format", "page", "name__regex", "placements__status"):
        response = client.get(f"/api/v1/{path}{'&' if '?' in path else '?'}{parameter}=json")
        body = check(response, 400)
        assert list(body["errors"]) == [parameter]
        assert f"“{parameter}”" in body["errors"][parameter][0]
        assert parameter in body["detail"]


def test_even_an_empty_one(client):
    check(client.get("/api/v1/companies/?nonsense="), 400)


def test_all_that_is_wrong_is_named_at_once(client):
    body = check(client.get("/api/v1/companies/?nonsense=1&limit=x&fields=y&province=z&ordering=w"), 400)
    assert set(body["errors"]) == {"nonsense", "limit", "fields", "province", "ordering"}


@pytest.mark.parametrize(
    "path",
    [
        "companies/0000000000/",
        "companies/nonsense/",
        "companies/UPPERCASE0/",
        "segments/ic.nonsense/",
        "segments/ic/",
        "provinces/990000/",
        "cities/1/",
        "sources/none/",
        "chains/none/map/",
        "nonsense/",
        "companies/0000000000/nonsense/",
        "chains/%00/",
        "companies/%FF/",
        "companies/../",
        f"chains/{'x' * 3000}/",
        "companies/%0A/withdraw/",
    ],
)
def test_what_is_not_there_is_404(client, path):
    check(client.get(f"/api/v1/{path}"), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", [path for path in VIEWS if path != "companies/"])
def test_other_methods_are_405(client, method, path):
    response = getattr(client, method)(f"/api/v1/{path}")
    check(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_405_comes_before_the_body_is_read(client):
    check(client.post("/api/v1/segments/", "{", content_type="application/json"), 405)
    check(client.post("/api/v1/segments/", "x", content_type="text/csv"), 405)


def test_what_is_written_is_neither_replaced_nor_deleted(client):
    key = Company.objects.first().public_id
    for method in ("put", "delete"):
        response = getattr(client, method)(f"/api/v1/companies/{key}/")
        check(response, 405)
        assert response["Allow"] == "GET, PATCH, HEAD, OPTIONS"
        assert getattr(client, method)("/api/v1/companies/")["Allow"] == "GET, POST, HEAD, OPTIONS"


@pytest.mark.parametrize("path", VIEWS)
def test_options_describes_the_view(client, path):
    assert client.options(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "text/csv", "application/xml", "image/*"])
def test_other_formats_are_406(client, accept):
    check(client.get("/api/v1/companies/", headers={"Accept": accept}), 406)


def test_browsers_are_answered(client):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = client.get("/api/v1/chains/", headers={"Accept": accept})
    assert response["Content-Type"] == "application/json"


def test_a_fault_of_ours_is_500_without_a_trace(monkeypatch):
    def fail(*args):
        raise RuntimeError("secret")

    monkeypatch.setattr(ChainViewSet, "get_queryset", fail)
    with pytest.raises(RuntimeError, match="secret"):
        # Listeners such as the test client hear of it.
        Client().get("/api/v1/chains/")
    response = Client(raise_request_exception=False).get("/api/v1/chains/")
    check(response, 500)
    assert b"secret" not in response.content


def test_a_missing_slash_is_mended(client):
    assert client.get("/api/v1/companies?q=a")["Location"] == "/api/v1/companies/?q=a"


def test_chinese_is_written_as_it_is(client):
    response = client.get("/api/v1/chains/ic/")
    assert "集成电路" in response.content.decode()
    assert json.loads(response.content)["name"] == "集成电路"
