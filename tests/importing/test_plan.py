"""What a plan says of every row: all errors at once, each with its place, its rule and the way out."""

import pytest

from chains.models import Company
from tests.factories import credit_code, make_company, make_evidence, make_placement, make_source
from tests.importing.sheets import as_csv, codes, companies, imported, in_language, only_row, outcomes, planned

pytestmark = pytest.mark.django_db

ROW = {"name": "璇玑光刻", "segment": "ic.design", "province": "江苏"}


def test_every_fault_of_every_row_is_told_at_once():
    batch = planned(
        companies(
            {"name": "甲", "uscc": "123", "segment": "光客机", "province": "江西苏"},
            {"segment": "ic.design", "province": "江苏"},
            {"name": "丙", "segment": "ic.design"},
        )
    )
    assert outcomes(batch) == ["error", "error", "new"]
    assert codes(batch) == [(2, "uscc", "credit_code_length"), (3, "name", "required")]
    assert [(each["column"], each["code"]) for row in batch.rows.order_by("number") for each in row.notes] == [
        ("segment", "unknown_segment"),
        ("province", "unknown_province"),
        ("province", "half_a_placement"),
    ]
    segment, _province = batch.rows.get(number=2).notes
    assert segment["value"] == "光客机"
    assert "光刻机" in in_language("zh-hans", segment, "hint")


@pytest.mark.parametrize(
    "text", ["ic.lithography", "lithography", "光刻机", "设备→光刻机", "集成电路/设备/光刻机", "设备 > 光刻机"]
)
def test_a_segment_is_named_by_code_slug_name_or_path(text):
    row = only_row(planned(companies({**ROW, "segment": text})))
    assert row.outcome == "new", row.errors


@pytest.mark.parametrize(
    ("province", "city"),
    [("江苏", "苏州"), ("江苏省", "苏州市"), ("320000", "320500"), ("", "苏州市"), ("Jiangsu", "Suzhou")],
)
def test_a_place_is_named_in_any_usual_form(province, city):
    imported(companies({**ROW, "province": province, "city": city}))
    placement = Company.objects.get(name=ROW["name"]).placements.get()
    assert (placement.province_id, placement.city_id) == ("320000", "320500")


def test_a_zone_gives_its_city_and_says_so():
    row = only_row(planned(companies({**ROW, "city": "无锡高新区"})))
    assert row.changes["placement"] == [None, "设计 · 320000 320200"]
    assert [note["code"] for note in row.notes] == []


def test_a_city_of_another_province_is_refused():
    assert codes(planned(companies({**ROW, "city": "杭州"}))) == [(2, "city", "city_not_in_province")]


def test_changes_are_told_from_old_to_new():
    company = make_company(name="甲乙微电", legal_name="旧名有限公司", uscc=credit_code(9))
    row = only_row(
        planned(companies({**ROW, "name": "甲乙微电", "legal_name": "新名有限公司", "uscc": credit_code(9)}))
    )
    assert (row.outcome, row.target) == ("changed", company.public_id)
    assert row.changes["legal_name"] == ["旧名有限公司", "新名有限公司"]
    assert row.changes["placement"][0] is None


def test_a_row_that_says_nothing_new_is_unchanged():
    source = make_source(slug="a-list", title="某名单")
    placement = make_placement(company=make_company(name="甲乙微电"), province_id="320000")
    make_evidence(placement=placement, source=source, printed_name="甲乙微电")
    cells = {"name": "甲乙微电", "segment": placement.segment.code, "province": "江苏"}
    assert outcomes(planned(companies(cells), source="a-list")) == ["unchanged"]


def test_a_claim_without_a_city_is_that_with_one():
    placement = make_placement(company=make_company(name="甲乙微电"), province_id="320000", city_id="320500")
    imported(companies({"name": "甲乙微电", "segment": placement.segment.code, "province": "江苏"}))
    assert placement.company.placements.count() == 1


def test_a_claim_with_a_city_makes_one_without_more_exact():
    placement = make_placement(company=make_company(name="甲乙微电"), province_id="320000")
    row = {"name": "甲乙微电", "segment": placement.segment.code, "province": "江苏", "city": "苏州"}
    imported(companies(row))
    assert placement.company.placements.get().city_id == "320500"


def test_a_repeated_row_is_a_duplicate_that_names_the_first():
    batch = planned(companies(ROW, ROW))
    assert outcomes(batch) == ["new", "duplicate"]
    assert "第 2 行" in in_language("zh-hans", batch.rows.get(number=3).errors[0])


def test_rows_that_contradict_each_other_are_errors():
    first, second = (
        {**ROW, "legal_name": name, "province": place} for name, place in (("甲公司", "江苏"), ("乙公司", "浙江"))
    )
    batch = planned(companies(first, second))
    assert codes(batch) == [(2, "legal_name", "contradicts_row"), (3, "legal_name", "contradicts_row")]


def test_a_placement_without_a_source_is_refused():
    assert codes(planned(companies(ROW), source=None)) == [(2, "source", "source_missing")]


def test_an_unknown_header_is_kept_in_sight():
    batch = planned(as_csv(("企业名称", "所属环节", "省份", "吉祥物"), ("璇玑光刻", "ic.design", "江苏", "猫")))
    assert batch.mapping["3"] == ""
    assert outcomes(batch) == ["new"]


def test_a_number_where_a_code_should_be_is_refused_with_the_way_out(tmp_path):
    batch = planned(companies({**ROW, "tickers": "725"}))
    [error] = only_row(batch).errors
    assert error["column"] == "tickers"
    assert "文本" in in_language("zh-hans", error, "hint")


def test_a_code_of_another_company_is_refused_where_the_id_says_who_is_meant():
    make_company(name="甲", uscc=credit_code(1))
    company = make_company(name="乙")
    content = as_csv(("id", "企业名称", "信用代码"), (company.public_id, "乙", credit_code(1)))
    assert codes(planned(content)) == [(2, "uscc", "code_taken")]


def test_two_new_companies_of_one_file_cannot_have_one_ticker():
    rows = [{**ROW, "name": name, "tickers": "688999.SH"} for name in ("璇玑光刻", "琅珏微电")]
    batch = planned(companies(*rows))
    assert outcomes(batch) == ["new", "changed"]
    assert batch.rows.get(number=3).changes["names"] == [None, "琅珏微电"]
