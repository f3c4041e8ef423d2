"""Every page, wide and narrow, in both languages and themes: no error, nothing from elsewhere, nothing cut off."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, resolve
from playwright.sync_api import Page

from chains import urls
from chains.views.lists import REGISTERS
from tests.browser.visitor import LANGUAGES, NARROW, WIDE, Visitor

pytestmark = pytest.mark.browser

#: What these pages look like. That each opens on both databases is shown without a browser, which takes a tenth.
looks = pytest.mark.any_database("how pages look; tests/pages and tests/admin open each of them on both")

PAGES = (
    "/",
    "/about/",
    "/guide/",
    "/guide/sheets/",
    "/chains/ic/",
    "/chains/ic/?view=counts&province=310000&listed=true",
    "/chains/ai/?view=gaps",
    "/chains/ic/flow/",
    "/chains/ai/flow/?shade=verdict",
    "/compare/",
    "/compare/?chain=ic&province=310000&province=320000&province=330000&province=340000",
    "/compare/?chain=ic&chain=ai&province=310000",
    "/regions/yangtze-delta/?chain=ic",
    "/gaps/?chain=ic",
    "/gaps/ranked/",
    "/changes/",
    "/gaps/?chain=ic&segment=ic.equipment",
    "/gaps/?chain=ai",
    "/candidates/",
    "/candidates/?segment=ic.photoresist&province=340000",
    "/companies/",
    "/companies/?chain=ic&province=310000&listed=true&q=s",
    "/companies/?q=nobody-is-called-this",
    "/search/",
    "/search/?q=xinpian",
    "/search/?q=nobody-is-called-this",
    "/api/docs/",
    *(f"/{name}/" for name in REGISTERS),
)

#: Each list whose rows have a page of their own; the first row's is looked at.
PROFILES = (
    "companies",
    "segments",
    "provinces",
    "sources",
    "research-bases",
    "platforms",
    "parks",
    "alliances",
    "projects",
    "technologies",
)

#: Those of them about which readers can suggest a correction.
SUGGESTABLE = ("companies", "segments")

#: What is not there, cannot be read, or is not a page.
REFUSED = (
    ("/companies/no-such-company/", 404),
    ("/nowhere/", 404),
    ("/chains/nothing/", 404),
    ("/gaps/?chain=nothing", 400),
    ("/companies/?province=999999&colour=red", 400),
    ("/chains/ic/?view=sideways", 400),
    ("/companies.csv?province=999999", 400),
)

#: Addresses of no page of ours, or of one for the staff, seen below: files, switches, what sends on, the API.
NO_PAGES = re.compile(
    r"-(export|figure|feed|matrix)$|^brief$|^take-snapshot$|^theme$|^saved-filters$|^shortlist|^token|^chains$|^api"
)

CURATION = (
    "/admin/",
    "/admin/chains/company/",
    "/admin/chains/company/?q=zhongwei",
    "/admin/chains/company/add/",
    "/admin/chains/company/export/?chain=ic",
    "/admin/chains/placement/",
    "/admin/chains/segment/",
    "/admin/chains/assessment/",
    "/admin/chains/source/",
    "/admin/quality/",
    "/admin/quality/never-verified/",
    "/admin/suggestions/",
    "/admin/chains/savedfilter/",
    "/admin/chains/shortlist/",
    "/shortlists/",
    "/tokens/",
    "/admin/password_change/",
)

#: Windows, and what the eyes at each see: every page is opened in both, and in each at both widths.
EYES = (("zh", "light"), ("en", "dark"))


@pytest.fixture(scope="module")
def windows(chromium, site, curator) -> Iterator[list[Visitor]]:
    """Yield a window for each of EYES, which stays open from page to page."""
    yield from _windows(chromium, site.url, None)


@pytest.fixture(scope="module")
def curators_windows(chromium, site, curator) -> Iterator[list[Visitor]]:
    """Yield the same, logged in."""
    yield from _windows(chromium, site.url, curator)


@pytest.fixture(scope="module")
def windows_on_nothing(chromium, empty_site) -> Iterator[list[Visitor]]:
    """Yield the same, on a site with nothing on record."""
    yield from _windows(chromium, empty_site.url, None)


def _windows(chromium, url: str, state: dict | None) -> Iterator[list[Visitor]]:
    windows = [Visitor(chromium, url, language=language, theme=theme, state=state) for language, theme in EYES]
    yield windows
    for window in windows:
        window.leave()


def look(windows: list[Visitor], path: str, status: int = 200) -> None:
    """Open ``path`` in every window and at both widths, and fail on whatever is wrong."""
    for window, (language, _theme) in zip(windows, EYES, strict=True):
        window.faults.clear()
        page = window.open(path, status)
        seen = [f"{width} px: {fault}" for width in (WIDE, NARROW) for fault in faults_of(page, width, language)]
        assert window.faults + seen == []


def faults_of(page: Page, width: int, language: str) -> list[str]:
    """Return what is wrong with the page at this width."""
    page.set_viewport_size({"width": width, "height": 900})
    # The description of the API draws itself after it has been loaded.
    page.locator("h1").first.wait_for()
    found = page.evaluate(
        """() => ({
            lang: document.documentElement.lang.toLowerCase(),
            headings: [...document.querySelectorAll("h1")].map((each) => each.innerText),
            title: document.title,
            room: document.documentElement.clientWidth,
            taken: document.documentElement.scrollWidth,
            wide: [...document.querySelectorAll("body *")]
                .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 3).map((each) => each.outerHTML.slice(0, 120)),
        })"""
    )
    faults = []
    if found["lang"] != LANGUAGES[language][2].lower():
        faults.append(f"declared as {found['lang']!r}, not {language}")
    if len(found["headings"]) != 1 or not found["headings"][0].strip():
        faults.append(f"headings of the page: {found['headings']}")
    if not found["title"]:
        faults.append("has no title")
    if found["taken"] > found["room"]:
        faults.append(f"is {found['taken']} px wide in {found['room']}: {found['wide']}")
    return faults


def first_row(site_url: str, window: Visitor, name: str) -> str:
    """Return the address of the first row's page in the list."""
    text = window.context.request.get(f"{site_url}/{name}/").text()
    return re.search(rf'<tbody.*?href="(/{name}/[^"?/]+/)"', text, re.DOTALL)[1]


