"""Sheets of alliances and projects: amounts with their units, the chain that a segment or a name tells."""

from decimal import Decimal

import pytest

from chains.choices import SheetKind
from chains.history import batches
from chains.models import Alliance, Project
from tests.factories import make_company
from tests.history.test_undo import state
from tests.importing.sheets import as_csv, codes, imported, in_language, only_row, planned

pytestmark = pytest.mark.django_db

HEADERS = ("项目名称", "投资方", "环节", "总投资", "单位", "币种", "省份")


def project(headers=HEADERS, row=(), **chosen):
    imported(as_csv(headers, row), kind=SheetKind.PROJECTS, **chosen)
    return Project.objects.order_by("-pk").first()


@pytest.mark.parametrize(
    ("header", "cells", "amount", "currency", "qualifier"),
    [
        ("总投资", ("100亿元", "", ""), 10**10, "CNY", "exact"),
        ("总投资", ("超过100亿美元", "", ""), 10**10, "USD", "over"),
        ("总投资", ("约1,200万元", "", ""), 12_000_000, "CNY", "about"),
        ("总投资", ("1.5", "亿元", "欧元"), 150_000_000, "EUR", "exact"),
        ("总投资（亿元）", ("3.2", "", ""), 320_000_000, "CNY", "exact"),
        ("总投资（单位：万元）", ("50亿元", "", ""), 5 * 10**9, "CNY", "exact"),
        ("总投资", ("20000000", "", "美元"), 20_000_000, "USD", "exact"),
    ],
)
def test_an_amount_is_kept_in_single_units(header, cells, amount, currency, qualifier):
    headers = tuple(header if each == "总投资" else each for each in HEADERS)
    made = project(headers, ("恒睿基地", "恒睿甲", "ic.design", *cells, "江苏"))
    assert (made.amount, made.currency, made.qualifier) == (Decimal(amount), currency, qualifier)
    assert (made.chain.slug, made.investor, made.investor_company) == ("ic", "恒睿甲", None)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("恒睿基地", "", "ic.design", "100", "", "", ""), ("amount", "amount_without_unit")),
        (("恒睿基地", "", "ic.design", "很多", "", "", ""), ("amount", "not_a_number")),
        (("恒睿基地", "", "ic.design", "0", "亿元", "", ""), ("amount", "invalid")),
        (("恒睿基地", "", "ic.design", "100亿美元", "", "人民币", ""), ("currency", "currency_is_two")),
        (("恒睿基地", "", "", "100亿元", "", "", ""), ("chain", "chain_missing")),
    ],
)
def test_what_leaves_an_amount_or_the_chain_open_is_refused(row, wrong):
    batch = planned(as_csv(HEADERS, row), kind=SheetKind.PROJECTS)
    assert codes(batch) == [(2, *wrong)]
    [error] = only_row(batch).errors
    assert in_language("zh-hans", error) != in_language("en", error)


def test_the_name_of_a_project_may_tell_its_chain_and_that_is_said():
    batch = imported(as_csv(("项目名称",), ("浦江人工智能产业基金",)), kind=SheetKind.PROJECTS)
    [note] = only_row(batch).notes
    assert (note["column"], note["code"]) == ("chain", "chain_from_name")
    assert Project.objects.get(name="浦江人工智能产业基金").chain.slug == "ai"


def test_a_row_of_an_investment_on_record_changes_what_it_says_and_is_undone():
    company = make_company(name="恒睿甲")
    made = project(row=("恒睿基地", "恒睿", "ic.design", "100亿元", "", "", "江苏"))
    before = state(Project)
    headers = ("项目名称", "投资企业编号", "年份", "金额")
    batch = imported(as_csv(headers, ("恒睿基地", company.public_id, "2023", "120亿元")), kind=SheetKind.PROJECTS)
    assert only_row(batch).changes == {
        "investor_company": [None, "恒睿甲"],
        "year": [None, "2023"],
        "amount": ["10000000000", "12000000000"],
    }
    made.refresh_from_db()
    assert (made.currency, made.province_id) == ("CNY", "320000")
    assert batches.undo(batch, None, "有误").left == []
    assert state(Project) == before


def test_an_alliance_is_made_with_its_chain_and_place_and_undone():
    before = state(Alliance)
    headers = ("联盟名称", "产业链", "成立时间", "所在城市", "居于图谱之首")
    batch = imported(as_csv(headers, ("浦江芯片联盟", "集成电路", "2021年3月", "苏州", "否")), kind=SheetKind.ALLIANCES)
    made = Alliance.objects.get(name="浦江芯片联盟")
    assert (made.chain.slug, made.founded_on.isoformat(), made.city_id) == ("ic", "2021-03-01", "320500")
    assert made.source.slug == "exchanges-2021"
    assert batches.undo(batch, None, "有误").left == []
    assert state(Alliance) == before


def test_an_alliance_that_heads_a_map_needs_its_chain():
    batch = planned(as_csv(("联盟名称", "居于图谱之首"), ("浦江联盟", "是")), kind=SheetKind.ALLIANCES)
    assert codes(batch) == [(2, "heads_map", "invalid")]
    assert codes(planned(as_csv(("联盟名称",), ("浦江联盟",)), kind=SheetKind.ALLIANCES, source=None)) == [
        (2, "source", "source_missing")
    ]
