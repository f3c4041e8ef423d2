"""The first page: the numbers of the atlas, every chain small, and where each is weak."""

import pytest

from chains.models import Chain, Company, Placement, Source
from chains.selectors.gaps import gap_view
from tests.factories import make_chain
from tests.pages.reading import Element, key_of, page

pytestmark = pytest.mark.django_db


def chains_of(shown: Element) -> list[Element]:
    return shown.one(class_="pair").all("section")


def test_the_numbers_are_those_of_the_lists(client, beside):
    facts = {item.links[0]: int(item.one("b").text) for item in page(client, "/").one(class_="facts").all("li")}
    assert facts == {
        "/companies/": Company.objects.existing().count(),
        "/placements/": Placement.objects.live().count(),
        "/placements/?status=verified": 1,
        "/sources/": Source.objects.count(),
    }


def test_the_seed_has_its_figures_and_nothing_verified(client):
    facts = [item.one("b").text for item in page(client, "/").one(class_="facts").all("li")]
    assert facts == ["162", "185", "0", "3"]


def test_every_chain_stands_small_with_the_numbers_of_its_gap_table(client, beside):
    sections = chains_of(page(client, "/"))
    assert [key_of(section.one("h2").links[0]) for section in sections] == ["ic", "ai"]
    for section in sections:
        chain = Chain.objects.get(slug=key_of(section.one("h2").links[0]))
        rows = section.one("table", class_="mini").one("tbody").all("tr")
        table = gap_view(chain).table
        assert [key_of(row.one("th").links[0]) for row in rows] == [row.segment for row in table.rows]
        for drawn, row in zip(rows, table.rows, strict=True):
            assert [cell.one("a").texts[0] for cell in drawn.all("td")[:-1]] == [
                str(cell.tally.companies) for cell in row.cells
            ]
        assert chain.get_absolute_url() in section.links
        assert f"/gaps/?chain={chain.slug}" in section.links


def test_the_headline_begins_with_equipment_and_materials(client):
    ic, ai = chains_of(page(client, "/"))
    headline = ic.one("ul", class_="headline").all("li")
    assert [key_of(line.links[0]) for line in headline[:2]] == ["ic.equipment", "ic.materials"]
    assert "依赖进口" in headline[0].text
    assert "光刻机" in headline[0].text
    assert headline[1].all(class_="flag")
    assert "urgent" in headline[0].classes
    # Nobody has judged the other chain: what is said of it comes from counts, and is not urgent.
    assert not [line for line in ai.one("ul", class_="headline").all("li") if "urgent" in line.classes]


def test_there_is_a_search_and_the_key_to_it_is_named(client):
    shown = page(client, "/")
    assert {form.attributes["action"] for form in shown.all("form", role="search")} == {"/search/"}
    assert shown.one("kbd").text == "/"


def test_a_chain_without_segments_stands_there_too(client):
    chain = make_chain()
    assert chain.get_absolute_url() in page(client, "/").one(class_="pair").links


def test_the_guide_explains_signals_verdicts_statuses_and_files(client):
    text = page(client, "/about/").one("main").text
    for word in ("疑似缺环", "未收录", "集聚", "缺链", "弱链", "未核实", ".xlsx", "API"):
        assert word in text, word
