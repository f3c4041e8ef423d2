"""The schematic picture: the projection by hand, areas in proportion, labels that never meet, equal tiles."""

from itertools import combinations
from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.figures.schematic import EDGE, LARGEST, WIDTH, CityPoint, project, radius_of, schematic, tiles


def test_the_projection_is_equirectangular_with_north_up():
    # Two degrees of longitude at 30° are as long as two of latitude times cos 30°.
    places = [CityPoint("nw", 118, 31, 1), CityPoint("se", 120, 29, 1), CityPoint("middle", 119, 30, 1)]
    points, width, height = project(places)
    (west, north), (east, south) = points["nw"], points["se"]
    assert (east - west) / (south - north) == pytest.approx(cos(radians(30)))
    assert points["middle"] == pytest.approx(((west + east) / 2, (north + south) / 2))
    assert (west, east) == pytest.approx((EDGE, width - EDGE))
    assert (north, south) == pytest.approx((EDGE, height - EDGE))


def test_a_tall_region_is_made_to_fit_and_stands_in_the_middle():
    points, width, height = project([CityPoint("n", 120, 50, 1), CityPoint("s", 120, 20, 1)], tallest=400)
    assert points["n"][0] == points["s"][0] == width / 2
    assert height == pytest.approx(400)


def test_a_single_city_stands_in_the_middle():
    points, width, height = project([CityPoint("only", 120, 30, 1)])
    assert points["only"] == (width / 2, height / 2)


def test_a_region_without_cities_is_an_empty_picture():
    drawing = schematic([], {})
    assert drawing.bubbles == ()
    assert drawing.width == WIDTH


@pytest.mark.parametrize(("count", "radius"), [(0, 0.0), (1, LARGEST / 4), (4, LARGEST / 2), (16, LARGEST)])
def test_the_area_and_not_the_radius_is_in_proportion(count, radius):
    assert radius_of(count, 16) == pytest.approx(radius)
    assert pi * radius_of(count, 16) ** 2 == pytest.approx(count / 16 * pi * LARGEST**2)


def test_names_without_room_are_numbered_from_the_largest_down():
    crowd = [CityPoint(f"c{number}", 120 + number / 1000, 30, 9 - number) for number in range(9)]
    far = CityPoint("far", 124, 33, 1)
    drawing = schematic([*crowd, far], {place.code: "某某市" for place in [*crowd, far]})
    numbers = [bubble.number for bubble in drawing.bubbles if bubble.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    assert next(bubble for bubble in drawing.bubbles if bubble.code == "far").label


cities = st.lists(
    st.tuples(st.floats(116, 122, allow_nan=False), st.floats(27, 35, allow_nan=False), st.integers(0, 50)),
    max_size=30,
).map(lambda rows: [CityPoint(f"c{at}", *row) for at, row in enumerate(rows)])


@given(cities)
def test_no_label_meets_another_or_another_bubble_and_all_is_inside(places):
    drawing = schematic(places, {place.code: "连云港" for place in places})
    assert {bubble.code for bubble in drawing.bubbles} == {place.code for place in places}
    labels = [bubble.label for bubble in drawing.bubbles if bubble.label]
    assert not any(one.meets(other) for one, other in combinations(labels, 2))
    for bubble in drawing.bubbles:
        assert bubble.radius <= bubble.x <= drawing.width - bubble.radius
        assert bubble.radius <= bubble.y <= drawing.height - bubble.radius
        assert bool(bubble.count) == bool(bubble.radius)
        # Every city with a company can be read: by its name, or by a number that is listed.
        assert not bubble.count or bool(bubble.label) != bool(bubble.number)
        for label in labels:
            centre_inside = label.x < bubble.x < label.x + label.width and label.y < bubble.y < label.y + label.height
            assert not centre_inside


@given(cities)
def test_the_largest_are_drawn_first_so_that_none_is_hidden(places):
    counts = [bubble.count for bubble in schematic(places, {place.code: "市" for place in places}).bubbles]
    assert counts == sorted(counts, reverse=True)


def test_the_tiles_of_the_delta_lie_to_each_other_as_the_provinces_do():
    middles = [("上海", 121.5, 31.2), ("江苏", 119.7, 32.6), ("浙江", 120.5, 29.5), ("安徽", 117.5, 32.0)]
    placed = dict(tiles(middles))
    assert list(placed) == ["安徽", "江苏", "浙江", "上海"]
    assert len({(frame.width, frame.height) for frame in placed.values()}) == 1
    assert placed["安徽"].y == placed["江苏"].y < placed["浙江"].y
    assert placed["安徽"].x == placed["浙江"].x < placed["江苏"].x


@given(st.integers(0, 34), st.integers(0, 34))
def test_no_two_tiles_overlap_and_each_province_has_one(known, unknown):
    middles = [(f"k{at}", 100.0 + at, 20.0 + at % 7) for at in range(known)]
    middles += [(f"u{at}", None, None) for at in range(unknown)]
    placed = tiles(middles)
    assert sorted(code for code, _ in placed) == sorted(code for code, _, _ in middles)
    assert not any(one.meets(other) for (_, one), (_, other) in combinations(placed, 2))
    assert [code for code, _ in placed[known:]] == [f"u{at}" for at in range(unknown)]
