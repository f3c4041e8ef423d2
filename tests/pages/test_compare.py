"""Places side by side: the numbers of the gap table, alike on the page, in the files and from the API."""

import csv
import io
import json

import pytest

from chains.models import Chain, Park
from tests.factories import make_park, make_placement, make_province, make_research_base
from tests.pages.reading import Element, content, page, refused

pytestmark = pytest.mark.django_db

PROVINCES = "chain=ic&province=310000&province=320000"


def api(client, query: str) -> dict:
    response = client.get(f"/api/v1/compare/?{query}")
    assert response.status_code == 200, response.content.decode()
    return response.json()


def counts_of(shown: Element) -> list[list[int]]:
    """Return the numbers of the tables by row, without the rows below the sum."""
    rows = []
    for table in shown.all("table", class_="gaps"):
        body = [row for row in table.one("tbody").all("tr") if not row.classes]
        rows += [[int(cell.one("b").text) for cell in row.all("td")] for row in body]
    return rows


@pytest.fixture
def parks(db) -> list[Park]:
    """Return a park in 苏州, one in 上海 and one of which only the province is on record."""
    make_placement(segment="ic.design", city="320500")
    return [
        make_park("苏州试验园", city="320500"),
        make_park("上海试验园", province="310000"),
        make_park("安徽试验园", province="340000"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        PROVINCES,
        "chain=ai&province=340000&province=310000&province=330000&province=320000",
        "chain=ic&chain=ai&province=330000",
        "chain=ic&city=310000&city=320500&city=330100",
        "chain=ai&chain=ic&city=330100",
    ],
)
def test_page_files_and_api_have_the_same_cells(client, beside, query):
    answer = api(client, query)
    cells = [(side["place"], cell["segment"], cell["companies"]) for side in answer["sides"] for cell in side["cells"]]
    assert cells
    rows = json.loads(content(client.get(f"/compare.json?{query}")))
    assert [(row["place"], row["segment"], row["companies"]) for row in rows] == cells
    read = csv.DictReader(io.StringIO(content(client.get(f"/compare.csv?{query}")).decode("utf-8-sig")))
    assert [(row["place"], row["segment"], int(row["companies"])) for row in read] == cells
    assert client.get(f"/compare.xlsx?{query}").status_code == 200
    shown = counts_of(page(client, f"/compare/?{query}"))
    chains = list(dict.fromkeys(side["chain"] for side in answer["sides"]))
    drawn = [
        [side["cells"][at]["companies"] for side in sides]
        for chain in chains
        for sides in [[side for side in answer["sides"] if side["chain"] == chain]]
        for at in range(len(sides[0]["cells"]))
    ]
    assert shown == drawn


@pytest.mark.parametrize("chain", ["ic", "ai"])
def test_a_province_has_its_cells_of_the_gap_table(client, beside, chain):
    table = client.get(f"/api/v1/gaps/?chain={chain}").json()
    for side in api(client, f"chain={chain}&province=310000&province=320000&province=330000&province=340000")["sides"]:
        of_table = [cell for cell in table["cells"] if cell["province"] == side["place"]]
        assert side["total"] == table["margins"]["provinces"][side["place"]]
        for cell, said in zip(side["cells"], of_table, strict=True):
            names = cell.keys() & said.keys()
            assert {"companies", "dedicated", "verified", "listed", "lq_shrunk", "signal", "verdict"} <= names
            assert {name: cell[name] for name in names} == {name: said[name] for name in names}
            assert cell["share"] == cell["companies"] / side["total"]


def test_the_ic_chain_of_shanghai_and_jiangsu_by_hand(client):
    shanghai, jiangsu = api(client, PROVINCES)["sides"]
    assert [cell["companies"] for cell in shanghai["cells"]] == [9, 1, 7, 4, 1]
    assert [cell["companies"] for cell in jiangsu["cells"]] == [10, 1, 3, 7, 8]
    assert (shanghai["total"], jiangsu["total"]) == (22, 29)
    assert [(each["signal"], each["segments"]) for each in shanghai["shortcomings"]] == [
        ("single", ["ic.equipment", "ic.packaging-test"])
    ]
    assert [(each["signal"], each["segments"]) for each in jiangsu["shortcomings"]] == [
        ("single", ["ic.equipment"]),
        ("thin", ["ic.design"]),
    ]
    assert (shanghai["clusters"], jiangsu["clusters"]) == (["ic.design"], ["ic.manufacturing", "ic.packaging-test"])


def test_a_city_has_counts_and_no_judgement_and_the_page_says_so(client):
    query = "chain=ic&city=310000&city=320500"
    for side in api(client, query)["sides"]:
        assert (side["judged"], side["shortcomings"], side["clusters"], side["highest"]) == (False, [], [], [])
        for cell in side["cells"]:
            assert (cell["signal"], cell["verdict"], cell["lq_shrunk"]) == (None, None, None)
    shown = page(client, f"/compare/?{query}")
    assert shown.all(class_="note")
    assert not shown.all(class_="v")


