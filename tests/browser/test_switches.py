"""The switches of language and theme: the page and its query stay, and only what was asked for changes."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("cookies and colours; tests/pages opens these pages on both"),
]

PATH = "/companies/?chain=ic&province=310000&ordering=-placements"

#: The ground of a page, and its ink on it.
LIGHT, DARK = "rgb(251, 250, 246)", "rgb(21, 24, 27)"


def ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def switch(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_the_language_changes_and_nothing_else(visitor, site, javascript):
    page = visitor(javascript=javascript).open(PATH)
    root = page.locator("html")
    expect(root).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("h1")).to_have_text("企业")
    rows = page.locator(".table tbody tr").count()
    switch(page, "EN")
    expect(page).to_have_url(site.url + PATH)
    expect(root).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Companies")
    expect(page.locator(".table tbody tr")).to_have_count(rows)
    switch(page, "中文")
    expect(page).to_have_url(site.url + PATH)
    expect(root).to_have_attribute("lang", "zh-Hans")


def test_chinese_unless_something_else_is_asked_for(visitor):
    window = visitor()
    window.context.set_extra_http_headers({"Accept-Language": "fr"})
    expect(window.open("/").locator("html")).to_have_attribute("lang", "zh-Hans")


def test_the_language_stays_in_the_admin(visitor, curator):
    page = visitor(state=curator, language="en").open("/admin/chains/company/")
    expect(page.locator("h1")).to_have_text("Companies")
    switch(page, "中文")
    expect(page.locator("h1")).to_have_text("企业")
    page.get_by_role("link", name="返回网站").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


@pytest.mark.parametrize(
    ("system", "own", "other", "button"), [("light", LIGHT, DARK, "深色"), ("dark", DARK, LIGHT, "浅色")]
)
@pytest.mark.parametrize("path", [PATH, "/admin/login/"])
def test_the_theme_follows_the_system_until_the_reader_chooses(visitor, site, path, system, own, other, button):
    page = visitor(theme=system).open(path)
    assert ground(page) == own
    switch(page, button)
    expect(page).to_have_url(site.url + path)
    assert ground(page) == other
    page.reload()
    assert ground(page) == other
    switch(page, "自动")
    assert ground(page) == own


def test_the_theme_changes_with_the_system_while_the_page_is_open(visitor):
    page = visitor(theme="light").open("/chains/ic/")
    page.emulate_media(color_scheme="dark")
    assert ground(page) == DARK


@pytest.mark.parametrize(("theme", "colour"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/api/docs/", "/admin/"])
def test_the_theme_that_was_chosen_holds_everywhere(visitor, site, curator, path, theme, colour):
    window = visitor(theme={"light": "dark", "dark": "light"}[theme], state=curator)
    window.context.add_cookies([{"name": "theme", "value": theme, "url": site.url}])
    assert ground(window.open(path, 404 if path == "/nowhere/" else 200)) == colour


def test_a_theme_that_does_not_exist_is_none(visitor, site):
    window = visitor(theme="dark")
    window.context.add_cookies([{"name": "theme", "value": "purple", "url": site.url}])
    assert ground(window.open("/")) == DARK
