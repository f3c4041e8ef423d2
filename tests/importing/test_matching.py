"""Which company a row is about: by code, ticker, legal name, then any known name; nothing merges by itself."""

import pytest
from django.utils.translation import override

from chains.analysis.match_weights import score_of_weight
from chains.choices import RowDecision
from chains.importing import committing, deciding, planning
from chains.importing.faults import said
from chains.models import Company, CompanyName
from tests.factories import credit_code, make_company, make_company_name, make_listing, make_placement
from tests.importing.sheets import companies, imported, only_row, outcomes, planned

pytestmark = pytest.mark.django_db

CODE = "91110000600037341L"
SOMEWHERE = {"segment": "ic.design", "province": "江苏省"}


@pytest.mark.parametrize(
    ("on_record", "cells"),
    [
        ({"uscc": CODE}, {"name": "全新的名字", "uscc": CODE}),
        ({"legal_name": "苏州甲乙半导体股份有限公司"}, {"name": "甲乙半导体", "legal_name": "苏州甲乙半导体有限公司"}),
        ({"legal_name": "苏州甲乙半导体股份有限公司"}, {"name": "苏州甲乙半导体"}),
        ({"name": "甲乙微电"}, {"name": " 甲乙微电 "}),
    ],
)
def test_a_company_is_found_by_code_legal_name_or_name(on_record, cells):
    company = make_company(**on_record)
    batch = planned(companies({**cells, **SOMEWHERE}))
    assert (only_row(batch).outcome, only_row(batch).target) == ("changed", company.public_id)


def test_a_company_is_found_by_its_ticker():
    company = make_company(name="甲乙微电")
    make_listing(company=company, exchange="sse", ticker="688999")
    batch = planned(companies({"name": "甲乙", "tickers": "688999.SH", **SOMEWHERE}))
    assert only_row(batch).target == company.public_id


def test_a_company_is_found_by_another_name_and_keeps_its_own():
    company = make_company(name="甲乙微电")
    make_company_name(company=company, name="甲乙微")
    batch = imported(companies({"name": "甲乙微", **SOMEWHERE}))
    assert only_row(batch).target == company.public_id
    company.refresh_from_db()
    assert company.name == "甲乙微电"


def test_a_new_spelling_becomes_another_name():
    company = make_company(name="甲乙微电", uscc=CODE)
    imported(companies({"name": "甲乙微电子", "uscc": CODE, **SOMEWHERE}))
    assert CompanyName.objects.get(company=company).name == "甲乙微电子"


def test_of_two_companies_of_one_name_that_of_the_province_is_meant():
    here, there = make_company(name="双生科技"), make_company(name="双生科技")
    make_placement(company=here, province_id="320000")
    make_placement(company=there, province_id="330000")
    assert only_row(planned(companies({"name": "双生科技", **SOMEWHERE}))).target == here.public_id


def test_two_companies_of_one_name_in_one_province_need_a_decision():
    twins = [make_company(name="双生科技") for _ in range(2)]
    for twin in twins:
        make_placement(company=twin, province_id="320000")
    row = only_row(planned(companies({"name": "双生科技", **SOMEWHERE})))
    assert row.outcome == "decision"
    assert {each["id"] for each in row.candidates} == {twin.public_id for twin in twins}


def test_codes_of_two_companies_in_one_row_need_a_decision():
    first = make_company(uscc=CODE)
    second = make_company()
    make_listing(company=second, exchange="sse", ticker="688999")
    row = only_row(planned(companies({"name": "谁", "uscc": CODE, "tickers": "688999.SH", **SOMEWHERE})))
    assert row.outcome == "decision"
    assert {each["id"] for each in row.candidates} == {first.public_id, second.public_id}


def test_one_name_with_another_code_is_another_company_until_somebody_says_so():
    company = make_company(name="甲乙微电", uscc=CODE)
    cells = {"name": "甲乙微电", "uscc": credit_code(7), **SOMEWHERE}
    row = only_row(planned(companies(cells)))
    assert (row.outcome, [each["id"] for each in row.candidates]) == ("decision", [company.public_id])


def test_a_look_alike_is_shown_with_its_reasons_and_asked_about():
    make_company(name="恒睿半导体科技")
    row = only_row(planned(companies({"name": "恒锐半导体科技", **SOMEWHERE})))
    assert row.outcome == "decision"
    [candidate] = row.candidates
    assert candidate["name"] == "恒睿半导体科技"
    assert candidate["score"] == score_of_weight(sum(reason["points"] for reason in candidate["reasons"]))
    [reason, *_] = candidate["reasons"]
    assert reason["code"] == "same-pinyin"
    with override("zh-hans"):
        assert "读音相同" in said(reason)
    with override("en"):
        assert "pronounced alike" in said(reason)


