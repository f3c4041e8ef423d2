"""Words that are on no list: asked about once for all their rows, decided on once, and remembered."""

import pytest

from chains.choices import Role, SheetKind, Stage
from chains.history import batches
from chains.importing import committing, deciding, planning, sheet_values
from chains.importing.faults import ImportRefusedError
from chains.importing.reporting import asked
from chains.models import City, Company, ImportBatch, Label, Placement, Segment, ValueMapping
from chains.permissions import NotPermitted
from tests.factories import make_company
from tests.history.test_undo import state
from tests.importing.sheets import as_csv, companies, imported, in_language, only_row, outcomes, planned
from tests.staff import make_user

pytestmark = pytest.mark.django_db

HERE = {"province": "江苏"}
WAFERS = [{"name": f"恒睿{number}号", "segment": "晶元制造", **HERE} for number in "甲乙丙"]
EVERYTHING = (Company, Placement, Segment, City, Label, ValueMapping)


def decided(batch: ImportBatch, *decisions: dict, user=None) -> ImportBatch:
    """Return the batch, planned anew with these decisions."""
    deciding.decide_values(batch, decisions, user)
    planning.plan(batch)
    return batch


def use(column: str, value: str, code: str) -> dict:
    return {"column": column, "value": value, "do": "use", "code": code}


def make(column: str, value: str, code: str = "") -> dict:
    return {"column": column, "value": value, "do": "make", "code": code}


def committed(batch: ImportBatch) -> ImportBatch:
    committing.commit(batch)
    batch.refresh_from_db()
    return batch


def test_an_unknown_word_stands_once_with_its_rows_and_what_it_may_mean():
    known = {"name": "恒睿丁号", "segment": "制造", **HERE}
    batch = planned(companies(*WAFERS, known))
    [value] = asked(batch)["values"]
    assert (value["column"], value["value"], value["rows"]) == ("segment", "晶元制造", 3)
    assert value["suggestions"][0] == {"code": "ic.manufacturing", "name": "制造"}
    assert outcomes(batch) == ["new"] * 4


def test_it_is_one_however_it_is_spaced_or_in_what_width():
    spaced = [{**row, "segment": text} for row, text in zip(WAFERS, ("晶元 ＡＩ", "晶元AI", "晶元ai"), strict=True)]
    [value] = asked(planned(companies(*spaced)))["values"]
    assert value["rows"] == 3


def test_what_is_used_for_it_holds_for_all_its_rows():
    batch = decided(planned(companies(*WAFERS)), use("segment", "晶元制造", "制造"))
    assert asked(batch)["values"] == []
    assert [(each["do"], each["code"], each["rows"]) for each in asked(batch)["decided"]] == [
        ("use", "ic.manufacturing", 3)
    ]
    committed(batch)
    assert Placement.objects.filter(segment__code="ic.manufacturing", company__name__startswith="恒睿").count() == 3


def test_its_rows_are_skipped():
    batch = decided(planned(companies(*WAFERS)), {"column": "segment", "value": "晶元制造", "do": "skip"})
    assert {note["code"] for row in batch.rows.all() for note in row.notes} == {"value-skipped"}
    committed(batch)
    assert not Company.objects.filter(name__startswith="恒睿").exists()


def test_its_cells_are_left_empty():
    batch = decided(planned(companies(*WAFERS)), {"column": "segment", "value": "晶元制造", "do": "empty"})
    assert asked(batch)["values"] == []
    assert "value_left" in {note["code"] for note in batch.rows.first().notes}


@pytest.mark.parametrize("do", ["empty", "skip"])
def test_any_cell_can_be_left_out_for_all_rows_that_have_it(do):
    header = ("企业名称", "成立日期")
    batch = planned(as_csv(header, ("恒睿甲", "民国？"), ("恒睿乙", "民国？"), ("恒睿丙", "2001-01-01")))
    assert outcomes(batch) == ["error", "error", "new"]
    [fault] = batch.sheet_values.faults()
    assert (fault.column, fault.value, fault.rows, fault.first_rows) == ("founded_on", "民国？", 2, [2, 3])
    decided(batch, {"column": "founded_on", "value": "民国？", "do": do})
    assert "error" not in outcomes(batch)


def test_a_decision_is_taken_back():
    batch = decided(planned(companies(*WAFERS)), use("segment", "晶元制造", "制造"))
    decided(batch, {"column": "segment", "value": "晶元制造", "do": ""})
    assert [value["value"] for value in asked(batch)["values"]] == ["晶元制造"]


def test_the_second_list_asks_nothing_until_the_first_is_undone():
    first = committed(decided(planned(companies(*WAFERS)), use("segment", "晶元制造", "制造")))
    mapping = ValueMapping.objects.get()
    assert (mapping.column, mapping.value, mapping.action, mapping.code) == (
        *("segment", "晶元制造", "use", "ic.manufacturing"),
    )
    assert mapping.history.get().batch_id == first.pk
    second = planned(companies({"name": "浦江乙", "segment": "晶元制造", **HERE}))
    assert asked(second)["values"] == []
    assert [each["remembered"] for each in asked(second)["decided"]] == [True]
    assert only_row(second).changes["placement"][1].startswith("制造")
    batches.undo(first, None, "名单有误")
    assert not ValueMapping.objects.exists()
    planning.plan(second)
    assert [value["value"] for value in asked(second)["values"]] == ["晶元制造"]


