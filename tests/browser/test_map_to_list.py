"""From a cell of the map to its companies: the same number, under the same filter, in every view."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import NARROW, number

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("where a browser is led; maps and lists are asked for on both"),
]


def shown(page: Page) -> list[tuple[int, str]]:
    """Return the number in each cell of the map and where it leads."""
    return page.locator(".map td.cell > a").evaluate_all("(links) => links.map((each) => [+each.innerText, each.href])")


def listed(page: Page) -> int:
    return number(page.locator("#results .count").inner_text())


@pytest.mark.parametrize("path", ["/chains/ic/?view=counts", "/chains/ai/?listed=true&province=310000&province=330000"])
def test_every_cell_leads_to_as_many_companies_as_it_counts(visitor, path):
    window = visitor()
    page = window.open(path)
    cells = shown(page)
    assert len(cells) >= 10
    assert any(count for count, _address in cells)
    for count, address in cells:
        answer = window.context.request.get(address)
        assert answer.ok
        assert number(re.search(r'class="count"[^>]*>([^<]*)', answer.text())[1]) == count, address


def test_a_click_on_a_cell_opens_its_companies_and_back_leads_to_the_map(visitor, site):
    page = visitor().open("/chains/ic/?listed=true")
    cell = page.get_by_role("link", name="上海设计")
    count = number(cell.inner_text())
    cell.click()
    page.wait_for_url("**/companies/?*")
    assert listed(page) == count > 0
    assert page.locator(".table tbody tr").count() == count
    for part in ("segment=ic.design", "province=310000", "listed=true"):
        assert part in page.url
    page.go_back()
    expect(page).to_have_url(f"{site.url}/chains/ic/?listed=true")


def test_an_empty_cell_says_which_kind_of_empty_and_leads_to_no_company(visitor):
    page = visitor().open("/chains/ic/")
    cell = page.locator("td.cell.unlisted").first
    expect(cell.locator("em")).to_have_text("未收录")
    cell.locator("> a").click()
    page.wait_for_url("**/companies/?*")
    assert listed(page) == 0
    expect(page.locator(".nothing")).to_be_visible()


def test_the_views_switch_and_count_alike(visitor):
    page = visitor().open("/chains/ic/")
    by_name = [count for count, _address in shown(page)]
    for view, name in (("counts", "数量"), ("gaps", "缺口")):
        switch = page.get_by_role("group", name="视图").get_by_role("link", name=name)
        switch.click()
        page.wait_for_url(f"**view={view}")
        expect(switch).to_have_attribute("aria-current", "true")
        assert [count for count, _address in shown(page)] == by_name


def test_a_filter_keeps_the_view_and_the_view_the_filter(visitor):
    page = visitor().open("/chains/ic/?view=counts")
    before = shown(page)
    page.locator(".pick summary", has_text="上市").click()
    page.get_by_label("上市", exact=True).check()
    page.wait_for_url("**listed=true**")
    assert "view=counts" in page.url
    after = shown(page)
    assert sum(count for count, _address in after) < sum(count for count, _address in before)
    page.get_by_role("group", name="视图").get_by_role("link", name="名称").click()
    page.wait_for_url("**view=names**")
    assert "listed=true" in page.url
    assert shown(page) == after
    page.get_by_role("link", name="清除", exact=True).click()
    page.wait_for_url(lambda url: "listed" not in url)
    assert [count for count, _address in shown(page)] == [count for count, _address in before]


def test_a_filter_works_without_a_script(visitor):
    page = visitor(javascript=False).open("/chains/ic/")
    page.locator(".pick summary", has_text="省份").click()
    page.get_by_label("安徽", exact=True).check()
    page.get_by_role("button", name="应用").click()
    page.wait_for_url("**province=340000**")
    expect(page.locator(".map tbody th[scope=row] a")).to_have_text(["安徽"])


def test_what_is_filtered_out_is_said_and_is_no_gap(visitor):
    page = visitor().open("/chains/ic/?listed=true")
    cell = page.locator("td.cell.filtered").first
    expect(cell).to_contain_text("筛")
    expect(cell).to_contain_text(re.compile(r"\d"))
    assert "absent" not in cell.get_attribute("class")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_a_conflict_opens_its_reason(visitor, javascript):
    page = visitor(javascript=javascript).open("/chains/ic/")
    conflict = page.locator(".cols th", has_text="原材料").locator("details.conf")
    reason = conflict.locator("p")
    expect(reason).not_to_be_visible()
    conflict.locator("summary").click()
    expect(reason).to_be_visible()
    expect(reason).to_contain_text("弱链")
    expect(reason).to_contain_text("有布局")
    # It is the only one: the verdict on equipment and its counts agree.
    expect(page.locator(".cols details.conf")).to_have_count(1)


def test_long_cells_unfold(visitor):
    page = visitor().open("/chains/ic/")
    cell = page.locator("td.cell", has=page.locator("details.more")).first
    names = cell.locator(".co")
    assert names.filter(visible=True).count() == 9
    cell.locator("details.more summary").click()
    expect(names.filter(visible=True)).to_have_count(number(cell.locator("> a").inner_text()))


def test_on_a_narrow_screen_each_cell_names_its_segment(visitor):
    page = visitor(width=NARROW).open("/chains/ic/")
    cells = page.locator("td.cell")
    for segment in ("原材料", "设备", "设计", "制造", "封测"):
        assert cells.locator(".in", has_text=segment).filter(visible=True).count() == 4
