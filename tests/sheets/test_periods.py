"""Cells that say from when until when, and former names with the days on which they were used."""

from datetime import date

import pytest

from chains.sheets.cells import CellError
from chains.sheets.periods import FormerName, Period, as_former_names, as_period

FIRST, LAST = date(2023, 7, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2023-07-01至2026-06-30", (FIRST, LAST)),
        ("2023年7月至2026年6月", (FIRST, LAST)),
        ("2023.7-2026.6", (FIRST, LAST)),
        ("20230701—20260630", (FIRST, LAST)),
        ("2023/7/1 - 2026/6/30", (FIRST, LAST)),
        ("２０２３．７～２０２６．６", (FIRST, LAST)),
        ("2023-2026", (date(2023, 1, 1), date(2026, 12, 31))),
        ("2026年6月30日", (None, LAST)),
        ("有效期至：2026年6月", (None, LAST)),
        ("2026-06-30 00:00:00", (None, LAST)),
        ("2026年", (None, date(2026, 12, 31))),
        ("2024年2月", (None, date(2024, 2, 29))),
        (LAST, (None, LAST)),
        ("2023-07-01起", (FIRST, None)),
        ("自2023年7月1日起长期有效", (FIRST, None)),
        ("2023-07-01 至 无固定期限", (FIRST, None)),
        ("长期", (None, None)),
    ],
)
def test_a_period(cell, period):
    assert as_period(cell) == period


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("三年", "not_a_period"),
        ("2026-06-30至2023-07-01", "not_a_period"),
        ("2026-13-01", "not_a_period"),
        ("2026-02-30", "not_a_period"),
        ("2021、2023、2025", "not_a_period"),
        ("第5批2026", "not_a_period"),
    ],
)
def test_what_is_none_is_refused(cell, code):
    with pytest.raises(CellError) as refused:
        as_period(cell)
    assert refused.value.code == code
    assert refused.value.hint


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("苏州旧名微电子有限公司,\n苏州更旧微电子有限公司", [("苏州旧名微电子有限公司",), ("苏州更旧微电子有限公司",)]),
        ("浦江乙；浦江丙、浦江乙", [("浦江乙",), ("浦江丙",)]),
        ("浦江乙（2023-07-01至2026-06-30）", [("浦江乙", (FIRST, LAST))]),
        ("浦江（上海）有限公司(2023.7-2026.6)", [("浦江（上海）有限公司", (FIRST, LAST))]),
        ("浦江乙（至2026年6月）", [("浦江乙", (None, LAST))]),
        ("浦江乙（2023-07-01起）", [("浦江乙", (FIRST, None))]),
        ("浦江乙（上海）", [("浦江乙（上海）",)]),
        ("Pujiang Co., Ltd.; 浦江乙", [("Pujiang Co., Ltd.",), ("浦江乙",)]),
    ],
)
def test_former_names(cell, names):
    assert as_former_names(cell, 200) == [FormerName(name, *map(Period._make, used)) for name, *used in names]


@pytest.mark.parametrize(("cell", "code"), [("……", "no_name"), ("甲" * 201, "too_long")])
def test_what_is_no_name_is_refused(cell, code):
    with pytest.raises(CellError) as refused:
        as_former_names(cell, 200)
    assert refused.value.code == code
