"""Swagger UI works offline and under the site's own policy: whatever it said or asked for is a fault."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import NARROW, WIDE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("what Swagger UI does in a browser; the API itself is asked on both"),
]


#: Each loads Swagger UI anew, which takes longer than any page.
LESS = pytest.mark.matrix("test_a_token_is_taken_and_sent_along tries requests, and test_every_page opens it as well")


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), pytest.param(NARROW, "dark", marks=LESS)])
def test_every_operation_is_shown(visitor, width, theme):
    window = visitor(width=width, theme=theme)
    page = window.open("/api/docs/")
    paths = window.context.request.get("/api/schema/", headers={"Accept": "application/json"}).json()["paths"]
    expect(page.locator(".opblock")).to_have_count(sum(len(operations) for operations in paths.values()))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@LESS
def test_a_request_can_be_tried_and_is_answered(visitor):
    page = visitor().open("/api/docs/")
    operation = page.locator("#operations-gaps-gaps")
    operation.locator(".opblock-summary-control").click()
    operation.locator(".try-out__btn").click()
    operation.locator('tr[data-param-name="chain"] input').fill("ic")
    operation.locator(".execute").click()
    answer = operation.locator(".live-responses-table")
    expect(answer.locator(".response-col_status").nth(1)).to_contain_text("200")
    expect(answer).to_contain_text("ic.equipment")


@LESS
def test_a_list_can_be_tried_as_it_stands(visitor):
    page = visitor().open("/api/docs/")
    operation = page.locator("#operations-companies-companies_list")
    operation.locator(".opblock-summary-control").click()
    operation.locator(".try-out__btn").click()
    operation.locator(".execute").click()
    expect(operation.locator(".live-responses-table .response-col_status").nth(1)).to_contain_text("200")


def test_a_token_is_taken_and_sent_along(visitor, curator):
    window = visitor(state=curator)
    page = window.open("/tokens/")
    page.fill("#token-name", "Swagger UI")
    page.click(".making button")
    secret = page.locator("#secret").input_value()
    # Nobody is logged in here: what opens the door is the token.
    window = visitor()
    page = window.open("/api/docs/")
    operation = page.locator("#operations-shortlists-shortlists_list")
    operation.locator(".opblock-summary-control").click()
    operation.locator(".try-out__btn").click()
    status = operation.locator(".live-responses-table .response-col_status").nth(1)
    window.expected.add(f"{window.url}/api/v1/shortlists/?limit=50&offset=0")
    operation.locator(".execute").click()
    expect(status).to_contain_text("401")
    page.locator(".auth-wrapper .btn.authorize").click()
    dialog = page.locator(".dialog-ux")
    dialog.locator("input[aria-label=auth-bearer-value]").fill(secret)
    asked = dialog.locator(".auth-container", has_text="bearer")
    asked.locator(".btn.authorize").click()
    expect(asked).to_contain_text("Authorized")
    asked.locator(".btn-done").click()
    operation.locator(".execute").click()
    expect(status).to_contain_text("200")
    expect(operation.locator(".live-responses-table")).to_contain_text('"count"')


def test_there_is_a_way_back(visitor, site):
    page = visitor().open("/api/docs/")
    page.get_by_role("link", name="Chain Atlas").click()
    expect(page).to_have_url(f"{site.url}/")