def test_what_a_sheet_decides_goes_before_what_is_remembered():
    committed(decided(planned(companies(*WAFERS)), use("segment", "晶元制造", "制造")))
    second = planned(companies({"name": "浦江乙", "segment": "晶元制造", **HERE}))
    decided(second, use("segment", "晶元制造", "ic.design"))
    assert only_row(second).changes["placement"][1].startswith("设计")
    committed(second)
    assert ValueMapping.objects.get().code == "ic.design"


def test_what_is_remembered_and_gone_is_asked_about_again():
    ValueMapping.objects.create(kind="companies", column="segment", value="晶元制造", action="use", code="ic.gone")
    assert len(asked(planned(companies(*WAFERS)))["values"]) == 1


MADE = [
    (make("segment", "晶元制造", "ic.manufacturing/wafer-making"), {"segment": "晶元制造"}, Segment, "ic.wafer-making"),
    (make("city", "新建市", "329900"), {"city": "新建市"}, City, "329900"),
    (make("labels", "链上明珠"), {"labels": "链上明珠"}, Label, "lian-shang-ming-zhu"),
]


@pytest.mark.parametrize(("decision", "cell", "model", "code"), MADE, ids=lambda each: getattr(each, "__name__", None))
def test_a_word_is_made_with_the_commit_and_goes_with_it(decision, cell, model, code):
    before = state(*EVERYTHING)
    row = {"name": "恒睿甲", "segment": "设计", "labels": "", "city": "", **HERE} | cell
    content = as_csv(list(row), list(row.values()), [*("恒睿乙", *list(row.values())[1:])])
    batch = decided(planned(content), decision)
    assert outcomes(batch) == ["new", "new"]
    assert state(*EVERYTHING) == before
    committed(batch)
    made = model.objects.get(**{"slug" if model is Label else "code": code})
    [company, _other] = Company.objects.filter(name__in=["恒睿甲", "恒睿乙"])
    placement = company.placements.get()
    assert made in (placement.segment, placement.city, *(each.label for each in company.labels.all()))
    assert company.stage == Stage.PUBLISHED
    assert made.history.get().batch_id == batch.pk
    assert asked(planned(content))["values"] == []
    done = batches.undo(batch, None, "名单有误")
    assert done.left == []
    assert state(*EVERYTHING) == before


def test_only_who_keeps_the_lists_makes_words():
    user = make_user(Role.REVIEWER)
    batch = planned(companies(*WAFERS), user=user)
    with pytest.raises(NotPermitted):
        deciding.decide_values(batch, [make("segment", "晶元制造", "ic.manufacturing")], user)
    assert asked(batch)["values"]


@pytest.mark.parametrize(
    "decision",
    [
        use("segment", "晶元制造", "ic.nothing"),
        use("colour", "晶元制造", "ic.design"),
        use("founded_on", "昨天", "2001-01-01"),
        make("segment", "晶元制造"),
        make("segment", "晶元制造", "ic.nowhere"),
        make("segment", "设计", "ic.manufacturing/design"),
        make("city", "新建市", "3299"),
        make("province", "新省", "990000"),
        {"column": "segment", "value": "晶元制造", "do": "guess"},
    ],
)
def test_what_cannot_be_used_or_made_is_refused_in_words(decision):
    batch = planned(companies(*WAFERS))
    with pytest.raises(ImportRefusedError):
        deciding.decide_values(batch, [decision], None)


def test_words_that_are_too_many_are_counted(monkeypatch):
    monkeypatch.setattr(sheet_values, "MOST", 2)
    batch = planned(companies(*[{**row, "segment": f"环节{at}号"} for at, row in enumerate(WAFERS)]))
    assert (len(asked(batch)["values"]), asked(batch)["more"]) == (2, 1)
    assert outcomes(batch) == ["new"] * 3


def test_one_of_several_labels_is_asked_about():
    content = as_csv(("企业名称", "标签"), ("恒睿甲", "高新技术企业、明日之星"))
    batch = planned(content)
    assert [(value["column"], value["value"]) for value in asked(batch)["values"]] == [("labels", "明日之星")]
    assert only_row(batch).changes["labels"] == [None, "高新技术企业"]


def test_a_city_that_is_not_found_falls_back_to_its_province():
    batch = imported(companies({"name": "恒睿甲", "segment": "设计", "city": "无名市", **HERE}))
    [note] = only_row(batch).notes
    assert (note["column"], note["code"]) == ("city", "unknown_city")
    assert "仅取其省份" in in_language("zh-hans", note)
    placement = Placement.objects.get(company__name="恒睿甲")
    assert (placement.province_id, placement.city_id) == ("320000", None)


def test_a_column_that_tells_which_record_it_is_still_refuses_the_row_and_can_be_decided_on():
    content = as_csv(("环节", "国家", "年份", "份额"), ("无此环节", "荷兰", "2019", "25"))
    batch = planned(content, kind=SheetKind.SUPPLY_SHARES)
    assert outcomes(batch) == ["error"]
    assert [value["value"] for value in asked(batch)["values"]] == ["无此环节"]
    decided(batch, use("segment", "无此环节", "ic.design"))
    assert outcomes(batch) == ["new"]


def test_rows_that_ask_the_same_are_decided_on_together():
    company = make_company(name="扬杰半导体科技")
    row = {"name": "杨杰半导体科技", "segment": "设计"}
    batch = planned(companies({**row, "province": "江苏"}, {**row, "province": "上海"}))
    assert outcomes(batch) == ["decision", "decision"]
    assert [each["value"] for each in asked(batch)["decisions"]] == ["杨杰半导体科技"] * 2
    deciding.decide(batch, {(2, 0): ("use", company.public_id)}, None)
    planning.plan(batch)
    assert outcomes(batch) == ["changed", "changed"]
