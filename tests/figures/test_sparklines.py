"""The small line beside a number: where its points lie."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.figures.sparklines import HEIGHT, MARGIN, WIDTH, Trend, points

FOOT, TOP, MIDDLE = HEIGHT - MARGIN, MARGIN, HEIGHT / 2
LEFT, RIGHT = MARGIN, WIDTH - MARGIN


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ()),
        ([4], ((LEFT, MIDDLE),)),
        ([3, 3], ((LEFT, MIDDLE), (RIGHT, MIDDLE))),
        ([0, 2], ((LEFT, FOOT), (RIGHT, TOP))),
        ([4, 2, 0], ((LEFT, TOP), (WIDTH / 2, MIDDLE), (RIGHT, FOOT))),
    ],
)
def test_where_the_points_lie(values, expected):
    assert points(values) == expected


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=13))
def test_the_line_stays_in_its_box_and_rises_with_its_numbers(values):
    found = points(values)
    assert len(found) == len(values)
    assert all(LEFT <= x <= RIGHT and TOP <= y <= FOOT for x, y in found)
    assert [x for x, _ in found] == sorted({x for x, _ in found})
    for (_, y), value in zip(found, values, strict=True):
        for (_, other), second in zip(found, values, strict=True):
            assert not (value < second and y < other)


@pytest.mark.parametrize(("values", "direction"), [((1, 5, 2), "up"), ((2, 2), "level"), ((3, 0), "down")])
def test_it_says_where_it_leads(values, direction):
    assert Trend(values, (datetime(2026, 1, 1, tzinfo=UTC),)).direction == direction


def test_it_is_written_as_svg_writes_points():
    trend = Trend((0, 1), (datetime(2026, 1, 1, tzinfo=UTC),))
    assert trend.line == f"{LEFT},{FOOT} {RIGHT},{TOP}"
    assert trend.end == (RIGHT, TOP)
