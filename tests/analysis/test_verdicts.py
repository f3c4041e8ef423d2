"""Which verdict speaks for a cell: the one of the narrowest scope, the newest among equals."""

from datetime import date
from itertools import permutations

from chains.analysis.gaps import Node, gap_table
from chains.choices import VerdictScope
from tests.analysis.gap_tables import PROVINCES, cell_of, row_of, ruling

TREE = [Node("equipment", None), Node("etching", "equipment"), Node("dry", "etching"), Node("design", None)]
S, J, Z, A = PROVINCES

LONG_AGO, LATER = date(2019, 1, 1), date(2024, 1, 1)


def judged(*rulings, parent=None):
    return gap_table(TREE, PROVINCES, [], rulings, parent=parent)


def ids(made, segment):
    """Return the ids of the rulings that the cells of a segment show, and then that of its row."""
    row = row_of(made, segment)
    return [each.ruling and each.ruling.id for each in (*row.cells, row)]


def test_a_regions_verdict_reaches_every_province():
    made = judged(ruling("equipment", id="region"))
    assert ids(made, "equipment") == ["region"] * 5
    assert ids(made, "design") == [None] * 5
    assert [cell.inherited for cell in row_of(made, "equipment").cells] == [True] * 4
    assert not row_of(made, "equipment").inherited


def test_a_provinces_own_verdict_goes_before_the_regions():
    made = judged(ruling("equipment", id="region", date=LATER), ruling("equipment", province=J, id="j", date=LONG_AGO))
    assert ids(made, "equipment") == ["region", "j", "region", "region", "region"]
    assert not cell_of(made, "equipment", J).inherited


def test_a_provinces_verdict_never_speaks_for_the_region():
    made = judged(ruling("equipment", province=J, id="j"))
    assert ids(made, "equipment") == [None, "j", None, None, None]


def test_a_segment_goes_before_its_parent():
    rulings = [ruling("equipment", id="e", date=LATER), ruling("etching", id="t", date=LONG_AGO)]
    made = judged(*rulings, parent="equipment")
    assert ids(made, "etching") == ["t"] * 5
    assert ids(judged(*rulings, parent="etching"), "dry") == ["t"] * 5
    assert row_of(judged(*rulings, parent="etching"), "dry").inherited
    assert ids(judged(rulings[0], parent="etching"), "dry") == ["e"] * 5


def test_the_province_goes_before_the_segment():
    """A province's verdict on the parent is narrower than the region's on the segment itself."""
    made = judged(ruling("equipment", province=J, id="j"), ruling("etching", id="t"), parent="equipment")
    assert ids(made, "etching") == ["t", "j", "t", "t", "t"]


def test_a_verdict_on_a_child_says_nothing_of_its_parent():
    assert ids(judged(ruling("etching", id="t")), "equipment") == [None] * 5


def test_the_newest_among_equals():
    rulings = [
        ruling("equipment", "weak", id="old", date=LONG_AGO),
        ruling("equipment", "strong", id="new", date=LATER),
        ruling("equipment", "gap", id="middle"),
    ]
    for order in permutations(rulings):
        assert ids(judged(*order), "equipment") == ["new"] * 5


def test_of_one_day_the_last_id_whatever_the_order():
    rulings = [
        ruling("equipment", verdict, id=name) for verdict, name in (("weak", "a"), ("gap", "c"), ("strong", "b"))
    ]
    for order in permutations(rulings):
        assert ids(judged(*order), "equipment") == ["c"] * 5


def test_the_scope_of_a_verdict():
    assert ruling("equipment").scope == VerdictScope.REGION
    assert ruling("equipment", province=J).scope == VerdictScope.PROVINCE


def test_flags_and_action_come_along():
    given = ruling("equipment", "gap", choke_point=True, import_dependent=True, action="supplement")
    assert row_of(judged(given), "equipment").ruling is given
