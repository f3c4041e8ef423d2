"""The guide for bureau staff: whole, found from every page, and true to what there is."""

import pytest
from django.urls import reverse

from chains.choices import Role, RowOutcome
from chains.sheets.cells import CellError, as_text
from chains.sheets.reading import open_book, rows_of
from chains.sheets.shares import as_per_cent
from tests.pages.reading import page
from tests.sheets.corpus import formula_cells

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


def test_what_it_says_of_formulas_and_per_cent_is_so(client):
    shown = page(client, "/guide/", **{"accept-language": "en"}).one("main").text
    assert "calculated last and saved" in shown
    assert "formula that stands in the file without its result is refused" in shown
    content = formula_cells()
    read = dict(rows_of(content, open_book(content, "名单.xlsx")))
    assert as_text(read[2][1]) == "2"
    assert refused(as_text, read[3][1]) == "formula_without_value"
    assert "12.5 and 12.5% are the same" in shown
    assert as_per_cent("12.5") == as_per_cent("12.5%")
    assert refused(as_per_cent, "0.125") == "part_or_per_cent"


def refused(clean, cell):
    with pytest.raises(CellError) as caught:
        clean(cell)
    return caught.value.code


@pytest.mark.parametrize("path", ["/guide/", "/guide/sheets/"])
def test_its_contents_lead_to_its_sections(client, path):
    shown = page(client, path)
    contents = [link.removeprefix("#") for link in shown.one("main").links if link.startswith("#")]
    assert contents == [heading.attributes["id"] for heading in shown.one("main").all("h2")]


def test_it_leads_to_pages_that_are_there(client, admin_client):
    for link in page(client, "/guide/").one("main").links:
        if not link.startswith("#"):
            assert admin_client.get(link).status_code == 200, link


def test_a_picture_of_a_sheet_shows_its_cells_and_what_becomes_of_them(client):
    shown = page(client, "/guide/sheets/")
    [table] = [each.one("table") for each in shown.all("section") if each.one("h2").attributes["id"] == "honours"]
    title, headings, first, _second = [row.all("td") for row in table.all("tr")[1:]]
    assert [(each.text, each.attributes["colspan"], each.attributes["class"]) for each in title] == [
        ("第五批专精特新“小巨人”企业公示名单", "3", "skipped")
    ]
    assert [each.attributes["class"] for each in headings] == ["left-out", "heading", "heading"]
    assert [each.text for each in first] == ["1", "甬江传感器股份有限公司", "宁波市"]
