"""Why a segment stands where it does, and which missing fact would change the answer: tables of sentences."""

from dataclasses import replace
from datetime import date

import pytest

from chains.analysis.coverage import Occupancy
from chains.analysis.explanations import WANTS, Facts, explain, facts_of, wanted
from chains.analysis.gaps import Claim, ClaimCounts, Coverage, Node, Tree, gap_table
from chains.analysis.signals import Signal
from chains.analysis.support import Support
from chains.analysis.targets import Attainment
from tests.analysis.gap_tables import PROVINCES, cell_of, row_of, ruling

A_DAY = date(2026, 1, 1)

#: A segment of which all is known: nothing would change the answer.
TWO_SOURCES = (("report", 9), ("list", 5))
WHOLE = Facts(
    segment="design",
    province=None,
    parent=None,
    provinces=PROVINCES,
    occupied=PROVINCES,
    companies=12,
    verified=12,
    signal=Signal.PRESENT,
    expected=10.0,
    p_zero=0.00005,
    share=0.24,
    verdict="strong",
    verdict_segment="design",
    support=Support(TWO_SOURCES, A_DAY),
    supply_known=True,
)
HERE = replace(
    WHOLE, province="安徽", share=None, lq_shrunk=1.0, verdict_province="安徽", occupied=("安徽",), expected=6.0
)
#: Nobody anywhere, with 10 expected.
NOBODY = {"companies": 0, "verified": 0, "occupied": (), "support": Support(), "signal": Signal.EMPTY}


