"""A dissolved firm stays on record, by its id and in the log; lists and maps have it only where it is asked for.

That every way to ask gives the same rows, ``test_parity.py`` says.
"""

import pytest
from django.db import connection

from chains.choices import DISSOLVED
from chains.models import Company, Placement
from chains.selectors.overview import overview
from tests.factories import make_company, make_placement
from tests.pages.exported import SUFFIXES, exported
from tests.pages.reading import facets_of, page, rows_of

pytestmark = pytest.mark.django_db

NAME = "注销光电"


@pytest.fixture
def firm():
    """A firm that works in a segment and is dissolved only when a test says so."""
    company = make_company(NAME)
    make_placement(company, "ic.equipment", province="310000")
    return company


def dissolve(company, status="deregistered"):
    company.registration_status = status
    company.save()


def equipment(client):
    """Return how many companies the gap table counts in the segment and province of the firm."""
    [cell] = [
        cell
        for cell in client.get("/api/v1/gaps/?chain=ic").json()["cells"]
        if (cell["segment"], cell["province"]) == ("ic.equipment", "310000")
    ]
    return cell["companies"]


def on_map(client, query=""):
    return f"/companies/{Company.objects.get(name=NAME).public_id}/" in page(client, f"/chains/ic/?{query}").links


def ids(client, query):
    return [each["id"] for each in client.get(f"/api/v1/companies/?q={NAME}&{query}").json()["results"]]


@pytest.mark.parametrize("status", DISSOLVED)
def test_every_status_of_a_firm_that_is_no_more_takes_it_from_the_list(client, firm, status):
    assert ids(client, "") == [firm.public_id]
    dissolve(firm, status)
    assert ids(client, "") == ids(client, "dissolved=false") == []
    assert ids(client, "dissolved=true") == ids(client, "dissolved=true&dissolved=false") == [firm.public_id]


@pytest.mark.parametrize("status", ["", "active", "moved-out", "suspended", "liquidating", "other"])
def test_the_others_stay(client, firm, status):
    dissolve(firm, status)
    assert ids(client, "") == [firm.public_id]


def test_lists_files_facets_search_and_figures_leave_it_out(client, firm):
    before = equipment(client), overview().companies, on_map(client)
    dissolve(firm)
    query = "segment=ic.equipment&province=310000"
    assert before == (equipment(client) + 1, overview().companies + 1, True)
    assert firm.public_id not in rows_of(page(client, f"/companies/?{query}"))
    assert firm.public_id in rows_of(page(client, f"/companies/?{query}&dissolved=true"))
    for suffix in SUFFIXES:
        assert exported(client, "companies", suffix, f"q={NAME}") == []
        assert exported(client, "companies", suffix, f"q={NAME}&dissolved=true") == [firm.public_id]
    placement = firm.placements.get().public_id
    assert exported(client, "placements", "csv", f"company={firm.public_id}") == []
    assert exported(client, "placements", "csv", f"company={firm.public_id}&dissolved=true") == [placement]
    assert not on_map(client)
    assert on_map(client, "dissolved=true")
    assert f"/companies/{firm.public_id}/" not in page(client, f"/search/?q={NAME}").links
    assert f"/companies/{firm.public_id}/" not in page(client, "/segments/ic.equipment/").links
    assert not Placement.objects.live().filter(company=firm).exists()


def test_the_facet_says_how_many_come_with_them(client, firm):
    dissolve(firm)
    query = f"q={NAME}"
    counts = {
        (option.parameter, option.value): option.count
        for option in facets_of(page(client, f"/companies/?{query}"), query)
    }
    assert (counts["dissolved", "true"], counts["dissolved", "false"]) == (1, 0)
    assert counts["registration_status", "deregistered"] == 0
    query += "&dissolved=true"
    counts = {
        (option.parameter, option.value): option.count
        for option in facets_of(page(client, f"/companies/?{query}"), query)
    }
    assert counts["registration_status", "deregistered"] == counts["segment", "ic.equipment"] == 1


def test_gaps_never_count_it(client, firm):
    dissolve(firm)
    assert client.get("/api/v1/gaps/?chain=ic&dissolved=true").status_code == 400


def test_it_keeps_its_addresses_with_all_that_is_said_of_it(client, firm):
    dissolve(firm)
    shown = page(client, f"/companies/{firm.public_id}/")
    assert "注销" in shown.text
    record = client.get(f"/api/v1/companies/{firm.public_id}/").json()
    assert (record["registration_status"], record["dissolved"]) == ("deregistered", True)
    assert [each["segment"] for each in record["placements"]] == ["ic.equipment"]
    assert client.get(f"/api/v1/placements/{firm.placements.get().public_id}/").status_code == 200


def test_the_log_tells_of_it_and_still_has_it(client, firm):
    connection.check_constraints()
    cursor = client.get("/api/v1/changes/?after=start&limit=1000&list=companies")
    while cursor.json()["more"]:
        cursor = client.get(f"/api/v1/changes/?after={cursor.json()['cursor']}&limit=1000&list=companies")
    dissolve(firm)
    connection.check_constraints()
    [change] = client.get(f"/api/v1/changes/?after={cursor.json()['cursor']}&list=companies").json()["results"]
    assert (change["id"], change["kind"]) == (firm.public_id, "changed")
    assert change["record"]["registration_status"] == "deregistered"
