"""Curation by hand, as somebody does it who has never seen Django: find, change with a reason, see it published."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visitor, curator) -> Page:
    """A window of the curator's."""
    return visitor(state=curator).page


def find(page: Page, model: str, text: str) -> None:
    """Search a list of the admin."""
    page.goto(f"/admin/chains/{model}/")
    page.fill("#searchbar", text)
    page.press("#searchbar", "Enter")
    page.wait_for_url("**?q=**")


def save(page: Page, button: str = "_save") -> None:
    with page.expect_navigation():
        page.click(f"[name={button}]")


def choose(page: Page, field: str, typed: str, chosen: str) -> None:
    """Choose from an autocomplete by typing."""
    page.click(f"{field} .select2-selection")
    page.keyboard.type(typed)
    page.click(f".select2-results__option:has-text('{chosen}')")


def test_a_wrong_password_is_refused_and_says_so(visitor, site):
    page = visitor().open("/admin/")
    page.fill("#id_username", "curator")
    page.fill("#id_password", "not the password")
    page.click("input[type=submit]")
    expect(page.locator(".errornote")).to_be_visible()
    page.fill("#id_password", site.password)
    page.click("input[type=submit]")
    expect(page.locator("#user-tools")).to_contain_text("curator")


def test_a_legal_name_is_changed_with_a_reason_and_published(page):
    find(page, "company", "jingshengjidian")
    page.click("#result_list tbody th a")
    before = page.input_value("#id_legal_name")
    after = "浙江晶盛机电集团股份有限公司"
    assert before != after

    page.fill("#id_legal_name", after)
    save(page)
    expect(page.locator(".reason .errorlist")).to_be_visible()
    expect(page.locator("#id_legal_name")).to_have_value(after)

    page.fill("#id_change_reason", "依据工商登记更名")
    save(page, "_continue")
    expect(page.locator(".messagelist")).to_be_visible()

    page.get_by_role("link", name="历史", exact=True).first.click()
    entry = page.locator(".timeline > li").first
    expect(entry.locator("header")).to_contain_text("curator")
    expect(entry.locator("header")).to_contain_text("依据工商登记更名")
    expect(entry.locator("del")).to_have_text([before])
    expect(entry.locator("ins")).to_have_text([after])

    page.get_by_role("link", name="在网站上查看").click()
    page.wait_for_url(re.compile(r"/companies/\w+/$"))
    expect(page.locator("main")).to_contain_text(after)


def test_a_placement_is_made_with_its_evidence(page):
    find(page, "company", "aft")
    page.click("#result_list tbody th a")
    page.click("#placements-group .add-row a")
    choose(page, "#placements-1 .field-segment", "gkj", "光刻机")
    page.select_option("#id_placements-1-province", "310000")
    page.fill("#id_change_reason", "补充布局")
    save(page, "_continue")

    # It has no evidence yet, and the page says so and leads there.
    page.click(".messagelist .warning a")
    page.click("#evidence-group .add-row a")
    choose(page, "#evidence-0 .field-source", "长三角", "长三角数字经济关键技术协同创新研究")
    page.fill("#id_evidence-0-locator", "图1")
    page.fill("#id_change_reason", "补充依据")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()

    page.goto("/companies/?q=aft&segment=ic.lithography&province=310000")
    expect(page.locator(".table tbody th")).to_contain_text(["埃夫特"])


def test_placements_are_verified_by_the_action_of_the_list(page):
    find(page, "placement", "nandaguangdian")
    rows = page.locator("#result_list tbody tr").count()
    assert rows
    page.check("#action-toggle")
    page.select_option("[name=action]", "verify")
    page.click(".actions button")

    with page.expect_navigation():
        page.click(".submit-row [type=submit]")
    expect(page.locator(".reason .errorlist")).to_be_visible()

    page.fill("#id_change_reason", "电话核实")
    with page.expect_navigation():
        page.click(".submit-row [type=submit]")
    expect(page.locator(".messagelist .success")).to_contain_text(str(rows))
    expect(page.locator("#result_list .status.verified")).to_have_count(rows)

    page.goto("/companies/?q=nandaguangdian&status=verified")
    expect(page.locator(".table tbody tr")).to_have_count(1)
    expect(page.locator(".table .status.verified").first).to_be_visible()


def test_a_row_is_added_on_the_spot_in_a_window_of_its_own(page):
    page.goto("/admin/chains/placement/add/")
    with page.expect_popup() as opened:
        page.click("#add_id_company")
    window = opened.value
    window.fill("#id_name", "新添微电子")
    window.click("[name=_save]")
    expect(page.locator(".field-company .select2-selection__rendered")).to_contain_text("新添微电子")


def test_logging_out_closes_the_admin(visitor, site):
    page = visitor().page
    page.goto("/admin/")
    page.fill("#id_username", "curator")
    page.fill("#id_password", site.password)
    page.click("input[type=submit]")
    page.get_by_role("button", name="退出登录").click()
    page.goto("/admin/chains/company/")
    page.wait_for_url("**/admin/login/**")
