"""Who could fill a gap: which segments are near, who is a candidate, why, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.candidates import (
    SAME,
    CandidateReason,
    FeedLink,
    Gap,
    LivePlacement,
    Tie,
    Traits,
    candidates,
    in_words,
    ties,
)
from chains.analysis.gaps import Node, Tree
from chains.choices import Relation

#: Two chains: a tree of equipment and materials that feed making, which feeds testing; cars that take the chips.
NODES = (
    Node("ic.equipment", None),
    Node("ic.lithography", "ic.equipment"),
    Node("ic.etching", "ic.equipment"),
    Node("ic.materials", None),
    Node("ic.gases", "ic.materials"),
    Node("ic.making", None),
    Node("ic.memory", "ic.making"),
    Node("ic.testing", None),
    Node("ai.cars", None),
    Node("ai.lidar", "ai.cars"),
)
LINKS = (
    FeedLink("ic.equipment", "ic.making"),
    FeedLink("ic.materials", "ic.making"),
    FeedLink("ic.making", "ic.testing"),
    FeedLink("ic.memory", "ai.cars"),
)
A, B, C = "310000", "320000", "340000"


def near(segment):
    return ties(NODES, LINKS, segment)


@pytest.mark.parametrize(
    ("segment", "relation", "codes"),
    [
        ("ic.making", Relation.SEGMENT, {"ic.making"}),
        ("ic.making", Relation.SUB_SEGMENT, {"ic.memory"}),
        ("ic.making", Relation.ABOVE, set()),
        # What stands below the one that feeds it feeds it too.
        (
            "ic.making",
            Relation.UPSTREAM,
            {"ic.equipment", "ic.lithography", "ic.etching", "ic.materials", "ic.gases"},
        ),
        # Its own link, and that of a part of it, into another chain.
        ("ic.making", Relation.DOWNSTREAM, {"ic.testing", "ai.cars", "ai.lidar"}),
        # A part has the links of the whole, and no brothers.
        ("ic.lithography", Relation.ABOVE, {"ic.equipment"}),
        ("ic.lithography", Relation.UPSTREAM, set()),
        ("ic.lithography", Relation.DOWNSTREAM, {"ic.making", "ic.memory"}),
        # One link, never two.
        ("ic.testing", Relation.UPSTREAM, {"ic.making", "ic.memory"}),
    ],
)
def test_what_is_near(segment, relation, codes):
    assert {code for code, tie in near(segment).items() if tie.relation == relation} == codes


def test_a_link_names_its_other_end():
    assert near("ic.making")["ic.gases"] == Tie(Relation.UPSTREAM, "ic.making")
    assert near("ic.lithography")["ic.memory"] == Tie(Relation.DOWNSTREAM, "ic.equipment")
    assert near("ic.making")["ai.lidar"] == Tie(Relation.DOWNSTREAM, "ic.memory")


def test_the_nearest_tie_counts():
    both = (*LINKS, FeedLink("ic.testing", "ic.making"), FeedLink("ic.memory", "ic.making"))
    found = ties(NODES, both, "ic.making")
    assert found["ic.testing"].relation == Relation.UPSTREAM
    assert found["ic.memory"].relation == Relation.SUB_SEGMENT


def found_for(gap, *stands, traits=None):
    """Return who is found for ``gap``; ``stands`` are (company, segment, province, …) each."""
    rows = [LivePlacement(number, *about) for number, about in enumerate(stands, 1)]
    known = {row.company: Traits(name=str(row.company)) for row in rows} | (traits or {})
    return candidates(gap, ties(NODES, LINKS, gap.segment), NODES, rows, known)


def order_of(found):
    return [each.company for each in found.candidates]


def test_who_fills_the_gap_already_is_counted_and_no_candidate():
    gap = Gap("ic.making", frozenset({C}))
    found = found_for(gap, ("x", "ic.memory", C), ("x", "ic.making", A), ("y", "ic.making", A))
    assert (order_of(found), found.present) == (["y"], 1)


def test_without_a_place_nobody_fills_it_already():
    found = found_for(Gap("ic.making"), ("x", "ic.making", A), ("y", "ic.making", None))
    assert (order_of(found), found.present) == (["x", "y"], 0)


def test_a_placement_at_the_place_is_no_reason_but_noted():
    gap = Gap("ic.making", frozenset({C}))
    found = found_for(gap, ("x", "ic.materials", C), ("y", "ic.materials", C), ("y", "ic.making", B))
    [only] = found.candidates
    assert (only.company, only.here, only.placements) == ("y", True, (3,))
    assert only.reasons == (CandidateReason(Relation.SEGMENT, "ic.making"),)


def test_a_city_is_left_by_those_in_other_cities_and_by_those_whose_city_is_not_known():
    gap = Gap("ic.making", cities=frozenset({"320500"}))
    found = found_for(
        gap, ("here", "ic.making", B, "320500"), ("there", "ic.making", B, "320100"), ("unknown", "ic.making", B)
    )
    assert (set(order_of(found)), found.present) == ({"there", "unknown"}, 1)


def test_several_places_are_one_gap():
    gap = Gap("ic.making", frozenset({A, B}))
    found = found_for(gap, ("x", "ic.making", A), ("y", "ic.making", B), ("z", "ic.making", C))
    assert (order_of(found), found.present) == (["z"], 2)


def test_a_company_stands_once_where_it_is_nearest_with_every_reason():
    [only] = found_for(Gap("ic.making"), ("x", "ic.testing", A), ("x", "ic.memory", B), ("x", "ic.gases", C)).candidates
    assert only.relation == Relation.SUB_SEGMENT
    assert [reason.relation for reason in only.reasons] == [
        Relation.SUB_SEGMENT,
        Relation.UPSTREAM,
        Relation.DOWNSTREAM,
    ]
    assert (only.placements, only.provinces, only.dedicated) == ((2, 3, 1), 3, False)


def test_the_order():
    """Each differs from the next in one thing, the first first."""
    gap = Gap("ic.making", frozenset({C}))
    traits = {
        "listed": Traits(listed=True),
        "labelled": Traits(labels=2),
        "a": Traits(name="a"),
        "b": Traits(name="b"),
    }
    stands = [
        ("verified", "ic.making", A, None, "verified"),
        ("listed", "ic.making", A),
        ("labelled", "ic.making", A),
        ("wide", "ic.making", A),
        ("wide", "ic.making", B),
        ("a", "ic.making", A),
        ("b", "ic.making", A),
        ("disputed", "ic.making", A, None, "disputed"),
        ("several", "ic.making", A, None, "verified"),
        ("several", "ic.testing", A),
        ("part", "ic.memory", A, None, "verified"),
        ("up", "ic.gases", A, None, "verified"),
        ("down", "ic.testing", A, None, "verified"),
    ]
    wanted = list(dict.fromkeys(company for company, *_about in stands))
    assert order_of(found_for(gap, *reversed(stands), traits=traits)) == wanted
    above = found_for(
        Gap("ic.lithography"), ("x", "ic.making", A), ("y", "ic.equipment", A), ("z", "ic.lithography", A)
    )
    assert order_of(above) == ["z", "y", "x"]


def test_dedicated_is_to_one_column_of_the_chain_it_stands_here_for():
    stands = [("x", "ic.making", A), ("x", "ic.memory", B), ("x", "ai.lidar", A)]
    [only] = found_for(Gap("ic.making"), *stands).candidates
    assert only.dedicated


def test_the_status_is_the_best_of_the_nearest():
    stands = [("x", "ic.making", A, None, "disputed"), ("x", "ic.gases", A, None, "verified")]
    [only] = found_for(Gap("ic.making"), *stands).candidates
    assert only.status == "disputed"


def test_a_reason_in_words():
    def name(code):
        return {"ic.gases": "电子特气", "ic.making": "制造"}[code]

    said = in_words(CandidateReason(Relation.UPSTREAM, "ic.gases", "ic.making"), name)
    assert "电子特气" in said
    assert "制造" in said


stands = st.lists(
    st.builds(
        LivePlacement,
        id=st.integers(1, 9999),
        company=st.integers(0, 6),
        segment=st.sampled_from([node.code for node in NODES]),
        province=st.sampled_from([A, B, C, None]),
        city=st.sampled_from([None, "320500", "320100"]),
        status=st.sampled_from(["verified", "reported", "disputed"]),
    ),
    max_size=20,
    unique_by=lambda stand: stand.id,
)
gaps = st.builds(
    Gap,
    segment=st.sampled_from([node.code for node in NODES]),
    provinces=st.frozensets(st.sampled_from([A, B, C]), max_size=2),
    cities=st.frozensets(st.sampled_from(["320500", "320100"]), max_size=1),
)
TRAITS = {number: Traits(listed=bool(number % 2), labels=number % 3, id=str(number)) for number in range(7)}


@given(gap=gaps, rows=stands, data=st.data())
def test_whatever_is_on_record(gap, rows, data):
    close = ties(NODES, LINKS, gap.segment)
    found = candidates(gap, close, NODES, rows, TRAITS)
    below = {code for code in close if gap.segment in Tree(NODES).lineage(code)}
    filling = {row.company for row in rows if row.segment in below and gap.holds(row)}
    assert found.present == len(filling)
    assert filling.isdisjoint(order_of(found))
    # Nobody twice, nobody without a placement near and elsewhere, nobody left out who has one.
    elsewhere = {row.company for row in rows if row.segment in close and not gap.holds(row)}
    assert sorted(order_of(found)) == sorted(elsewhere - filling)
    # Who does the same always stands before who does not.
    same = [each.relation in SAME for each in found.candidates]
    assert same == sorted(same, reverse=True)
    by_id = {row.id: row for row in rows}
    for each in found.candidates:
        assert {by_id[key].company for key in each.placements} == {each.company}
        assert not any(gap.holds(by_id[key]) for key in each.placements)
        assert {reason.segment for reason in each.reasons} == {by_id[key].segment for key in each.placements}
    # The order of the rows is nobody's business.
    assert candidates(gap, close, NODES, data.draw(st.permutations(rows)), TRAITS) == found
