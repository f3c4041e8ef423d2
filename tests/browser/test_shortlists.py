"""From a gap to a shortlist: tick, save, say why, take off; with a mouse, and the same without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("what a browser does with a shortlist; tests/pages/test_shortlists keeps one on both"),
]

GAP = "/candidates/?segment=ic.photoresist&province=340000"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_ticked_companies_become_a_list_with_their_reasons(chromium, site, curator, scripts):
    visitor = Visitor(chromium, site.url, state=curator, javascript=scripts)
    page = visitor.open(GAP)
    boxes = page.locator("input[name=company]")
    boxes.nth(0).check()
    boxes.nth(2).check()
    page.fill(".keep input[name=name]", f"光刻胶 {scripts}")
    page.click(".keep button:not([name])")
    assert re.search(r"/shortlists/\w{10}/$", page.url)
    reasons = page.locator("textarea[name^=reason-]")
    expect(reasons).to_have_count(2)
    assert all(reasons.nth(number).input_value() for number in range(2))
    reasons.nth(0).fill("已联系")
    page.locator("input[name=remove]").nth(1).check()
    page.click("button.main")
    expect(reasons).to_have_count(1)
    expect(reasons).to_have_value("已联系")
    with page.expect_download() as download:
        page.click("text=XLSX")
    assert re.fullmatch(r"shortlist-\w{10}-\d{8}\.xlsx", download.value.suggested_filename)
    page.click("details.saved summary")
    page.click("details.saved button")
    assert page.url.endswith("/shortlists/")
    assert visitor.leave() == []
