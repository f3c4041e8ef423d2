"""Cells as people and Excel leave them become values, or say what is wrong and what to do."""

from datetime import date, datetime

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from chains.sheets import cells, shares
from chains.sheets.cells import REASONS, CellError
from chains.sheets.reading import FormulaWithoutValue

STATUSES = {"reported": ["reported", "未核实"], "verified": ["verified", "已核实"]}


def code_of(clean, *args):
    with pytest.raises(CellError) as refused:
        clean(*args)
    assert refused.value.message
    assert refused.value.hint
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2010, 1, 5), date(2010, 1, 5)),
        (datetime(2010, 1, 5, 9), date(2010, 1, 5)),
        (40183, date(2010, 1, 5)),
        (40183.75, date(2010, 1, 5)),
        ("2010-01-05", date(2010, 1, 5)),
        ("2010/1/5", date(2010, 1, 5)),
        ("2010.01.05", date(2010, 1, 5)),
        (" ２０１０／１／５ ", date(2010, 1, 5)),
        ("2010-01-05 00:00:00", date(2010, 1, 5)),
        ("2010年1月5日", date(2010, 1, 5)),
        ("2010年1月", date(2010, 1, 1)),
        ("2010年 1月份", date(2010, 1, 1)),
        ("2010年", date(2010, 1, 1)),
        ("二〇〇〇年四月", date(2000, 4, 1)),
        ("二零一二年十二月二十三日", date(2012, 12, 23)),
        ("2010-02", date(2010, 2, 1)),
        ("20100105", date(2010, 1, 5)),
        (2010, date(2010, 1, 1)),
        (2010.11, date(2010, 11, 1)),
        ("2010.1", date(2010, 1, 1)),
        ("2010.10", date(2010, 10, 1)),
        ("2010-01-05\u200b", date(2010, 1, 5)),
    ],
)
def test_dates_in_every_usual_form(cell, expected):
    assert cells.as_date(cell) == expected


@pytest.mark.parametrize(
    "cell", ["40183", "201001", "5/1/2010", "2010-13-01", "2010-02-30", "去年", 5, True, "2010-1/5"]
)
def test_what_is_no_date_or_could_be_two(cell):
    assert code_of(cells.as_date, cell) == "not_a_date"


def test_a_number_that_may_be_january_or_october_is_asked_about():
    with pytest.raises(CellError) as refused, override("en"):
        cells.as_date(2010.1)
    with override("en"):
        assert refused.value.code == "january_or_october"
        assert "2010-01 or 2010-10" in refused.value.hint
    assert cells.as_date(cells.date_as_kept("2010.10", is_text=True)) == date(2010, 10, 1)
    assert code_of(cells.as_date, cells.date_as_kept("2010.1", is_text=True)) == "january_or_october"


def test_a_day_counted_from_1904_is_the_day_it_is():
    assert cells.as_date(cells.date_as_kept(39082, since_1904=True)) == date(2011, 1, 1)
    for cell in (2010, True, "39082", date(2011, 1, 1)):
        assert cells.date_as_kept(cell, since_1904=True) == cell


@settings(max_examples=30)
@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_date_is_read_however_it_was_written(day):
    for text in (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日"):
        assert cells.as_date(text) == day
    serial = (day - date(1899, 12, 30)).days
    if 20_000 <= serial <= 80_000:
        assert cells.as_date(serial) == day


@pytest.mark.parametrize(
    ("cell", "year"), [(2019, 2019), ("2019年", 2019), ("２０１９", 2019), (date(2019, 5, 1), 2019)]
)
def test_years(cell, year):
    assert cells.as_year(cell) == year


@pytest.mark.parametrize("cell", [1948, 2101, "19", "x", 2019.5])
def test_no_years(cell):
    assert code_of(cells.as_year, cell) == "not_a_year"


def test_whole_numbers():
    assert cells.as_integer("1,200") == 1200
    assert cells.as_integer(7.0) == 7
    assert code_of(cells.as_integer, "7.5") == "not_an_integer"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("是", True),
        ("√", True),
        ("TRUE", True),
        (1, True),
        ("Yes", True),
        (True, True),
        ("否", False),
        (0, False),
        ("no", False),
    ],
)
def test_yes_and_no(cell, expected):
    assert cells.as_boolean(cell) is expected