def codes(sentences):
    return [sentence.code for sentence in sentences]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (WHOLE, ["share-of-chain", "verdict", "rests-on-looked"]),
        (replace(WHOLE, parent="chips"), ["share-of-siblings", "verdict", "rests-on-looked"]),
        (replace(WHOLE, signal=Signal.THIN), ["share-of-chain", "under-half", "verdict", "rests-on-looked"]),
        (replace(WHOLE, occupied=PROVINCES[:3]), ["share-of-chain", "none-in", "verdict", "rests-on-looked"]),
        (replace(WHOLE, occupied=PROVINCES[:1]), ["share-of-chain", "all-in", "verdict", "rests-on-looked"]),
        (replace(WHOLE, provinces=("上海",), occupied=("上海",)), ["share-of-chain", "verdict", "rests-on-looked"]),
        (replace(WHOLE, **NOBODY), ["none-in-region", "odds-in-region", "verdict"]),
        (
            replace(WHOLE, **NOBODY, expected=None, p_zero=None, share=None),
            ["none-in-region", "nothing-to-compare", "verdict"],
        ),
        (replace(WHOLE, verdict=""), ["share-of-chain", "rests-on-looked"]),
        (replace(WHOLE, verdict_segment="chips"), ["share-of-chain", "verdict-of-parent", "rests-on-looked"]),
        (
            replace(WHOLE, verdict="weak", conflict=True),
            ["share-of-chain", "verdict", "contradicted", "rests-on-looked"],
        ),
        (replace(WHOLE, support=Support(TWO_SOURCES, None)), ["share-of-chain", "verdict", "rests-on"]),
        (replace(WHOLE, support=Support((), A_DAY)), ["share-of-chain", "verdict", "rests-on-nothing"]),
        (
            replace(WHOLE, levels=(Coverage(2, 3), Coverage(1, 4)), nobody=("etching",)),
            ["share-of-chain", "sub-segments", "level-below", "nobody-in", "verdict", "rests-on-looked"],
        ),
        (
            # Below what nobody fills there is nothing to count.
            replace(WHOLE, levels=(Coverage(0, 3), Coverage(0, 4)), nobody=("a", "b", "c")),
            ["share-of-chain", "sub-segments", "nobody-in", "verdict", "rests-on-looked"],
        ),
        (
            replace(WHOLE, levels=(Coverage(3, 3),)),
            ["share-of-chain", "sub-segments", "verdict", "rests-on-looked"],
        ),
        (
            replace(WHOLE, attainment=Attainment(12, 20, 2030)),
            ["share-of-chain", "verdict", "rests-on-looked", "target-by"],
        ),
        (replace(WHOLE, attainment=Attainment(12, 20)), ["share-of-chain", "verdict", "rests-on-looked", "target"]),
        (
            replace(WHOLE, attainment=Attainment(12, 12)),
            ["share-of-chain", "verdict", "rests-on-looked", "target-reached"],
        ),
        (
            replace(WHOLE, attainment=Attainment(12, 10, 2030)),
            ["share-of-chain", "verdict", "rests-on-looked", "target-reached-by"],
        ),
        (HERE, ["present-here", "verdict", "rests-on-looked"]),
        (replace(HERE, signal=Signal.CLUSTER), ["cluster-here", "verdict", "rests-on-looked"]),
        (replace(HERE, signal=Signal.THIN), ["thin-here", "verdict", "rests-on-looked"]),
        (replace(HERE, signal=Signal.SINGLE), ["single-here", "verdict", "rests-on-looked"]),
        (replace(HERE, **NOBODY | {"signal": Signal.ABSENT}), ["absent-here", "verdict"]),
        (replace(HERE, **NOBODY | {"signal": Signal.UNLISTED}), ["unlisted-here", "verdict"]),
        (replace(HERE, **NOBODY), ["none-here-nor-elsewhere", "verdict"]),
        (
            replace(HERE, **NOBODY, expected=None, p_zero=None),
            ["none-here-nor-elsewhere", "nothing-to-compare", "verdict"],
        ),
        (replace(HERE, verdict_province=None), ["present-here", "verdict-of-region", "rests-on-looked"]),
    ],
)
def test_the_paragraph_is_composed_from_the_numbers(facts, said):
    assert codes(explain(facts)) == said


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (WHOLE, []),
        (HERE, []),
        (replace(WHOLE, verdict="weak", conflict=True), ["settle-the-conflict"]),
        (replace(WHOLE, verdict="", verdict_segment=""), ["no-verdict"]),
        (replace(WHOLE, verdict_segment="chips"), ["no-verdict-of-its-own"]),
        (replace(HERE, verdict_segment="chips"), ["no-verdict-of-its-own"]),
        (replace(HERE, verdict_province=None), ["no-verdict-for-province"]),
        (replace(WHOLE, verified=7), ["unverified"]),
        (replace(WHOLE, support=Support()), ["no-evidence"]),
        (replace(WHOLE, supply_known=False), ["no-supply-shares"]),
        # Asked for once: where the verdict was given.
        (replace(WHOLE, supply_known=False, verdict_segment="chips"), ["no-verdict-of-its-own"]),
        (replace(WHOLE, supply_known=False, verdict="", verdict_segment=""), ["no-verdict", "no-supply-shares"]),
        (replace(WHOLE, nobody=("optics",)), ["name-one"]),
        # None where ten are expected: that is an answer, and no more data would change it.
        (replace(WHOLE, **NOBODY), []),
        (replace(HERE, **NOBODY | {"signal": Signal.ABSENT}), []),
        # E = 1.2 → P0 = 0.30; E = 3 → 0.0498: enough.
        (replace(HERE, **NOBODY | {"signal": Signal.UNLISTED}, expected=1.2, p_zero=0.301), ["list-for-province"]),
        (replace(HERE, **NOBODY | {"signal": Signal.ABSENT}, expected=3.0, p_zero=0.0498), []),
        (replace(WHOLE, **NOBODY, expected=1.2, p_zero=0.301), ["list-for-region"]),
        (replace(WHOLE, **NOBODY, expected=None, p_zero=None), ["list-of-chain"]),
        (replace(WHOLE, **NOBODY, expected=None, p_zero=None, parent="chips"), ["list-of-siblings"]),
        (
            replace(WHOLE, verdict="weak", conflict=True, verified=0, supply_known=False, nobody=("optics",)),
            ["settle-the-conflict", "unverified", "no-supply-shares", "name-one"],
        ),
    ],
)
def test_what_would_change_the_answer_is_the_fact_that_is_missing(facts, missing):
    assert codes(wanted(facts)) == missing


