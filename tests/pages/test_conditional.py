"""A page that has not changed is not made again: 304 after a single query, and the page itself after any write."""

import pytest
from django.db import connection
from django.test import Client

from chains import index
from chains.models import Company
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ADDRESSES = ("/companies/", "/companies/?segment=ic.design&page=1", "/chains/ic/", "/api/v1/companies/?limit=3")


@pytest.fixture(autouse=True)
def _committed(monkeypatch):
    """The tests stand in a transaction, in which nothing is told from the log; nobody else writes here."""
    monkeypatch.setattr("chains.changelog.latest.is_uncommitted", lambda: False)
    yield
    index.forget()


def read(client, address, **headers):
    # As PostgreSQL numbers the revisions when a transaction ends.
    connection.check_constraints()
    return client.get(address, headers=headers)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_costs_one_query(client, address, django_assert_num_queries):
    read(client, address)
    tag = read(client, address)["ETag"]
    connection.check_constraints()
    with django_assert_num_queries(1):
        response = client.get(address, headers={"If-None-Match": tag})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("address", ADDRESSES)
def test_after_a_write_it_is_made_anew(client, address):
    read(client, address)
    tag = read(client, address)["ETag"]
    for company in Company.objects.filter(placements__segment__code="ic.design")[:1]:
        Company.objects.filter(pk=company.pk).update(name="改名了的企业")
    Company.objects.order_by("pinyin", "public_id").first().save()
    response = read(client, address, **{"If-None-Match": tag})
    assert response.status_code == 200
    assert response["ETag"] != tag


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_language_is_another_page(client, address):
    read(client, address)
    tag = read(client, address)["ETag"]
    assert read(client, address, **{"If-None-Match": tag, "Accept-Language": "en"}).status_code == 200


def test_whoever_is_logged_in_gets_the_page_anew():
    client = Client()
    client.force_login(make_user())
    response = client.get("/companies/")
    assert response.status_code == 200
    assert "ETag" not in response


def test_a_theme_is_another_page(client):
    read(client, "/companies/")
    tag = read(client, "/companies/")["ETag"]
    client.cookies["theme"] = "dark"
    assert read(client, "/companies/", **{"If-None-Match": tag}).status_code == 200


def test_within_a_transaction_nothing_is_told_from_the_log(client, monkeypatch):
    monkeypatch.undo()
    assert "ETag" not in client.get("/companies/")