@pytest.mark.parametrize(
    ("on_record", "cells"),
    [
        ({}, {"tickers": "600992.SH"}),
        ({"legal_name": "恒睿甲软件有限公司"}, {"legal_name": "苏州恒睿甲化学有限公司"}),
    ],
)
def test_one_name_with_what_contradicts_it_is_asked_about(on_record, cells):
    company = make_company(name="恒睿甲", **on_record)
    make_listing(company=company, exchange="sse", ticker="600991")
    row = only_row(planned(companies({"name": "恒睿甲", **cells, **SOMEWHERE})))
    assert (row.outcome, [each["id"] for each in row.candidates]) == ("decision", [company.public_id])
    assert {"different-tickers", "other-legal-names"} & {each["code"] for each in row.candidates[0]["reasons"]}


def test_shares_of_another_kind_are_another_ticker_of_the_same_company():
    company = make_company(name="恒睿甲")
    make_listing(company=company, exchange="sse", ticker="600991")
    imported(companies({"name": "恒睿甲", "tickers": "0991.HK"}))
    assert set(company.listings.values_list("exchange", "ticker")) == {("sse", "600991"), ("hkex", "0991")}


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("浙江省杭州市恒睿微电子有限公司", "unchanged"),
        ("恒睿微电子（杭州）有限公司", "unchanged"),
        ("恒睿微电子", "decision"),
        ("恆睿微電子（杭州）有限公司", "unchanged"),
        ("杭州恒睿微电子有限公司上海分公司", "decision"),
        ("苏州恒睿微电子有限公司", "new"),
    ],
)
def test_a_place_written_otherwise_is_no_other_company_and_another_place_is(name, outcome):
    company = make_company(name="杭州恒睿微电子", legal_name="杭州恒睿微电子股份有限公司")
    row = only_row(planned(companies({"name": name})))
    assert row.outcome == outcome.replace("unchanged", "changed")
    if outcome == "unchanged":
        assert row.target == company.public_id


def test_rows_that_write_a_place_in_several_ways_make_one_company():
    rows = ("浙江省杭州市恒睿微电子有限公司", "杭州恒睿微电子有限公司", "恒睿微电子（杭州）有限公司")
    imported(companies(*[{"name": name, **SOMEWHERE} for name in rows]))
    assert Company.objects.filter(name__contains="恒睿微电子").count() == 1


def test_the_same_number_at_two_exchanges_is_no_reason():
    imported(companies({"name": "远洋存储", "tickers": "000660.KS"}))
    row = only_row(planned(companies({"name": "南方甲", "tickers": "000660.SZ"})))
    assert (row.outcome, row.candidates) == ("new", [])


def test_a_name_like_no_other_is_new():
    batch = imported(companies({"name": "璇玑光刻", **SOMEWHERE}))
    assert outcomes(batch) == ["new"]
    assert Company.objects.get(name="璇玑光刻").placements.get().segment.code == "ic.design"


def test_rows_of_one_new_company_make_it_once():
    rows = [{"name": "璇玑光刻", "segment": "ic.design", "province": place} for place in ("江苏", "浙江", "上海")]
    batch = imported(companies(*rows))
    assert outcomes(batch) == ["new", "changed", "changed"]
    assert Company.objects.get(name="璇玑光刻").placements.count() == 3


@pytest.mark.parametrize(("decision", "made"), [("use", 0), ("new", 1), ("skip", 0)])
def test_a_decision_is_remembered_and_done(decision, made):
    company = make_company(name="扬杰半导体科技")
    batch = planned(companies({"name": "杨杰半导体科技", **SOMEWHERE}))
    [number] = batch.rows.values_list("number", flat=True)
    deciding.decide(batch, {(number, 0): (decision, company.public_id if decision == RowDecision.USE else "")}, None)
    planning.plan(batch)
    assert only_row(batch).decision == decision
    before = Company.objects.count()
    committing.commit(batch)
    assert Company.objects.count() - before == made
    assert company.placements.exists() is (decision == "use")


def test_an_id_wins_over_every_other_sign_and_renames():
    company = make_company(name="甲乙微电")
    content = "id,企业名称,所属环节,省份\n".encode() + f"{company.public_id},甲乙微电子,ic.design,江苏\n".encode()
    imported(content)
    company.refresh_from_db()
    assert company.name == "甲乙微电子"


def test_an_unknown_id_is_an_error():
    content = "id,企业名称,所属环节,省份\n0000000000,甲乙微电子,ic.design,江苏\n".encode()
    [error] = only_row(planned(content)).errors
    assert (error["column"], error["code"], error["value"]) == ("id", "unknown_company", "0000000000")
