"""The browser that the tests here drive, the machine's own Chromium, and the sites that it looks at."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.site import CURATOR, PREPARE, Site, database
from tests.browser.visitor import PATIENCE, Visitor, log_in
from tests.plugins.browser import chromium_path

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Yield one Chromium for the package; each test opens a context of its own in it."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, on which Django would refuse to touch the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield the site with the seed and the demo curator."""
    folder = tmp_path_factory.mktemp("site")
    with database("seeded", folder, seed=True) as url:
        site = Site(url, folder)
        site.password = site.prepare(PREPARE + CURATOR)
        with site.served():
            yield site


@pytest.fixture(scope="package")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield a site with tables and nothing in them."""
    folder = tmp_path_factory.mktemp("empty-site")
    with database("empty", folder) as url:
        site = Site(url, folder)
        site.prepare(PREPARE)
        with site.served():
            yield site


@pytest.fixture
def broken_site(site: Site, tmp_path: object) -> Iterator[Site]:
    """Yield a site whose database has no tables, so that every page is an error of ours."""
    with database("broken", tmp_path, tables=False) as url:
        broken = Site(url, tmp_path)
        broken.environment["STATIC_ROOT"] = site.environment["STATIC_ROOT"]
        with broken.served():
            yield broken


@pytest.fixture(scope="package")
def curator(chromium: Browser, site: Site) -> dict:
    """Return the cookies of the curator, logged in once for all tests."""
    context = chromium.new_context(base_url=site.url)
    log_in(context.new_page(), site.password)
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def visitor(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a window on the site; what went wrong in any of them fails the test.

    See ``Visitor`` for what may be chosen.
    """
    visitors = []

    def enter(at: Site = site, **chosen: object) -> Visitor:
        visitors.append(Visitor(chromium, at.url, **chosen))
        return visitors[-1]

    yield enter
    faults = [fault for each in visitors for fault in each.leave()]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(visitor: Callable[..., Visitor]) -> Page:
    """Return a window on the site: 1440 px wide, in Chinese, light."""
    return visitor().page
