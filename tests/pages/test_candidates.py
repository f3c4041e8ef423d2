"""Who could fill a gap: the page, its files and the API say the same, in one order, for any place."""

import csv
import io
import json
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from tests.factories import (
    make_chain,
    make_company,
    make_company_label,
    make_layer,
    make_link,
    make_listing,
    make_placement,
    make_platform,
    make_research_base,
    make_segment,
    make_technology,
)
from tests.pages.exported import SUFFIXES, file_of
from tests.pages.reading import all_pages, content, count_of, page, refused
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """A chain of three columns, gases among the materials, and companies near the gap of making in 安徽."""
    layer = make_layer(make_chain(slug="try"))
    materials, making, testing = (make_segment(slug, layer=layer) for slug in ("materials", "making", "testing"))
    gases, memory = make_segment("gases", parent=materials), make_segment("memory", parent=making)
    make_link(materials, making)
    make_link(making, testing)
    names = SimpleNamespace()
    for name, *placements in (
        ("same", (making, {"province": "310000"})),
        ("part", (memory, {"city": "320500"})),
        ("listed", (making, {"province": "330000"})),
        ("here", (making, {"province": "340000"}), (making, {"province": "310000"})),
        ("foot", (making, {"province": "310000"}), (testing, {"province": "340000"})),
        ("up", (gases, {"country": "JP"})),
        ("down", (testing, {"province": "320000"})),
        ("above", (materials, {"province": "320000"})),
        ("local", (materials, {"province": "340000"})),
    ):
        company = make_company(f"试验{name}")
        setattr(names, name, company.public_id)
        for segment, where in placements:
            make_placement(company, segment, **where)
        if name == "listed":
            make_listing(company, "699001")
    withdrawn, draft = make_placement(None, making, status="withdrawn"), make_company("草稿", stage="draft")
    make_placement(draft, making)
    names.nobody = {withdrawn.company.public_id, draft.public_id}
    return names


def rows_by_part(shown):
    """Return the ids of the companies by the part of the list that they stand in."""
    table = shown.one("table", class_="candidates")
    return {
        part.classes[0]: [row.one("th", scope="row").links[0].split("/")[2] for row in part.all("tr")[1:]]
        for part in table.all("tbody")
    }


def ids_of(client, path):
    return [key for shown in all_pages(client, path) for keys in rows_by_part(shown).values() for key in keys]


def exported(client, suffix, query):
    body = file_of(client, "candidates", suffix, query)
    if suffix == "json":
        return json.loads(body)
    if suffix == "ndjson":
        return [json.loads(line) for line in body.splitlines()]
    if suffix == "csv":
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    first, *rows = load_workbook(io.BytesIO(body), read_only=True).active.iter_rows(values_only=True)
    return [dict(zip(("id", *first[1:]), row, strict=True)) for row in rows]


def test_who_does_the_same_elsewhere_stands_apart_from_who_is_one_link_away(client, chain):
    shown = page(client, "/candidates/?segment=try.making&province=340000")
    assert rows_by_part(shown) == {
        "same": [chain.listed, chain.same, chain.foot, chain.part],
        "linked": [chain.above, chain.up, chain.down],
    }
    assert count_of(shown) == 7
    assert "/companies/?segment=try.making&province=340000" in shown.links


def test_a_segment_below_has_those_who_are_on_record_above_it_only(client, chain):
    shown = page(client, "/candidates/?segment=try.gases&province=310000")
    found = rows_by_part(shown)
    assert found["same"] == [chain.up]
    assert set(found["above"]) == {chain.above, chain.local}
    # It feeds what the whole of the materials feeds; who is in 上海 alone is not elsewhere.
    assert set(found["linked"]) == {chain.part, chain.listed, chain.here}


def test_without_a_place_all_are_asked(client, chain):
    found = rows_by_part(page(client, "/candidates/?segment=try.making"))
    assert set(found["same"]) == {chain.listed, chain.same, chain.foot, chain.part, chain.here}
    assert chain.local in found["linked"]


def test_a_city_and_several_places(client, chain):
    assert chain.part not in ids_of(client, "/candidates/?segment=try.making&city=320500")
    assert chain.part in ids_of(client, "/candidates/?segment=try.making&city=340100")
    several = ids_of(client, "/candidates/?segment=try.making&province=310000&province=340000")
    assert not {chain.same, chain.foot, chain.here} & set(several)


def test_it_says_why(client, chain):
    shown = page(client, "/candidates/?segment=try.making&province=340000", **{"Accept-Language": "en"})
    rows = {row.one("th", scope="row").links[0].split("/")[2]: row.text for row in shown.all("tr") if row.links}
    assert "same segment: 环节making" in rows[chain.same]
    assert "sub-segment: 环节memory" in rows[chain.part]
    assert "upstream: 环节gases feeds 环节making" in rows[chain.up]
    assert "downstream: 环节testing is fed by 环节making" in rows[chain.down]
    assert "there already, in another segment" in rows[chain.foot]
    assert "699001" in rows[chain.listed]


