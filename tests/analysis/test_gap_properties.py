"""What holds for every chain there can be: margins add up, every cell has its signal, and no order matters."""

from math import exp, fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.gaps import Claim, Node, gap_table
from chains.analysis.ranking import rank
from chains.analysis.signals import Signal
from chains.choices import Action, Verdict
from tests.analysis.gap_tables import A_DAY, PROVINCES, ruling

#: A chain of up to four columns, some with children and grandchildren.
trees = st.lists(st.lists(st.integers(0, 2), max_size=3), min_size=1, max_size=4).map(
    lambda shape: [
        node
        for top, children in enumerate(shape)
        for node in [
            Node(f"s{top}", None),
            *(Node(f"s{top}-{child}", f"s{top}") for child in range(len(children))),
            *(
                Node(f"s{top}-{child}-{grandchild}", f"s{top}-{child}")
                for child, number in enumerate(children)
                for grandchild in range(number)
            ),
        ]
    ]
)


@st.composite
def situations(draw):
    """A tree, provinces, claims (some outside the region) and rulings."""
    nodes = draw(trees)
    provinces = PROVINCES[: draw(st.integers(1, 4))]
    codes = st.sampled_from([node.code for node in nodes])
    claims = st.builds(
        Claim, st.integers(0, 12), codes, st.sampled_from([*provinces, "广东", None]), st.booleans(), st.booleans()
    )
    rulings = st.builds(
        ruling,
        codes,
        st.sampled_from(Verdict.values),
        st.sampled_from([None, *provinces]),
        date=st.dates(A_DAY.replace(year=2019), A_DAY.replace(year=2021)),
        id=st.text("abc", max_size=3),
        choke_point=st.booleans(),
        action=st.sampled_from(Action.values),
    )
    parent = draw(st.sampled_from([None, *[node.code for node in nodes]]))
    unique = st.lists(rulings, max_size=8, unique_by=lambda each: each.id)
    return nodes, provinces, draw(st.lists(claims, max_size=60)), draw(unique), parent


def table_of(situation):
    nodes, provinces, claims, rulings, parent = situation
    return gap_table(nodes, provinces, claims, rulings, parent=parent)


@given(situations())
def test_margins_add_up(situation):
    table = table_of(situation)
    cells = [[cell.tally.companies for cell in row.cells] for row in table.rows]
    assert [row.total for row in table.rows] == [sum(row) for row in cells]
    assert list(table.columns) == [sum(row[place] for row in cells) for place in range(len(table.provinces))]
    assert table.total == sum(table.columns) == sum(row.total for row in table.rows)


@given(situations())
def test_what_is_expected_adds_up_to_what_is_observed(situation):
    table = table_of(situation)
    if not table.total:
        return
    expected = [[cell.expected for cell in row.cells] for row in table.rows]
    for row, values in zip(table.rows, expected, strict=True):
        assert fsum(values) == pytest.approx(row.total)
    for place, column in enumerate(table.columns):
        assert fsum(row[place] for row in expected) == pytest.approx(column)
    assert fsum(row.share for row in table.rows) == pytest.approx(1)


@given(situations())
def test_every_cell_and_every_segment_has_one_signal(situation):
    nodes, provinces, _, _, parent = situation
    table = table_of(situation)
    assert [row.segment for row in table.rows] == [node.code for node in nodes if node.parent == parent]
    for row in table.rows:
        assert [cell.province for cell in row.cells] == list(provinces)
        assert isinstance(row.signal, Signal)
        assert row.signal in {Signal.EMPTY, Signal.SINGLE, Signal.THIN, Signal.PRESENT}
        for cell in row.cells:
            assert isinstance(cell.signal, Signal)
            n = cell.tally.companies
            assert (cell.signal in {Signal.EMPTY, Signal.ABSENT, Signal.UNLISTED}) == (n == 0)
            assert (cell.signal == Signal.EMPTY) == (row.total == 0) == (row.signal == Signal.EMPTY)
            assert (cell.signal == Signal.SINGLE) == (n == 1)


