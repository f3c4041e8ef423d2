"""Targets stand beside the counts, in the table, in its files and over the API, and change none of them."""

import json

import pytest

from tests.factories import ANHUI, JIANGSU, SHANGHAI, make_source, make_target
from tests.pages.exported import file_of
from tests.pages.reading import content, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def targets():
    """What is wanted in design: more than the 7 in 上海, as many as the 3 in 江苏, fewer than the 3 in 安徽."""
    return [
        make_target("ic.design", SHANGHAI, companies=14, by_year=2030, source=make_source("plan")),
        make_target("ic.design", JIANGSU, companies=3),
        make_target("ic.design", ANHUI, companies=2),
    ]


def cells(client) -> dict[str, dict]:
    answer = client.get("/api/v1/gaps/?chain=ic").json()
    return {f"{cell['segment']}@{cell['province']}": cell for cell in answer["cells"]}


def test_page_files_and_api_show_the_same_attainment(client, targets):
    wanted = {"ic.design@310000": (14, 0.5), "ic.design@320000": (3, 1.0), "ic.design@340000": (2, 1.5)}
    found = cells(client)
    assert {key: (found[key]["target"], found[key]["attainment"]) for key in wanted} == wanted
    assert all(cell["target"] is cell["attainment"] is None for key, cell in found.items() if key not in wanted)
    records = {record["id"]: record for record in json.loads(file_of(client, "gaps", "json", "chain=ic"))}
    assert {key: (records[key]["target"], records[key]["attainment"]) for key in wanted} == wanted
    assert records["ic.design@330000"]["target"] is None
    shown = page(client, "/gaps/?chain=ic").one("table", class_="gaps").all(class_="wanted")
    assert ["reached" in each.classes for each in shown] == [False, True, True]
    assert [
        all(number in each.text for number in numbers)
        for each, numbers in zip(shown, [("7", "14", "50%", "2030"), ("3", "100%"), ("2", "3", "150%")], strict=True)
    ] == [True] * 3


def test_a_target_changes_no_number(client, targets):
    with_targets = {key: {**cell, "target": None, "attainment": None} for key, cell in cells(client).items()}
    ranked = client.get("/api/v1/gaps/?chain=ic").json()["ranked"]
    for target in targets:
        target.delete()
    assert cells(client) == with_targets
    assert client.get("/api/v1/gaps/?chain=ic").json()["ranked"] == ranked


def test_a_target_leads_to_its_place_on_the_page_of_its_segment(client, targets):
    listed = page(client, "/targets/?province=310000")
    (address,) = [link for link in listed.links if "#" in link and link.startswith("/segments/")]
    assert address == targets[0].get_absolute_url()
    shown = page(client, address.partition("#")[0])
    assert "14" in shown.one("span", id=targets[0].public_id).text


def test_a_source_names_the_targets_that_rest_on_it(client, targets):
    assert targets[0].get_absolute_url() in page(client, "/sources/plan/").links
    assert "source=plan" in " ".join(page(client, "/sources/plan/").links)


def test_one_record_has_its_address_in_the_api(client, targets):
    record = client.get(f"/api/v1/targets/{targets[0].public_id}/").json()
    assert {name: record[name] for name in ("chain", "segment", "province", "companies", "by_year", "source")} == {
        "chain": "ic",
        "segment": "ic.design",
        "province": SHANGHAI,
        "companies": 14,
        "by_year": 2030,
        "source": "plan",
    }
    assert targets[0].public_id in content(client.get("/targets.csv")).decode()
