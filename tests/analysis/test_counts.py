"""What is counted: distinct companies of a whole subtree, where they are, and which of them are what."""

import pytest

from chains.analysis.gaps import Claim, Coverage, Node, Tally, concentration, gap_table
from tests.analysis.gap_tables import A_DAY, PROVINCES, cell_of, row_of, ruling, table_of

TREE = [
    Node("equipment", None),
    Node("design", None),
    Node("lithography", "equipment"),
    Node("etching", "equipment"),
    Node("dry", "etching"),
]
S, J, Z, A = PROVINCES


def table(*claims, parent=None, rulings=()):
    claims = [Claim(*claim) if isinstance(claim, tuple) else claim for claim in claims]
    return gap_table(TREE, PROVINCES, claims, rulings, parent=parent)


def counts(made, segment):
    return [cell.tally.companies for cell in row_of(made, segment).cells]


def test_a_segment_counts_all_below_it():
    made = table(("a", "equipment", S), ("b", "etching", S), ("c", "dry", S))
    assert counts(made, "equipment") == [3, 0, 0, 0]


def test_a_company_in_two_sub_segments_counts_once():
    made = table(("a", "lithography", S), ("a", "dry", S), ("a", "equipment", S))
    assert counts(made, "equipment") == [1, 0, 0, 0]


def test_a_company_in_two_provinces_counts_in_each_and_once_over_all():
    made = table(("a", "etching", S), ("a", "etching", J))
    row = row_of(made, "equipment")
    assert counts(made, "equipment") == [1, 1, 0, 0]
    assert (row.total, row.tally.companies, row.signal) == (2, 1, "single")


def test_a_company_in_two_segments_counts_in_both():
    made = table(("a", "design", S), ("a", "equipment", S))
    assert made.columns == (2, 0, 0, 0)


def test_dedicated_is_in_no_other_top_level_segment():
    made = table(("a", "lithography", S), ("a", "etching", J), ("b", "etching", S), ("b", "design", Z))
    assert cell_of(made, "equipment", S).tally == Tally(companies=2, dedicated=1)
    assert cell_of(made, "design", Z).tally == Tally(companies=1, dedicated=0)
    assert row_of(made, "equipment").tally == Tally(companies=2, dedicated=1)


def test_dedicated_minds_what_lies_outside_the_region():
    made = table(("a", "etching", S), ("a", "design", None), ("b", "etching", S), ("b", "dry", "广东"))
    assert cell_of(made, "equipment", S).tally == Tally(companies=2, dedicated=1)


def test_outside_the_region_nothing_else_counts():
    made = table(("a", "etching", "广东"), ("b", "design", None))
    assert (made.total, made.columns) == (0, (0, 0, 0, 0))
    assert {row.tally for row in made.rows} == {Tally()}
    assert row_of(made, "equipment").coverage == Coverage(0, 2)


def test_verified_where_it_was_verified():
    made = table(Claim("a", "dry", S, verified=True), Claim("a", "dry", J), Claim("a", "lithography", S))
    assert cell_of(made, "equipment", S).tally == Tally(companies=1, dedicated=1, verified=1)
    assert cell_of(made, "equipment", J).tally == Tally(companies=1, dedicated=1)
    assert row_of(made, "equipment").tally.verified == 1


def test_listed_wherever_it_is():
    made = table(Claim("a", "dry", S, listed=True), Claim("a", "dry", J, listed=True), Claim("b", "dry", S))
    assert cell_of(made, "equipment", S).tally.listed == 1
    assert cell_of(made, "equipment", J).tally.listed == 1
    assert row_of(made, "equipment").tally == Tally(companies=2, dedicated=2, listed=1)


def test_coverage_is_of_the_children():
    assert row_of(table(("a", "equipment", S)), "equipment").coverage == Coverage(0, 2)
    made = row_of(table(("a", "dry", S), ("b", "etching", J)), "equipment")
    assert (made.coverage, made.empty_children) == (Coverage(1, 2), ("lithography",))
    full = row_of(table(("a", "dry", S), ("b", "lithography", J)), "equipment")
    assert (full.coverage, full.empty_children) == (Coverage(2, 2), ())
    assert row_of(table(("a", "dry", S)), "design").coverage == Coverage(0, 0)


def test_inside_a_segment_the_margins_run_over_the_siblings():
    made = table(
        ("a", "lithography", S), ("b", "dry", J), ("c", "equipment", S), ("d", "design", S), parent="equipment"
    )
    assert [row.segment for row in made.rows] == ["lithography", "etching"]
    assert (made.columns, made.total) == ((1, 1, 0, 0), 2)
    assert cell_of(made, "lithography", S).expected == 0.5
    assert [row.share for row in made.rows] == [0.5, 0.5]


def test_inside_a_segment_dedicated_still_means_the_chain():
    made = table(
        ("a", "lithography", S), ("a", "etching", S), ("b", "lithography", S), ("b", "design", S), parent="equipment"
    )
    assert cell_of(made, "lithography", S).tally == Tally(companies=2, dedicated=1)


def test_a_leaf_has_nothing_inside():
    made = table(("a", "dry", S), parent="dry")
    assert (made.rows, made.total, made.columns) == ((), 0, (0, 0, 0, 0))


def test_a_province_with_nothing():
    made = table_of({"a": (3, 0), "b": (5, 0), "c": (0, 0)})
    for segment in "ab":
        cell = cell_of(made, segment, J)
        assert (cell.expected, cell.lq, cell.lq_shrunk, cell.p_zero) == (0.0, None, 1.0, 1.0)
        assert cell.signal == "unlisted"
    assert cell_of(made, "c", J).signal == "empty"


def test_a_chain_with_nothing():
    made = table(rulings=[ruling("equipment", "gap")])
    assert (made.total, made.columns) == (0, (0, 0, 0, 0))
    for row in made.rows:
        assert (row.share, row.hhi, row.signal) == (None, None, "empty")
        for cell in row.cells:
            assert (cell.expected, cell.lq, cell.lq_shrunk, cell.p_zero) == (None, None, None, None)
            assert cell.signal == "empty"
    assert row_of(made, "equipment").ruling.date == A_DAY


def test_no_segments_and_no_provinces():
    assert gap_table([], PROVINCES, []).rows == ()
    made = gap_table(TREE, [], [Claim("a", "dry", S)])
    assert (made.columns, made.total) == ((), 0)
    assert [row.cells for row in made.rows] == [(), ()]


@pytest.mark.parametrize(
    ("values", "hhi"),
    [([1], 1.0), ([5, 0, 0, 0], 1.0), ([1, 1], 0.5), ([2, 2, 2, 2], 0.25), ([3, 1], 0.625), ([0, 0], None), ([], None)],
)
def test_concentration(values, hhi):
    assert concentration(values) == hhi
