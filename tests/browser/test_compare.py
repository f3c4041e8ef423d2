"""Places side by side in a browser: chosen by hand, with the keyboard, without a script, and taken away."""

import csv

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import NARROW, number

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("what a browser shows side by side; tests/pages/test_compare asks on both"),
]


def counts(page: Page) -> list[list[int]]:
    """Return the numbers of the table by row, without the rows below the sum."""
    return page.locator(".compared tbody tr:not([class])").evaluate_all(
        "(rows) => rows.map((row) => [...row.querySelectorAll('td b')].map((each) => +each.innerText))"
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_two_provinces_are_chosen_and_compared_with_and_without_a_script(visitor, javascript):
    page = visitor(javascript=javascript).open("/compare/")
    form = page.locator("form.comparing")
    for name in ("chain", "province"):
        expect(form.locator(f"input[name={name}]:checked")).to_have_count(0)
    form.locator("input[name=chain][value=ic]").check()
    for code in ("310000", "320000"):
        form.locator(f"input[name=province][value='{code}']").check()
    form.locator("button").click()
    page.wait_for_url("**/compare/?chain=ic&province=310000&province=320000")
    assert counts(page) == [[9, 10], [1, 1], [7, 3], [4, 7], [1, 8]]
    expect(form.locator("input:checked")).to_have_count(3)


def test_every_number_leads_to_as_many_companies(visitor):
    window = visitor()
    page = window.open("/compare/?chain=ic&city=310000&city=320500")
    links = page.locator(".compared tbody tr:not([class]) td > a")
    assert links.count() == 10
    for at in (0, 1, 4):
        page.goto("/compare/?chain=ic&city=310000&city=320500")
        shown = number(links.nth(at).inner_text())
        links.nth(at).click()
        page.wait_for_url("**/companies/?*")
        assert number(page.locator("#results .count").inner_text()) == shown


def test_cities_are_behind_a_fold_that_the_keyboard_opens(visitor):
    page = visitor().open("/compare/?chain=ic", 400)
    expect(page.locator(".refusal code")).to_have_text("province")
    city = page.locator("input[name=city]").first
    expect(city).to_be_hidden()
    page.locator(".comparing summary").first.focus()
    page.keyboard.press("Enter")
    expect(city).to_be_visible()
    page.keyboard.press("Tab")
    expect(city).to_be_focused()


def test_the_file_has_the_numbers_of_the_page(visitor, tmp_path):
    page = visitor().open("/compare/?chain=ic&province=310000&province=320000")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    path = tmp_path / "compare.csv"
    waiting.value.save_as(path)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    shown = counts(page)
    assert [int(row["companies"]) for row in rows] == [row[side] for side in range(2) for row in shown]


def test_two_chains_stand_under_each_other_on_a_narrow_screen(visitor):
    page = visitor(width=NARROW).open("/compare/?chain=ic&chain=ai&province=310000")
    first, second = (table.bounding_box() for table in page.locator(".compared table").all())
    assert first["y"] + first["height"] <= second["y"]
    assert first["x"] + first["width"] <= NARROW


def test_a_node_of_the_flow_is_reached_by_the_keyboard_and_leads_to_its_segment(visitor):
    page = visitor().open("/chains/ic/flow/")
    page.locator(".canvas").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/segments/ic.materials/")