def test_neither_yes_nor_no():
    assert code_of(cells.as_boolean, "也许") == "not_a_boolean"
    assert code_of(cells.as_boolean, 2) == "not_a_boolean"


def test_a_credit_code_is_cleaned():
    assert cells.as_credit_code(" 91110000600037341l ") == "91110000600037341L"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (913100001322633120, "code_became_number"),
        (9.131e17, "code_became_number"),
        ("9.131E+17", "code_became_number"),
        ("9111000060003734", "credit_code_length"),
        ("911100006000373410", "credit_code_check_digit"),
        ("", "empty"),
    ],
)
def test_a_credit_code_that_cannot_be_right_says_why(cell, code):
    assert code_of(cells.as_credit_code, cell) == code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("688012", ("sse", "688012")),
        (688012, ("sse", "688012")),
        ("688012.SH", ("sse", "688012")),
        ("SH688012", ("sse", "688012")),
        ("sse:688012", ("sse", "688012")),
        ("000725", ("szse", "000725")),
        ("300236.sz", ("szse", "300236")),
        ("830799", ("bse", "830799")),
        ("920001", ("bse", "920001")),
        ("900901", ("sse", "900901")),
        ("0981.HK", ("hkex", "0981")),
        ("ＨＫ：00981", ("hkex", "0981")),
        ("nasdaq:ACMR", ("nasdaq", "ACMR")),
        ("TSM.N", ("nyse", "TSM")),
        ("TSM", ("", "TSM")),
        ("BRK.B", ("", "BRK.B")),
        ("600999.0", ("sse", "600999")),
        ("603999SH", ("sse", "603999")),
        ("603999 SH", ("sse", "603999")),
        ("1.601999", ("sse", "601999")),
        (1.601999, ("sse", "601999")),
        ("0.000999", ("szse", "000999")),
        ("0.830799", ("bse", "830799")),
        ("105.ACMR", ("nasdaq", "ACMR")),
        ("116.00981", ("hkex", "0981")),
        ("sh.600000", ("sse", "600000")),
        ("600000.XSHG", ("sse", "600000")),
        ("SHSE.600000", ("sse", "600000")),
        ("000999.CN", ("szse", "000999")),
        ("600000-SH", ("sse", "600000")),
        ("430047", ("bse", "430047")),
        ("981.HK", ("hkex", "0981")),
        ("5 HK", ("hkex", "0005")),
        ("HK981", ("hkex", "0981")),
        ("80700.HK", ("hkex", "80700")),
        ("NYSE:TSM", ("nyse", "TSM")),
        ("285A.T", ("tse", "285A")),
        ("000660.KS", ("krx", "000660")),
        ("688999\u200b", ("sse", "688999")),
    ],
)
def test_tickers_in_every_usual_form(cell, expected):
    assert cells.as_ticker(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (725, "code_became_number"),
        ("725", "code_became_number"),
        ("0981", "ticker_without_exchange"),
        ("TSM.US", "ticker_of_a_country"),
        ("TSM US", "ticker_of_a_country"),
        ("400999", "ticker_off_exchange"),
        ("420999", "ticker_off_exchange"),
        ("839999.NQ", "ticker_off_exchange"),
        ("400999.BJ", "ticker_elsewhere"),
        ("899050", "not_a_ticker"),
        ("000001.SH", "ticker_elsewhere"),
        ("725.0", "code_became_number"),
        ("1.6", "not_a_ticker"),
        ("0000.HK", "ticker_elsewhere"),
        ("TSM.HK", "ticker_elsewhere"),
        ("300236.HK", "ticker_elsewhere"),
        ("2.601999", "not_a_ticker"),
        ("N12", "not_a_ticker"),
        ("688012.SZ", "ticker_elsewhere"),
        ("68801.SH", "not_a_ticker"),
        ("688012.QQ", "not_a_ticker"),
        ("芯片", "not_a_ticker"),
        (6880123, "not_a_ticker"),
    ],
)
def test_a_ticker_that_cannot_be_right_says_why(cell, code):
    assert code_of(cells.as_ticker, cell) == code


