"""From an Excel list to the map and back: upload, columns, plan, commit with progress, undo."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.site import Site

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "importing" / "cases"
SAMPLE = Path(settings.BASE_DIR) / "fixtures" / "samples" / "listed_companies.xlsx"

#: How long the worker may take to start, in milliseconds.
PATIENCE = 60_000


def upload(page: Page, file: object) -> None:
    page.goto("/admin/import/")
    page.set_input_files("#id_file", file)
    page.click(".upload input[type=submit]")
    page.wait_for_url("**/columns/")


def source_and_reason(page: Page, reason: str = "年度名单") -> None:
    """Let the sheet rest on a source that is on record, and go on."""
    page.select_option("#id_source", index=1)
    page.fill("#id_reason", reason)
    page.click("[name=plan]")


def plan(page: Page) -> None:
    """Go from the columns to the plan; unknown columns are left out."""
    for select in page.locator(".mapping select:has(option[value='?'])").all():
        if select.input_value() == "?":
            select.select_option("")
    source_and_reason(page)
    page.wait_for_url(re.compile(r"/import/\d+/$"))


def commit(page: Page, site: Site) -> None:
    """Commit what is planned and wait for the batch."""
    page.click(".commit button.default")
    with site.working():
        page.wait_for_url(re.compile(r"/batches/\d+/$"), timeout=PATIENCE)


def sheet(*names: str) -> dict:
    text = "企业名称,所属环节,所在省份,心情\n" + "".join(f"{name},ic.design,上海,好\n" for name in names)
    return {"name": "名单.csv", "mimeType": "text/csv", "buffer": text.encode()}


def on_record(page: Page) -> list[str]:
    """Return how many rows the lists of what a sheet of companies fills have."""
    numbers = []
    for model in ("company", "companyname", "listing", "placement", "evidence"):
        page.goto(f"/admin/chains/{model}/")
        numbers.append(page.inner_text(".paginator"))
    return numbers


def test_a_list_of_companies_becomes_the_map_and_is_undone(visitor, curator, site):
    page = visitor(state=curator).page
    before = on_record(page)
    upload(page, SAMPLE)
    expect(page.locator(".mapping tbody tr").first).to_be_visible()
    plan(page)
    expect(page.locator(".plan tbody tr").first).to_be_visible()

    page.click(".commit button.default")
    page.wait_for_url("**/progress/")
    expect(page.locator("progress")).to_be_visible()
    with site.working():
        # The page asks by itself, and leads on when all is done.
        page.wait_for_url(re.compile(r"/batches/\d+/$"), timeout=PATIENCE)
    expect(page.locator(".touched tbody tr").first).to_be_visible()
    page.locator(".touched tbody th a").first.click()
    expect(page.locator("form .reason")).to_be_visible()
    assert on_record(page) != before
    page.goto("/admin/batches/")
    page.locator("#content-main tbody th a").first.click()

    page.fill("#id_change_reason", "名单有误")
    page.click(".undo input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".left-rows")).to_have_count(0)
    assert on_record(page) == before


def test_an_unknown_header_is_pointed_out_and_a_decision_is_taken(visitor, curator):
    page = visitor(state=curator).page
    upload(page, sheet("浦江试验电子"))
    unknown = page.locator(".mapping tr.how-unknown")
    expect(unknown).to_contain_text("心情")
    unknown.locator("select").select_option("note")
    plan(page)
    expect(page.locator(".plan")).to_contain_text("浦江试验电子")
    expect(page.locator(".commit h2")).to_contain_text("1")


def test_a_commit_that_waits_is_cancelled(visitor, curator):
    page = visitor(state=curator).page
    upload(page, sheet("浦江检验电子"))
    plan(page)
    page.click(".commit button.default")
    page.wait_for_url("**/progress/")
    page.click("form[action$='/cancel/'] button")
    page.wait_for_url(re.compile(r"/import/\d+/$"))
    expect(page.locator(".messagelist .warning")).to_be_visible()


def test_it_works_without_javascript(visitor, curator, site):
    page = visitor(state=curator, javascript=False).page
    upload(page, sheet("浦江无脚本电子"))
    plan(page)
    page.click(".commit button.default")
    page.wait_for_url("**/progress/")
    with site.working():
        page.wait_for_url(re.compile(r"/batches/\d+/$"), timeout=PATIENCE)
    page.fill("#id_change_reason", "试验")
    page.click(".undo input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_of_the_import_is_wider_than_the_window(visitor, curator, width):
    page = visitor(state=curator, width=width).page

    def fits() -> bool:
        return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    upload(page, SAMPLE)
    assert fits()
    plan(page)
    assert fits()
    for address in ("/admin/import/", "/admin/batches/"):
        page.goto(address)
        assert fits(), address


def test_a_providers_export_goes_in_as_it_is(visitor, curator, site):
    page = visitor(state=curator).page
    upload(page, CASES / "provider-enterprise-export.xlsx")
    expect(page.locator(".mapping tr.how-unknown")).to_have_count(0)
    source_and_reason(page)
    page.wait_for_url(re.compile(r"/import/\d+/$"))
    expect(page.locator(".plan tbody tr")).to_have_count(3)
    expect(page.locator("#content-main")).to_contain_text("法定代表人")
    commit(page, site)
    expect(page.locator(".touched")).to_contain_text("苏州示例微电子有限公司")
    page.goto("/companies/?q=杭州注销芯片")
    expect(page.locator("main")).not_to_contain_text("杭州注销芯片有限公司")


def honours(batch: str, *rows: tuple[str, str]) -> dict:
    """Return the list of a ministry, with a title above and a total below."""
    lines = [f"第{batch}批专精特新“小巨人”企业名单,,,", "序号,企业名称,所属地市,所属领域"]
    lines += [f"{number},{name},{city},晶元制造" for number, (name, city) in enumerate(rows, 1)]
    text = "\n".join([*lines, f"合计,{len(rows)}家,,"])
    return {"name": f"第{batch}批.csv", "mimeType": "text/csv", "buffer": text.encode()}


def test_a_ministrys_list_asks_what_its_words_mean_and_the_next_one_asks_nothing(visitor, curator, site):
    page = visitor(state=curator).page
    upload(page, honours("五", ("姑苏光学试验有限公司", "昆山市"), ("甬江传感试验有限公司", "宁波市")))
    expect(page.locator(".mapping tr.how-unknown")).to_have_count(0)
    page.locator("details.about summary").click()
    page.select_option("#id_whole-labels", "little-giant")
    page.fill("#id_whole-label_batch", "第五批")
    source_and_reason(page)
    page.wait_for_url("**/values/")
    word = page.locator("tr", has_text="晶元制造")
    expect(word.locator(".num")).to_have_text("2")
    word.locator("input[value='use:ic.manufacturing']").check()
    page.click("#content-main .submit-row input[type=submit]")
    page.wait_for_url(re.compile(r"/import/\d+/$"))
    expect(page.locator(".plan tbody tr", has_text="昆山")).to_contain_text("苏州")
    commit(page, site)

    upload(page, honours("六", ("太湖测试试验有限公司", "无锡市")))
    source_and_reason(page)
    page.wait_for_url(re.compile(r"/import/\d+/$"))
    expect(page.locator(".plan tbody tr", has_text="太湖测试试验有限公司")).to_contain_text("制造")
    commit(page, site)
