"""The site by keyboard alone: everything can be reached, opened and left, and one sees where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("what keys do in a browser; tests/pages opens these pages on both"),
]

#: More stops than any page has before its content.
MANY = 120


def tab_to(page: Page, condition: str) -> None:
    """Press Tab until the element with the focus fits ``condition``, a selector."""
    for _stop in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("(condition) => document.activeElement.matches(condition)", condition):
            return
    raise AssertionError(f"{condition} is not reached within {MANY} stops")


def test_the_first_stop_skips_to_the_content(visitor):
    page = visitor().open("/chains/ic/")
    skip = page.locator(".skip")
    assert skip.bounding_box()["y"] + skip.bounding_box()["height"] <= 0
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#content').contains(document.activeElement)")


def test_tab_reaches_the_search_and_enter_searches(visitor, site):
    page = visitor().open("/")
    tab_to(page, "#find")
    page.keyboard.type("zxgj")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/search/?q=zxgj")
    expect(page.locator(".table tbody th").first).to_contain_text("中芯国际")


@pytest.mark.parametrize("path", ["/", "/chains/ic/", "/companies/", "/about/", "/api/docs/"])
def test_a_slash_goes_to_the_search_from_anywhere(visitor, path):
    page = visitor().open(path)
    page.keyboard.press("Tab")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    expect(page.locator("#find")).to_have_value("")


def test_a_slash_is_a_slash_where_one_types(visitor):
    page = visitor().open("/companies/")
    page.focus("#q")
    page.keyboard.type("a/b")
    expect(page.locator("#q")).to_have_value("a/b")
    expect(page.locator("#q")).to_be_focused()


@pytest.mark.parametrize(
    ("path", "theme"), [("/chains/ic/", "light"), ("/companies/?chain=ic", "dark"), ("/gaps/?chain=ic", "light")]
)
def test_one_sees_where_the_focus_is(visitor, path, theme):
    page = visitor(theme=theme).open(path)
    seen = set()
    for _stop in range(30):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
                const box = document.activeElement.getBoundingClientRect();
                return {
                    what: document.activeElement.outerHTML.slice(0, 100),
                    outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
                    colour: outlineColor,
                    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
                };
            }"""
        )
        assert stop["outlined"], stop
        assert stop["inside"], stop
        seen.add(stop["colour"])
    assert len(seen) == 1


def test_a_drop_down_opens_by_key_and_escape_closes_it(visitor):
    page = visitor().open("/chains/ic/")
    tab_to(page, ".pick > summary")
    page.keyboard.press("Enter")
    pick = page.locator(".pick").first
    expect(pick).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(pick.locator("input").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(pick).not_to_have_attribute("open", "")
    expect(pick.locator("summary")).to_be_focused()


def test_only_one_drop_down_is_open(visitor):
    page = visitor().open("/chains/ic/")
    tab_to(page, ".pick > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".pick:not([open]) > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".pick[open]")).to_have_count(1)


def test_a_filter_is_set_by_key(visitor):
    page = visitor().open("/chains/ic/")
    tab_to(page, ".pick > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**province=310000**")


def test_a_company_is_opened_from_the_map(visitor):
    page = visitor().open("/chains/ic/")
    tab_to(page, ".map .co")
    name = page.evaluate("document.activeElement.firstChild.data.trim()")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/companies/\w+/$"))
    expect(page.locator("h1")).to_contain_text(name)


def test_the_reason_of_a_conflict_opens_by_key(visitor):
    page = visitor().open("/chains/ic/")
    tab_to(page, "details.conf > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.conf > p").first).to_be_visible()


def test_facets_work_by_key_and_the_focus_stays_near(visitor):
    page = visitor().open("/companies/")
    tab_to(page, ".rail li a")
    page.keyboard.press("Enter")
    page.wait_for_url("**chain=**")
    # Tabbing goes on from the value that was chosen, not from the top of the page.
    expect(page.locator(".rail [aria-current]")).to_be_focused()


def test_what_scrolls_can_be_scrolled_by_key(visitor):
    page = visitor(width=1000).open("/chains/ai/")
    last = page.locator(".cols th").last
    expect(last).not_to_be_in_viewport()
    tab_to(page, ".scroll")
    for _press in range(30):
        page.keyboard.press("ArrowRight")
    expect(last).to_be_in_viewport()
