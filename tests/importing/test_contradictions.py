"""Rows of a sheet that contradict each other: all of them are marked, with what they share, and none wins."""

import pytest

from chains.choices import SheetKind
from chains.models import Company, Park
from tests.factories import credit_code, make_company, make_park
from tests.importing.sheets import as_csv, codes, imported, in_language, outcomes, planned

pytestmark = pytest.mark.django_db

HEADERS = ("编号", "企业名称", "企业全称", "统一社会信用代码", "证券代码", "官网", "所属环节", "省份", "状态")
CODE = credit_code(7)
HERE = ("ic.design", "江苏")


def row(name, legal="", code="", ticker="", site="", place=HERE, status="", key=""):
    return (key, name, legal, code, ticker, site and f"https://{site}.example", *place, status)


def plan(*rows):
    return planned(as_csv(HEADERS, *rows))


def messages(batch):
    return {
        each.number: {language: in_language(language, each.errors[0]) for language in ("en", "zh-hans")}
        for each in batch.rows.order_by("number")
        if each.errors
    }


@pytest.mark.parametrize(
    ("first", "second", "column", "shared"),
    [
        (
            row("恒睿甲", ticker="688999.SH", site="a"),
            row("恒睿乙", ticker="688999.SH", site="b"),
            "website",
            "sse:688999",
        ),
        (row("恒睿甲", code=CODE, site="a"), row("恒睿乙", code=CODE, site="b"), "website", CODE),
        (
            row("恒睿甲", legal="恒睿微公司", site="a"),
            row("恒睿乙", legal="恒睿微公司", site="b"),
            "website",
            "恒睿微公司",
        ),
        (row("恒睿甲", legal="恒睿微"), row("恒睿甲", legal="恒睿光"), "legal_name", "恒睿甲"),
        (row("恒睿甲", status="reported"), row("恒睿甲", status="disputed"), "status", "恒睿甲"),
    ],
)
def test_every_row_says_what_they_share_and_what_each_says(first, second, column, shared):
    batch = plan(first, row("浦江丙"), second)
    assert codes(batch) == [(2, column, "contradicts_row"), (4, column, "contradicts_row")]
    assert outcomes(batch) == ["error", "new", "error"]
    said = messages(batch)
    assert said[2] == said[4]
    for words in said[2].values():
        assert all(each in words for each in ("2, 4", shared))
    assert said[2]["zh-hans"] != said[2]["en"]


def test_rows_by_id_say_the_id():
    company = make_company("恒睿甲")
    key = company.public_id
    batch = plan(row("恒睿乙", key=key), row("恒睿丙", key=key))
    assert codes(batch) == [(2, "name", "contradicts_row"), (3, "name", "contradicts_row")]
    assert key in messages(batch)[2]["en"]


def test_what_the_record_says_already_contradicts_too():
    make_company("恒睿甲", website="https://a.example")
    batch = plan(row("恒睿甲", site="a"), row("恒睿甲", site="b", place=("ic.design", "浙江")))
    assert codes(batch) == [(2, "website", "contradicts_row"), (3, "website", "contradicts_row")]


def test_two_companies_with_one_code_are_marked_both():
    one, other = make_company("恒睿甲"), make_company("浦江乙")
    rows = [row("恒睿甲", code=CODE, key=one.public_id), row("浦江乙", code=CODE, key=other.public_id)]
    batch = plan(*rows)
    assert codes(batch) == [(2, "uscc", "contradicts_row"), (3, "uscc", "contradicts_row")]
    assert CODE in messages(batch)[2]["en"]


def test_a_row_that_has_the_codes_of_two_others_is_marked_with_both():
    batch = plan(
        row("恒睿甲", code=CODE), row("浦江乙", ticker="688999.SH"), row("西湖丙", code=CODE, ticker="688999.SH")
    )
    assert {number for number, _column, _code in codes(batch)} == {2, 3, 4}


def test_all_rows_are_marked_whatever_differs_between_which():
    rows = [row("恒睿甲", site="a"), row("恒睿甲", site="b", legal="恒睿微"), row("恒睿甲", legal="恒睿光")]
    batch = plan(*rows, row("恒睿甲", place=("ic.design", "上海")))
    assert outcomes(batch) == ["error", "error", "error", "new"]
    assert len(codes(batch)) == 4


def test_the_good_rows_are_those_that_nothing_contradicts():
    rows = [row("恒睿甲", site="a"), row("恒睿甲", site="b"), row("恒睿甲", place=("ic.design", "上海"))]
    imported(as_csv(HEADERS, *rows), good_rows=True)
    company = Company.objects.get(name="恒睿甲")
    assert (company.website, company.placements.get().province_id) == ("", "310000")


def test_a_name_of_two_companies_of_the_sheet_is_asked_about():
    rows = [row("恒睿甲", code=credit_code(8)), row("恒睿甲", code=CODE), row("恒睿甲", place=("ic.design", "上海"))]
    batch = plan(*rows)
    assert codes(batch) == [(4, "name", "several_rows")]
    assert "2, 3" in messages(batch)[4]["en"]


def test_rows_of_one_park_that_differ_are_marked_both():
    headers = ("编号", "名称", "类型", "省份", "备注", "产业链")
    sheet = [
        ("", "恒睿园", "park", "江苏", "东区", "ic"),
        ("", "恒睿园", "park", "江苏", "西区", "ic"),
        ("", "浦江园", "park", "江苏", "", "ic"),
    ]
    batch = planned(as_csv(headers, *sheet), kind=SheetKind.PARKS)
    assert codes(batch) == [(2, "note", "contradicts_row"), (3, "note", "contradicts_row")]
    park = make_park(name="西湖园", province_id="330000")
    renamed = [(park.public_id, name, "park", "浙江", "", "ic") for name in ("西湖甲园", "西湖乙园")]
    batch = planned(as_csv(headers, *renamed), kind=SheetKind.PARKS)
    assert codes(batch) == [(2, "name", "contradicts_row"), (3, "name", "contradicts_row")]
    assert Park.objects.get(pk=park.pk).name == "西湖园"
