"""Lists as people have them: what is no record is passed over and said, what merged cells mean is in every row."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chains.choices import RowDecision
from chains.importing import committing, deciding, planning
from chains.importing.file_reading import ReadingOptions
from chains.models import Company, Placement
from chains.sheets.header_rows import NO_HEADINGS
from tests.factories import credit_code, make_company
from tests.importing.sheets import as_csv, codes, outcomes, planned

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent / "cases"


def plan_of(name, *options):
    """Return what the command says of a case, as a program reads it."""
    out = StringIO()
    call_command("import_sheet", CASES / name, "--source", "某名单", "--plan", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def text_of(name, *options):
    out = StringIO()
    call_command("import_sheet", CASES / name, "--source", "某名单", "--plan", *options, stdout=out)
    return out.getvalue()


def reasons(plan):
    return [(each["row"], each["reason"]) for each in plan["skipped_rows"]]


@pytest.mark.parametrize(
    ("name", "new", "skipped"),
    [
        (
            "sections-totals-notes-and-repeated-header.xlsx",
            3,
            [(2, "section"), (5, "total"), (6, "note"), (7, "heading")],
        ),
        ("bureau-01-two-level-header.xlsx", 3, []),
        ("bureau-02-subtotals.xlsx", 3, [(4, "total"), (6, "total"), (7, "total"), (8, "total")]),
        ("bureau-03-notes-below.xlsx", 2, [(5, "note"), (6, "note"), (7, "note"), (8, "note")]),
        (
            "bureau-04-several-tables.xlsx",
            3,
            [(6, "title"), (7, "heading"), (10, "title"), (11, "other-table"), (12, "other-table")],
        ),
        ("bureau-07-filldown.xlsx", 5, []),
        ("bureau-15-filldown-all.xlsx", 5, []),
        ("merged-segment-and-province.xlsx", 4, []),
        ("two-row-heading.xlsx", 2, []),
        ("line-break-inside-a-name.xlsx", 2, []),
        ("one-known-heading.csv", 1, []),
        ("ticker-number-shown-as-000725.xlsx", 2, []),
        ("backslashes-in-the-package.xlsx", 1, []),
        ("web-page-named.xls", 1, []),
        ("credit-codes-of-other-registrars.csv", 4, []),
    ],
)
def test_a_case_comes_to_its_records_and_says_what_is_passed_over(name, new, skipped):
    plan = plan_of(name)
    assert (plan["new"], plan["errors"]) == (new, [])
    assert (plan["skipped"], reasons(plan)) == (len(skipped), skipped)


def test_what_is_passed_over_has_its_text_and_reason_in_both_languages():
    [section, *_others] = plan_of("sections-totals-notes-and-repeated-header.xlsx")["skipped_rows"]
    assert section["value"] == "一、芯片设计（2家）"
    assert section["messages"] == {"zh-hans": "小节标题", "en": "section heading"}
    text = text_of("sections-totals-notes-and-repeated-header.xlsx")
    assert "row 5, 合计: 合计或小计 / total or subtotal" in text


def test_merged_cells_are_filled_and_counted():
    plan = plan_of("merged-segment-and-province.xlsx")
    assert plan["filled"] == {"segment": 2, "province": 2}
    assert "segment, 2: " in text_of("merged-segment-and-province.xlsx")


def test_every_row_under_merged_cells_has_its_placement():
    call_command(
        "import_sheet", CASES / "bureau-15-filldown-all.xlsx", "--source", "某名单", "--commit", stdout=StringIO()
    )
    placed = Placement.objects.filter(company__name__endswith="制造有限公司", evidence__source__title="某名单")
    assert set(placed.values_list("segment__code", "province_id")) == {("ic.manufacturing", "320000")}
    assert placed.count() == 2


def test_a_name_over_two_rows_is_one_company_with_two_placements():
    plan = plan_of("merged-name-over-two-segments.xlsx")
    assert (plan["new"], plan["changed"], plan["filled"]) == (1, 1, {"name": 1})


def test_both_levels_of_a_heading_tell_the_column():
    call_command("import_sheet", CASES / "two-row-heading.xlsx", "--source", "某名单", "--commit", stdout=StringIO())
    assert Company.objects.get(name="浦江恒睿甲").placements.get().city_id == "320500"


def test_several_companies_in_a_cell_are_a_record_each():
    plan = plan_of("bureau-06b-companies-in-one-cell.xlsx")
    assert plan["rows"] == plan["new"] + plan["changed"] == 6
    batch = planning.upload("companies", "a.xlsx", (CASES / "bureau-06b-companies-in-one-cell.xlsx").read_bytes(), None)
    planning.configure(batch, sheet=batch.sheet, header_row=1, mapping=batch.mapping, reason="x", new_source="某名单")
    planning.plan(batch)
    found = batch.rows.order_by("number").values_list("number", "line", "part", "cells__name")
    assert list(found)[2:5] == [(4, 2, 3, "紫光展锐"), (5, 3, 1, "华虹无锡"), (6, 3, 2, "无锡戌芯")]


def test_marks_at_names_are_taken_off_and_said():
    plan = plan_of("names-with-footnote-marks.csv")
    # The last one has a place in front, which is no mark: that is for whoever compares names.
    assert (plan["unchanged"], len(plan["notes"])) == (5, 5)
    plan = plan_of("names-with-market-marks.csv")
    assert (plan["unchanged"], {note["code"] for note in plan["notes"]}) == (7, {"mark_taken_off"})


def test_a_hidden_row_is_taken_and_said_or_left_out_where_that_is_asked_for():
    plan = plan_of("filtered-out-row.xlsx")
    assert (plan["new"], [(note["row"], note["code"]) for note in plan["notes"]]) == (2, [(3, "hidden_row")])
    plan = plan_of("filtered-out-row.xlsx", "--without-hidden")
    assert (plan["new"], reasons(plan)) == (1, [(3, "hidden")])
    assert "旧表" in text_of("bureau-05-hidden.xlsx")


def test_data_about_persons_and_what_is_not_kept_are_left_out_and_said():
    left_out = {each["column"]: each["reason"] for each in plan_of("provider-enterprise-export.xlsx")["left_out"]}
    personal = {column for column, reason in left_out.items() if reason == "personal"}
    assert personal == {"法定代表人", "电话", "更多电话", "邮箱", "更多邮箱"}
    assert left_out["参保人数"] == "not-kept"
    form = {each["column"]: each["reason"] for each in plan_of("bureau-13-bureau-form.xlsx")["left_out"]}
    assert (form["联系人及电话"], form["法定代表人"]) == ("personal", "personal")


def test_what_the_provider_did_not_find_is_passed_over():
    plan = plan_of("provider-enterprise-export.xlsx")
    assert reasons(plan) == [(4, "unmatched")]


def test_a_header_row_can_be_chosen_where_nothing_is_recognised(tmp_path):
    path = tmp_path / "无题.csv"
    path.write_text("甲,乙\n恒睿甲,x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="表头"):
        call_command("import_sheet", path, "--plan")
    # Then there are headings, and what is lacking is a column for the name.
    with pytest.raises(CommandError, match="企业名称"):
        call_command("import_sheet", path, "--plan", "--header-row", "1")
    batch = planning.upload("companies", "无题.csv", path.read_bytes(), None, unrecognised=True)
    assert (batch.header_row, planning.read(batch).recognised) == (None, False)
    assert planning.read(batch, header_row=1).recognised


def planned_again(batch, decisions):
    deciding.decide(batch, decisions, None)
    planning.plan(batch)
    return outcomes(batch)


def test_a_row_that_is_passed_over_is_taken_back_and_goes_in():
    batch = planned(as_csv(["企业名称", "备注"], ["恒睿甲", ""], ["合计", ""], ["附件1", ""]))
    assert outcomes(batch) == ["new", "skipped", "skipped"]
    assert planned_again(batch, {(3, 0): (RowDecision.TAKE, "")}) == ["new", "new", "skipped"]
    committing.commit(batch)
    assert Company.objects.filter(name__in=["恒睿甲", "合计", "附件1"]).count() == 2
    assert not batch.rows.exclude(skip_reason="").exclude(outcome="skipped").exists()


def test_a_row_taken_back_that_looks_like_a_company_is_still_asked_about():
    make_company(name="恒睿总计微电子", legal_name="恒睿总计微电子有限公司")
    batch = planned(as_csv(["企业名称"], ["恒睿甲"], ["恒睿总计"]))
    assert outcomes(batch) == ["new", "skipped"]
    assert planned_again(batch, {(3, 0): (RowDecision.TAKE, "")}) == ["new", "decision"]
    assert batch.rows.undecided().count() == 1


def test_a_line_break_that_may_part_names_is_asked_about():
    batch = planned(as_csv(["企业名称"], ["恒睿\n微电子"], ["浦江乙"]))
    assert outcomes(batch) == ["decision", "new"]
    [note] = batch.rows.get(line=2).notes
    assert note["code"] == "line_break_in_name"
    assert planned_again(batch, {(2, 0): (RowDecision.PART, "")}) == ["new"] * 3
    assert planned_again(batch, {(4, 0): (RowDecision.SKIP, "")}) == ["new"] * 3
    assert planned_again(batch, {(2, 0): (RowDecision.JOIN, "")}) == ["new"] * 2
    assert batch.rows.get(line=2).cells == {"name": "恒睿微电子"}


def test_names_on_record_are_parted_at_line_breaks():
    make_company(name="在册甲")
    make_company(name="在册乙")
    batch = planned(as_csv(["企业名称", "统一社会信用代码"], ["在册甲\n在册乙", ""]))
    assert outcomes(batch) == ["unchanged", "unchanged"]


def test_codes_go_along_only_where_there_is_one_for_each_name():
    rows = [["恒睿甲、浦江乙", "600999；603999"], ["西湖丙、西湖丁", "601999"]]
    batch = planned(as_csv(["企业名称", "股票代码"], *rows))
    first, second, third, fourth = batch.rows.order_by("number")
    assert (first.cells["tickers"], second.cells["tickers"]) == ("600999", "603999")
    for row in (third, fourth):
        assert "tickers" not in row.cells
        assert [note["code"] for note in row.notes] == ["not_one_for_each"]


def test_what_is_called_so_on_record_keeps_its_marks():
    make_company(name="N恒睿甲")
    batch = planned(as_csv(["企业名称"], ["N恒睿甲"], ["N浦江乙"]))
    assert [(row.outcome, row.cells["name"]) for row in batch.rows.order_by("number")] == [
        ("unchanged", "N恒睿甲"),
        ("new", "浦江乙"),
    ]


def test_blank_cells_are_filled_from_above_only_where_that_is_asked_for():
    content = as_csv(["企业名称", "备注"], ["恒睿甲", "x"], ["浦江乙", ""], ["合计", ""], ["西湖丙", ""])
    batch = planned(content)
    assert "note" not in batch.rows.get(line=3).cells
    chosen = {"sheet": "", "header_row": 1, "mapping": batch.mapping, "reason": "x"}
    planning.configure(batch, **chosen, options=ReadingOptions(fill=("note",)))
    planning.plan(batch)
    assert [row.cells.get("note") for row in batch.rows.filter(skip_reason="").order_by("number")] == ["x"] * 3
    assert batch.findings["filled"] == {"note": 2}


def test_a_code_that_does_not_fit_its_last_character_is_taken_with_a_warning_where_such_were_given():
    plan = plan_of("credit-codes-of-other-registrars.csv")
    assert [(note["row"], note["code"]) for note in plan["notes"]] == [(5, "credit_code_doubtful")]
    assert [(each["row"], each["code"]) for each in plan_of("bureau-11-tab-gb18030.csv")["errors"]] == [
        (2, "code_became_number"),
        (3, "credit_code_check_digit"),
    ]


def test_a_bare_list_of_names_needs_no_heading():
    batch = planned("苏州恒睿甲半导体有限公司\n浦江乙微电子\n西湖丙电子股份有限公司\n".encode())
    assert [row.cells for row in batch.rows.order_by("number")] == [
        {"name": "苏州恒睿甲半导体有限公司"},
        {"name": "浦江乙微电子"},
        {"name": "西湖丙电子股份有限公司"},
    ]


def test_of_a_sheet_without_headings_no_row_is_taken_for_them():
    content = as_csv(["恒睿甲", "江苏"], ["浦江乙", "上海"])
    batch = planning.upload("companies", "名单.csv", content, None, unrecognised=True)
    reading = planning.read(batch, header_row=NO_HEADINGS)
    assert (reading.headers, reading.header_row) == (["A", "B"], NO_HEADINGS)
    chosen = {"sheet": reading.sheet, "header_row": reading.header_row, "reason": "x"}
    planning.configure(batch, **chosen, mapping={"0": "name", "1": "registered_province"})
    planning.plan(batch)
    assert list(batch.rows.order_by("number").values_list("cells__name", flat=True)) == ["恒睿甲", "浦江乙"]


WRONG_AT_THE_END = "91310000MA1FL70B60"


def test_a_code_that_the_licence_has_so_is_kept_with_the_reason_and_asked_about_no_more():
    rows = as_csv(["企业名称", "统一社会信用代码"], ["恒睿甲", WRONG_AT_THE_END], ["浦江乙", credit_code(2)])
    refused = planned(rows)
    assert [fault[2] for fault in codes(refused)] == ["credit_code_check_digit"]

    chosen = {"sheet": "", "header_row": 1, "mapping": refused.mapping, "reason": "x"}
    planning.configure(refused, **chosen, whole_sheet={"uscc_exception": "执照如此"})
    planning.plan(refused)
    committing.commit(refused)
    kept = dict(Company.objects.exclude(uscc="").values_list("uscc", "uscc_exception"))
    assert kept == {WRONG_AT_THE_END: "执照如此", credit_code(2): ""}

    assert outcomes(planned(rows)) == ["unchanged", "unchanged"]


def test_of_several_addresses_the_first_is_taken_and_that_is_said():
    batch = planned(as_csv(["企业名称", "官网"], ["恒睿甲", "www.example.com；https://b.example"]))
    assert batch.rows.get().changes["website"] == [None, "https://www.example.com"]
    assert [note["code"] for note in batch.rows.get().notes] == ["several_addresses"]


def test_codes_that_are_guarded_for_excel_are_read():
    plan = plan_of("codes-guarded-for-excel.csv")
    # Both rows give one credit code, so that they are about one company.
    assert (plan["new"], plan["changed"], plan["errors"]) == (1, 1, [])


def test_addresses_are_taken_as_people_say_them():
    call_command("import_sheet", CASES / "website-without-scheme.csv", "--commit", "--good-rows", stdout=StringIO())
    found = dict(Company.objects.filter(name__startswith="恒睿").values_list("name", "website"))
    assert (found["恒睿甲"], found["恒睿乙"]) == ("https://www.example.com", "https://example.com.cn")
    assert found["恒睿戊"] == "https://www.example.com"


def test_dates_and_digits_in_other_forms_are_read():
    plan = plan_of("bureau-08-fullwidth-trailing.xlsx")
    assert (plan["errors"], plan["changed"]) == ([], 4)
    assert {note["code"] for note in plan["notes"]} == {"mark_taken_off"}


def test_a_remark_that_a_firm_is_dissolved_sets_its_status():
    call_command("import_sheet", CASES / "bureau-05-hidden.xlsx", "--source", "某名单", "--commit", stdout=StringIO())
    assert Company.objects.get(name="上海寅芯有限公司").registration_status == "deregistered"


def test_a_matrix_of_segments_and_provinces_is_turned():
    plan = plan_of("bureau-06-map-matrix.xlsx")
    assert (plan["rows"], plan["errors"]) == (11, [])
    content = (CASES / "bureau-06-map-matrix.xlsx").read_bytes()
    batch = planning.upload("companies", "图.xlsx", content, None)
    planning.configure(batch, sheet=batch.sheet, header_row=1, mapping=batch.mapping, reason="x", new_source="某图")
    planning.plan(batch)
    for row in batch.rows.undecided():
        deciding.decide(batch, {(row.line, row.part): (RowDecision.NEW, "")}, None)
    planning.plan(batch)
    committing.commit(batch)
    placed = Placement.objects.filter(evidence__source__title="某图")
    where = list(placed.values_list("segment__code", "province_id").order_by("segment__code", "province_id"))
    assert len(where) == 11
    assert where.count(("ic.design", "310000")) == 3
    assert where.count(("ic.manufacturing", "320000")) == 1
    assert [(row.line, row.part) for row in batch.rows.order_by("number")][6:9] == [(2, 7), (3, 1), (3, 2)]


def test_another_header_row_reads_a_matrix_as_it_stands():
    content = (CASES / "bureau-06-map-matrix.xlsx").read_bytes()
    batch = planning.upload("companies", "图.xlsx", content, None)
    assert planning.read(batch).is_matrix
    assert not planning.read(batch, header_row=2).is_matrix
