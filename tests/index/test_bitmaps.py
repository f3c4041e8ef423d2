"""The bitmaps answer as counting by hand does, whatever is chosen and however often companies come, change and go."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from chains.index.bitmaps import FacetIndex
from chains.index.facets import PARAMETERS as DECLARED
from chains.index.members import CodeMeanings, Member, PublishedPlacement, ground, sources_behind
from chains.index.order import ListPosition

VOCABULARY = CodeMeanings(
    chains={"a.x": "a", "a.y": "a", "b.z": "b"},
    layers={"a.x": "a.up", "a.y": "a.down", "b.z": "b.up"},
    above={"a.x": ("a.x",), "a.y": ("a.x", "a.y"), "b.z": ("b.z",)},
    groups={"11": ("ring",), "21": ("ring", "belt")},
)
PLACED, OWN = tuple(DECLARED.placed), ("label", "listed", "dissolved")
#: As they are declared; of those that companies answer, one with many values and two of yes or no, of which the second
#: leaves companies out.
PARAMETERS = replace(
    DECLARED, own=OWN, yes_no=frozenset(OWN[1:]), withheld=("dissolved",), looked_up=(*PLACED[:-1], "label")
)
STATUSES = ("reported", "verified", "withdrawn")
LABELS = ("giant", "champion")
GROUNDS = tuple(ground(chain, source) for chain in ("a", "b") for source in (1, 2))
VALUES = {
    "chain": ("a", "b"),
    "layer": ("a.up", "a.down", "b.up"),
    "segment": ("a.x", "a.y", "b.z"),
    "province": ("1", "2"),
    "city": ("11", "12", "21"),
    "city_group": ("ring", "belt"),
    "label": LABELS,
    "listed": ("true", "false"),
    "dissolved": ("true", "false"),
    "status": STATUSES,
}

spots = st.builds(
    PublishedPlacement,
    st.sampled_from(sorted(VOCABULARY.chains)),
    st.sampled_from([None, "1", "2"]),
    st.sampled_from([None, "11", "12", "21"]),
    st.sampled_from(STATUSES),
)
keys = st.integers(0, 12)
#: By key: the place in the list, and what the company is.
companies = st.dictionaries(
    keys,
    st.tuples(
        st.integers(0, 5),
        st.lists(spots, max_size=4),
        st.sets(st.sampled_from(LABELS)),
        st.booleans(),
        st.sets(st.sampled_from(GROUNDS)),
        st.booleans(),
    ),
)
choices = st.fixed_dictionaries(
    {},
    optional={name: st.lists(st.sampled_from(values), max_size=2) for name, values in VALUES.items()}
    | {f"{name}__in": st.lists(st.sampled_from(VALUES[name]), max_size=2) for name in ("segment", "province", "label")},
)


def members_of(state):
    rows = sorted((place, key) for key, (place, *_rest) in state.items())
    return [member_of(key, *state[key]) for _place, key in rows]


def member_of(key, place, spots, labels, listed, grounds, dissolved):
    yes = {"listed": listed, "dissolved": dissolved}
    held = {name: ["true"] if holds else [] for name, holds in yes.items()}
    return Member(key, place, spots, {"label": labels, **held}, grounds)


def answers_of(member, name):
    """Return the values of one of its own parameters that a company answers to."""
    if name == "dissolved":
        # Who is there is counted with those who are no more, and without them.
        return {"true"} if member.held[name] else {"true", "false"}
    return set(member.held[name]) or ({"false"} if name == "listed" else set())


def built(state):
    members = members_of(state)

    def holding(name):
        return lambda: [(ordinal, value) for ordinal, member in enumerate(members) for value in member.held[name]]

    return FacetIndex(
        PARAMETERS,
        VOCABULARY,
        lambda: [(member.key, member.mark) for member in members],
        lambda: [(ordinal, spot) for ordinal, member in enumerate(members) for spot in member.spots],
        {name: holding(name) for name in OWN},
        lambda: [(ordinal, each) for ordinal, member in enumerate(members) for each in member.grounds],
    )


def bring(index, before, after):
    """Change the index as the database would, which is asked for places."""
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    members = [member for member in members_of(after) if member.key in changed]
    moved = index.moved((member.key, member.mark) for member in members)
    everybody = [None, *members_of(after)]
    positions = [
        ListPosition(member.key, member.mark, front and front.key)
        for front, member in pairwise(everybody)
        if member.key in moved
    ]
    index.replace(changed, members, positions)


def fits_one(spot, choice, without):
    answers = defaultdict(set)
    for name, value in PARAMETERS.values(VOCABULARY, spot):
        answers[name].add(value)
    statuses = choice.get("status") if without != "status" else None
    if statuses:
        if spot.status not in statuses:
            return False
    elif without != "status" and spot.status == "withdrawn":
        return False
    asked = [(name, choice[name]) for name in PLACED if name not in ("status", without) and choice.get(name)]
    asked += [(name, choice[f"{name}__in"]) for name in PLACED if choice.get(f"{name}__in")]
    return all(answers[name] & set(values) for name, values in asked)


def by_hand(state, choice, without=""):
    """Return the keys of the companies that fit, and the placements of each that do."""
    placed = any(choice.get(name) for name in PLACED if name != without) or any(
        choice.get(f"{name}__in") for name in PLACED
    )
    found = {}
    for member in members_of(state):
        labels, listed = answers_of(member, "label"), answers_of(member, "listed")
        if without != "label" and choice.get("label") and not labels & set(choice["label"]):
            continue
        if choice.get("label__in") and not labels & set(choice["label__in"]):
            continue
        if without != "listed" and choice.get("listed") and not listed & set(choice["listed"]):
            continue
        if without != "dissolved" and member.held["dissolved"] and "true" not in choice.get("dissolved", ()):
            continue
        there = [spot for spot in member.spots if fits_one(spot, choice, without)]
        if there or not placed:
            found[member.key] = (member, there)
    return found


def counted_by_hand(state, choice):
    counts = {}
    for name in (*PLACED, *OWN):
        counts[name] = defaultdict(int)
        for member, there in by_hand(state, choice, name).values():
            values = {value for spot in there for each, value in PARAMETERS.values(VOCABULARY, spot) if each == name}
            if name in OWN:
                values = answers_of(member, name)
            for value in values:
                counts[name][value] += 1
    return {name: {value: n for value, n in each.items() if n} for name, each in counts.items()}


def check(index, state, choice):
    found = index.companies(choice)
    expected = list(by_hand(state, choice))
    assert len(found) == len(expected)
    assert index.page(found, 0, 100) == expected
    assert index.page(found, 2, 4) == expected[2:4]
    counts = index.counts(choice)
    counts = {name: {value: n for value, n in each.items() if n} for name, each in counts.items()}
    assert counts == counted_by_hand(state, choice)
    assert set(index.grounds()) == set().union(*(member.grounds for member in members_of(state)))
    for chain in ("a", "b"):
        expected = {source for source in (1, 2) if ground(chain, source) in index.grounds()}
        assert set(sources_behind(chain, index.grounds())) == expected


@given(companies, choices)
def test_it_counts_as_one_would_by_hand(state, choice):
    check(built(state), state, choice)


@settings(max_examples=60)
@given(st.lists(companies, min_size=2, max_size=5), choices)
def test_it_stays_right_through_every_change(states, choice):
    index = built(states[0])
    for before, after in pairwise(states):
        bring(index, before, after)
        check(index, after, choice)
        check(index, after, {})


def test_one_that_was_gone_comes_back_in_front_of_those_who_came_before_and_after():
    def standing(*keys):
        return {key: (key, [], set(), False, set(), False) for key in keys}

    states = standing(1, 2, 9), standing(1, 2, 3, 9), standing(1, 3, 9), standing(1, 3, 4, 9), standing(1, 2, 3, 4, 9)
    index = built(states[0])
    for before, after in pairwise(states):
        bring(index, before, after)
        check(index, after, {})


@given(companies)
def test_what_counts_are_the_standing_placements_of_those_who_are_not_left_out(state):
    index, counted = built(state), by_hand(state, {"status": ["reported", "verified"]})
    assert index.page(index.fold(index.live), 0, 100) == list(counted)
    assert len(index.live) == sum(len(there) for _member, there in counted.values())


@given(companies, companies)
def test_it_tells_every_segment_that_a_change_touches(before, after):
    index = built(before)
    touched = set()
    original = index.replace
    index.replace = lambda *arguments: touched.update(original(*arguments))
    bring(index, before, after)
    for code in VALUES["segment"]:
        there = [
            {key: row for key, row in state.items() if any(code in VOCABULARY.above[spot.segment] for spot in row[1])}
            for state in (before, after)
        ]
        assert code in touched or there[0] == there[1]