def test_lists_are_parted_by_what_no_name_holds():
    assert cells.as_list("复旦大学；中芯国际、华虹集团; 复旦大学\nA, Inc.") == [
        "复旦大学",
        "中芯国际",
        "华虹集团",
        "A, Inc.",
    ]
    assert cells.as_list(" ; ") == cells.as_list("无；/；暂无") == []
    assert cells.as_list("甲；无；乙") == ["甲", "乙"]
    assert code_of(cells.as_list, "甲；同上") == "no_cell_above"


@pytest.mark.parametrize("cell", [None, "", "无", "N/A", "#N/A", "——", " \u200b"])
def test_what_says_nothing_is_blank(cell):
    assert cells.is_blank(cell)


@pytest.mark.parametrize("cell", [0, False, 0.0, "0", "否", "没有公司", date(2010, 1, 5), FormulaWithoutValue("=A1")])
def test_what_says_something_is_not(cell):
    assert not cells.is_blank(cell)


@pytest.mark.parametrize("cell", ["同上", "〃", " 同 上。", "（同上）", "“同上”", "\u200b〃"])
def test_a_cell_that_repeats_the_one_above(cell):
    assert cells.is_ditto(cell)


@pytest.mark.parametrize("cell", ["同上海", "上同", "", None, 1, '"'])
def test_a_cell_that_does_not(cell):
    assert not cells.is_ditto(cell)


@pytest.mark.parametrize("cell", ["已核实", "VERIFIED", " verified ", "已 核 实"])
def test_a_choice_is_known_by_code_or_label(cell):
    assert cells.as_choice(cell, STATUSES) == "verified"


def test_an_unknown_choice_is_quoted_with_the_nearest():
    with pytest.raises(CellError) as refused, override("en"):
        cells.as_choice("verifyed", STATUSES)
    with override("en"):
        assert "“verifyed”" in refused.value.message
        assert refused.value.hint.startswith("Did you mean verified / ")
    assert code_of(cells.as_choice, "zzz", STATUSES) == "unknown_value"


def test_suggestions_come_best_first_and_only_if_alike():
    assert cells.suggest("光刻", ["设计", "光刻机", "光刻胶"]) == ["光刻机", "光刻胶"]
    assert cells.suggest("江苏省", ["江苏", "江西", "上海"])[0] == "江苏"
    assert cells.suggest("xyz", ["设计", "制造"]) == []


def test_text_is_bare_and_bounded():
    assert cells.as_text(" 甲\x00乙 ") == "甲乙"
    assert cells.as_text(12) == "12"
    assert cells.as_text("甲乙", 2) == "甲乙"
    assert code_of(cells.as_text, "甲乙丙", 2) == "too_long"


@pytest.mark.parametrize(
    "clean",
    [
        cells.as_text,
        cells.as_date,
        cells.as_year,
        shares.as_share,
        shares.as_per_cent,
        cells.as_ticker,
        cells.as_list,
        cells.as_credit_code,
    ],
)
def test_no_cell_takes_a_formula_without_value_or_an_error_of_excel(clean):
    assert code_of(clean, FormulaWithoutValue("=A1")) == "formula_without_value"
    assert code_of(clean, "#N/A") == "excel_error"


def test_every_reason_has_words_and_a_way_out():
    names = ("value", "length", "limit", "choices", "suggestions", "as_part", "year", "earliest", "latest")
    params = dict.fromkeys(names, "7")
    for code in REASONS:
        assert "%(" not in CellError(code, **params).message + CellError(code, **params).hint
