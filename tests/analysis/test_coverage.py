"""Which sub-segments have somebody and which have nobody: worked out by hand through three levels."""

import pytest

from chains.analysis.coverage import Occupancy
from chains.analysis.gaps import Claim, ClaimCounts, Coverage, Node, Tree, gap_table
from tests.analysis.gap_tables import PROVINCES

#: equipment ─ lithography ─ (light-source, optics, stage)
#:           ─ etching ─ (dry, wet)
#:           ─ polishing
#: design
TREE = [
    Node("equipment", None),
    Node("lithography", "equipment"),
    Node("light-source", "lithography"),
    Node("optics", "lithography"),
    Node("stage", "lithography"),
    Node("etching", "equipment"),
    Node("dry", "etching"),
    Node("wet", "etching"),
    Node("polishing", "equipment"),
    Node("design", None),
]

CLAIMS = [
    Claim("甲", "optics", "上海"),
    Claim("甲", "stage", "上海"),
    Claim("乙", "optics", "江苏"),
    Claim("丙", "etching", "江苏"),
    Claim("丁", "equipment", "安徽"),
    Claim("戊", "dry", "广东"),
    Claim("己", "polishing", None),
]

#: Segment and place → companies, (occupied, defined) level by level, who is missing.
BY_HAND = {
    ("equipment", None): (4, [(2, 3), (2, 5)], ["light-source", "dry", "wet", "polishing"]),
    ("equipment", "上海"): (1, [(1, 3), (2, 5)], ["light-source", "etching", "polishing"]),
    ("equipment", "江苏"): (2, [(2, 3), (1, 5)], ["light-source", "stage", "dry", "wet", "polishing"]),
    # Somebody in equipment at large, in none of its kinds.
    ("equipment", "安徽"): (1, [(0, 3), (0, 5)], ["lithography", "etching", "polishing"]),
    ("equipment", "浙江"): (0, [(0, 3), (0, 5)], ["lithography", "etching", "polishing"]),
    ("lithography", None): (2, [(2, 3)], ["light-source"]),
    ("lithography", "上海"): (1, [(2, 3)], ["light-source"]),
    ("lithography", "江苏"): (1, [(1, 3)], ["light-source", "stage"]),
    ("etching", None): (1, [(0, 2)], ["dry", "wet"]),
    ("optics", None): (2, [], []),
    ("polishing", None): (0, [], []),
    ("design", "上海"): (0, [], []),
}


@pytest.mark.parametrize(("code", "province"), BY_HAND)
def test_it_comes_out_as_by_hand(code, province):
    branch = Occupancy(Tree(TREE), ClaimCounts(Tree(TREE), PROVINCES, CLAIMS)).branch(code, province)
    companies, levels, nobody = BY_HAND[code, province]
    assert branch.companies == companies
    assert branch.levels == tuple(Coverage(*level) for level in levels)
    assert list(branch.nobody) == nobody
    assert branch.coverage == (branch.levels[0] if levels else Coverage(0, 0))


def test_a_company_in_two_sub_segments_counts_once_above_them():
    branch = Occupancy(Tree(TREE), ClaimCounts(Tree(TREE), PROVINCES, CLAIMS)).branch("lithography", "上海")
    assert [child.companies for child in branch.children] == [0, 1, 1]
    assert branch.companies == 1


@pytest.mark.parametrize("parent", [None, "equipment", "lithography", "etching"])
def test_the_gap_table_says_the_same_on_every_level(parent):
    occupancy = Occupancy(Tree(TREE), ClaimCounts(Tree(TREE), PROVINCES, CLAIMS))
    for row in gap_table(TREE, PROVINCES, CLAIMS, parent=parent).rows:
        branch = occupancy.branch(row.segment)
        assert (row.coverage, row.tally.companies) == (branch.coverage, branch.companies)
        assert row.empty_children == tuple(child.segment for child in branch.children if not child.companies)
        for cell in row.cells:
            assert occupancy.branch(row.segment, cell.province).companies == cell.tally.companies
