"""What writes is never redirected to where a client would read and take it for success; some methods nobody takes."""

import pytest
from django.test import Client
from django.urls import reverse

from chains.models import Company
from tests.factories import make_company
from tests.staff import make_user

pytestmark = pytest.mark.django_db

WRITING = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def client():
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(make_user("administrator"))
    return client


@pytest.mark.parametrize("method", WRITING)
@pytest.mark.parametrize("debug", [False, True])
def test_the_api_names_the_address_with_the_slash_and_writes_nothing(client, settings, method, debug):
    settings.DEBUG = debug
    company = make_company("浦江甲")
    for address in (
        "companies",
        f"companies/{company.public_id}",
        f"companies/{company.public_id}/withdraw",
        "imports",
    ):
        answer = client.generic(method, f"/api/v1/{address}?reason=x", '{"name": "恒睿甲"}', "application/json")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert f"http://testserver/api/v1/{address}/?reason=x" in answer.json()["detail"]
    assert not Company.objects.filter(name="恒睿甲").exists()


@pytest.mark.parametrize("method", WRITING)
def test_where_there_is_nothing_at_all_no_address_is_named(client, method):
    for address in ("nothing", "nothing/", "companies/x/y"):
        answer = client.generic(method, f"/api/v1/{address}", "{}", "application/json")
        assert answer.status_code == 404
        assert "testserver" not in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/saved-filters", "/tokens", "/admin/chains/company/add", "/i18n/setlang", "/admin/login"]
)
@pytest.mark.parametrize("debug", [False, True])
def test_pages_do_the_same(client, settings, path, debug):
    settings.DEBUG = debug
    answer = client.post(path, {})
    assert answer.status_code == 404
    assert debug or path == "/admin/login" or f"http://testserver{path}/" in answer.text


@pytest.mark.parametrize(
    "path", ["/api/v1/companies", "/api/v1", "/companies", "/admin/chains/company/add", "/api/docs"]
)
def test_readers_are_led_on(client, path):
    answer = client.get(path, {"limit": 1})
    assert (answer.status_code, answer["Location"]) == (301, f"{path}/?limit=1")
    assert client.head(path).status_code == 301


@pytest.mark.parametrize("path", ["/chains/", "/api/"])
def test_what_only_leads_on_takes_nothing_that_writes(client, path):
    assert client.get(path).status_code == 302
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "BREW"])
@pytest.mark.parametrize(
    "path", ["/", "/companies/", "/api/v1/companies/", "/api/v1/nothing/", "/admin/", "/healthz", "/x"]
)
def test_methods_that_nobody_takes_are_405(client, method, path):
    answer = client.generic(method, path, headers={"Cookie": "sessionid=secret", "Accept-Language": "zh-hans"})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "POST" in answer["Allow"]
    assert "此处不接受" in answer.json()["detail"]
    assert "secret" not in answer.text


def test_without_https_nothing_is_written(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client(headers={"Accept-Language": "en"})
    answer = client.post("/api/v1/companies/", {}, content_type="application/json")
    assert answer.status_code == 403
    assert "https://testserver/api/v1/companies/" in answer.json()["detail"]
    assert client.get("/api/v1/companies/").status_code == 301


# -- where a log-in leads


@pytest.mark.parametrize(
    "foreign", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere"]
)
def test_a_log_in_leads_to_no_other_site(foreign):
    user = make_user("curator", password="a password")
    client = Client()
    entered = {"username": user.username, "password": "a password", "next": foreign}
    answer = client.post(reverse("admin:login"), entered, follow=True)
    assert answer.redirect_chain == [(reverse("home"), 302)]
    assert answer.status_code == 200


def test_a_log_in_leads_where_it_was_asked_for():
    user = make_user("curator", password="a password")
    client = Client()
    for asked, leads in ({"next": "/companies/"}, "/companies/"), ({}, reverse("admin:index")):
        page = client.get(reverse("admin:login"), asked)
        entered = {"username": user.username, "password": "a password", "next": page.context["next"]}
        assert client.post(reverse("admin:login"), entered)["Location"] == leads
        client.logout()


@pytest.mark.parametrize("foreign", ["https://elsewhere.example/", "//elsewhere.example"])
def test_no_other_door_leads_to_another_site(client, foreign):
    for name in ("theme", "set_language"):
        answer = client.post(reverse(name), {"next": foreign, "language": "en", "theme": "dark"})
        assert "elsewhere" not in answer["Location"]
    assert client.get(reverse("admin:login"), {"next": foreign})["Location"] == reverse("admin:index")
    answer = client.post(reverse("admin:logout"), {"next": foreign}, follow=True)
    assert answer.status_code == 200
    assert all("elsewhere" not in address for address, _status in answer.redirect_chain)
