"""Cells that say nothing are empty, those that say “as above” repeat it, and what nobody sees is gone before."""

import pytest

from chains.choices import RowDecision, SheetKind
from chains.importing import deciding, planning
from chains.models import Company, Placement, SupplyShare
from tests.factories import make_company
from tests.importing.sheets import as_csv, codes, companies, imported, in_language, only_row, outcomes, planned

pytestmark = pytest.mark.django_db

PLACED = ("企业名称", "企业全称", "所属环节", "省份", "城市", "备注")


@pytest.mark.parametrize("word", ["无", "/", "——", "N/A", "#N/A", "null"])
def test_firms_whose_legal_name_is_a_word_for_nothing_stay_apart(word):
    rows = [("恒睿甲", "ic.design", "上海"), ("浦江乙", "ic.equipment", "江苏"), ("西湖丙", "ic.materials", "浙江")]
    batch = imported(
        as_csv(
            ("企业名称", "企业全称", "英文名称", "所属环节", "省份"), *[(name, word, word, *at) for name, *at in rows]
        )
    )
    assert outcomes(batch) == ["new"] * 3
    made = Company.objects.filter(name__in=[name for name, *_ in rows])
    assert set(made.values_list("legal_name", "name_en")) == {("", "")}


def test_every_column_takes_a_word_for_nothing_as_empty():
    headings = (
        "企业名称",
        "信用代码",
        "证券代码",
        "标签",
        "别名",
        "成立日期",
        "官网",
        "简介",
        "注册省份",
        "所属环节",
        "城市",
    )
    assert outcomes(planned(as_csv(headings, ["恒睿甲", *["暂无"] * (len(headings) - 1)]))) == ["new"]
    [row] = planned(as_csv(headings, ["恒睿甲", *["-"] * (len(headings) - 1)])).rows.all()
    assert row.changes == {"name": [None, "恒睿甲"]}


def test_a_word_for_nothing_is_no_value_of_other_sheets_either():
    row = ["ic.lithography", "荷兰", "—", "major", "2019", "无", "/"]
    batch = imported(
        as_csv(("环节", "国家", "份额", "定性", "年份", "页码", "备注"), row), kind=SheetKind.SUPPLY_SHARES
    )
    assert outcomes(batch) == ["new"]
    made = SupplyShare.objects.filter(source=batch.source).get()
    assert (made.share, made.qualifier, made.locator, made.note) == (None, "major", "", "")


def test_it_leaves_what_is_on_record():
    company = make_company("甲乙微电", legal_name="甲乙微电子有限公司")
    assert outcomes(planned(companies({"name": "甲乙微电", "legal_name": "不详"}))) == ["unchanged"]
    assert Company.objects.get(pk=company.pk).legal_name == "甲乙微电子有限公司"


def test_a_name_that_is_a_word_for_nothing_is_missing():
    batch = planned(companies({"name": "暂无", "segment": "ic.design", "province": "江苏"}))
    assert codes(batch) == [(2, "name", "required")]
    assert "“暂无”" in in_language("zh-hans", only_row(batch).errors[0])


@pytest.mark.parametrize("name", ["……", "***", "《》"])
def test_a_name_without_a_letter_is_none(name):
    assert codes(planned(companies({"name": name}))) == [(2, "name", "no_name")]


@pytest.mark.parametrize("day", ["1000-01-01", "1599年12月", "2999-12-31"])
def test_a_date_that_stands_for_nothing_is_refused(day):
    batch = planned(as_csv(("企业名称", "成立日期"), ("恒睿甲", day), ("浦江乙", "1668-05-01")))
    assert codes(batch) == [(2, "founded_on", "date_out_of_range")]


def test_as_above_repeats_the_cell_above():
    batch = imported(
        as_csv(
            PLACED,
            ("恒睿甲", "", "ic.design", "江苏", "苏州", "一"),
            ("浦江乙", "", "同上", "〃", "同上", "二"),
            ("西湖丙", "", "（同上）", "〃", "南京", "〃"),
        )
    )
    assert outcomes(batch) == ["new"] * 3
    placed = Placement.objects.filter(company__name__in=("恒睿甲", "浦江乙", "西湖丙")).order_by("pk")
    assert list(placed.values_list("segment__slug", "city", "note")) == [
        ("design", "320500", "一"),
        ("design", "320500", "二"),
        ("design", "320100", "二"),
    ]


def test_there_must_be_a_cell_above():
    batch = planned(
        as_csv(
            PLACED,
            ("恒睿甲", "", "ic.design", "同上", "", ""),
            ("浦江乙", "", "ic.design", "同上", "", ""),
            ("", "", "", "", "", ""),
            ("西湖丙", "", "同上", "江苏", "", ""),
            ("示例：丁", "", "ic.design", "上海", "", ""),
            ("钱塘戊", "", "ic.design", "〃", "", ""),
        )
    )
    assert codes(batch) == [
        (2, "province", "no_cell_above"),
        (3, "province", "no_cell_above"),
        (5, "segment", "no_cell_above"),
        (7, "province", "no_cell_above"),
    ]


def test_a_row_that_is_skipped_is_not_repeated():
    rows = [("恒睿甲", "", "ic.design", "江苏", "", ""), ("浦江乙", "", "ic.design", "同上", "", "")]
    batch = planned(as_csv(PLACED, *rows))
    assert outcomes(batch) == ["new", "new"]
    deciding.decide(batch, {(2, 0): (RowDecision.SKIP, "")}, None)
    planning.plan(batch)
    assert codes(batch) == [(3, "province", "no_cell_above")]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *(("id", "id"), ("企业全称", "legal_name"), ("英文名称", "name_en"), ("信用代码", "uscc")),
        *(("证券代码", "tickers"), ("别名", "names"), ("原文名称", "printed_name")),
    ],
)
def test_what_names_one_record_repeats_no_other(heading, column):
    batch = planned(as_csv(("企业名称", heading), ("恒睿甲", ""), ("浦江乙", "同上")))
    assert codes(batch) == [(3, column, "not_repeated")]


def test_a_name_repeats_no_other():
    assert codes(planned(as_csv(("企业名称", "省份"), ("恒睿甲", ""), ("〃", "")))) == [(3, "name", "not_repeated")]


def test_what_nobody_sees_is_gone_before_anything_is_judged():
    batch = planned(
        as_csv(
            ("\ufeff企业\u200b名称", "信用代码\u200b", "证券代码", "成立日期"),
            ("恒睿甲\u200b", "\u202a91310000132263312B\u202c", "688999\u200b", "2010-01-05\u2060"),
            ("浦江乙", "9131000013226331\u200b\u200b", "", ""),
        )
    )
    [first, second] = batch.rows.order_by("number")
    assert first.changes == {
        "name": [None, "恒睿甲"],
        "uscc": [None, "91310000132263312B"],
        "tickers": [None, "sse:688999"],
        "founded_on": [None, "2010-01-05"],
    }
    assert second.errors[0]["value"] == "9131000013226331"


@pytest.mark.parametrize("ticker", ["TSM", "BRK.B"])
def test_a_ticker_needs_its_exchange(ticker):
    assert codes(planned(companies({"name": "恒睿甲", "tickers": ticker}))) == [
        (2, "tickers", "ticker_without_exchange")
    ]
