"""What counts rest on: sources once each, evidence summed, the last look, through the tree."""

from datetime import date

import pytest

from chains.analysis.gaps import Node, Tree
from chains.analysis.support import SourceSupport, Support, support

TREE = Tree([Node("equipment", None), Node("etching", "equipment"), Node("dry", "etching"), Node("design", None)])
OLD, LATE = date(2020, 6, 1), date(2026, 1, 1)

GROUNDS = [
    SourceSupport("dry", "上海", "report", 3, OLD),
    SourceSupport("dry", "江苏", "report", 1, OLD),
    SourceSupport("etching", "上海", "list", 2, None),
    # Verified without any evidence: looked at, on no source.
    SourceSupport("equipment", "江苏", None, 0, LATE),
    SourceSupport("dry", "广东", "site", 9, LATE),
    SourceSupport("dry", None, "site", 9, LATE),
]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (("dry", "上海"), Support((("report", 3),), OLD)),
        (("dry", None), Support((("report", 4),), OLD)),
        (("etching", "上海"), Support((("report", 3), ("list", 2)), OLD)),
        (("etching", None), Support((("report", 4), ("list", 2)), OLD)),
        (("equipment", "江苏"), Support((("report", 1),), LATE)),
        (("equipment", None), Support((("report", 4), ("list", 2)), LATE)),
    ],
)
def test_it_adds_up(scope, expected):
    assert support(TREE, ["上海", "江苏"], GROUNDS)[scope] == expected


def test_sources_and_evidences_are_counted():
    found = support(TREE, ["上海", "江苏"], GROUNDS)["equipment", None]
    assert (found.sources, found.evidence) == (2, 6)


def test_where_nobody_is_there_is_nothing():
    found = support(TREE, ["上海", "江苏"], GROUNDS)
    assert ("design", None) not in found
    assert ("dry", "广东") not in found
