"""The IC map of 2020 reckoned by hand: every number of its gap table, to the digit."""

from fractions import Fraction
from math import exp

import pytest

from chains.analysis.gaps import Coverage, gap_table
from chains.models import Chain
from chains.selectors.gaps import gap_view
from tests.analysis.gap_tables import cell_of, row_of, ruling, table_of

#: Names printed in 图1, 杨杰科技 and 扬杰科技, 晶方科技 and 晶方半导体 counted once: 上海 江苏 浙江 安徽.
COUNTS = {
    "materials": (9, 10, 10, 8),
    "equipment": (1, 1, 0, 0),
    "design": (7, 3, 6, 3),
    "manufacturing": (4, 7, 1, 0),
    "packaging-test": (1, 8, 3, 2),
}
ROWS = {"materials": 37, "equipment": 2, "design": 19, "manufacturing": 12, "packaging-test": 14}
COLUMNS = {"上海": 22, "江苏": 29, "浙江": 20, "安徽": 13}
N = 84
NU = 2

#: segment, province, n, E = N_s·N_p/N, LQ = n/E, LQ' = (n+2)/(E+2), P0 = e^−E, signal.
BY_HAND = """
materials       上海   9    9.690476  0.928747  0.940937  0.000062  present
materials       江苏  10   12.773810  0.782852  0.812248  0.000003  present
materials       浙江  10    8.809524  1.135135  1.110132  0.000149  present
materials       安徽   8    5.726190  1.397089  1.294299  0.003259  cluster
equipment       上海   1    0.523810  1.909091  1.188679  0.592260  single
equipment       江苏   1    0.690476  1.448276  1.115044  0.501337  single
equipment       浙江   0    0.476190  0.000000  0.807692  0.621145  unlisted
equipment       安徽   0    0.309524  0.000000  0.865979  0.733796  unlisted
design          上海   7    4.976190  1.406699  1.290102  0.006900  cluster
design          江苏   3    6.559524  0.457350  0.584145  0.001417  thin
design          浙江   6    4.523810  1.326316  1.226277  0.010848  present
design          安徽   3    2.940476  1.020243  1.012048  0.052841  present
manufacturing   上海   4    3.142857  1.272727  1.166667  0.043159  present
manufacturing   江苏   7    4.142857  1.689655  1.465116  0.015877  cluster
manufacturing   浙江   1    2.857143  0.350000  0.617647  0.057433  single
manufacturing   安徽   0    1.857143  0.000000  0.518519  0.156118  unlisted
packaging-test  上海   1    3.666667  0.272727  0.529412  0.025562  single
packaging-test  江苏   8    4.833333  1.655172  1.463415  0.007960  cluster
packaging-test  浙江   3    3.333333  0.900000  0.937500  0.035674  present
packaging-test  安徽   2    2.166667  0.923077  0.960000  0.114559  present
"""
LINES = [line.split() for line in BY_HAND.strip().splitlines()]

#: segment, N_s/N, HHI = Σ n²/N_s², signal: thin under 1/2 · 1/5 = 8.4 companies of 84.
ROWS_BY_HAND = {
    "materials": (Fraction(37, 84), Fraction(81 + 100 + 100 + 64, 37**2), "present"),
    "equipment": (Fraction(1, 42), Fraction(1, 2), "thin"),
    "design": (Fraction(19, 84), Fraction(49 + 9 + 36 + 9, 19**2), "present"),
    "manufacturing": (Fraction(1, 7), Fraction(16 + 49 + 1, 12**2), "present"),
    "packaging-test": (Fraction(1, 6), Fraction(1 + 64 + 9 + 4, 14**2), "present"),
}


@pytest.fixture(scope="module")
def table():
    return table_of(COUNTS)


def test_the_margins(table):
    assert table.total == N == sum(ROWS.values()) == sum(COLUMNS.values())
    assert table.columns == tuple(COLUMNS.values())
    assert {row.segment: row.total for row in table.rows} == ROWS
    assert {row.segment: tuple(cell.tally.companies for cell in row.cells) for row in table.rows} == COUNTS


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[0]}-{line[1]}")
def test_a_cell_to_the_digit(table, line):
    segment, province, companies, expected, lq, shrunk, p_zero, signal = line
    cell = cell_of(table, segment, province)
    assert cell.tally.companies == int(companies)
    assert [f"{value:.6f}" for value in (cell.expected, cell.lq, cell.lq_shrunk, cell.p_zero)] == [
        expected,
        lq,
        shrunk,
        p_zero,
    ]
    assert cell.signal == signal


@pytest.mark.parametrize("segment", COUNTS)
def test_a_cell_in_fractions(table, segment):
    for n, (province, column) in zip(COUNTS[segment], COLUMNS.items(), strict=True):
        cell = cell_of(table, segment, province)
        e = Fraction(ROWS[segment] * column, N)
        assert cell.expected == pytest.approx(float(e), rel=1e-15)
        assert cell.lq == pytest.approx(float(n / e), rel=1e-15)
        assert cell.lq_shrunk == pytest.approx(float((n + NU) / (e + NU)), rel=1e-15)
        assert cell.p_zero == pytest.approx(exp(-float(e)), rel=1e-15)


@pytest.mark.parametrize("segment", ROWS_BY_HAND)
def test_a_whole_segment(table, segment):
    share, hhi, signal = ROWS_BY_HAND[segment]
    row = row_of(table, segment)
    assert row.share == pytest.approx(float(share), rel=1e-15)
    assert row.hhi == pytest.approx(float(hhi), rel=1e-15)
    assert row.signal == signal
    assert row.tally.companies == row.total


def test_with_what_the_article_says():
    said = {"materials": "weak", "equipment": "weak", "design": "strong", "manufacturing": "strong"}
    judged = table_of(COUNTS, [ruling(segment, verdict) for segment, verdict in said.items()])
    assert {row.segment: row.conflict for row in judged.rows} == {
        "materials": True,  # printed in numbers, and yet said to fall short
        "equipment": False,
        "design": False,
        "manufacturing": False,
        "packaging-test": False,
    }
    assert not any(cell.conflict for row in judged.rows for cell in row.cells)


@pytest.mark.django_db
def test_the_seed_gives_the_same_table():
    view = gap_view(Chain.objects.get(slug="ic"))
    assert {row.segment.removeprefix("ic."): [c.tally.companies for c in row.cells] for row in view.table.rows} == {
        segment: list(row) for segment, row in COUNTS.items()
    }
    shown = [
        (f"{cell.expected:.6f}", f"{cell.lq:.6f}", f"{cell.lq_shrunk:.6f}", f"{cell.p_zero:.6f}", cell.signal)
        for row in view.table.rows
        for cell in row.cells
    ]
    assert shown == [tuple(line[3:]) for line in LINES]
    materials, equipment = view.table.rows[:2]
    assert (materials.coverage, equipment.coverage) == (Coverage(0, 4), Coverage(0, 7))
    assert (materials.signal, materials.ruling.verdict, materials.conflict) == ("present", "weak", True)
    assert (equipment.signal, equipment.ruling.import_dependent, equipment.conflict) == ("thin", True, False)


def test_with_less_trust_in_the_prior_the_quotients_stand_bare():
    bare = table_of(COUNTS, shrinkage=0)
    assert all(cell.lq_shrunk == pytest.approx(cell.lq) for row in bare.rows for cell in row.cells)
    assert gap_table([], [], []) == gap_table([], [], [], shrinkage=0)