def test_every_missing_fact_is_in_the_table():
    asked = next(mark for mark in test_what_would_change_the_answer_is_the_fact_that_is_missing.pytestmark)
    assert {code for _, missing in asked.args[1] for code in missing} == {want.code for want in WANTS}


@pytest.mark.parametrize(
    ("facts", "code", "params"),
    [
        (replace(WHOLE, verified=9), "unverified", {"reported": 3, "n": 12}),
        (replace(WHOLE, nobody=("optics", "dry")), "name-one", {"segments": ("optics", "dry")}),
        (
            replace(HERE, **NOBODY | {"signal": Signal.UNLISTED}, expected=1.2, p_zero=0.301),
            "list-for-province",
            {"expected": 1.2, "segment": "design", "place": "安徽"},
        ),
        (replace(HERE, verdict_province=None), "no-verdict-for-province", {"place": "安徽"}),
    ],
)
def test_a_missing_fact_says_of_what(facts, code, params):
    assert {sentence.code: dict(sentence.params) for sentence in wanted(facts)}[code] == params


TREE = [Node("equipment", None), Node("optics", "equipment"), Node("dry", "equipment"), Node("design", None)]
CLAIMS = [
    Claim("甲", "optics", "上海", verified=True),
    Claim("乙", "optics", "上海"),
    Claim("丙", "design", "上海"),
    Claim("丁", "design", "江苏"),
]


def test_the_facts_of_a_row_are_those_of_the_table():
    """By hand: N = 4 over 2 segments, so an equal share is 2; equipment has 2 of 4, both in 上海."""
    verdict = ruling("equipment", "weak", choke_point=True)
    row = row_of(gap_table(TREE, PROVINCES, CLAIMS, [verdict]), "equipment")
    facts = facts_of(
        row,
        parent=None,
        provinces=PROVINCES,
        branch=Occupancy(Tree(TREE), ClaimCounts(Tree(TREE), PROVINCES, CLAIMS)).branch("equipment"),
        support=Support((("report", 2),), A_DAY),
        attainment=Attainment(2, 4),
    )
    assert [(sentence.code, dict(sentence.params)) for sentence in explain(facts)] == [
        ("share-of-chain", {"n": 2, "occupied": 1, "provinces": 4, "share": 0.5}),
        ("all-in", {"place": "上海"}),
        ("sub-segments", {"occupied": 1, "defined": 2}),
        ("nobody-in", {"segments": ("dry",)}),
        ("verdict", {"verdict": "weak", "flags": ("choke_point",)}),
        ("contradicted", {"signal": "present"}),
        ("rests-on-looked", {"n": 1, "evidence": 2, "looked": A_DAY}),
        ("target", {"n": 2, "wanted": 4, "attainment": 0.5}),
    ]
    assert codes(wanted(facts)) == ["settle-the-conflict", "unverified", "no-supply-shares", "name-one"]


def test_the_facts_of_a_cell_are_those_of_the_province():
    """By hand: N_s = 2, N_江苏 = 1, N = 4, so E = 0.5 and P0 = e^−0.5 = 0.607."""
    table = gap_table(TREE, PROVINCES, CLAIMS, [ruling("equipment", "weak")])
    facts = facts_of(
        cell_of(table, "equipment", "江苏"),
        parent=None,
        provinces=PROVINCES,
        branch=Occupancy(Tree(TREE), ClaimCounts(Tree(TREE), PROVINCES, CLAIMS)).branch("equipment", "江苏"),
    )
    first, *rest = explain(facts)
    assert (first.code, first.params["expected"], round(first.params["p_zero"], 3)) == ("unlisted-here", 0.5, 0.607)
    assert codes(rest) == ["sub-segments", "nobody-in", "verdict-of-region"]
    assert facts.nobody == ("optics", "dry")
    assert codes(wanted(facts)) == ["no-verdict-for-province", "list-for-province", "no-supply-shares", "name-one"]
