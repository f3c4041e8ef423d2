"""The guide for bureau staff: whole, found from every page, and true to what there is."""

import pytest
from django.urls import reverse

from chains.choices import Role, RowOutcome
from tests.pages.reading import page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/companies/", "/guide/"])
def test_every_page_leads_to_it(client, path):
    assert "/guide/" in page(client, path).links


def test_the_front_page_of_the_admin_leads_to_it(admin_client):
    assert 'href="/guide/"' in admin_client.get(reverse("admin:index")).text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_explains_every_outcome_and_every_role(client, language):
    shown = page(client, "/guide/", **{"accept-language": language})
    explained = [list_.all("dd") for list_ in shown.all("dl")]
    assert len(RowOutcome) in map(len, explained)
    assert len(Role) in map(len, explained)
    assert all(each.text for each in shown.all("dd"))


def test_its_contents_lead_to_its_sections(client):
    shown = page(client, "/guide/")
    contents = [link.removeprefix("#") for link in shown.one("main").links if link.startswith("#")]
    assert contents == [heading.attributes["id"] for heading in shown.one("main").all("h2")]


def test_it_leads_to_pages_that_are_there(client, admin_client):
    for link in page(client, "/guide/").one("main").links:
        if not link.startswith("#"):
            assert admin_client.get(link).status_code == 200, link
