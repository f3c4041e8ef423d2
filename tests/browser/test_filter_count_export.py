"""Choosing facets: the number beside a value is the count of the list, of its rows and of all three files."""

import csv
import json
import re

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import number, take

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("what a browser does with filters; lists and files are asked for on both"),
]

CHAIN, SEGMENT, PROVINCE, LISTED = "产业链", "环节", "省份", "上市"


def value(page: Page, facet: str, name: str) -> Locator:
    """Return the link of a value in the facets at the left."""
    of_facet = page.locator(".rail > details").filter(has=page.locator("summary", has_text=re.compile(f"^{facet}$")))
    return of_facet.locator("a").filter(has=page.locator("span", has_text=re.compile(rf"^\s*{name}\s*$"))).first


def choose(page: Page, facet: str, name: str) -> int:
    """Choose a value, see that the list then counts what stood beside it, and return that."""
    link = value(page, facet, name)
    promised = number(link.locator("b").inner_text())
    link.click()
    expect(value(page, facet, name)).to_have_attribute("aria-current", "true")
    expect_count(page, promised)
    return promised


def expect_count(page: Page, count: int) -> None:
    expect(page.locator("#results .count")).to_have_text(re.compile(rf"^\s*{count}\D"))


def ids(page: Page) -> list[str]:
    """Return the ids of the companies on all pages of the list, in their order."""
    found = []
    while True:
        links = page.locator(".table tbody th a")
        found += [links.nth(row).get_attribute("href").split("/")[2] for row in range(links.count())]
        onwards = page.locator('.pages a[rel="next"]')
        if not onwards.count():
            return found
        reached = onwards.get_attribute("href")
        onwards.click()
        page.wait_for_url(f"**{reached}")
        expect(page.locator(".pages > span").nth(1)).to_contain_text(f"{number(reached.rpartition('page=')[2])} /")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_the_count_is_what_was_promised_and_what_is_listed(visitor, javascript):
    page = visitor(javascript=javascript).open("/companies/")
    everybody = number(page.locator("#results .count").inner_text())
    in_chain = choose(page, CHAIN, "集成电路")
    in_shanghai = choose(page, PROVINCE, "上海")
    listed = choose(page, LISTED, "上市")
    assert everybody > in_chain > in_shanghai > listed > 0
    assert len(set(ids(page))) == listed


def test_values_of_one_facet_add_up_and_keep_their_numbers(visitor):
    page = visitor().open("/companies/?chain=ic&province=310000")
    in_shanghai = set(ids(page))
    jiangsu = value(page, PROVINCE, "江苏")
    alone = number(jiangsu.locator("b").inner_text())
    jiangsu.click()
    expect(page.locator(".chip.on")).to_have_count(3)
    assert number(value(page, PROVINCE, "江苏").locator("b").inner_text()) == alone
    assert number(value(page, PROVINCE, "上海").locator("b").inner_text()) == len(in_shanghai)
    either = ids(page)
    assert in_shanghai < set(either)
    assert len(either) == number(page.locator("#results .count").inner_text())
    assert max(len(in_shanghai), alone) < len(either) <= len(in_shanghai) + alone


def test_a_parent_segment_includes_what_is_below_it(visitor):
    page = visitor().open("/companies/?chain=ic&segment=ic.materials")
    count = number(page.locator("#results .count").inner_text())
    assert len(ids(page)) == count
    assert number(value(page, SEGMENT, "原材料").locator("b").inner_text()) == count


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_a_chip_takes_its_filter_away(visitor, site, javascript):
    page = visitor(javascript=javascript).open("/companies/")
    in_chain = choose(page, CHAIN, "集成电路")
    choose(page, PROVINCE, "安徽")
    chips = page.locator(".chip.on")
    expect(chips).to_have_count(2)
    chips.filter(has_text="安徽").click()
    expect(chips).to_have_count(1)
    expect_count(page, in_chain)
    expect(page).to_have_url(f"{site.url}/companies/?chain=ic")
    page.get_by_role("link", name="全部清除").click()
    expect(page).to_have_url(f"{site.url}/companies/")
    expect(chips).to_have_count(0)


def test_back_and_forth_in_the_history(visitor, site):
    page = visitor().open("/companies/")
    everybody = number(page.locator("#results .count").inner_text())
    in_chain = choose(page, CHAIN, "人工智能")
    in_province = choose(page, PROVINCE, "浙江")
    for go, query, count in (
        (page.go_back, "?chain=ai", in_chain),
        (page.go_back, "", everybody),
        (page.go_forward, "?chain=ai", in_chain),
        (page.go_forward, "?chain=ai&province=330000", in_province),
    ):
        go()
        expect(page).to_have_url(f"{site.url}/companies/{query}")
        expect_count(page, count)
        # The page is fetched anew; only when its scripts are there do they see the next step.
        page.wait_for_load_state()


def test_a_search_keeps_the_filter_and_the_filter_the_search(visitor):
    page = visitor().open("/companies/?chain=ic")
    page.fill("#q", "dianzi")
    page.press("#q", "Enter")
    page.wait_for_url("**q=dianzi**")
    assert "chain=ic" in page.url
    count = choose(page, PROVINCE, "安徽")
    assert "q=dianzi" in page.url
    assert len(ids(page)) == count


def test_every_file_has_exactly_the_rows_of_the_list(visitor):
    page = visitor().open("/companies/?chain=ic&province=310000&listed=true&ordering=-placements")
    listed = ids(page)
    assert len(listed) == number(page.locator("#results .count").inner_text()) > 1

    path, name = take(page, "CSV")
    assert re.fullmatch(r"companies-\d{8}\.csv", name)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == listed

    path, name = take(page, "XLSX")
    assert name.endswith(".xlsx")
    with path.open("rb") as file:
        sheet = openpyxl.load_workbook(file).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == listed

    page.get_by_role("link", name="JSON", exact=True).click()
    page.wait_for_url("**/companies.json?*")
    assert [row["id"] for row in json.loads(page.locator("body").inner_text())] == listed


def test_a_filter_that_cannot_be_read_is_named_and_lists_nothing(visitor):
    page = visitor().open("/companies/?province=999999&colour=red", 400)
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("province")
    expect(refusal).to_contain_text("colour")
    expect(page.locator(".table")).to_have_count(0)
    refusal.get_by_role("link").click()
    expect(page.locator("#results .count")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_a_search_that_is_refused_says_so_and_can_be_made_again(visitor, javascript):
    asked = visitor(javascript=javascript)
    page = asked.open("/companies/")
    everybody = number(page.locator("#results .count").inner_text())
    asked.expected.add(f"{asked.url}/companies/?q={'x' * 101}")
    page.locator("#q").evaluate("field => field.removeAttribute('maxlength')")
    page.fill("#q", "x" * 101)
    page.press("#q", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("q")
    expect(page.locator(".table")).to_have_count(0)
    page.fill("#q", "dianzi")
    page.press("#q", "Enter")
    expect(page.locator(".chip.on")).to_contain_text("dianzi")
    assert 0 < number(page.locator("#results .count").inner_text()) < everybody
