"""The schematic picture of a region: its numbers are those of the list of companies, whatever the filter."""

import re

import pytest

from tests.factories import make_city, make_placement, make_region
from tests.pages.reading import Element, count_of, page, refused

pytestmark = pytest.mark.django_db

PATH = "/regions/yangtze-delta/"
FILTERS = [
    "",
    "chain=ic",
    "chain=ic&listed=true",
    "segment=ic.equipment",
    "label=little-giant",
    "province=320000",
    "q=微",
]


def number(element: Element) -> int:
    """Return the number of companies that the title of a part says."""
    return int(re.search(r"· (\d+)", element.one("title").text)[1])


@pytest.mark.parametrize("query", FILTERS)
def test_every_tile_and_bubble_leads_to_as_many_companies_as_it_says(client, beside, query):
    shown = page(client, f"{PATH}?{query}")
    tiles = shown.one("svg", class_="tiles").all("a")
    assert len(tiles) == 4
    for link in (*tiles, *shown.one("svg", class_="bubbles").all("a")):
        assert count_of(page(client, link.attributes["href"])) == number(link)


@pytest.mark.parametrize("query", FILTERS)
def test_the_tables_say_what_the_pictures_show(client, beside, query):
    shown = page(client, f"{PATH}?{query}")
    provinces, cities = (table.one("tbody").all("tr") for table in shown.all("table"))
    assert [int(row.all("td")[0].text) for row in provinces] == [
        number(link) for link in shown.one("svg", class_="tiles").all("a")
    ]
    bubbles = [number(link) for link in shown.one("svg", class_="bubbles").all("a")]
    assert [int(row.one("td", class_="num").text) for row in cities if row.all("th")] == bubbles


def test_areas_are_in_proportion_to_companies(client, beside):
    bubbles = page(client, PATH).one("svg", class_="bubbles").all("a")
    areas = [(number(link), float(link.one("circle", class_="bubble").attributes["r"]) ** 2) for link in bubbles]
    largest = max(areas)
    for count, square in areas:
        assert square / largest[1] == pytest.approx(count / largest[0], rel=0.02)


def test_a_city_without_coordinates_is_in_the_table_alone(client):
    make_city("320600")
    city = make_city("341300")
    city.longitude = city.latitude = None
    city.save()
    make_placement(segment="ic.design", city="341300")
    shown = page(client, PATH)
    assert f"city={city.code}" not in str(shown.one("svg", class_="bubbles").links)
    assert any(f"city={city.code}" in link for link in shown.all("table")[1].links)


def test_companies_in_no_city_on_record_are_said_to_be_so(client):
    before = _unplaced(client)
    make_placement(segment="ic.design", province="340000")
    assert _unplaced(client) == before + 1


def _unplaced(client) -> int:
    rows = page(client, PATH).all("table")[0].one("tbody").all("tr")
    return next(int(row.all("td")[1].text) for row in rows if "/provinces/340000/" in row.links)


def test_it_is_called_schematic_in_both_languages(client):
    for language, word in (("zh-hans", "示意图"), ("en", "Schematic")):
        shown = page(client, PATH, **{"accept-language": language})
        assert word in shown.one("svg", class_="bubbles").text
        assert all(word in caption.text for caption in shown.all("figcaption"))


def test_what_the_filter_does_not_understand_is_refused_by_name(client):
    shown = page(client, f"{PATH}?colour=red&chain=nothing", 400)
    assert sorted(refused(shown)) == ["chain", "colour"]
    assert not shown.all("svg")


def test_a_region_without_coordinates_or_companies_is_drawn(client):
    region = make_region("440000", "450000")
    shown = page(client, f"/regions/{region.slug}/")
    assert len(shown.one("svg", class_="tiles").all("a")) == 2
    assert shown.one("svg", class_="bubbles").all("a") == []


def test_a_region_that_is_not_there_is_not_found(client):
    page(client, "/regions/nowhere/", 404)


@pytest.mark.parametrize("path", ["/", "/chains/ic/"])
def test_home_and_map_lead_to_it(client, path):
    assert f"{PATH}?chain=ic" in page(client, path).links
