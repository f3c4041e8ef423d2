"""The ranked list: what calls for a look, worst first."""

from chains.analysis.gaps import Node, gap_table
from chains.analysis.ranking import rank
from tests.analysis.gap_tables import PROVINCES, ruling, table_of


def ranked(counts, *rulings):
    return [row.segment for row in rank(table_of(counts, rulings).rows)]


EVEN = {"a": (5, 5), "b": (5, 5), "c": (5, 5), "d": (5, 5)}


def test_only_what_calls_for_a_look_is_ranked():
    assert ranked(EVEN) == []
    assert ranked(EVEN, ruling("a", "strong"), ruling("b", "adequate")) == []
    assert ranked(EVEN, ruling("a", "weak"), ruling("b", "gap")) == ["b", "a"]
    assert ranked(EVEN | {"b": (0, 0)}) == ["b"]
    assert ranked(EVEN | {"b": (0, 1)}, ruling("b", "strong")) == ["b"]


def test_the_worst_stands_first():
    """By verdict, then choke points, then what is imported, then the signal, then the size."""
    counts = {"strong": (1, 1), "quiet": (0, 0), "weak": (20, 20), "gap": (30, 30)}
    assert ranked(counts, *[ruling(name, name) for name in ("strong", "weak", "gap")]) == [
        "gap",
        "weak",
        "quiet",
        "strong",
    ]
    flags = [
        ruling("a"),
        ruling("b", import_dependent=True),
        ruling("c", choke_point=True),
        ruling("d", choke_point=True, import_dependent=True),
    ]
    assert ranked(EVEN, *flags) == ["d", "c", "b", "a"]
    sizes = {"present": (30, 30), "thin": (1, 1), "single": (1, 0), "empty": (0, 0), "larger": (31, 30)}
    assert ranked(sizes, *[ruling(name) for name in sizes]) == ["empty", "single", "thin", "present", "larger"]
    assert ranked(sizes) == ["empty", "single", "thin"]


def test_equals_keep_their_order():
    assert ranked(EVEN, *[ruling(name) for name in "dcba"]) == ["a", "b", "c", "d"]


def test_a_segment_stands_above_what_it_speaks_for():
    tree = [Node("equipment", None), Node("etching", "equipment"), Node("design", None)]
    rulings = [ruling("equipment", "weak"), ruling("design", "weak")]
    tables = [gap_table(tree, PROVINCES, [], rulings, parent=parent) for parent in ("equipment", None)]
    rows = [row for table in tables for row in table.rows]
    assert [row.segment for row in rank(rows)] == ["equipment", "design", "etching"]


def ranked_cells(counts, *rulings, province="上海"):
    """Return the segments whose cells in one province call for a look, worst first."""
    table = table_of(counts, rulings)
    return [cell.segment for cell in rank(c for row in table.rows for c in row.cells if c.province == province)]


def test_the_cells_of_a_province_are_ranked_from_the_emptiest_to_the_fullest():
    """By hand: N = 60, N_上海 = 20, so E is a third of each row's sum.

    Absent 9 → E 3, P0 0.0498; unlisted 6 → E 2, P0 0.1353; single; thin 24 → E 8, LQ′ 5/10; cluster; nobody at all.
    """
    counts = {
        "cluster": (16, 0),
        "thin": (3, 21),
        "single": (1, 4),
        "unlisted": (0, 6),
        "absent": (0, 9),
        "empty": (0, 0),
    }
    assert sum(row[0] for row in counts.values()) == 20
    assert sum(map(sum, counts.values())) == 60
    assert ranked_cells(counts) == ["empty", "absent", "unlisted", "single", "thin"]


def test_a_sure_gap_stands_before_an_unsure_one():
    """The more would be expected, the less is the zero luck."""
    assert ranked_cells({"few": (0, 4), "some": (0, 5), "many": (0, 6), "rest": (15, 0)}) == ["many", "some", "few"]


def test_a_surer_segment_stands_first_over_tables_of_different_size():
    small, large = table_of({"a": (1, 0), "b": (2, 2)}), table_of({"c": (1, 0), "d": (9, 9)})
    assert [row.expected for row in small.rows + large.rows] == [2.5, 2.5, 9.5, 9.5]
    assert [row.segment for row in rank(small.rows + large.rows)] == ["c", "a"]


def test_certainty_never_goes_before_a_verdict_or_a_signal():
    counts = {"judged": (5, 0), "sure": (0, 10), "unsure": (0, 1), "single": (1, 20), "rest": (10, 0)}
    assert ranked_cells(counts, ruling("judged", province="上海")) == ["judged", "sure", "unsure", "single"]


def test_a_regions_verdict_on_the_segment_itself_counts_as_its_own_in_a_province():
    tree = [Node("equipment", None), Node("etching", "equipment"), Node("design", None)]
    rulings = [ruling("equipment", "weak"), ruling("design", "weak", province="上海")]
    tables = [gap_table(tree, PROVINCES, [], rulings, parent=parent) for parent in (None, "equipment")]
    cells = [row.cells[0] for table in tables for row in table.rows]
    assert [cell.segment for cell in rank(cells)] == ["equipment", "design", "etching"]
