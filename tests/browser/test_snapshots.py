"""Then and now in the browser: a reviewer keeps the gaps as they are, something changes, and the page says what."""

import pytest
from playwright.sync_api import expect

from tests.browser.site import CURATOR, Site, database
from tests.browser.visitor import NARROW, log_in, take

pytestmark = pytest.mark.browser

IMPORTS = "from django.core.management import call_command\n"

TAKEN = f"""
{IMPORTS}
call_command("take_snapshot")
"""

#: A company that closes a gap: nobody makes lithography machines in 安徽.
ARRIVES = """
from chains.models import Company, Placement, Segment
from chains.history import curation
from chains.history.curation import Change
change = Change(None, "录入")
company = Company(name="新来光刻")
curation.save(company, change)
segment = Segment.objects.get(code="ic.lithography")
curation.save(Placement(company=company, segment=segment, province_id="340000"), change)
"""


@pytest.fixture
def own_site(site, tmp_path):
    """Yield a site with the seed, whose companies are nobody else's business."""
    with database("snapshots", tmp_path, seed=True) as url:
        own = Site(url, tmp_path)
        own.environment["STATIC_ROOT"] = site.environment["STATIC_ROOT"]
        own.password = own.prepare(CURATOR)
        with own.served():
            yield own


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_what_has_changed_since_a_snapshot(visitor, own_site, javascript):
    window = visitor(own_site, javascript=javascript)
    page = window.page
    log_in(page, own_site.password)
    window.open("/gaps/?chain=ic")
    page.fill("#snapshot-note", "年初")
    with page.expect_navigation():
        page.click(".take-snapshot button")
    expect(page.locator(".notices")).to_be_visible()

    own_site.prepare(ARRIVES)
    page.locator("#against").select_option(index=1)
    with page.expect_navigation():
        page.click(".pick-snapshot button")
    expect(page.locator("#what-changed")).to_contain_text("年初")
    closed = page.locator(".changed-cells li", has_text="光刻机").filter(has_text="安徽")
    expect(closed.locator(".change.closed")).to_be_visible()
    expect(closed).to_contain_text("0 → 1")
    expect(page.locator("table.gaps .change.better .figures").first).to_be_visible()

    file, _ = take(page, "SVG")
    drawn = file.read_text()
    assert "年初" in drawn
    assert "缺口已补" in drawn

    window.open("/changes/")
    expect(page.locator(".events li").first).to_contain_text("新来光刻")
    window.open("/segments/ic.lithography/")
    expect(page.locator("svg.spark.up")).to_have_count(2)
    assert own_site.complaints() == []


def test_the_page_stays_within_a_narrow_window(visitor, own_site):
    own_site.prepare(TAKEN + ARRIVES)
    page = visitor(own_site, width=NARROW).open("/gaps/?chain=ic")
    page.locator("#against").select_option(index=1)
    with page.expect_navigation():
        page.click(".pick-snapshot button")
    expect(page.locator(".changed-cells li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
