"""Then and now: what has become of a cell, told by counts and signal; what people concluded changes apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.changes import CellReading, Shift, compare, moved, readings, verdicts
from chains.analysis.signals import Signal
from chains.choices import CellChange, Verdict
from tests.analysis.gap_tables import PROVINCES, ruling, table_of

MIRROR = {
    CellChange.NEW_GAP: CellChange.CLOSED,
    CellChange.WORSE: CellChange.BETTER,
    CellChange.ADDED: CellChange.REMOVED,
    CellChange.UNCHANGED: CellChange.UNCHANGED,
}
MIRROR |= {after: before for before, after in MIRROR.items()}


def reading(signal="present", companies=5, segment="设备", province="上海", **values):
    return CellReading(segment, province, companies, 0, 0, 0, signal, **values)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        # The last company has left, and there should be some: a gap that was not there.
        (("single", 1), ("absent", 0), "new-gap"),
        (("cluster", 9), ("empty", 0), "new-gap"),
        # The last company has left, but luck would explain a zero: that is no gap, only less.
        (("single", 1), ("unlisted", 0), "worse"),
        # Nobody has left or come; what is expected has changed.
        (("unlisted", 0), ("absent", 0), "worse"),
        (("absent", 0), ("unlisted", 0), "better"),
        # Somebody has come, but to another province.
        (("empty", 0), ("absent", 0), "unchanged"),
        (("unlisted", 0), ("empty", 0), "unchanged"),
        # Somebody is where nobody was.
        (("absent", 0), ("single", 1), "closed"),
        (("empty", 0), ("present", 4), "closed"),
        (("unlisted", 0), ("single", 1), "better"),
        # From the emptiest to the fullest.
        (("single", 1), ("thin", 2), "better"),
        (("thin", 3), ("present", 5), "better"),
        (("present", 5), ("cluster", 6), "better"),
        (("cluster", 6), ("present", 6), "worse"),
        # The same signal: the number decides.
        (("present", 5), ("present", 6), "better"),
        (("present", 5), ("present", 4), "worse"),
        (("present", 5), ("present", 5), "unchanged"),
        (("empty", 0), ("empty", 0), "unchanged"),
    ],
)
def test_what_becomes_of_a_cell(before, after, kind):
    assert Shift(reading(*before), reading(*after)).kind == kind


def test_a_cell_that_was_not_there_is_not_compared():
    assert Shift(None, reading()).kind == "added"
    assert Shift(reading(), None).kind == "removed"
    assert not Shift(None, reading(verdict="gap")).verdict_changed


def test_verified_and_listed_companies_move_nothing():
    assert not Shift(reading(), replace(reading(), verified=3, listed=2, dedicated=1)).moved


def test_a_verdict_changes_apart_from_the_counts():
    shift = Shift(reading(verdict="gap"), reading(verdict="weak"))
    assert shift.verdict_changed
    assert shift.kind == "unchanged"


def test_every_cell_and_every_whole_segment_is_read():
    table = table_of({"材料": [3, 0, 1, 0], "设备": [1, 1, 1, 1]}, [ruling("设备", "gap")])
    read = readings([table])
    assert [each.key for each in read] == [(s, p) for s in ("材料", "设备") for p in (None, *PROVINCES)]
    assert [each.companies for each in read] == [4, 3, 0, 1, 0, 4, 1, 1, 1, 1]
    assert {each.verdict for each in read if each.segment == "设备"} == {"gap"}


def test_what_is_lost_comes_first():
    before = [reading(segment=name) for name in "甲乙丙丁"]
    before[2] = reading("absent", 0, segment="丙")
    after = [
        reading("present", 6, segment="甲"),
        reading("single", 1, segment="乙"),
        reading("single", 1, segment="丙"),
        reading("absent", 0, segment="丁"),
    ]
    found = moved(compare(before, after))
    assert [(each.segment, each.kind) for each in found] == [
        ("丁", "new-gap"),
        ("乙", "worse"),
        ("丙", "closed"),
        ("甲", "better"),
    ]


def test_a_verdict_is_told_once_where_it_was_given():
    places = [("设备", None), ("设备", "上海"), ("光刻机", None), ("光刻机", "上海"), ("材料", "上海")]
    before = [reading(segment=segment, province=province) for segment, province in places]
    after = [replace(each, verdict="gap") for each in before]
    parents = {"设备": None, "光刻机": "设备", "材料": None}
    told = verdicts(compare(before, after), parents)
    assert [(each.segment, each.province) for each in told] == [("设备", None), ("材料", "上海")]
    # Another verdict than the parent's is news of its own.
    after[2] = replace(after[2], verdict="weak")
    told = verdicts(compare(before, after), parents)
    assert ("光刻机", None) in [(each.segment, each.province) for each in told]


@st.composite
def tables_of_readings(draw):
    """Readings of some cells, as a table could have them: without companies exactly where the signal says so."""
    keys = draw(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from([None, *PROVINCES])), unique=True))
    found = []
    for segment, province in keys:
        signal = draw(st.sampled_from(Signal.values))
        nobody = signal in {"empty", "absent", "unlisted"}
        companies = 0 if nobody else 1 if signal == "single" else draw(st.integers(2, 9))
        verdict = draw(st.sampled_from(["", *Verdict.values]))
        found.append(CellReading(segment, province, companies, 0, draw(st.integers(0, companies)), 0, signal, verdict))
    return found


PARENTS = {"甲": None, "乙": "甲", "丙": "乙", "丁": None}


@given(tables_of_readings())
def test_nothing_has_changed_since_now(cells):
    changes = compare(cells, cells)
    assert moved(changes) == []
    assert verdicts(changes, PARENTS) == []


@given(tables_of_readings(), tables_of_readings())
def test_better_and_worse_mirror_each_other(before, after):
    there, back = compare(before, after), compare(after, before)
    assert there.keys() == back.keys()
    for key, shift in there.items():
        assert back[key].kind == MIRROR[shift.kind]
        assert back[key].verdict_changed == shift.verdict_changed


@given(tables_of_readings(), tables_of_readings())
def test_every_cell_is_compared_once_and_no_order_matters(before, after):
    changes = compare(before, after)
    assert set(changes) == {each.key for each in (*before, *after)}
    assert compare(before[::-1], after) == changes
    assert all((shift.segment, shift.province) == key for key, shift in changes.items())


@given(tables_of_readings(), tables_of_readings())
def test_every_verdict_that_changed_is_told_of_itself_or_by_a_wider_one(before, after):
    changes = compare(before, after)
    told = {(each.segment, each.province) for each in verdicts(changes, PARENTS)}
    for key, shift in changes.items():
        if not shift.verdict_changed:
            assert key not in told
            continue
        segment, province = key
        wider = {(segment, None), (PARENTS[segment], province)} - {key}
        said = (shift.before.verdict, shift.after.verdict)
        assert key in told or any(
            (changes[each].before.verdict, changes[each].after.verdict) == said
            for each in wider
            if each in changes and changes[each].verdict_changed
        )
