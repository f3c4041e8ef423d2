"""A conflict is a verdict that the signal contradicts, judged only where the verdict was given."""

import pytest

from chains.analysis.gaps import Claim, Node, conflicts, gap_table
from chains.analysis.signals import Signal
from chains.choices import Verdict
from tests.analysis.gap_tables import PROVINCES, cell_of, row_of, ruling, table_of

TREE = [Node("equipment", None), Node("etching", "equipment"), Node("dry", "etching"), Node("design", None)]

CONFLICTS = {
    "gap": {"present", "cluster"},
    "weak": {"present", "cluster"},
    "adequate": {"empty", "absent", "unlisted", "thin"},
    "strong": {"empty", "absent", "unlisted", "thin"},
}


@pytest.mark.parametrize("verdict", Verdict.values)
@pytest.mark.parametrize("signal", Signal.values)
def test_a_conflict_is_what_the_definition_says(verdict, signal):
    assert conflicts(verdict, signal) is (signal in CONFLICTS[verdict])


#: A table in which every signal stands somewhere, and where.
ALL_SIGNALS = {"有": (20, 4, 1), "平": (6, 8, 2), "缺": (0, 10, 0), "少": (2, 20, 3), "无": (0, 0, 0)}
CELLS = {cell.signal: (cell.segment, cell.province) for row in table_of(ALL_SIGNALS).rows for cell in row.cells}


def test_the_table_has_every_signal():
    assert set(CELLS) == set(Signal)


@pytest.mark.parametrize("verdict", Verdict.values)
@pytest.mark.parametrize("signal", Signal.values)
def test_at_a_provinces_own_scope(verdict, signal):
    segment, province = CELLS[signal]
    made = table_of(ALL_SIGNALS, [ruling(segment, verdict, province)])
    assert cell_of(made, segment, province).signal == signal
    assert cell_of(made, segment, province).conflict is (signal in CONFLICTS[verdict])
    conflicting = [each for row in made.rows for each in (*row.cells, row) if each.conflict]
    assert len(conflicting) == (signal in CONFLICTS[verdict])


@pytest.mark.parametrize("verdict", Verdict.values)
@pytest.mark.parametrize("signal", Signal.values)
def test_an_inherited_verdict_never_conflicts(verdict, signal):
    segment, province = CELLS[signal]
    made = table_of(ALL_SIGNALS, [ruling(segment, verdict)])
    cell = cell_of(made, segment, province)
    assert (cell.ruling.verdict, cell.inherited, cell.conflict) == (verdict, True, False)


@pytest.mark.parametrize("verdict", Verdict.values)
@pytest.mark.parametrize(
    ("counts", "signal"),
    [((0, 0), "empty"), ((1, 0), "single"), ((1, 1), "thin"), ((20, 20), "present")],
)
def test_at_the_regions_scope_the_segments_own_signal_counts(verdict, counts, signal):
    made = table_of({"a": counts, "b": (10, 20)}, [ruling("a", verdict)])
    row = row_of(made, "a")
    assert (row.signal, row.conflict) == (signal, signal in CONFLICTS[verdict])
    assert not any(cell.conflict for cell in row.cells)


@pytest.mark.parametrize("place", [None, PROVINCES[0]])
def test_what_a_parent_hands_down_never_conflicts(place):
    claims = [Claim(number, "dry", province) for number in range(9) for province in PROVINCES]
    made = gap_table(TREE, PROVINCES, claims, [ruling("equipment", "gap", place)], parent="equipment")
    row = row_of(made, "etching")
    assert row.cells[0].ruling.verdict == "gap"
    assert row.signal == "present"
    assert not any(each.conflict for each in (*row.cells, row))


def test_without_a_verdict_there_is_no_conflict():
    assert not any(each.conflict for row in table_of(ALL_SIGNALS).rows for each in (*row.cells, row))
