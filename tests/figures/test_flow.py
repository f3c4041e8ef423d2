"""The drawing of the flow: columns by hand, and for any chain no overlap, every link once, all inside the box."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.figures.flow import BETWEEN_COLUMNS, BOX_WIDTH, FlowItem, FlowLayout, lay_out, step_of

#: The IC chain as it is on record.
IC = [
    FlowItem("materials", "upstream"),
    FlowItem("equipment", "upstream"),
    FlowItem("design", "main"),
    FlowItem("manufacturing", "main"),
    FlowItem("packaging", "main"),
]
IC_LINKS = [
    ("materials", "manufacturing"),
    ("materials", "packaging"),
    ("equipment", "manufacturing"),
    ("equipment", "packaging"),
    ("design", "manufacturing"),
    ("manufacturing", "packaging"),
]


def columns_of(drawing: FlowLayout) -> list[list[str]]:
    """Return the segments by column, each from top to bottom."""
    lefts = sorted({box.x for box in drawing.boxes})
    return [[box.code for box in sorted(drawing.boxes, key=lambda box: box.y) if box.x == left] for left in lefts]


def test_the_ic_chain_stands_in_four_columns_of_two_bands():
    drawing = lay_out(IC, IC_LINKS)
    assert columns_of(drawing) == [["materials", "equipment"], ["design"], ["manufacturing"], ["packaging"]]
    assert [band.code for band in drawing.bands] == ["upstream", "main"]
    assert [(route.upstream, route.downstream) for route in drawing.routes] == IC_LINKS


def test_neighbouring_columns_are_equally_far_apart_within_a_band_and_between_bands():
    lefts = sorted({box.x for box in lay_out(IC, IC_LINKS).boxes})
    assert {round(right - left, 6) for left, right in pairwise(lefts)} == {BOX_WIDTH + BETWEEN_COLUMNS}


def test_a_single_link_is_one_bend_from_edge_to_edge():
    drawing = lay_out([FlowItem("a", "one"), FlowItem("b", "two")], [("a", "b")])
    (route,) = drawing.routes
    a, b = drawing.boxes
    assert route.stops == ((a.right, a.y + a.height / 2), (b.x, b.y + b.height / 2))
    assert route.path == "M204 93C240 93 240 93 276 93"


def test_the_order_of_a_column_follows_what_feeds_it():
    spots = [FlowItem("a", "one"), FlowItem("b", "one"), FlowItem("c", "two"), FlowItem("d", "two")]
    assert columns_of(lay_out(spots, [("a", "d"), ("b", "c")])) in ([["a", "b"], ["d", "c"]], [["b", "a"], ["c", "d"]])


def test_what_is_not_drawn_and_what_feeds_itself_is_left_out_and_what_is_said_twice_is_drawn_once():
    spots = [FlowItem("a", "one"), FlowItem("b", "two")]
    drawing = lay_out(spots, [("a", "a"), ("a", "x"), ("x", "b"), ("a", "b"), ("a", "b")])
    assert [(route.upstream, route.downstream) for route in drawing.routes] == [("a", "b")]


def test_a_link_against_the_bands_runs_from_right_to_left():
    drawing = lay_out([FlowItem("a", "one"), FlowItem("b", "two")], [("b", "a")])
    (route,) = drawing.routes
    assert route.stops[0].x > route.stops[-1].x


def test_a_circle_is_drawn_with_one_link_going_back():
    spots = [FlowItem(code, "one") for code in "abc"]
    drawing = lay_out(spots, [("a", "b"), ("b", "c"), ("c", "a")])
    assert columns_of(drawing) == [["a"], ["b"], ["c"]]
    back = [route for route in drawing.routes if route.stops[0].x > route.stops[-1].x]
    assert [(route.upstream, route.downstream) for route in back] == [("c", "a")]


def test_a_long_list_stands_in_several_columns():
    drawing = lay_out([FlowItem(f"s{number}", "one") for number in range(20)], [])
    assert [len(column) for column in columns_of(drawing)] == [5, 5, 5, 5]


def test_a_chain_without_segments_is_an_empty_drawing():
    drawing = lay_out([], [])
    assert (drawing.boxes, drawing.routes, drawing.bands) == ((), (), ())
    assert drawing.width > 0
    assert drawing.height > 0


@pytest.mark.parametrize(
    ("count", "most", "step"), [(0, 0, 0), (0, 9, 0), (1, 9, 1), (2, 8, 1), (3, 8, 2), (6, 8, 3), (7, 8, 4), (8, 8, 4)]
)
def test_a_count_is_shaded_by_the_quarter_of_the_largest_that_it_reaches(count, most, step):
    assert step_of(count, most) == step


@st.composite
def chains(draw_one) -> tuple[list[FlowItem], list[tuple[str, str]]]:
    """Return segments in up to five bands, and any links between them."""
    bands = draw_one(st.lists(st.integers(0, 4), min_size=1, max_size=24))
    spots = [FlowItem(f"s{number}", f"band{band}") for number, band in enumerate(bands)]
    codes = st.sampled_from([spot.code for spot in spots])
    return spots, draw_one(st.lists(st.tuples(codes, codes), max_size=40))


@given(chains())
def test_no_two_segments_overlap_and_each_stands_in_its_band(chain):
    spots, links = chain
    drawing = lay_out(spots, links)
    assert [box.code for box in drawing.boxes] == [spot.code for spot in spots]
    for one, other in combinations(drawing.boxes, 2):
        assert one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
    bands = {band.code: band for band in drawing.bands}
    for spot, box in zip(spots, drawing.boxes, strict=True):
        band = bands[spot.band]
        assert band.x < box.x
        assert box.right < band.x + band.width
    for one, other in pairwise(drawing.bands):
        assert one.x + one.width < other.x


@given(chains())
def test_every_link_is_drawn_once(chain):
    spots, links = chain
    routes = [(route.upstream, route.downstream) for route in lay_out(spots, links).routes]
    assert len(routes) == len(set(routes))
    assert set(routes) == {(above, below) for above, below in links if above != below}


@given(chains())
def test_everything_is_inside_the_view_box(chain):
    drawing = lay_out(*chain)
    for box in drawing.boxes:
        assert 0 <= box.x < box.right <= drawing.width
        assert 0 <= box.y < box.bottom <= drawing.height
    for route in drawing.routes:
        for stop in route.stops:
            assert 0 <= stop.x <= drawing.width
            assert 0 <= stop.y <= drawing.height


@given(chains())
def test_no_link_crosses_a_segment(chain):
    drawing = lay_out(*chain)
    for route in drawing.routes:
        # A bend keeps to the room between two columns, so that only the lanes could.
        lanes = list(zip(route.stops[1::2], route.stops[2::2], strict=False))
        for begin, end in lanes:
            assert begin.y == end.y
            left, right = sorted((begin.x, end.x))
            for box in drawing.boxes:
                assert not (box.x < right and left < box.right and box.y < begin.y < box.bottom)
        for begin, end in zip(route.stops[::2], route.stops[1::2], strict=True):
            left, right = sorted((begin.x, end.x))
            assert right - left == pytest.approx(BETWEEN_COLUMNS)
            assert not any(box.x < right and left < box.right for box in drawing.boxes)


@given(chains())
def test_a_route_begins_and_ends_at_its_segments(chain):
    drawing = lay_out(*chain)
    boxes = {box.code: box for box in drawing.boxes}
    for route in drawing.routes:
        for code, stop in ((route.upstream, route.stops[0]), (route.downstream, route.stops[-1])):
            box = boxes[code]
            assert stop.x in (box.x, box.right)
            assert box.y < stop.y < box.bottom
        assert re.fullmatch(r"M[\d.]+ [\d.]+(H[\d.]+|C[\d.]+( [\d.]+){5})+", route.path)


def test_a_hundred_and_twenty_segments_are_drawn():
    spots = [FlowItem(f"s{number}", f"band{number % 6}") for number in range(120)]
    links = [(f"s{number}", f"s{(number * 7 + 1) % 120}") for number in range(120)]
    drawing = lay_out(spots, links)
    assert len(drawing.boxes) == 120
    assert len(drawing.routes) == len({link for link in links if link[0] != link[1]})
