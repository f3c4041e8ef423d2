"""The world supply on the pages: who supplies, how many it takes, and what nobody knows, which is never a zero."""

import csv

import pytest

from chains.models import Segment
from tests.factories import make_segment, make_source, make_supply_share
from tests.pages.reading import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

LITHOGRAPHY = "/segments/ic.lithography/"


@pytest.fixture
def in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def world():
    """Return a source that tells something of lithography in 2020."""
    source = make_source("world-supply", title="World supply", issuer="Office")
    make_supply_share("ic.lithography", "NL", share=60, source=source)
    make_supply_share("ic.lithography", "JP", share=20, source=source)
    make_supply_share("ic.lithography", "US", qualifier="major", source=source)
    make_supply_share("ic.lithography", "CN", qualifier="unknown", source=source)
    make_supply_share("ic.lithography", "KR", qualifier="none", source=source)
    return source


def section(client, path=LITHOGRAPHY):
    return page(client, path).one("section", id="supply")


def figures(found):
    """Return what is said of a statement, by its term."""
    return {each.one("dt").text: each.one("dd").text for each in found.one("dl", class_="figures-of").all("div")}


def test_a_segment_shows_who_supplies_and_what_that_comes_to(client, world):
    found = section(client)
    assert figures(found) == {
        "Countries needed for 75%": "2 countries",
        "China’s own share": "unknown",
        "No number known for": "20%",
        "HHI": "0.40–0.44",
    }
    cells = [[cell.text for cell in row.all("th") + row.all("td")[:1]] for row in found.one("tbody").all("tr")]
    assert cells == [
        ["Netherlands", "60%"],
        ["Japan", "20%"],
        ["United States of America", "major"],
        ["China", "unknown"],
        ["South Korea", "none"],
        ["no number known, other countries included", "20%"],
    ]
    assert world.get_absolute_url() in found.links


def test_what_is_unknown_is_hatched_and_none_is_not_drawn(client, world):
    drawn = [(len(row.all("rect")), len(row.all("line"))) for row in section(client).one("tbody").all("tr")]
    assert drawn == [(1, 0), (1, 0), (0, 1), (0, 1), (0, 0), (0, 1)]
    assert "no number is known" in section(client).text


def test_what_cannot_be_said_is_said_so(client):
    make_supply_share("ic.lithography", "NL", share=10)
    assert figures(section(client))["Countries needed for 75%"] == "cannot be said: 90% unknown"
    assert figures(section(client))["China’s own share"] == "not stated"


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((80, 20), "1 country"),
        ((50, 15, 10), "2 to 3 countries"),
        ((60,), "at least 2 countries; how many cannot be said: 40% unknown"),
        ((80, 60), "cannot be said: the shares add up to 140%"),
    ],
)
def test_the_countries_needed_in_words(client, shares, said):
    source = make_source()
    for country, share in zip(("NL", "JP", "US"), shares, strict=False):
        make_supply_share("ic.lithography", country, share=share, source=source)
    assert figures(section(client))["Countries needed for 75%"] == said


def test_a_sum_over_the_whole_is_pointed_out(client):
    source = make_source()
    make_supply_share("ic.lithography", "NL", share=80, source=source)
    make_supply_share("ic.lithography", "JP", share=60, source=source)
    assert "add up to 140%" in section(client).one(class_="warn").text


def test_each_source_speaks_by_its_newest_year(client, world):
    make_supply_share("ic.lithography", "NL", share=90, year=2021, source=world)
    other = make_source("other-office", title="Other")
    make_supply_share("ic.lithography", "JP", share=99, year=2015, source=other)
    headings = [heading.text for heading in section(client).all("h3")]
    assert headings == ["Office 2021", "Other 2015"]
    assert "60%" not in section(client).text


def test_shares_of_sub_segments_stand_side_by_side_and_are_not_added_up(client, world):
    make_supply_share("ic.photoresist", "JP", share=90, source=world)
    found = section(client, "/segments/ic.equipment/")
    assert not found.all("dl")
    assert [row.one("th").text for row in found.one("tbody").all("tr")] == [
        Segment.objects.get(code="ic.lithography").name_en
    ]
    assert "not added up" in found.text


