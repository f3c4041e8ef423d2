"""One more company never makes a place look emptier: not its signal, its coverage, nor how sure a gap there is."""

from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.coverage import Occupancy
from chains.analysis.gaps import Claim, ClaimCounts, Tree, gap_table
from chains.analysis.signals import EMPTIEST_FIRST, Signal
from tests.analysis.test_gap_properties import situations, table_of

#: How full a signal says that a place is. A suspected gap and one that luck may explain are both nobody at all, and
#: companies enough are enough: with a company more, more are expected, so a cluster may be present again.
FULLNESS = {
    Signal.EMPTY: 0,
    Signal.ABSENT: 1,
    Signal.UNLISTED: 1,
    Signal.SINGLE: 2,
    Signal.THIN: 3,
    Signal.PRESENT: 4,
    Signal.CLUSTER: 4,
}

places = st.integers(0, 1000)


def test_the_ranking_goes_from_the_emptiest_to_the_fullest():
    assert set(FULLNESS) == {level.signal for level in EMPTIEST_FIRST} == set(Signal)
    assert [FULLNESS[level.signal] for level in EMPTIEST_FIRST] == sorted(FULLNESS.values())


def with_one_more(situation, where, place):
    """Return the segment and province of a new company, and the table with it."""
    nodes, provinces, claims, rulings, parent = situation
    code, province = nodes[where % len(nodes)].code, provinces[place % len(provinces)]
    claims = [*claims, Claim("新来", code, province)]
    return code, province, claims, gap_table(nodes, provinces, claims, rulings, parent=parent)


@given(situations(), places, places)
def test_where_a_company_comes_to_nothing_looks_emptier(situation, where, place):
    code, province, _, after = with_one_more(situation, where, place)
    for old, new in zip(table_of(situation).rows, after.rows, strict=True):
        if code != new.segment and not code.startswith(f"{new.segment}-"):
            continue
        here = [(old, new)] + [(a, b) for a, b in zip(old.cells, new.cells, strict=True) if b.province == province]
        for was, now in here:
            assert FULLNESS[now.signal] >= FULLNESS[was.signal]
            # The more is expected, the surer is a gap: what is known of a place does not become less.
            assert (now.expected or 0) >= (was.expected or 0) - 1e-9
            assert was.p_zero is None or now.p_zero <= was.p_zero + 1e-12


@given(situations(), places, places)
def test_no_sub_segment_anywhere_loses_its_somebody(situation, where, place):
    nodes, provinces, claims, _, _ = situation
    _, _, more, _ = with_one_more(situation, where, place)
    before, after = (Occupancy(Tree(nodes), ClaimCounts(Tree(nodes), provinces, each)) for each in (claims, more))
    for node in nodes:
        for province in (None, *provinces):
            old, new = before.branch(node.code, province), after.branch(node.code, province)
            assert new.companies >= old.companies
            assert [level.defined for level in new.levels] == [level.defined for level in old.levels]
            for was, now in zip(old.levels, new.levels, strict=True):
                assert now.occupied >= was.occupied


@given(situations())
def test_what_stands_below_rolls_up(situation):
    """Whoever is in a sub-segment is in every segment above; nobody above is nobody below, through all levels."""
    nodes, provinces, claims, _, _ = situation
    occupancy = Occupancy(Tree(nodes), ClaimCounts(Tree(nodes), provinces, claims))

    def check(branch):
        for child in branch.children:
            assert child.companies <= branch.companies
            check(child)
        if not branch.companies:
            assert all(level.occupied == 0 for level in branch.levels)
            assert branch.nobody == tuple(child.segment for child in branch.children)
        empty = sum(child.companies == 0 for child in branch.children)
        assert branch.coverage.defined - branch.coverage.occupied == empty

    for node in nodes:
        for province in (None, *provinces):
            check(occupancy.branch(node.code, province))
