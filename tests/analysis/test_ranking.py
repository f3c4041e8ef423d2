"""The ranked list: what calls for a look, worst first."""

from chains.analysis.gaps import Node, gap_table, rank
from tests.analysis.tables import PROVINCES, ruling, table_of


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