@looks
@pytest.mark.parametrize("path", PAGES)
def test_page(windows, path):
    look(windows, path)


@looks
@pytest.mark.parametrize("name", PROFILES)
def test_profile(site, windows, name):
    look(windows, first_row(site.url, windows[0], name))


@looks
@pytest.mark.parametrize("page", ["suggest/", "suggest/thanks/"])
@pytest.mark.parametrize("name", SUGGESTABLE)
def test_suggestion(site, windows, name, page):
    look(windows, first_row(site.url, windows[0], name) + page)


@looks
@pytest.mark.parametrize(("path", "status"), REFUSED)
def test_refusal(windows, path, status):
    look(windows, path, status)


@looks
@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith(("/chains/", "/regions/", "/api/"))])
def test_page_with_nothing_on_record(windows_on_nothing, path):
    """A filter that names what is not on record is refused, in a page that looks like the others."""
    look(windows_on_nothing, path, 400 if re.search(r"[?&](chain|segment)=", path) else 200)


@looks
@pytest.mark.parametrize("path", CURATION)
def test_curation(curators_windows, path):
    look(curators_windows, path)


@looks
@pytest.mark.parametrize(
    ("model", "page"),
    [("company", "change"), ("company", "history"), ("placement", "change"), ("evidence", "delete")],
)
def test_curation_of_a_row(site, curators_windows, model, page):
    listed = curators_windows[0].context.request.get(f"{site.url}/admin/chains/{model}/").text()
    change = re.search(rf"/admin/chains/{model}/[^/\"]+/change/", listed)[0]
    look(curators_windows, change.replace("change", page))


@looks
def test_login(windows):
    look(windows, "/admin/login/")


def test_a_locked_login(windows):
    path = "/admin/login/?next=/admin/"
    for window, (language, _theme) in zip(windows, EYES, strict=True):
        window.faults.clear()
        window.expected.add(window.url + path)
        page = window.open(path)
        locked = page.locator(".error-page .code", has_text="429")
        for _attempt in range(5):
            page.fill("#id_username", "somebody")
            page.fill("#id_password", "not the password")
            with page.expect_navigation():
                page.click("input[type=submit]")
            if locked.is_visible():
                break
        assert locked.is_visible()
        assert window.faults + faults_of(page, WIDE, language) + faults_of(page, NARROW, language) == []


def test_an_error_of_ours(chromium, broken_site):
    windows = _windows(chromium, broken_site.url, None)
    look(next(windows), "/companies/", 500)
    next(windows, None)


@looks
def test_no_page_is_left_out(site, windows):
    """A page that is added has to be added here."""
    walked = [*PAGES, *(first_row(site.url, windows[0], name) for name in PROFILES)]
    for name in SUGGESTABLE:
        walked += [first_row(site.url, windows[0], name) + page for page in ("suggest/", "suggest/thanks/")]
    seen = {resolve(path.partition("?")[0]).view_name for path in walked}
    pages = {each.name for each in urls.urlpatterns if isinstance(each, URLPattern) and not NO_PAGES.search(each.name)}
    assert pages <= seen


def test_the_server_has_nothing_to_complain_about(site, empty_site):
    assert site.complaints() == []
    assert empty_site.complaints() == []