def test_a_city_counts_the_companies_that_the_list_finds_there(client, beside):
    for side in api(client, "chain=ic&city=310000&city=320500&city=330100")["sides"]:
        for cell in side["cells"]:
            found = client.get(f"/api/v1/companies/?segment={cell['segment']}&city={side['place']}&limit=1").json()
            assert found["count"] == cell["companies"]


def test_a_municipality_has_as_a_city_what_it_has_as_a_province(client):
    as_city = api(client, "chain=ic&city=310000&city=320500")["sides"][0]
    as_province = api(client, PROVINCES)["sides"][0]
    for name in ("companies", "dedicated", "listed", "share"):
        assert [cell[name] for cell in as_city["cells"]] == [cell[name] for cell in as_province["cells"]]
    for name in ("research_bases", "platforms", "parks"):
        assert as_city[name] == as_province[name]


def test_a_park_is_counted_by_its_city_and_else_by_its_province(client, parks):
    query = "chain=ic&" + "&".join(f"park={park.public_id}" for park in parks)
    sides = api(client, query)["sides"]
    assert [(side["place"], side["counted_kind"], side["counted_in"]) for side in sides] == [
        (parks[0].public_id, "city", "320500"),
        (parks[1].public_id, "city", "310000"),
        (parks[2].public_id, "province", "340000"),
    ]
    cities = api(client, "chain=ic&city=320500&city=310000")["sides"]
    assert [side["cells"] for side in sides[:2]] == [side["cells"] for side in cities]
    anhui = api(client, "chain=ic&province=340000&province=310000")["sides"][0]
    assert [cell["companies"] for cell in sides[2]["cells"]] == [cell["companies"] for cell in anhui["cells"]]
    shown = page(client, f"/compare/?{query}")
    assert len(shown.all(class_="counted-in")) == 3
    assert len(shown.all(class_="note")) == 2


def test_what_stands_at_a_place_is_listed_with_the_chain_it_belongs_to(client):
    base = make_research_base("安徽试验院", province="340000")
    base.chains.set([Chain.objects.get(slug="ic")])
    ic, ai = api(client, "chain=ic&chain=ai&province=340000")["sides"]
    assert base.public_id in ic["research_bases"]
    assert base.public_id not in ai["research_bases"]


def test_places_stand_in_the_order_in_which_they_were_named(client):
    for codes in (["320000", "310000"], ["310000", "320000"]):
        query = "chain=ic&" + "&".join(f"province={code}" for code in codes)
        assert [side["place"] for side in api(client, query)["sides"]] == codes


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("province=310000&province=320000", ["chain"]),
        ("chain=ic", ["province"]),
        ("chain=ic&province=310000", ["province"]),
        ("chain=ic&city=310000", ["city"]),
        ("chain=ic&province=310000&province=320000&city=330100", ["city"]),
        ("chain=ic&chain=ai&province=310000&province=320000", ["province"]),
        ("chain=ic&province=310000&province=999999", ["province"]),
        ("chain=nothing&province=310000&province=320000", ["chain"]),
        ("chain=ic&park=0000000000&city=1", ["city", "park"]),
        ("chain=ic&city=310000&city=320100&city=320200&city=320300&city=320400", ["city"]),
        ("colour=red&chain=ic&province=310000&province=320000", ["colour"]),
        ("chain=ic&province=%00", ["province"]),
    ],
)
def test_what_cannot_stand_side_by_side_is_refused_by_name(client, query, parameters):
    shown = page(client, f"/compare/?{query}", 400)
    assert sorted(refused(shown)) == parameters
    assert not shown.all("table", class_="gaps")
    assert client.get(f"/compare.csv?{query}").status_code == 400
    response = client.get(f"/api/v1/compare/?{query}")
    assert response.status_code == 400
    assert sorted(response.json()["errors"]) == parameters


def test_a_province_outside_the_region_of_the_chain_is_refused(client):
    make_province("440000")
    assert refused(page(client, "/compare/?chain=ic&province=310000&province=440000", 400)) == ["province"]


def test_asked_for_nothing_the_page_shows_the_form_and_the_rest_refuse(client):
    shown = page(client, "/compare/")
    assert refused(shown) == []
    assert {field.attributes["name"] for field in shown.one("form", class_="comparing").all("input")} == {
        "chain",
        "province",
        "city",
        "park",
    }
    assert client.get("/compare.csv").status_code == 400
    assert client.get("/api/v1/compare/").status_code == 400


def test_the_map_leads_to_the_comparison_of_its_provinces(client):
    links = page(client, "/chains/ic/").links
    (link,) = [link for link in links if link.startswith("/compare/?")]
    assert refused(page(client, link)) == []
