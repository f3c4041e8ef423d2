"""Registration status, former names and labels, from the sheets of registers, providers and ministries."""

from datetime import date

import pytest

from chains.choices import NameKind
from chains.history.batches import undo
from chains.importing import committing, planning
from chains.importing.reporting import asked
from chains.models import Company, CompanyLabel, CompanyName, Label, Source
from chains.selectors.editing import companies_for_editing, editing_columns
from tests.factories import make_company, make_company_label, make_company_name, make_source
from tests.importing.sheets import as_csv, codes, imported, only_row, outcomes, planned

pytestmark = pytest.mark.django_db

LIST = "exchanges-2021"


def label_of(company):
    return CompanyLabel.objects.get(company=company)


@pytest.mark.parametrize("heading", ["登记状态", "经营状态", "企业状态", "工商状态"])
def test_a_status_comes_with_its_date_and_the_source_of_the_sheet(heading):
    imported(as_csv(("企业名称", heading, "注销日期"), ("恒睿甲", "注销", "2024年5月6日")))
    made = Company.objects.get(name="恒睿甲")
    assert (made.registration_status, made.registration_status_on) == ("deregistered", date(2024, 5, 6))
    assert made.registration_status_source.slug == LIST
    assert made.dissolved


def test_a_source_that_the_commit_makes_is_that_of_the_statuses_as_well():
    content = as_csv(("企业名称", "登记状态"), ("恒睿甲", "存续"), ("浦江乙", ""))
    batch = planning.upload("companies", "名单.csv", content, None)
    planning.configure(
        batch,
        sheet=batch.sheet,
        header_row=batch.header_row,
        mapping=batch.mapping,
        source=None,
        new_source="登记信息",
        reason="年度名单",
    )
    planning.plan(batch)
    committing.commit(batch)
    stated, silent = Company.objects.get(name="恒睿甲"), Company.objects.get(name="浦江乙")
    assert stated.registration_status_source == Source.objects.get(title="登记信息")
    assert stated.history.get().registration_status_source == stated.registration_status_source
    assert silent.registration_status_source is None


def test_a_new_status_takes_the_date_and_the_source_of_the_old_one_away_and_an_undo_gives_them_back():
    before = {"registration_status_on": date(2020, 1, 1), "registration_status_source": make_source("older")}
    company = make_company("恒睿甲", registration_status="active", **before)
    batch = imported(as_csv(("企业名称", "登记状态"), ("恒睿甲", "吊销，未注销")))
    assert only_row(batch).changes == {
        "registration_status": ["active", "revoked"],
        "registration_status_on": ["2020-01-01", None],
    }
    company.refresh_from_db()
    assert (company.registration_status, company.registration_status_on) == ("revoked", None)
    assert company.registration_status_source.slug == LIST
    undo(batch, None, "弄错了")
    company.refresh_from_db()
    assert company.registration_status == "active"
    assert {name: getattr(company, name) for name in before} == before


def test_the_same_status_changes_nothing():
    make_company("恒睿甲", registration_status="active", registration_status_on=date(2020, 1, 1))
    assert outcomes(planned(as_csv(("企业名称", "登记状态"), ("恒睿甲", "在业")))) == ["unchanged"]


@pytest.mark.parametrize(
    ("headings", "row", "column"),
    [
        (("企业名称", "登记状态"), ("恒睿甲", "很好"), "registration_status"),
        (("企业名称", "标签", "复核结果"), ("恒睿甲", "little-giant", "还行"), "label_reexamination"),
    ],
)
def test_a_word_that_nobody_writes_is_asked_about(headings, row, column):
    [value] = asked(planned(as_csv(headings, row)))["values"]
    assert (value["column"], value["value"]) == (column, row[-1])


def test_former_names_come_with_their_days():
    cell = "恒睿旧名有限公司（2010-01-05至2015-03-01）,\n恒睿更旧有限公司"
    imported(as_csv(("企业名称", "曾用名"), ("恒睿甲", cell)))
    names = CompanyName.objects.filter(company__name="恒睿甲")
    assert set(names.values_list("name", "kind", "used_from", "used_until")) == {
        ("恒睿旧名有限公司", "former", date(2010, 1, 5), date(2015, 3, 1)),
        ("恒睿更旧有限公司", "former", None, None),
    }


