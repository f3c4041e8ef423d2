"""Words for nothing are recognised however they are written, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.invisible_characters import visible
from chains.analysis.missing_values import is_missing


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\u3000", "\u200b", "无", "暂无", "不详", "暂缺", "未知", "nan", "NaN", "None", "null", "NULL"),
        *(
            "N/A",
            "n/a",
            "Ｎ／Ａ",
            "ｎ/ａ",
            "#N/A",
            "/",
            "／",
            "//",
            "\\",
            "＼",
            "-",
            "－",
            "—",
            "——",
            "--",
            "---",
            "－－",
        ),
        *(
            "─",
            "− −",
            " 无 ",
            "无。",
            "「无」",
            "（无）",
            "“暂无”",
            "暂 无",
            "\ufeff无\u200b",
            "(N/A)",
            "'-'",
            "無",
            "N / A",
        ),
    ],
)
def test_words_for_nothing(text):
    assert is_missing(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "无锡",
            "无锡无",
            "无限公司",
            "不详细",
            "未知数科技",
            "Nano",
            "Nullarbor",
            "nonesuch",
            "NA",
            "0",
            "一",
            "a/b",
        ),
        *("-1", "N", "无、暂无", "no", "否", "*", "…", "x", "①"),
    ],
)
def test_words_for_something(text):
    assert not is_missing(text)


def test_an_installation_adds_its_own(settings):
    assert not is_missing("见附件")
    settings.MISSING_VALUES = (*settings.MISSING_VALUES, "见附件", "TBD")
    assert is_missing("（见附件）")
    assert is_missing("ｔｂｄ.")
    assert is_missing("无")


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=3))
def test_the_short_way_says_what_the_long_way_says(text):
    assert is_missing(text) == is_missing(f" {text}") == is_missing(f"\u2060{text}")


@pytest.mark.parametrize(
    "mark", "\u00ad\u061c\u200b\u200c\u200d\u200e\u202a\u202b\u202c\u202e\u2060\u2066\u2069\ufe0f\ufeff\u3164"
)
def test_what_nobody_sees_goes(mark):
    assert visible(f"{mark}甲{mark} 乙\n{mark}") == "甲 乙\n"


def test_what_can_be_seen_stays():
    text = "甲 乙\u00a0丙\u3000丁\tA-b—c\r\nÅ①Ⅳ㈱"
    assert visible(text) == text
