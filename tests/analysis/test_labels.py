"""Labels as lists of ministries have them: the number of a batch, and whether one still holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.labels import REEXAMINATION_WORDS, batch_number, is_expired
from chains.analysis.names import fold
from chains.choices import Reexamination

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("第五批", 5),
        ("第 5 批", 5),
        ("第５批", 5),
        ("五", 5),
        ("第十批", 10),
        ("第十二批", 12),
        ("第二十一批", 21),
        ("首批", 1),
        ("2023年第五批", 5),
        ("第五批次", 5),
        ("第五批（补充）", 5),
        ("2023", None),
        ("2023年", None),
        ("第零批", None),
        ("第一批、第二批", None),
        ("小巨人", None),
        ("", None),
    ],
)
def test_the_number_of_a_batch(text, number):
    assert batch_number(text) == number


@given(st.integers(1, 99))
def test_digits_and_chinese_numerals_are_the_same_number(number):
    tens, ones = divmod(number, 10)
    chinese = ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")
    assert batch_number(f"第{chinese}批") == batch_number(f"第{number}批") == number


@pytest.mark.parametrize(
    ("until", "outcome", "expired"),
    [
        (None, "", False),
        (date(2026, 6, 30), "", False),
        (date(2026, 6, 29), "", True),
        (date(2026, 6, 29), "passed", True),
        (None, "passed", False),
        (date(2030, 1, 1), "failed", True),
        (None, "absent", True),
        (None, "withdrawn", True),
    ],
)
def test_a_label_holds_through_its_last_day_unless_it_was_lost(until, outcome, expired):
    assert is_expired(until, outcome, date(2026, 6, 30)) == expired


def test_no_word_stands_for_two_outcomes():
    words = [fold(word) for words in REEXAMINATION_WORDS.values() for word in words]
    assert len(words) == len(set(words))
    assert set(REEXAMINATION_WORDS) == set(Reexamination)