@given(situations())
def test_the_numbers_stay_within_their_bounds(situation):
    table = table_of(situation)
    for row in table.rows:
        tally = row.tally
        most = max((cell.tally.companies for cell in row.cells), default=0)
        assert most <= tally.companies <= row.total
        assert max(tally.dedicated, tally.verified, tally.listed) <= tally.companies
        assert len(row.empty_children) == row.coverage.defined - row.coverage.occupied >= 0
        assert (row.hhi is None) == (row.total == 0)
        assert row.hhi is None or 1 / len(table.provinces) <= row.hhi + 1e-12 <= 1 + 2e-12
        for cell in row.cells:
            if table.total == 0:
                assert (cell.expected, cell.lq, cell.lq_shrunk, cell.p_zero) == (None,) * 4
                continue
            n, e = cell.tally.companies, cell.expected
            assert cell.p_zero == exp(-e)
            assert cell.lq_shrunk == (n + 2) / (e + 2)
            assert cell.lq == (n / e if e else None)
            # Shrinking draws towards 1 and never past it.
            assert cell.lq is None or min(cell.lq, 1) - 1e-12 <= cell.lq_shrunk <= max(cell.lq, 1) + 1e-12


@given(situations())
def test_conflicts_stand_at_their_own_scope_only(situation):
    for row in table_of(situation).rows:
        for each, province in [(row, None), *((cell, cell.province) for cell in row.cells)]:
            if each.conflict:
                assert (each.ruling.segment, each.ruling.province) == (row.segment, province)
                assert not each.inherited


@given(situations(), st.randoms())
def test_no_order_matters(situation, random):
    nodes, provinces, claims, rulings, parent = situation
    mixed_claims, mixed_rulings = list(claims), list(rulings)
    random.shuffle(mixed_claims)
    random.shuffle(mixed_rulings)
    mixed = gap_table(nodes, provinces, mixed_claims, mixed_rulings, parent=parent)
    assert mixed == table_of(situation)
    assert rank(mixed.rows) == rank(table_of(situation).rows)


@given(situations())
def test_saying_the_same_twice_changes_nothing(situation):
    nodes, provinces, claims, rulings, parent = situation
    assert gap_table(nodes, provinces, claims * 2, rulings, parent=parent) == table_of(situation)


@given(situations())
def test_what_companies_are_called_does_not_matter(situation):
    nodes, provinces, claims, rulings, parent = situation
    renamed = [
        Claim(f"企业{99 - each.company}", each.segment, each.province, each.verified, each.listed) for each in claims
    ]
    assert gap_table(nodes, provinces, renamed, rulings, parent=parent) == table_of(situation)


@given(situations(), st.integers(0, 1000), st.integers(0, 1000), st.booleans(), st.booleans())
def test_one_more_company_never_lowers_a_count(situation, where, place, verified, listed):
    nodes, provinces, claims, rulings, parent = situation
    code = nodes[where % len(nodes)].code
    province = provinces[place % len(provinces)]
    more = gap_table(
        nodes, provinces, [*claims, Claim("新来", code, province, verified, listed)], rulings, parent=parent
    )
    before = table_of(situation)
    for old, new in zip(before.rows, more.rows, strict=True):
        assert new.total >= old.total
        assert new.coverage.occupied >= old.coverage.occupied
        for was, now in [(old, new), *zip(old.cells, new.cells, strict=True)]:
            for count in ("companies", "dedicated", "verified", "listed"):
                assert getattr(now.tally, count) >= getattr(was.tally, count)
    assert more.total - before.total in {0, 1}


@given(situations())
def test_a_segment_holds_what_its_children_hold(situation):
    nodes, provinces, claims, rulings, _ = situation
    tables = {
        parent: gap_table(nodes, provinces, claims, rulings, parent=parent)
        for parent in [None, *(n.code for n in nodes)]
    }
    rows = {row.segment: row for table in tables.values() for row in table.rows}
    assert set(rows) == {node.code for node in nodes}
    for node in nodes:
        if node.parent:
            for child, parent in zip(rows[node.code].cells, rows[node.parent].cells, strict=True):
                assert child.tally.companies <= parent.tally.companies
                assert child.tally.verified <= parent.tally.verified
