"""The signal of a cell and of a segment: the first that fits, with every threshold tried at its edge."""

from math import exp, inf, log, nextafter

import pytest

from chains.analysis.gaps import cell_signal, row_signal
from tests.analysis.gap_tables import cell_of, row_of, table_of


def above(value):
    return nextafter(value, inf)


def below(value):
    return nextafter(value, 0)


@pytest.mark.parametrize(
    ("companies", "row_total", "lq_shrunk", "p_zero", "signal"),
    [
        # No company in any province, or nothing anywhere.
        (0, 0, 1.0, 1.0, "empty"),
        (0, 0, None, None, "empty"),
        (0, 0, 0.5, 0.0, "empty"),
        # A zero: luck or not.
        (0, 10, 0.3, 0.05, "absent"),
        (0, 10, 0.3, below(0.05), "absent"),
        (0, 10, 0.3, above(0.05), "unlisted"),
        (0, 10, 0.9, 1.0, "unlisted"),
        # One is single, whatever the quotient.
        (1, 10, 0.1, 0.01, "single"),
        (1, 10, 5.0, 0.9, "single"),
        (1, 1, 1.25, 0.9, "single"),
        # Two or more below 0.8 are thin; at 0.8 they are there.
        (2, 10, below(0.8), 0.0, "thin"),
        (2, 10, 0.8, 0.0, "present"),
        (9, 10, below(0.8), 0.0, "thin"),
        # Three or more from 1.25 on make a cluster; two never do.
        (3, 10, 1.25, 0.0, "cluster"),
        (3, 10, below(1.25), 0.0, "present"),
        (2, 10, 1.25, 0.0, "present"),
        (2, 10, 9.0, 0.0, "present"),
        (3, 10, 9.0, 0.0, "cluster"),
    ],
)
def test_a_cell(companies, row_total, lq_shrunk, p_zero, signal):
    assert cell_signal(companies, row_total, lq_shrunk, p_zero) == signal


def test_four_fifths_in_a_whole_table():
    """E = 6·6/12 = 3, so that LQ' = (2+2)/(3+2) = 0.8 exactly; one more company elsewhere and it is thin."""
    cell = cell_of(table_of({"a": (2, 4), "b": (4, 2)}), "a", "上海")
    assert (cell.expected, cell.lq_shrunk, cell.signal) == (3.0, 0.8, "present")
    cell = cell_of(table_of({"a": (2, 5), "b": (4, 2)}), "a", "上海")
    assert (cell.lq_shrunk < 0.8, cell.signal) == (True, "thin")


def test_five_fourths_in_a_whole_table():
    """E = 4·4/8 = 2, so that LQ' = (3+2)/(2+2) = 1.25 exactly."""
    table = table_of({"a": (3, 1), "b": (1, 3)})
    cell = cell_of(table, "a", "上海")
    assert (cell.expected, cell.lq_shrunk, cell.signal) == (2.0, 1.25, "cluster")
    assert cell_of(table, "a", "江苏").signal == "single"


@pytest.mark.parametrize(("others", "signal"), [(2, "unlisted"), (3, "absent")])
def test_a_zero_in_a_whole_table(others, signal):
    """−ln 0.05 is 2.9957: a zero where 3 were expected is no luck any more, where 2 were it may be."""
    assert exp(-3) < 0.05 < exp(-2)
    assert 2 < -log(0.05) < 3
    table = table_of({"a": (0, 2 * others), "b": (2 * others, 0)})
    cell = cell_of(table, "a", "上海")
    assert (cell.expected, cell.signal) == (float(others), signal)


@pytest.mark.parametrize(
    ("companies", "row_total", "total", "siblings", "signal"),
    [
        (0, 0, 0, 3, "empty"),
        (0, 0, 50, 3, "empty"),
        (1, 1, 50, 3, "single"),
        # One firm in two provinces is one firm.
        (1, 2, 4, 2, "single"),
        # Under half of an equal share is thin, half of it is not.
        (2, 2, 20, 5, "present"),
        (2, 2, 21, 5, "thin"),
        (2, 2, 12, 3, "present"),
        (2, 2, 13, 3, "thin"),
        (3, 3, 42, 7, "present"),
        (3, 3, 43, 7, "thin"),
        (2, 2, 84, 5, "thin"),
        # Alone among its kind it has all there is.
        (2, 2, 2, 1, "present"),
        (50, 50, 60, 5, "present"),
    ],
)
def test_a_segment(companies, row_total, total, siblings, signal):
    assert row_signal(companies, row_total, total, siblings) == signal


@pytest.mark.parametrize("siblings", range(1, 40))
def test_half_an_equal_share_is_never_lost_to_rounding(siblings):
    """k of 2·k·siblings is half of an equal share exactly, whatever the number of siblings."""
    for companies in (2, 3, 7):
        assert row_signal(companies, companies, 2 * companies * siblings, siblings) == "present"
        assert row_signal(companies, companies, 2 * companies * siblings + 1, siblings) == "thin"


def test_signals_of_a_whole_table():
    table = table_of({"nobody": (0, 0), "one": (0, 1), "few": (1, 1), "many": (20, 18)})
    assert [row.signal for row in table.rows] == ["empty", "single", "thin", "present"]
    assert {cell.signal for cell in row_of(table, "nobody").cells} == {"empty"}
