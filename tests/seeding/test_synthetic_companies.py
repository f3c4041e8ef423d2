"""Made-up companies: valid, unique, skewed, and the same for the same seed."""

import re
from collections import Counter
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.codes import PUBLIC_ID_PATTERN, clean_credit_code
from chains.analysis.names import name_key
from chains.analysis.readings import pinyin_of, readings_of, syllables_of
from chains.seeding.synthetic_companies import (
    CODES,
    PLACEMENTS,
    STATUSES,
    Division,
    SyntheticFrame,
    credit_code,
    firms,
    registered_in,
)
from chains.seeding.synthetic_names import FORMS, SIGNS, TRADES, Namer, prefix_free

GROUND = SyntheticFrame(
    segments=("ic.design", "ic.materials", "ic.equipment", "ai.software", "ai.hardware"),
    divisions=(
        Division("320000", "江苏", (("320500", "苏州"), ("320100", "南京"), ("320700", "连云港"))),
        Division("310000", "上海", (("310000", "上海"),)),
        Division("340000", "安徽", (("340500", "马鞍山"),)),
        Division("220000", "吉林"),
    ),
    labels={"high-tech": False, "little-giant": False, "chain-leader": True, "another": False},
)
MANY = 20_000


@pytest.fixture(scope="module")
def many():
    return list(islice(firms(GROUND, 1), MANY))


@given(st.integers(0, CODES - 1), st.sampled_from(["310000", "320500", "340000", "220000", "442000", "469000"]))
def test_credit_codes_are_valid(number, division):
    code = credit_code(number, registered_in(division))
    assert clean_credit_code(code) == code


@pytest.mark.parametrize(
    ("code", "signs"),
    [
        ("91350100M000100Y43", "M000100Y4"),  # the example of GB 32100-2015
        ("91110000600037341L", "600037341"),  # one that is in use
    ],
)
def test_organisation_code_checks_as_the_standard_says(code, signs):
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    expected = 11 - sum(weight * int(sign, 36) for weight, sign in zip(weights, signs, strict=False)) % 11
    assert signs[-1] == {10: "X", 11: "0"}.get(expected, str(expected)), "the rule by which ours are tested"
    assert clean_credit_code(code) == code


@given(st.integers(0, CODES - 1))
def test_organisation_codes_of_ours_check(number):
    signs = credit_code(number, "320500")[8:17]
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    expected = 11 - sum(weight * int(sign, 36) for weight, sign in zip(weights, signs, strict=False)) % 11
    assert signs[-1] == {10: "X", 11: "0"}.get(expected, str(expected))


@pytest.mark.parametrize(
    ("division", "registered"),
    [
        ("320500", "320500"),
        ("320000", "320000"),
        ("310000", "310000"),
        ("990000", "100000"),  # no division of the standard
    ],
)
def test_registered_in_a_division_that_exists(division, registered):
    assert registered_in(division) == registered


def test_the_same_seed_gives_the_same_and_few_are_the_first_of_many(many):
    assert list(islice(firms(GROUND, 1), 50)) == many[:50]
    assert not {firm.name.full for firm in islice(firms(GROUND, 2), 50)} & {firm.name.full for firm in many[:50]}


def test_what_has_to_be_unique_is(many):
    stands = [stand for firm in many for stand in firm.stands]
    tickers = [each[:2] for firm in many for each in firm.quotations]
    codes = [firm.uscc for firm in many if firm.uscc]
    for values in (
        [firm.name.key for firm in many],
        [firm.public_id for firm in many],
        [stand.public_id for stand in stands],
        codes,
        tickers,
    ):
        assert len(set(values)) == len(values)
    for firm in many:
        places = [(each.segment, each.city or each.province, each.city is None) for each in firm.stands]
        assert len(set(places)) == len(places) > 0


