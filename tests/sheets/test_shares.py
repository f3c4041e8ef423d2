"""Shares in cells: numbers, bounds and ranges as people write them, and whether bare numbers are per cent."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.stated_shares import SharePrecision, ShareUnit, share_in_words
from chains.sheets import shares
from chains.sheets.cells import CellError
from chains.sheets.reading import ShownPerCent
from chains.sheets.shares import ShareColumn, StatedShare, as_share, read_share


def code_of(read, *args):
    with pytest.raises(CellError) as refused:
        read(*args)
    assert refused.value.message
    assert refused.value.hint
    return refused.value.code


def stated(share, until=None, precision=""):
    return StatedShare(Decimal(share), None if until is None else Decimal(until), precision)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234.5", "1234.5"),
        ("１２", "12"),
        ("12.5%", "12.5"),
        ("12.5％", "12.5"),
        ("0.5%", "0.5"),
        ("0.5 ％", "0.5"),
        (0, "0"),
        (1, "1"),
        (62.5, "62.5"),
        ("1 000", "1000"),
    ],
)
def test_numbers(cell, number):
    assert shares.as_per_cent(cell) == Decimal(number)


@pytest.mark.parametrize("cell", [0.125, "0.125", "０.125", ".125", 0.99, 1e-3])
def test_a_bare_number_between_none_and_one_per_cent_may_be_a_part_of_one(cell):
    """12.5 % is kept as 0.125 by Excel, and wrong by a factor of a hundred if that is taken as it stands."""
    assert code_of(shares.as_per_cent, cell) == code_of(as_share, cell) == "part_or_per_cent"


def test_the_way_out_names_both():
    with pytest.raises(CellError) as refused:
        shares.as_per_cent(0.125)
    assert "12.5%" in refused.value.hint
    assert "0.125%" in refused.value.hint
    assert [shares.as_per_cent(text) for text in ("12.5%", "0.125%")] == [Decimal("12.5"), Decimal("0.125")]


@pytest.mark.parametrize("cell", ["12,5", "约12", "1.2.3", "nan", "inf", True, "12元", -3, "10-20", "20-10"])
def test_no_numbers(cell):
    assert code_of(shares.as_per_cent, cell) == "not_a_number"


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        (("90%", "九成", "百分之九十", "百分之90", "占比90%", "90 per cent", "仅90%"), stated(90)),
        (
            ("约90%", "大约90％", "90%左右", "约占90%", "接近90%", "近九成", "~90%", "≈90%", "about 90 %", "ca. 90%"),
            stated(90, precision="about"),
        ),
        (("不足1%", "<1%", "＜1％", "低于1%", "不到1%", "小于1", "less than 1%", "under 1 %"), stated(0, 1, "below")),
        (("不超过5%", "≤5%", "<=5", "至多5%", "5%以下", "5%以内", "最多5%", "up to 5%"), stated(0, 5, "at-most")),
        (("超过50%", ">50%", "过半", "50多%", "50%多", "逾五成", "超过50%以上", "over 50%"), stated(50, 100, "above")),
        (("50%以上", "≥50%", "至少50%", "不低于50", "半数以上", "50%+", "at least 50%"), stated(50, 100, "at-least")),
        (
            (
                *("70-80%", "70%-80%", "70%~80%", "70％至80％", "70%到80%", "70%—80%", "70–80", "七八成", "约70-80%"),
                *("介于70%和80%之间", "70%至80%之间", "between 70 and 80 %", "70 to 80%"),
            ),
            stated(70, 80, "range"),
        ),
        (("70-70%", "70.000%"), stated(70)),
        (("九成五", "95%。"), stated(95)),
        (("三成半",), stated(35)),
        (("百分之三点五",), stated("3.5")),
    ],
)
def test_what_is_said_of_a_share_is_kept(cells, meant):
    assert {cell: as_share(cell) for cell in cells} == dict.fromkeys(cells, meant)


@pytest.mark.parametrize(
    "cell",
    [
        *("主要", "约", "%", "-5%", "12,5", "7.8.9", "50‰", "2026-07-08", "1e400", "9" * 80, True),
        *("50%以上80%以下", "不足70-80%", "低于5%以上", "90%(2019)"),
    ],
)
def test_what_is_no_share_is_refused_with_the_way_out(cell):
    assert code_of(as_share, cell) == "not_a_share"


def test_a_range_that_begins_with_the_greater_number_is_asked_about():
    assert code_of(as_share, "80-70%") == "ends_reversed"


def test_numbers_are_rounded_so_that_the_ends_hold_what_was_said():
    assert as_share("33.3333%") == stated("33.33")
    assert as_share("不足0.001%") == stated(0, "0.01", "below")
    assert as_share("超过66.667%") == stated("66.66", 100, "above")
    assert as_share("33.333-66.667%") == stated("33.33", "66.67", "range")


def test_parts_of_one_are_read_in_bounds_and_ranges_too_but_the_sign_counts_first():
    read = {cell: as_share(cell, ShareUnit.PART) for cell in (0.62, "约0.9", "<0.01", "0.7-0.8", "38%", "0.5%")}
    assert read == {
        0.62: stated(62),
        "约0.9": stated(90, precision="about"),
        "<0.01": stated(0, 1, "below"),
        "0.7-0.8": stated(70, 80, "range"),
        "38%": stated(38),
        "0.5%": stated("0.5"),
    }
    assert as_share("0.7-0.8", ShareUnit.PER_CENT) == stated("0.7", "0.8", "range")


PER_CENTS = st.decimals(0, 100, places=2)


@given(st.sampled_from(["", *SharePrecision.values]), PER_CENTS, PER_CENTS, st.sampled_from(["en", "zh-hans"]))
def test_what_the_site_says_of_a_share_is_read_back(precision, one, other, language):
    match precision:
        case "" | SharePrecision.ABOUT:
            share = StatedShare(one, None, precision)
        case SharePrecision.BELOW | SharePrecision.AT_MOST:
            share = StatedShare(Decimal(0), one, precision)
        case SharePrecision.ABOVE | SharePrecision.AT_LEAST:
            share = StatedShare(one, Decimal(100), precision)
        case _:
            share = StatedShare(min(one, other), max(one, other), precision)
    if share.is_possible:
        with override(language):
            assert as_share(share_in_words(*share)) == share


@given(st.text("0123456789.,%％-~至约不足超过以上<>成九e+ ", max_size=14), st.sampled_from(ShareUnit.values))
def test_whatever_stands_in_a_cell_is_a_share_with_both_its_ends_or_refused(text, unit):
    with suppress(CellError):
        found = as_share(text, unit)
        assert found.share >= 0
        assert (found.until is not None) == (found.precision not in ("", "about"))


def column(heading, *cells):
    """Return what the numbers of a column are; a cell may come with the whole that it is a share of."""
    found = ShareColumn(heading)
    for each in cells:
        cell, whole = each if isinstance(each, tuple) else (each, "")
        found.add(cell, whole)
    return tuple(found.unit)


@pytest.mark.parametrize(
    ("heading", "cells", "unit", "why"),
    [
        ("份额", (62.5, 0.5), "percent", "above-one"),
        ("份额", ("70-80", 0.5), "percent", "above-one"),
        ("份额（%）", (0.5, 0.3), "percent", "heading"),
        ("share in per cent", (0.5,), "percent", "heading"),
        ("份额", (ShownPerCent("62.0%"), 0.5), "part", "format"),
        ("份额", ((0.62, "光刻机"), (0.38, "光刻机"), (0.2, "减薄机")), "part", "whole"),
        ("份额", (("62%", "光刻机"), (0.38, "光刻机")), "part", "whole"),
        ("份额", ((0.9, "光刻机"), (0.8, "光刻机")), "percent", "too-much"),
        # Nothing between 0 and 1 needs no decision: 1 is 1 % as 2 is 2 %.
        ("份额", (1, 0, "38%", "不足1%"), "percent", ""),
        ("份额", (), "percent", ""),
    ],
)
def test_what_the_numbers_of_a_column_are_is_decided_once(heading, cells, unit, why):
    assert column(heading, *cells) == (unit, why, "")


@pytest.mark.parametrize(
    ("heading", "cells", "numbers"),
    [
        ("份额", (0.5, (1, "减薄机"), "约0.2"), "0.5、1、约0.2"),
        # Signs in other cells speak for those alone.
        ("份额", ("38%", 0.5), "0.5"),
        # The heading says one thing, the format another.
        ("份额（%）", (ShownPerCent("12.0%"), 0.5), "0.5"),
        (
            "份额",
            ((0.62, "光刻机"), (0.38, "减薄机"), (0.1, "抛光机"), (0.2, "蚀刻"), (0.3, "清洗")),
            "0.62、0.38、0.1、0.2",
        ),
    ],
)
def test_where_nothing_tells_the_numbers_are_named(heading, cells, numbers):
    assert column(heading, *cells) == ("", "", numbers)


@given(st.lists(st.decimals("0.01", 1, places=2), min_size=1, max_size=6), st.randoms())
def test_the_order_of_rows_decides_nothing(numbers, random):
    mixed = list(numbers)
    random.shuffle(mixed)
    assert column("份额", *numbers)[:2] == column("份额", *mixed)[:2]


def test_only_bare_numbers_up_to_one_depend_on_the_column():
    asked = {cell: read_share(cell).depends_on_unit for cell in (0.5, 1, "0.2-0.3", "<1", 0, 2, "0.5%", "0.5-3")}
    assert asked == {0.5: True, 1: True, "0.2-0.3": True, "<1": True, 0: False, 2: False, "0.5%": False, "0.5-3": False}
