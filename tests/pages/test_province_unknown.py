"""What lies in China, nobody knows where: in no margin, counted and shown apart on every surface."""

import json

import pytest
from django.utils.translation import override

from chains.analysis.wording import country_called
from chains.models import Placement
from tests import factories
from tests.shared_rows import shared

pytestmark = pytest.mark.django_db

UNKNOWN = "/companies/?province=unknown"


@shared
def somewhere() -> Placement:
    """A claim on 设计 in China, with another of the same company abroad."""
    placement = factories.make_placement(factories.make_company("恒睿甲"), "ic.design", country="CN")
    factories.make_evidence(placement)
    factories.make_placement(placement.company, "ic.manufacturing", country="DE")
    return placement


def gaps_of(client):
    return client.get("/api/v1/gaps/?chain=ic").json()


def test_no_margin_counts_it(client, somewhere):
    answer = gaps_of(client)
    assert answer["margins"]["total"] == 84
    assert answer["province_unknown"] == {
        "companies": 1,
        "segments": {row["segment"]: int(row["segment"] == "ic.design") for row in answer["rows"]},
    }


def test_it_is_not_elsewhere(client):
    before = gaps_of(client)["elsewhere"]
    factories.make_placement(segment="ic.design", country="CN")
    assert gaps_of(client)["elsewhere"] == before
    factories.make_placement(segment="ic.design", country="DE")
    assert gaps_of(client)["elsewhere"] == before + 1


def test_the_map_of_programs_says_it_too(client, somewhere):
    answer = client.get("/api/v1/chains/ic/map/").json()
    assert answer["province_unknown"]["segments"]["ic.design"] == 1


@pytest.mark.parametrize("address", ["/chains/ic/", "/chains/ic/?listed=true", "/gaps/?chain=ic"])
def test_map_and_gap_table_show_it_apart(client, somewhere, address):
    shown = client.get(address).content.decode()
    assert "省份未知" in shown
    assert "?segment=ic.design&amp;province=unknown" in shown
    assert "?chain=ic&amp;province=unknown" in shown


@pytest.mark.parametrize("address", ["/chains/ic/", "/gaps/?chain=ic"])
def test_nothing_is_said_where_every_province_is_known(client, address):
    assert "province=unknown" not in client.get(address).content.decode()


def test_it_is_a_value_of_the_facet_of_provinces(client, somewhere):
    facets = client.get("/api/v1/companies/facets/").json()["facets"]
    assert {each["value"]: each["count"] for each in facets["province"]}["unknown"] == 1
    assert "恒睿甲" in client.get(UNKNOWN).content.decode()
    assert client.get("/api/v1/companies/?province=unknown").json()["count"] == 1
    assert client.get("/api/v1/companies/?province=unknown&segment=ic.manufacturing").json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("province=unknown", 1),
        ("province__in=unknown,310000&company_name__ic=恒睿甲", 1),
        ("province__not=unknown&company_name__ic=恒睿甲", 1),
        ("country__in=CN", 1),
        ("country__not=CN&company_name__ic=恒睿甲", 1),
    ],
)
def test_placements_are_found_by_it(client, somewhere, query, found):
    assert client.get(f"/api/v1/placements/?{query}").json()["count"] == found


def test_lists_and_files_say_so(client, somewhere):
    assert "中国（省份未知）" in client.get("/companies/?q=恒睿甲").content.decode()
    assert "中国（省份未知）" in client.get("/companies.csv?q=恒睿甲").getvalue().decode("utf-8-sig")
    [row] = json.loads(client.get("/placements.json?province=unknown").getvalue())
    assert row["country"] == "CN"
    cells = json.loads(client.get("/gaps.json?chain=ic").getvalue())
    assert {each["segment"]: each["province_unknown"] for each in cells}["ic.design"] == 1


def test_the_page_of_the_company(client, somewhere):
    assert "中国（省份未知）" in client.get(somewhere.company.get_absolute_url()).content.decode()


def test_in_words():
    with override("zh-hans"):
        assert [country_called(code) for code in ("CN", "TW", "HK", "MO", "DE", "")] == [
            *("中国（省份未知）", "中国台湾", "中国香港", "中国澳门", "德国", "")
        ]
