"""Codes: credit codes with the cause of a refusal, and ids that the same words always give."""

import re
from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.codes import (
    PUBLIC_ID_ALPHABET,
    PUBLIC_ID_PATTERN,
    CreditCodeError,
    bare_credit_code,
    clean_credit_code,
    derived_public_id,
    division_exists,
    random_public_id,
)
from tests.factories import CREDIT_CODE_ALPHABET, credit_code

RIGHT = "91110000600037341L"

words = st.lists(st.text(max_size=10), min_size=1, max_size=4)


def cause(text):
    with pytest.raises(CreditCodeError) as caught:
        clean_credit_code(text)
    assert str(caught.value) == caught.value.code
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        RIGHT.lower(),
        f" {RIGHT}\n",
        "9111 0000 6000 3734 1L",
        "91\u30001110000600037341L"[:2] + RIGHT[2:],
        "９１１１００００６０００３７３４１Ｌ",
    ],
)
def test_it_comes_back_bare(text):
    assert clean_credit_code(text) == RIGHT


def test_the_one_of_the_standard_fits_the_arithmetic_of_these_tests():
    assert credit_code(0, "110000")[:8] == RIGHT[:8]
    total = sum(CREDIT_CODE_ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(RIGHT[:-1]))
    assert CREDIT_CODE_ALPHABET[-total % 31] == RIGHT[-1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        (RIGHT[:-1], "length"),
        (RIGHT + "0", "length"),
        ("9" * 15, "length"),
        (RIGHT[:-1] + "O", "format"),
        (RIGHT[:-1] + "I", "format"),
        ("S" + RIGHT[1:], "format"),
        (RIGHT[:4] + "L" + RIGHT[5:], "format"),
        ("中" * 18, "format"),
        (credit_code(1, start="90"), "format"),
        (credit_code(1, start="01"), "format"),
        (RIGHT[:-1] + "M", "check_digit"),
        (RIGHT[:9] + "1" + RIGHT[10:], "check_digit"),
        (credit_code(1, "980101"), "division"),
        (credit_code(1, "319999"), "division"),
        (credit_code(1, "000000"), "division"),
    ],
)
def test_what_is_wrong_is_said(text, code):
    assert cause(text) == code


@given(st.integers(0, 999_999_999), st.integers(0, 17), st.sampled_from(CREDIT_CODE_ALPHABET))
def test_one_wrong_character_is_always_caught(number, place, character):
    code = credit_code(number)
    slip = code[:place] + character + code[place + 1 :]
    if slip == code:
        assert clean_credit_code(slip) == code
    else:
        assert cause(slip) in {"check_digit", "format", "division"}


@given(st.integers(0, 999_999_999))
def test_two_neighbours_swapped_are_always_caught(number):
    code = credit_code(number)
    for place in range(16):
        if code[place] != code[place + 1]:
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert cause(swapped)


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_is_refused_with_a_cause(text):
    with suppress(CreditCodeError):
        assert clean_credit_code(text) == bare_credit_code(text)


@pytest.mark.parametrize(
    ("division", "there"),
    [
        ("100000", True),
        ("110000", True),
        ("310115", True),
        ("320594", True),
        ("341021", True),
        ("990000", False),
        ("319900", False),
        ("000000", False),
    ],
)
def test_divisions(division, there):
    assert division_exists(division) is there


@given(words)
def test_an_id_has_its_shape_and_is_always_the_same(parts):
    made = derived_public_id(*parts)
    assert re.fullmatch(PUBLIC_ID_PATTERN, made)
    assert derived_public_id(*parts) == made


def test_an_id_is_the_hash_of_its_parts():
    """Written out, because an id in somebody's database must never come out otherwise."""
    digest = sha256("company\x1f海康威视".encode()).digest()
    assert derived_public_id("company", "海康威视") == "".join(PUBLIC_ID_ALPHABET[byte % 32] for byte in digest[:10])
    assert derived_public_id("company", "海康威视") == "ak2cnw1mxa"


def test_an_id_does_not_depend_on_width_case_or_spaces():
    assert derived_public_id("company", "ＳＭＩＣ （北京）") == derived_public_id("Company", "smic(北京)")


def test_where_a_part_ends_matters():
    assert len({derived_public_id("ab", "c"), derived_public_id("a", "bc"), derived_public_id("abc")}) == 3


def test_a_random_id_has_its_shape_and_is_new():
    made = {random_public_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(PUBLIC_ID_PATTERN, each) for each in made)
