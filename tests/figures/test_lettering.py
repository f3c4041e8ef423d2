"""Letters in drawings: how wide they are taken to be, and how a name is broken into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.figures.lettering import text_width, wrapped


@pytest.mark.parametrize(("text", "width"), [("", 0.0), ("制造", 20.0), ("ab", 11.2), ("A", 7.2), ("制a", 15.6)])
def test_chinese_takes_a_whole_em_and_latin_about_half(text, width):
    assert text_width(text, 10) == pytest.approx(width)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("制造", ("制造",)),
        ("Intelligent machines", ("Intelligent", "machines")),
        ("集成电路制造设备与零部件", ("集成电路制造设备", "与零部件")),
        ("Semiconductor manufacturing equipment and parts", ("Semiconductor", "manufacturing…")),
        ("", ()),
    ],
)
def test_a_name_is_broken_between_words_where_it_has_any(text, lines):
    assert wrapped(text, 140, 16) == lines


@given(st.text(alphabet="集成电路 abcDEF&", max_size=60), st.integers(60, 200))
def test_no_line_is_wider_than_its_room_and_there_are_two_at_most(text, width):
    lines = wrapped(text, width, 16)
    assert len(lines) <= 2
    assert all(line and text_width(line, 16) <= width for line in lines)
