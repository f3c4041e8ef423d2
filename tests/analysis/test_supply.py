"""How many countries it takes to supply three quarters of the world, worked out by hand and for any shares at all."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.stated_shares import share_in_words
from chains.analysis.supply import ENOUGH, CountryShare, Needed, Supply, newest_of_each

WORDS = ("major", "minor", "unknown", "none")
CODES = ["JP", "NL", "US", "KR", "DE", "TW", "CN", "FR", "GB", "CA"]


def supply(**shares: int | str) -> Supply:
    """Return a statement: a country's share in per cent, or the word that stands instead."""
    return Supply(
        tuple(
            CountryShare(country, qualifier=share) if share in WORDS else CountryShare(country, Decimal(share))
            for country, share in shares.items()
        )
    )


@pytest.mark.parametrize(
    ("shares", "least", "most"),
    [
        # 80 alone is enough.
        ({"NL": 80, "JP": 20}, 1, 1),
        # 40 + 35 = 75: just enough; the missing 25 cannot beat either.
        ({"JP": 40, "US": 35}, 2, 2),
        # 50 + 24 = 74, + 20 = 94; the 6 left are worth nothing before the third.
        ({"JP": 50, "US": 24, "KR": 20}, 3, 3),
        # 45 + 20 + 10 = 75 by numbers; if one country had the 25 left, 45 + 25 + 20 = 90 takes three, 45 + 25 = 70 not.
        ({"JP": 45, "US": 20, "KR": 10}, 3, 3),
        # 50 + 15 + 10 = 75 takes three; with all of the 25 left in one country, 50 + 25 takes two.
        ({"JP": 50, "US": 15, "KR": 10, "DE": "major"}, 2, 3),
        # 60 is not enough, and the 40 left may be one country's or a hundred countries'.
        ({"JP": 60, "US": "major"}, 2, None),
        # 20 is known: one country may have the other 80.
        ({"JP": 20, "US": "unknown"}, 1, None),
        # Words alone say nothing.
        ({"JP": "major", "US": "minor"}, 1, None),
        ({}, 1, None),
        # None is zero, and a known one.
        ({"JP": 75, "CN": "none"}, 1, 1),
        # Ten tenths: eight of them.
        (dict.fromkeys(CODES, 10), 8, 8),
    ],
)
def test_the_countries_needed_by_hand(shares, least, most):
    assert supply(**shares).needed == Needed(least, most)


def test_what_no_number_accounts_for_is_said_and_never_zero():
    known = supply(JP=60, US="major", KR="none", DE="minor")
    assert known.unknown == 40
    assert known.part_of("US").known is known.part_of("DE").known is None
    assert known.part_of("KR").known == 0
    assert known.part_of("FR") is None


def test_the_order_of_reading_is_numbers_then_words():
    mixed = supply(FR="none", US="unknown", KR="minor", DE="major", JP=10, NL=30)
    assert [part.country for part in mixed.ranked] == ["NL", "JP", "DE", "KR", "US", "FR"]


def test_the_leaders_are_those_that_reach_it():
    assert [part.country for part in supply(KR=20, JP=50, US=24, DE=6).leaders] == ["JP", "US", "KR"]
    assert [part.country for part in supply(KR=20, JP="major", DE="none").leaders] == ["KR"]


@pytest.mark.parametrize(
    ("ends", "least", "most"),
    [
        # 70 to 80: enough by itself at its upper end; at its lower one never, if the 30 left are spread thinly.
        ({"JP": (70, 80)}, 1, None),
        ({"JP": (70, 80), "US": (20, 20)}, 1, 2),
        # Above 50 may be nearly all, or need another.
        ({"JP": (50, 100)}, 1, None),
        # At most 10 leaves 90 to somebody.
        ({"JP": (0, 10)}, 1, None),
        # What one has at the least no other can have: 40 is never 75, nor is 40 + 30.
        ({"JP": (40, 75), "US": (30, 30), "KR": (30, 30)}, 3, 3),
    ],
)
def test_the_countries_needed_where_shares_have_two_ends(ends, least, most):
    told = Supply(
        tuple(CountryShare(country, Decimal(low), until=Decimal(high)) for country, (low, high) in ends.items())
    )
    assert told.needed == Needed(least, most)


def test_of_two_ends_the_lower_one_is_summed_and_the_rest_is_open():
    told = Supply(
        (CountryShare("JP", Decimal(70), until=Decimal(80)), CountryShare("US", Decimal(0), until=Decimal(1)))
    )
    assert (told.stated, told.unknown) == (70, 30)
    # 0.7² at the least; at the most 0.8², and 0.2² in one country: what is said is not below that.
    least, greatest = told.concentration
    assert least == pytest.approx(0.49)
    assert 0.68 <= greatest <= 0.71
    assert [part.country for part in told.ranked] == ["JP", "US"]


