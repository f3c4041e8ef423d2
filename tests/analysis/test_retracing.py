"""What a row comes to by the batches that count: the newest that gave a value has given it, in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.retracing import HistoryEntry, RowState, resulting_state, staying
from chains.analysis.retracing import given as given_by


def entries(*values, made_by=None):
    """Return the entries of a row made with 0 in ``made_by``; those that follow are of the batches 1, 2, 3…"""
    return [
        HistoryEntry(made_by, True, (0, 0)),
        *(HistoryEntry(number, True, each) for number, each in enumerate(values, 1)),
    ]


def without(*undone):
    return lambda batch: batch not in undone


@pytest.mark.parametrize(("undone", "value"), [((), 1), ((3,), 2), ((2,), 1), ((2, 3), 1), ((1, 2, 3), 0), ((1, 3), 2)])
def test_the_newest_batch_that_counts_has_given_the_value(undone, value):
    assert resulting_state(entries((1, 0), (2, 0), (1, 0)), without(*undone)) == RowState(True, (value, 0))


def test_a_row_whose_making_does_not_count_is_not_there_unless_something_newer_counts():
    own = entries((0, 1), made_by=9)
    assert not resulting_state(own, without(1, 9)).exists
    assert resulting_state(own, without(9)) == RowState(True, (0, 1))


def test_a_deletion_counts_until_something_newer_does():
    own = [*entries((1, 0)), HistoryEntry(2, False, (1, 0))]
    assert not resulting_state(own, without()).exists
    assert resulting_state(own, without(2)) == RowState(True, (1, 0))
    again = [*own, HistoryEntry(3, True, (1, 0)), HistoryEntry(4, True, (5, 0))]
    assert resulting_state(again, without(3)) == RowState(True, (5, 0))


def test_what_says_nothing_new_gives_nothing():
    own = [HistoryEntry(9, True, (0, 0)), HistoryEntry(1, True, (0, 0))]
    assert given_by(own, 1) == frozenset()
    assert not resulting_state(own, without(9)).exists


def test_who_gives_half_of_a_whole_gives_all_of_it():
    own = entries((1, 1), (1, 2))
    assert resulting_state(own, without(1), [frozenset({0, 1})]).values == (1, 2)
    assert resulting_state(own, without(1)).values == (0, 2)


def test_what_is_tied_to_what_stays_stays():
    ties = {"evidence": ["placement", "source"], "placement": ["company"], "company": ["alias"], "other": ["company"]}
    candidates = {"evidence", "placement", "source", "company", "alias", "other"}
    assert staying(candidates, {"placement"}, ties) == {"placement", "company", "alias"}
    assert staying(candidates, {"outside"}, ties | {"outside": ["source"]}) == {"source"}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6), st.sets(st.integers(1, 6)))
def test_undone_batches_are_as_if_they_had_never_been(values, undone):
    wanted = [0, 0]
    before = (0, 0)
    for number, each in enumerate(values, 1):
        for at in (0, 1):
            if each[at] != before[at] and number not in undone:
                wanted[at] = each[at]
        before = each
    assert resulting_state(entries(*values), without(*undone)).values == tuple(wanted)
