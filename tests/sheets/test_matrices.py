"""Matrix sheets, either way round, are turned into rows of a segment, a place and names."""

import pytest

from chains.sheets.matrices import matrix_in, turned

PLACES = {"上海", "江苏", "浙江", "苏州"}.__contains__
SEGMENTS = {"设计", "制造", "设备", "光刻机"}.__contains__


def rows_of(*rows):
    return list(enumerate(map(list, rows), start=1))


def read(*rows, merged=()):
    matrix = matrix_in(rows_of(*rows), PLACES, SEGMENTS)
    is_down = SEGMENTS if matrix.segments_down else PLACES
    return [(number, *cells) for number, cells in turned(rows_of(*rows), matrix, merged, is_down)]


DOWN = [
    (3, "设计", "上海", "甲、乙"),
    (3, "设计", "江苏", "丙"),
    (4, "制造", "江苏", "丁"),
]


def test_segments_down_and_places_across():
    assert read(["布局图"], ["环节", "上海", "江苏"], ["设计", "甲、乙", "丙"], ["制造", "", "丁"]) == DOWN


def test_places_down_and_segments_across():
    found = read(["", "设计", "制造"], ["上海", "甲", ""], ["江苏", "乙", "丙"])
    assert found == [(2, "设计", "上海", "甲"), (3, "设计", "江苏", "乙"), (3, "制造", "江苏", "丙")]


def test_several_columns_before_the_cells_and_merged_ones():
    rows = [["上游", "", "上海", "江苏"], ["设备", "光刻机", "甲", "乙"], ["", "检测", "", "丙"]]
    found = read(*rows, merged=[(2, 1, 3, 1)])
    assert found == [(2, "光刻机", "上海", "甲"), (2, "光刻机", "江苏", "乙"), (3, "设备", "江苏", "丙")]


def test_unknown_places_among_known_ones_are_kept_and_totals_are_not():
    rows = [["环节", "上海", "江苏", "东海", "合计"], ["设计", "甲", "", "乙", "2"], ["合计", 1, "", 1, 2]]
    assert read(*rows) == [(2, "设计", "上海", "甲"), (2, "设计", "东海", "乙"), (3, "", "", "", "合计")]


def test_a_segment_without_names_is_a_row_of_nothing():
    rows = [["环节", "上海", "江苏"], ["设计", "甲", "乙"], ["制造", "", ""]]
    assert read(*rows)[2:] == [(3, "", "", "", "制造")]


@pytest.mark.parametrize(
    "rows",
    [
        [["企业名称", "省份", "环节"], ["甲", "上海", "设计"], ["乙", "江苏", "制造"]],
        [["环节", "上海"], ["设计", "甲"]],
        [["城市", "上海", "江苏"], ["人口", 1, 2]],
        [["省份", "城市"], ["江苏", "苏州"], ["上海", ""]],
        [["甲", "设计", "江苏", "苏州"], ["乙", "设计", "上海", ""]],
        [[], []],
    ],
)
def test_what_is_no_matrix(rows):
    assert matrix_in(rows_of(*rows), PLACES, SEGMENTS) is None