@pytest.mark.parametrize(
    ("stated", "english", "chinese"),
    [
        ((Decimal("62.50"),), "62.5%", "62.5%"),
        ((Decimal(90), None, "about"), "about 90%", "约90%"),
        ((Decimal(0), Decimal(1), "below"), "below 1%", "不足1%"),
        ((Decimal(0), Decimal(5), "at-most"), "at most 5%", "至多5%"),
        ((Decimal(50), Decimal(100), "above"), "above 50%", "超过50%"),
        ((Decimal(50), Decimal(100), "at-least"), "at least 50%", "至少50%"),
        ((Decimal(70), Decimal(80), "range"), "70% to 80%", "70%至80%"),
    ],
)
def test_a_share_is_said_as_its_source_has_it(stated, english, chinese):
    for language, said in (("en", english), ("zh-hans", chinese)):
        with override(language):
            assert share_in_words(*stated) == said


def test_rounding_may_take_a_sum_over_the_whole():
    # 33.5 + 33.5 + 33.5 = 100.5, rounded 34 + 34 + 34 = 102.
    rounded = supply(JP=34, US=34, KR=34)
    assert rounded.excess == 2
    assert rounded.contradictory
    assert supply(JP=34, US=34, KR=33).needed == Needed(3, 3)
    assert not supply(JP=34, US=34, KR=33).contradictory


def test_nothing_is_computed_from_a_contradiction():
    impossible = supply(JP=80, US=60)
    assert (impossible.excess, impossible.unknown) == (40, 0)
    assert impossible.needed is impossible.concentration is None


@pytest.mark.parametrize(
    ("shares", "least", "greatest"),
    [
        ({"NL": 100}, 1, 1),
        ({"JP": 50, "US": 50}, 0.5, 0.5),
        # 0.5² = 0.25, and 0.5² more if one country has the rest.
        ({"JP": 50, "US": "major"}, 0.25, 0.5),
        ({"JP": "unknown"}, 0, 1),
    ],
)
def test_the_concentration_by_hand(shares, least, greatest):
    assert supply(**shares).concentration == pytest.approx((least, greatest))


def test_each_source_speaks_by_its_newest_year():
    rows = [("a", 2019, 1), ("a", 2021, 2), ("b", 2022, 3), ("a", 2021, 4)]
    assert newest_of_each(rows, lambda row: row[0], lambda row: row[1]) == [
        ("b", 2022, [("b", 2022, 3)]),
        ("a", 2021, [("a", 2021, 2), ("a", 2021, 4)]),
    ]


@st.composite
def worlds(draw: st.DrawFn) -> list[int]:
    """Draw the true shares of some countries, in per cent: whole numbers that add up to a hundred."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), max_size=len(CODES) - 1)))
    return [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]


@st.composite
def partly_told(draw: st.DrawFn) -> tuple[list[int], Supply]:
    """Draw a world, and what a source tells of it: numbers, words, silence."""
    world = draw(worlds())
    told = []
    for country, share in zip(CODES, world, strict=False):
        how = draw(st.sampled_from(["number", "range", "major", "minor", "unknown", "silence"]))
        if how == "number":
            told.append(CountryShare(country, Decimal(share)))
        elif how == "range":
            low, high = draw(st.integers(0, share)), draw(st.integers(share, 100))
            told.append(CountryShare(country, Decimal(low), until=Decimal(high)))
        elif how != "silence":
            told.append(CountryShare(country, qualifier="none" if share == 0 and how == "minor" else how))
    return world, Supply(tuple(told))


def truly_needed(world: list[int]) -> int:
    """Return how many countries it takes, all shares known."""
    biggest = sorted(world, reverse=True)
    return next(count for count in range(1, len(world) + 1) if sum(biggest[:count]) >= ENOUGH)


@given(partly_told())
def test_the_range_holds_the_truth(case):
    world, told = case
    truth = truly_needed(world)
    assert told.needed.least <= truth
    assert told.needed.most is None or truth <= told.needed.most
    index = sum(share**2 for share in world) / 100**2
    least, greatest = told.concentration
    assert least - 1e-9 <= index <= greatest + 1e-9


@given(worlds())
def test_a_source_that_tells_all_leaves_no_range(world):
    told = Supply(tuple(CountryShare(country, Decimal(share)) for country, share in zip(CODES, world, strict=False)))
    assert told.needed == Needed(truly_needed(world), truly_needed(world))
    assert told.unknown == told.excess == 0


@given(partly_told(), st.data())
def test_one_more_number_never_widens_the_range(case, data):
    world, told = case
    open_parts = [
        country for country in CODES[: len(world)] if (part := told.part_of(country)) is None or part.known is None
    ]
    if not open_parts:
        return
    country = data.draw(st.sampled_from(open_parts))
    others = tuple(part for part in told.parts if part.country != country)
    more = Supply((*others, CountryShare(country, Decimal(world[CODES.index(country)]))))
    assert more.needed.least >= told.needed.least
    assert told.needed.most is None or (more.needed.most is not None and more.needed.most <= told.needed.most)


@given(st.lists(st.tuples(st.sampled_from(CODES), st.decimals(0, 100, places=2)), unique_by=lambda each: each[0]))
def test_whatever_the_numbers_they_are_over_within_or_a_contradiction(shares):
    told = Supply(tuple(CountryShare(country, share) for country, share in shares))
    assert told.unknown == 0 or told.excess == 0
    assert (told.needed is None) == told.contradictory
    assert {part.country for part in told.leaders} <= {country for country, _ in shares}