def test_rows_are_such_as_the_database_takes(many):
    cities = {code: each.code for each in GROUND.divisions for code, _name in each.cities}
    for firm in many:
        assert re.match(PUBLIC_ID_PATTERN, firm.public_id)
        assert len(firm.name.full) <= 200
        assert firm.city is None or cities[firm.city] == firm.province
        for stand in firm.stands:
            assert stand.city is None or cities[stand.city] == stand.province
            assert (stand.status == "verified") == (stand.verified_on is not None)
        for each in firm.quotations:
            assert each.ticker.isdecimal()
            assert len(each.ticker) == 6
            assert each.delisted_on is None or each.delisted_on >= each.listed_on
        for each in firm.awards:
            assert (each.chain is not None) == GROUND.labels[each.label]


def test_skewed_as_the_real_ones(many):
    stands = [stand for firm in many for stand in firm.stands]
    assert len(stands) / MANY == pytest.approx(sum(n * share for n, share in PLACEMENTS.items()), abs=0.05)
    assert len(stands) / MANY == pytest.approx(1.57, abs=0.05)
    assert sum(len(firm.stands) >= 5 for firm in many) > 0.02 * MANY
    segments = Counter(stand.segment for stand in stands)
    assert segments["ic.design"] == max(segments.values()) > 0.35 * len(stands)
    provinces = Counter(stand.province for stand in stands)
    assert provinces["320000"] == max(provinces.values()) > 2 * provinces["340000"] > 0
    statuses = Counter(stand.status for stand in stands)
    for status, share in STATUSES.items():
        assert statuses[status] / len(stands) == pytest.approx(share, abs=0.02)
    labels = Counter(each.label for firm in many for each in firm.awards)
    assert labels["high-tech"] > 5 * labels["little-giant"] > 5 * labels["chain-leader"] > 0
    assert 0 < sum(bool(firm.quotations) for firm in many) < 0.02 * MANY
    assert 0.2 < sum(stand.city is None for stand in stands) / len(stands) < 0.6


def test_no_ground_is_refused():
    with pytest.raises(ValueError, match="segments and provinces"):
        SyntheticFrame((), GROUND.divisions, {})
    with pytest.raises(ValueError, match="segments and provinces"):
        SyntheticFrame(GROUND.segments, (), {})


def test_one_segment_and_place_are_enough():
    narrow = SyntheticFrame(("ic.design",), (Division("220000", "吉林"),), {})
    assert {len(firm.stands) for firm in islice(firms(narrow, 1), 500)} == {1}


def test_names_are_read_as_a_whole_would_be(many):
    for firm in many[:3000]:
        name = firm.name
        assert (name.key, name.pinyin, name.initials, name.readings) == _derived(name.full)


PLACES = st.sampled_from(
    ["长沙", "重庆", "六安", "亳州", "厦门", "蚌埠", "上海", "江苏", "吉林", "大同", "İzmir", "A·B", "长"]
)


@given(PLACES, st.integers(0, 2**32))
def test_names_of_any_place_are_read_as_a_whole_would_be(place, seed):
    name = Namer(Random(seed), [place]).name(place)
    assert name.full.startswith(place)
    assert (name.key, name.pinyin, name.initials, name.readings) == _derived(name.full)


@given(st.lists(st.text("长重行乐中国海大银和氏璧朝三暮四不了得", min_size=1, max_size=5), min_size=1, max_size=4))
def test_parts_are_read_as_in_the_whole(parts):
    assert Namer(Random(1), []).read(*parts) == syllables_of("".join(parts))


def test_coined_words_share_no_sign_with_what_follows():
    assert not set(SIGNS) & set("".join((*TRADES, *FORMS)))


def test_coined_words_go_on_when_the_pairs_are_used_up(monkeypatch):
    monkeypatch.setattr("chains.seeding.synthetic_names.SIGNS", "恒睿")
    monkeypatch.setattr("chains.seeding.synthetic_names.TRADES", {"光电": "Optoelectronics"})
    namer = Namer(Random(1), ["苏州"])
    words = [namer.name("苏州").word for _ in range(200)]
    assert len(set(words)) == 200
    assert {len(word) for word in words[:4]} == {2}
    assert max(map(len, words)) > 4


def test_no_place_begins_another():
    assert prefix_free(["吉林", "吉", "上海"]) == {"吉": "吉", "吉林": "吉", "上海": "上海"}


def _derived(name):
    spelling = pinyin_of(name)
    return name_key(name), spelling.full, spelling.initials, readings_of(name)
