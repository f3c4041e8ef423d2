"""The faults of a sheet, each once: every row is counted, the first are named, and memory is bounded."""

from hypothesis import given
from hypothesis import strategies as st

from chains.choices import RowOutcome
from chains.importing import sheet_values
from chains.importing.faults import CellFaultError, RowPlan, fault
from chains.importing.sheet_values import FaultGroups
from chains.models.sheet_values import VALUE_LENGTH, value_form

VALUES = st.lists(st.tuples(st.sampled_from(["segment", "city"]), st.text(min_size=1, max_size=100), st.booleans()))


def plans(values):
    """Return the plan of a row for each value, which is a word of a list or another cell."""
    for number, (column, value, is_word) in enumerate(values, 2):
        note = fault(column, value, CellFaultError("unknown", "?", value=value)) | {"is_word": is_word}
        yield RowPlan(number, RowOutcome.NEW, notes=[note])


@given(VALUES)
def test_every_row_is_counted_once(values):
    groups = FaultGroups()
    groups.add(plans(values))
    assert sum(group.rows for group in groups) + groups.left_out.total() == len(values)
    assert all(group.first_rows == sorted(group.first_rows) for group in groups)


def test_no_more_than_so_many_are_kept_of_each_sort():
    groups = FaultGroups()
    groups.add(plans([("segment", f"环节{at}", at % 2 == 0) for at in range(4 * sheet_values.MOST)]))
    assert len(list(groups)) == 2 * sheet_values.MOST
    assert groups.left_out == {True: sheet_values.MOST, False: sheet_values.MOST}


@given(st.text())
def test_the_form_of_a_value_fits_and_stays(text):
    form = value_form(text)
    assert len(form) <= 2 * VALUE_LENGTH
    assert value_form(form[:VALUE_LENGTH]) == value_form(form)
    assert bool(form) == bool(text)
