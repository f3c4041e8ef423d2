"""Lists as bureaus and ministries send them: taken with decisions, not with corrections."""

from pathlib import Path

import pytest

from chains.choices import Stage
from chains.importing import committing, deciding, planning
from chains.importing.reporting import asked
from chains.models import Company, CompanyLabel, ImportBatch, Source

pytestmark = pytest.mark.django_db

SHEETS = Path(__file__).parent / "cases"


def planned_file(name: str, **cells: str) -> ImportBatch:
    """Return the batch of a file, planned as it is read, with these cells for the whole sheet."""
    batch = planning.upload("companies", name, (SHEETS / name).read_bytes(), None)
    planning.configure(
        batch,
        sheet=batch.sheet,
        header_row=batch.header_row,
        mapping=batch.mapping,
        source=Source.objects.get(slug="exchanges-2021"),
        reason="年度名单",
        whole_sheet=cells,
    )
    planning.plan(batch)
    return batch


def with_the_best_suggestions(batch: ImportBatch) -> ImportBatch:
    """Return the batch, planned anew with the best suggestion for every value that is asked about."""
    decisions = [each | {"do": "use", "code": each["suggestions"][0]["code"]} for each in asked(batch)["values"]]
    deciding.decide_values(batch, decisions, None)
    planning.plan(batch)
    return batch


def test_the_same_fault_of_many_rows_is_one_question():
    batch = planned_file("bureau-18-same-fault.xlsx")
    assert (batch.counts["new"], batch.counts["error"]) == (40, 0)
    [segment] = [value for value in asked(batch)["values"] if value["column"] == "segment"]
    assert (segment["value"], segment["rows"]) == ("晶元制造", 26)
    deciding.decide_values(batch, [{**segment, "do": "use", "code": "ic.manufacturing"}], None)
    planning.plan(batch)
    [*_, placed] = batch.rows.filter(cells__segment="晶元制造", cells__province="江苏")
    assert placed.changes["placement"][1].startswith("制造")


def test_an_honour_list_is_one_label_with_its_batch_for_the_whole_sheet():
    batch = planned_file("honour-list-batch-5.xlsx", labels="专精特新小巨人", label_batch="5", label_year="2023")
    with_the_best_suggestions(batch)
    assert (batch.counts["new"], asked(batch)["values"]) == (3, [])
    committing.commit(batch)
    second = planned_file("honour-list-batch-5.xlsx", labels="专精特新小巨人", label_batch="5", label_year="2023")
    assert (second.counts["unchanged"], asked(second)["values"]) == (3, [])
    found = CompanyLabel.objects.filter(company__name__contains="示例")
    assert {(each.label.name, each.batch_number, each.year) for each in found} == {("专精特新小巨人", 5, 2023)}
    companies = Company.objects.filter(labels__in=found).order_by("province", "name")
    assert [(each.province_id, each.city_id, each.stage) for each in companies] == [
        ("320000", None, Stage.DRAFT),
        ("330000", "330200", Stage.DRAFT),
        ("340000", None, Stage.DRAFT),
    ]


def test_a_list_of_cities_says_where_companies_are_registered():
    batch = with_the_best_suggestions(
        planned_file("bureau-16-honour-list.xlsx", labels="专精特新小巨人", label_batch="第五批")
    )
    assert (batch.counts["new"], batch.counts["error"], asked(batch)["unplaced"]["companies"]) == (3, 0, 3)
    committing.commit(batch)
    companies = Company.objects.filter(name__contains="测试有限公司").order_by("city", "name")
    assert sorted((each.name[:2], each.city_id) for each in companies) == [
        ("无锡", "320200"), ("昆山", "320500"), ("苏州", "320500"),
    ]  # fmt: skip