def test_the_days_of_a_name_on_record_are_filled_in_and_taken_back():
    name = make_company_name(make_company("恒睿甲"), "恒睿旧名")
    batch = imported(as_csv(("企业名称", "曾用名"), ("恒睿甲", "恒睿旧名（至2015-03-01）")))
    assert outcomes(batch) == ["changed"]
    name.refresh_from_db()
    assert (name.kind, name.used_until) == (NameKind.FORMER, date(2015, 3, 1))
    assert outcomes(planned(as_csv(("企业名称", "曾用名"), ("恒睿甲", "恒睿旧名（至2015-03-01）")))) == ["unchanged"]
    undo(batch, None, "弄错了")
    name.refresh_from_db()
    assert (name.kind, name.used_until) == (NameKind.PRINTED, None)


def test_labels_come_with_batch_validity_and_outcome():
    headings = ("企业名称", "荣誉称号", "认定年份", "批次", "有效期", "复核结果", "认定机构")
    row = ("恒睿甲", "专精特新小巨人", "2023", "第五批", "2023年7月至2026年6月", "复核通过", "工业和信息化部")
    imported(as_csv(headings, row))
    held = label_of(Company.objects.get(name="恒睿甲"))
    assert (held.year, held.batch_number, held.issuer) == (2023, 5, "工业和信息化部")
    assert (held.valid_from, held.valid_until) == (date(2023, 7, 1), date(2026, 6, 30))
    assert held.reexamination == "passed"
    assert held.source.slug == LIST


def test_a_later_list_says_what_became_of_a_label_and_an_undo_takes_it_back():
    company = make_company("恒睿甲")
    held = make_company_label(company, Label.objects.get(slug="little-giant"), year=2020, batch_number=2)
    batch = imported(as_csv(("企业名称", "标签", "复核结果"), ("恒睿甲", "little-giant", "未通过")))
    assert only_row(batch).changes == {"label_reexamination": [None, "failed"]}
    held.refresh_from_db()
    assert (held.year, held.batch_number, held.reexamination, held.expired) == (2020, 2, "failed", True)
    assert held.history.count() == 2
    undo(batch, None, "弄错了")
    held.refresh_from_db()
    assert held.reexamination == ""


def test_what_is_said_of_no_label_is_noted():
    batch = imported(as_csv(("企业名称", "批次"), ("恒睿甲", "5")))
    assert [(note["column"], note["code"]) for note in only_row(batch).notes] == [("label_batch", "of_no_label")]
    assert Company.objects.filter(name="恒睿甲").exists()


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [("批次", "最新", "not_a_batch"), ("有效期", "三年", "not_a_period")],
)
def test_a_cell_that_cannot_be_is_refused_with_the_way_out(heading, cell, code):
    batch = planned(as_csv(("企业名称", "标签", heading), ("恒睿甲", "little-giant", cell)))
    assert [found for _row, _column, found in codes(batch)] == [code]
    assert only_row(batch).errors[0]["hint"]


def test_an_outcome_that_nobody_writes_is_asked_about():
    batch = planned(as_csv(("企业名称", "标签", "复核结果"), ("恒睿甲", "little-giant", "还行")))
    assert [each["column"] for each in asked(batch)["values"]] == ["label_reexamination"]


def test_rows_that_contradict_each_other_on_a_label_are_refused():
    rows = (("恒睿甲", "little-giant", "5"), ("恒睿甲", "little-giant", "6"))
    assert outcomes(planned(as_csv(("企业名称", "标签", "批次"), *rows))) == ["error", "error"]


def test_the_sheet_to_be_edited_says_it_all_and_reading_it_again_changes_nothing():
    company = make_company("恒睿甲", registration_status="moved-out", registration_status_on=date(2024, 5, 6))
    days = {"used_from": date(2010, 1, 5), "used_until": date(2015, 3, 1)}
    make_company_name(company, "恒睿旧名", kind="former", **days)
    given = {"year": 2023, "batch_number": 5, "valid_from": date(2023, 7, 1), "valid_until": date(2026, 6, 30)}
    make_company_label(company, Label.objects.get(slug="little-giant"), **given, reexamination="passed")
    [cells] = companies_for_editing(Company.objects.filter(pk=company.pk))
    headings = [str(column.heading) for column in editing_columns()]
    batch = planned(as_csv(headings, cells))
    assert codes(batch) == []
    assert outcomes(batch) == ["unchanged"]
