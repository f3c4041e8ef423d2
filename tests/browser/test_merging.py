"""From the queue of look-alikes over the merge to the redirect, as a reviewer goes, with and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

#: Two companies without placements, so that nothing that other tests count changes.
MAKE = """
from chains.models import Company
ids = [Company.objects.create(name=name, **fields).public_id for name, fields in (
    ("龘芯科技", {"website": "https://example.org/"}), ("龘芯科技股份", {"legal_name": "龘芯科技股份有限公司"}))]
print(" ".join(ids))
"""
TAKE_AWAY = """
from chains.models import Company, CompanyRedirect
CompanyRedirect.objects.filter(company__name__startswith="龘芯").delete()
Company.objects.filter(name__startswith="龘芯").delete()
"""


@pytest.fixture
def pair(site) -> Iterator[list[str]]:
    """Put two look-alikes on record, and take them away afterwards; yield their public ids."""
    yield site.prepare(MAKE).split()
    site.prepare(TAKE_AWAY)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_queue_to_the_redirect(visitor, curator, pair, javascript):
    staying, going = pair
    # A pair without placements changes nothing, and stands on the last page.
    page = visitor(state=curator, javascript=javascript).open("/admin/duplicates/?page=99")
    found = page.locator("article.pair", has_text=staying)
    expect(found).to_contain_text(going)
    expect(found.locator(".reasons li").first).to_contain_text("龘芯科技")
    found.locator("a.button").click()

    page.check(f"input[name=winner] >> nth={0 if page.url.index(staying) < page.url.index(going) else 1}")
    names = page.locator("input[name=name]")
    expect(names).to_have_count(2)
    page.locator("label", has_text="龘芯科技股份", has=page.locator("input[name=name]")).locator("input").check()
    page.click("input[type=submit].default")
    expect(page.locator(".reason .errorlist")).to_be_visible()
    page.fill("#id_change_reason", "同一家企业的两种写法")
    page.click("input[type=submit].default")
    expect(page.locator("ul.messagelist .success")).to_contain_text("龘芯科技股份")
    expect(page.locator("#id_website")).to_have_value("https://example.org/")
    expect(page.locator("#id_legal_name")).to_have_value("龘芯科技股份有限公司")

    page.goto(f"/companies/{going}/?from=report")
    assert page.url.endswith(f"/companies/{staying}/?from=report")
    expect(page.locator("h1")).to_contain_text("龘芯科技股份")
    expect(page.locator("main")).to_contain_text("龘芯科技")
    page.goto("/admin/duplicates/?page=99")
    expect(page.locator("article.pair", has_text=staying)).to_have_count(0)