def test_without_shares_there_is_no_section(client):
    assert not page(client, LITHOGRAPHY).all("section", id="supply")


def test_the_gap_table_says_it_in_short_beside_the_verdict(client, world):
    shown = page(client, "/gaps/?chain=ic&segment=ic.equipment")
    (said,) = shown.all("span", class_="supplied")
    assert said.text.startswith("World supply : 75% from 2 countries · Netherlands 60% · Japan 20%")
    assert "China’s own share unknown" in said.text
    assert f"{LITHOGRAPHY}#supply" in said.links
    (above,) = page(client, "/gaps/?chain=ic").all("span", class_="supplied")
    assert above.text == "World supply : on record for 1 sub-segment"


def test_a_source_lists_the_shares_that_rest_on_it(client, world):
    shown = page(client, world.get_absolute_url())
    assert "/supply-shares/?source=world-supply" in shown.links
    assert "Netherlands 60%" in shown.text


def test_a_share_has_its_place_on_the_page_of_its_segment(client, world):
    share = world.supply_shares.first()
    path, _, anchor = share.get_absolute_url().partition("#")
    assert page(client, path).all("tr", id=anchor)


def test_the_register_tells_words_where_there_is_no_number(client, world):
    rows = page(client, "/supply-shares/?qualifier=major&qualifier=none").one("tbody").all("tr")
    assert [row.all("td")[0].text + ": " + row.all("td")[1].text for row in rows] == [
        "South Korea: none",
        "United States of America: major",
    ]


def test_the_filter_takes_a_segment_with_those_below_it(client, world):
    deeper = make_segment(parent=Segment.objects.get(code="ic.lithography"))
    make_supply_share(deeper, "DE", share=5, source=world)
    assert client.get("/api/v1/supply-shares/?segment=ic.equipment").json()["count"] == 6
    assert client.get(f"/api/v1/supply-shares/?segment={deeper.code}").json()["count"] == 1


def test_bounds_and_ranges_are_shown_as_their_source_has_them(client):
    source = make_source("bounds", title="Bounds")
    make_supply_share("ic.lithography", "CN", share=0, share_until=1, precision="below", source=source)
    make_supply_share("ic.lithography", "US", share=70, share_until=80, precision="range", source=source)
    make_supply_share("ic.lithography", "JP", share=20, precision="about", source=source)
    found = section(client)
    cells = [[cell.text for cell in row.all("th") + row.all("td")[:1]] for row in found.one("tbody").all("tr")]
    assert cells == [
        ["United States of America", "70% to 80%"],
        ["Japan", "about 20%"],
        ["China", "below 1%"],
        ["no number known, other countries included", "10%"],
    ]
    assert figures(found)["China’s own share"] == "below 1%"
    assert figures(found)["Countries needed for 75%"] == "1 to 2 countries"
    rows = page(client, "/supply-shares/?source=bounds&ordering=-share").one("tbody").all("tr")
    assert [row.all("td")[1].text for row in rows] == ["70% to 80%", "about 20%", "below 1%"]


def test_programs_and_files_have_both_ends(client):
    make_supply_share("ic.lithography", "US", share=70, share_until=80, precision="range")
    make_supply_share("ic.lithography", "JP", share=20)
    keys = ("share", "share_until", "precision", "precision_label", "qualifier")
    told = {each["country"]: each for each in client.get("/api/v1/supply-shares/").json()["results"]}
    assert [told["US"][key] for key in keys] == ["70.00", "80.00", "range", "between the two", None]
    assert [told["JP"][key] for key in keys] == ["20.00", None, None, None, None]
    lines = csv.DictReader(client.get("/supply-shares.csv").getvalue().decode("utf-8-sig").splitlines())
    assert {line["country"]: (line["share"], line["share_until"], line["precision"]) for line in lines} == {
        "US": ("70.00", "80.00", "range"),
        "JP": ("20.00", "", ""),
    }
