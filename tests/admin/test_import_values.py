"""The page of values that are not known, what is said once for a sheet, and what several rows have in common."""

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from openpyxl import load_workbook

from chains.choices import SheetKind
from chains.importing import committing
from chains.models import ImportBatch, ValueMapping
from tests.admin.test_import_pages import INLINE, columns_form, page, planned, uploaded
from tests.importing.sheets import as_csv
from tests.importing.sheets import planned as planned_sheet

pytestmark = pytest.mark.django_db

UNKNOWN = "企业名称,环节,省份\n恒睿甲,晶元制造,江苏\n恒睿乙,晶元制造,江苏\n恒睿丙,设计,\n"


def asked_about(desk, text: str = UNKNOWN) -> ImportBatch:
    """Return a batch that asks about values, where its page is."""
    batch = uploaded(desk, text)
    assert desk.post(page(batch, "columns"), columns_form(desk, batch))["Location"] == page(batch, "values")
    return batch


def test_values_that_are_not_known_are_asked_about_between_columns_and_plan(desk):
    batch = asked_about(desk)
    response = desk.get(page(batch, "values"))
    [column] = response.context["columns"]
    [line] = column["lines"]
    assert (column["code"], line["row"].value, line["row"].rows) == ("segment", "晶元制造", 2)
    assert not INLINE.findall(response.text)
    decided = {f"do-{line['row'].pk}": "use:ic.manufacturing", "unplaced": "enter"}
    assert desk.post(page(batch, "decide-values"), decided)["Location"] == page(batch, "plan")
    assert not batch.sheet_values.asked().exists()
    batch.refresh_from_db()
    assert (batch.unplaced, batch.counts["new"]) == ("enter", 3)


@pytest.mark.parametrize(("choice", "typed"), [("use", {"use": "制造"}), ("empty", {}), ("skip", {})])
def test_whatever_is_decided_is_kept_and_shown_again(desk, choice, typed):
    batch = asked_about(desk)
    row = batch.sheet_values.asked().get()
    sent = {f"do-{row.pk}": choice} | {f"{name}-{row.pk}": value for name, value in typed.items()}
    desk.post(page(batch, "decide-values"), sent)
    row = batch.sheet_values.words().get()
    assert (row.action, row.rows) == (choice, 2)
    assert re.search(rf'value="{choice}(:ic.manufacturing)?"\s+checked', desk.get(page(batch, "values")).text)


def test_what_cannot_be_used_is_said_and_nothing_is_decided(desk):
    batch = asked_about(desk)
    row = batch.sheet_values.asked().get()
    sent = {f"do-{row.pk}": "use", f"use-{row.pk}": "nowhere", "unplaced": "skip"}
    response = desk.post(page(batch, "decide-values"), sent)
    assert (response.status_code, "nowhere" in response.context["refused"]) == (400, True)
    assert 'value="nowhere"' in response.text
    assert re.search(r'value="skip"[^>]*checked', response.text)
    assert batch.sheet_values.asked().exists()
    assert "晶元制造" in desk.post(page(batch, "decide-values"), {f"do-{row.pk}": "use"}).context["refused"]


def test_only_administrators_are_offered_to_make_a_word(desk, reviewer):
    assert "make-" in desk.get(page(asked_about(desk), "values")).text
    desk.force_login(reviewer)
    assert "make-" not in desk.get(page(asked_about(desk), "values")).text


def test_the_same_fault_of_many_rows_is_one_line_that_is_decided_on_once(desk):
    batch = planned(desk, "企业名称,成立日期,省份\n" + "".join(f"恒睿{each}厂,民国？,\n" for each in range(30)))
    response = desk.get(page(batch, "plan"))
    [group] = response.context["groups"]
    assert (group["value"], group["row"].rows, group["goes_on"]) == ("民国？", 30, True)
    desk.post(page(batch, "decide-values"), {f"do-{group['row'].pk}": "empty"})
    batch.refresh_from_db()
    assert (batch.counts["error"], batch.counts["new"]) == (0, 30)
    assert not desk.get(page(batch, "plan")).context["groups"]


def test_rows_that_repeat_others_are_skipped_at_once(desk):
    batch = planned(desk, "企业名称,环节,省份\n" + "恒睿甲,设计,江苏\n" * 4)
    [group] = desk.get(page(batch, "plan")).context["groups"]
    assert (group["row"].rows, group["row"].is_cell) == (3, False)
    desk.post(page(batch, "decide-values"), {f"do-{group['row'].pk}": "skip"})
    batch.refresh_from_db()
    assert (batch.counts["duplicate"], batch.counts["new"]) == (0, 1)


def test_what_all_rows_have_in_common_is_chosen_once(desk):
    batch = uploaded(desk, "企业名称\n恒睿甲\n恒睿乙\n")
    form = columns_form(desk, batch) | {"whole-segment": "ic.design", "whole-province": "320000"}
    form |= {"whole-labels": "little-giant", "whole-label_batch": "第五批", "whole-label_valid_until": "2026-12-31"}
    assert desk.post(page(batch, "columns"), form)["Location"] == page(batch, "plan")
    batch.refresh_from_db()
    assert batch.whole_sheet | {"segment": "ic.design", "province": "320000"} == batch.whole_sheet
    assert {tuple(row.changes[f"label_{name}"]) for row in batch.rows.all() for name in ("batch", "valid_until")} == {
        (None, "5"), (None, "2026-12-31"),
    }  # fmt: skip
    assert all("placement" in row.changes for row in batch.rows.all())
    assert 'value="ic.design" selected' in desk.get(page(batch, "columns")).text


def test_companies_without_a_placement_are_the_worklist_of_their_batch(desk):
    batch = planned(desk, "企业名称,省份\n恒睿甲,江苏\n恒睿乙,\n")
    committing.commit(batch)
    result = desk.get(reverse("admin:batch", args=[batch.pk]))
    worklist = reverse("admin:batch-unplaced", args=[batch.pk])
    assert worklist in result.text
    assert "恒睿乙" in desk.get(worklist).text
    book = load_workbook(io.BytesIO(desk.get(reverse("admin:batch-unplaced-file", args=[batch.pk])).content))
    assert book.active.max_row == 3


def test_what_is_remembered_goes_out_as_a_file(desk):
    ValueMapping.objects.create(kind="companies", column="segment", value="晶元制造", action="use", code="ic.design")
    [row] = desk.get(reverse("admin:export-values", args=["json"])).json()
    assert row == {
        "kind": "companies", "column": "segment", "value": "晶元制造", "do": "use", "code": "ic.design",
    }  # fmt: skip
    assert "晶元制造" in desk.get(reverse("admin:export-values", args=["csv"])).text
    assert (
        load_workbook(io.BytesIO(desk.get(reverse("admin:export-values", args=["xlsx"])).content)).active.max_row == 2
    )
    assert desk.get(reverse("admin:export-values", args=["pdf"])).status_code == 404


def test_a_word_of_a_closed_vocabulary_is_offered_in_the_language_of_the_reader(desk):
    batch = planned_sheet(
        as_csv(["环节", "国家", "份额", "年份"], ["ic.equipment", "日本", "0.3", "2022"]),
        kind=SheetKind.SUPPLY_SHARES,
        user=get_user_model().objects.get(pk=desk.session["_auth_user_id"]),
    )
    path = page(batch, "values")
    said = {language: desk.get(path, headers={"accept-language": language}).text for language in ("en", "zh-hans")}
    assert "use per cent (62.5)" in said["en"]
    assert "采用“百分数（62.5）”" in said["zh-hans"]
