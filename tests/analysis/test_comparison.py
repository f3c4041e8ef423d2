"""Places side by side: columns of the gap table with shares, and what stands out, by hand."""

import pytest

from chains.analysis.comparison import column_of, findings_of
from chains.analysis.signals import Signal
from tests.analysis.gap_tables import ruling, table_of

#: N = 40; 上海 20, 江苏 20. Equipment: none in 江苏, 6 expected 3 in each.
COUNTS = {"materials": [4, 16], "equipment": [6, 0], "design": [9, 3], "testing": [1, 1], "empty": [0, 0]}


@pytest.fixture
def table():
    return table_of(COUNTS, [ruling("design", "strong"), ruling("equipment", "gap", province="江苏")])


def test_a_column_has_the_counts_of_the_table_and_shares_of_its_own_total(table):
    column = column_of(table, "上海", judged=True)
    assert column.total == 20
    assert [cell.tally.companies for cell in column.cells] == [4, 6, 9, 1, 0]
    assert [cell.share for cell in column.cells] == [0.2, 0.3, 0.45, 0.05, 0.0]


def test_a_judged_column_has_what_the_table_says_of_each_cell(table):
    for place in ("上海", "江苏"):
        at = table.provinces.index(place)
        for row, cell in zip(table.rows, column_of(table, place, judged=True).cells, strict=True):
            said = row.cells[at]
            assert (cell.tally, cell.expected, cell.lq_shrunk) == (said.tally, said.expected, said.lq_shrunk)
            assert (cell.signal, cell.ruling, cell.inherited, cell.conflict) == (
                said.signal,
                said.ruling,
                said.inherited,
                said.conflict,
            )


def test_a_column_that_is_not_judged_has_counts_alone(table):
    for cell in column_of(table, "江苏", judged=False).cells:
        assert (cell.signal, cell.ruling, cell.expected, cell.lq_shrunk, cell.conflict) == (None,) * 4 + (False,)


def test_the_shortcomings_of_a_province_are_ordered_from_the_gravest(table):
    found = findings_of(column_of(table, "江苏", judged=True))
    # E = 3 and P₀ = e^(−3) = 0.0498 make equipment a suspected gap; design has LQ′ = (3 + 2) / (6 + 2) = 0.625.
    assert found.shortcomings == (
        (Signal.EMPTY, ("empty",)),
        (Signal.ABSENT, ("equipment",)),
        (Signal.SINGLE, ("testing",)),
        (Signal.THIN, ("design",)),
    )
    assert found.nobody == ("equipment", "empty")


def test_the_strengths_of_a_province_are_its_clusters_and_its_highest_quotient(table):
    # LQ′ of equipment is (6 + 2) / (3 + 2) = 1.6, of design (9 + 2) / (6 + 2) = 1.375.
    found = findings_of(column_of(table, "上海", judged=True))
    assert found.clusters == ("equipment", "design")
    assert found.highest == ("equipment",)
    assert found.highest_lq == pytest.approx(1.6)
    # LQ′ of materials in 江苏 is (16 + 2) / (10 + 2) = 1.5.
    assert findings_of(column_of(table, "江苏", judged=True)).clusters == ("materials",)


def test_of_a_city_only_counts_stand_out(table):
    found = findings_of(column_of(table, "上海", judged=False))
    assert (found.shortcomings, found.clusters, found.highest, found.highest_lq) == ((), (), (), None)
    assert found.nobody == ("empty",)
    assert found.largest == ("design",)


def test_segments_with_equally_many_are_all_the_largest():
    found = findings_of(column_of(table_of({"a": [3, 1], "b": [3, 0]}), "上海", judged=False))
    assert found.largest == ("a", "b")


def test_where_nothing_is_there_are_no_shares_and_nothing_is_the_largest():
    column = column_of(table_of({"a": [0, 1], "b": [0, 1]}), "上海", judged=True)
    assert [cell.share for cell in column.cells] == [None, None]
    found = findings_of(column)
    assert (found.largest, found.highest) == ((), ())
    assert found.nobody == ("a", "b")
