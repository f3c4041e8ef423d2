"""Numbers and amounts of money in cells, as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.sheets.amounts import FACTORS, as_amount, as_number, unit_in_heading, with_unit
from chains.sheets.cells import CellError


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("100", ("100", "", "", "")),
        (100.0, ("100", "", "", "")),
        ("1,200.5", ("1200.5", "", "", "")),
        ("１００亿元", ("100", "hundred-million", "CNY", "")),
        ("100 亿美元", ("100", "hundred-million", "USD", "")),
        ("超过100亿元", ("100", "hundred-million", "CNY", "over")),
        ("100多亿元", ("100", "hundred-million", "CNY", "over")),
        ("100亿元以上", ("100", "hundred-million", "CNY", "over")),
        ("约5000万元", ("5000", "ten-thousand", "CNY", "about")),
        ("总投资30亿", ("30", "hundred-million", "", "")),
        ("US$ 3 billion", ("3", "billion", "USD", "")),
        ("¥20,000,000", ("20000000", "", "CNY", "")),
        ("20000元", ("20000", "one", "CNY", "")),
    ],
)
def test_an_amount_says_its_unit_its_currency_and_how_exact_it_is(cell, said):
    number, *others = said
    assert as_amount(cell) == (Decimal(number), *others)


@pytest.mark.parametrize("cell", ["很多", "100-200亿元", "亿元", "1,00亿", "100亿日本", True])
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(CellError) as refused:
        as_amount(cell)
    assert refused.value.code == "not_a_number"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("金额（亿元）", "亿"),
        ("总投资(万元)", "万"),
        ("总投资【单位：亿元】", "亿"),
        ("投资额/万元", "万"),
        ("金额", ""),
        ("万元投资", ""),
    ],
)
def test_a_heading_may_name_the_unit(heading, unit):
    assert unit_in_heading(heading) == unit


def test_the_unit_of_a_heading_is_put_where_a_cell_names_none():
    assert [with_unit(cell, "亿") for cell in (3.2, "约3", "5万元", "不详", "")] == [
        "3.2亿",
        "约3亿",
        "5万元",
        "不详",
        "",
    ]


@pytest.mark.parametrize("cell", ["东面", "1.2.3", True, "12度"])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(CellError) as refused:
        as_number(cell)
    assert refused.value.code == "not_a_number"


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=4))
def test_a_number_comes_back_as_it_was(number):
    assert as_number(f"{number:f}") == as_number(f"{number:,f}") == number


@given(st.integers(min_value=1, max_value=10**6), st.sampled_from(["亿元", "万元", "百万美元"]))
def test_an_amount_in_words_is_that_in_single_units(number, unit):
    amount = as_amount(f"{number}{unit}")
    assert amount.number * FACTORS[amount.unit] == number * {"亿": 10**8, "万": 10**4, "百": 10**6}[unit[0]]