@pytest.mark.parametrize(
    "query",
    [
        "segment=try.making",
        "segment=try.making&province=340000",
        "segment=try.gases&city=320500",
        "segment=ic.photoresist&province=340000",
        "segment=ic.manufacturing",
        "segment=ai.software&province=310000&province=330000",
    ],
)
def test_page_files_and_api_say_the_same(client, chain, query):
    shown = ids_of(client, f"/candidates/?{query}")
    assert shown
    assert not chain.nobody & set(shown)
    answer = client.get(f"/api/v1/candidates/?{query}&limit=1000").json()
    assert [row["id"] for row in answer["results"]] == shown
    assert answer["count"] == len(shown) == count_of(page(client, f"/candidates/?{query}"))
    by_api = {row["id"]: row for row in answer["results"]}
    for suffix in SUFFIXES:
        rows = exported(client, suffix, query)
        assert [row["id"] for row in rows] == shown
        if suffix == "json":
            for row in rows:
                same = ("name", "relation", "why", "dedicated", "status", "listed", "tickers", "labels", "provinces")
                assert {name: row[name] for name in same} == {name: by_api[row["id"]][name] for name in same}
                assert row["here"] == by_api[row["id"]]["here"]


def test_the_files_hold_no_formulas(client):
    company = make_company("=1+1")
    make_placement(company, "ic.design", province="340000")
    for suffix in ("csv", "xlsx"):
        assert b"'=1+1" in file_of(client, "candidates", "csv", "segment=ic.design&province=310000"), suffix
    names = [row[1] for row in _cells(file_of(client, "candidates", "xlsx", "segment=ic.design&province=310000"))]
    assert "'=1+1" in names


def _cells(body):
    return load_workbook(io.BytesIO(body), read_only=True).active.iter_rows(values_only=True)


def test_pages_of_fifty(client):
    shown = all_pages(client, "/candidates/?segment=ic.manufacturing")
    lengths = [sum(map(len, rows_by_part(each).values())) for each in shown]
    assert lengths[0] == 50
    assert sum(lengths) == count_of(shown[0]) > 50
    page(client, "/candidates/?segment=ic.manufacturing&page=99", 404)


def test_without_a_segment_one_is_chosen(client):
    shown = page(client, "/candidates/")
    assert not refused(shown)
    choices = {option.attributes["value"] for option in shown.one("select", name="segment").all("option")}
    assert {"ic.lithography", "ai.software"} <= choices


BAD = [
    ("province=340000", ["segment"]),
    ("segment=ic.nothing", ["segment"]),
    ("segment=ic.design&segment=ic.equipment", ["segment"]),
    ("segment=ic.design&province=1", ["province"]),
    ("segment=ic.design&city=1", ["city"]),
    ("segment=ic.design&province=310000&city=320500", ["city"]),
    ("segment=ic.design&colour=red", ["colour"]),
    ("segment=ic.design&city=%00", ["city"]),
]


@pytest.mark.parametrize(("query", "parameters"), BAD)
def test_what_it_does_not_understand_is_refused_everywhere(client, query, parameters):
    assert refused(page(client, f"/candidates/?{query}", 400)) == parameters
    assert client.get(f"/candidates.csv?{query}").status_code == 400
    assert list(client.get(f"/api/v1/candidates/?{query}").json()["errors"]) == parameters
    assert client.get("/candidates.pdf?segment=ic.design").status_code == 404


def test_what_else_is_tied_to_the_segment(client, chain):
    from_below = make_technology("气体技术")
    below = make_segment("special", parent=None)
    bases = {name: make_research_base(name) for name in ("本环节", "全链", "别的环节")}
    segments = type(below).objects
    gases, testing = segments.get(code="try.gases"), segments.get(code="try.testing")
    from_below.segments.add(gases)
    for base in bases.values():
        base.chains.add(gases.layer.chain)
    bases["本环节"].segments.add(gases)
    bases["别的环节"].segments.add(testing)
    hosted = make_platform("有主平台", host_id=make_placement(None, gases).company_id)
    of_chain = make_platform("链上平台")
    for platform in (hosted, of_chain, make_platform("别链平台")):
        if platform.name != "别链平台":
            platform.chains.add(gases.layer.chain)
    shown = page(client, "/candidates/?segment=try.materials").one(class_="tied").text
    assert all(name in shown for name in ("气体技术", "本环节", "全链", "有主平台", "链上平台"))
    assert "别的环节" not in shown
    assert "别链平台" not in shown
    answer = client.get("/api/v1/candidates/?segment=try.materials").json()
    assert [(row["name"], row["tied"]) for row in answer["research_bases"]] == [("本环节", True), ("全链", False)]
    assert [(row["name"], row["tied"]) for row in answer["platforms"]] == [("有主平台", True), ("链上平台", False)]
    assert [row["name"] for row in answer["technologies"]] == ["气体技术"]


def test_the_pages_of_gaps_lead_there(client):
    links = page(client, "/segments/ic.lithography/").links
    assert "/candidates/?segment=ic.lithography" in links
    assert "/candidates/?segment=ic.lithography&province=340000" in links


def read(client, path):
    assert content(client.get(path))


def test_the_number_of_queries_does_not_grow(client):
    query = "segment=ic.manufacturing&province=340000"
    paths = [f"{path}?{query}" for path in ("/candidates/", "/candidates.csv", "/api/v1/candidates/")]
    few = {path: queries_of(read, client, path) for path in paths}
    for number in range(12):
        company = make_company(f"多{number}")
        make_placement(company, "ic.manufacturing", province="310000")
        make_listing(company)
        make_company_label(company)
    assert all(no_more(few[path], queries_of(read, client, path)) for path in paths)
