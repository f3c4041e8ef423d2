"""Which firms look alike, how much, and why; and that finding them does not take for ever."""

import random

import pytest
from django.utils import translation

from chains.analysis import duplicates
from chains.analysis.duplicates import LEAST_SCORE, ComparedFirm, NameIndex, compare, look_alikes
from chains.analysis.names import name_key
from chains.analysis.reasons import WORDS, Reason, reason_in_words, reasons_in_words, score_of
from chains.analysis.stems import only_numbers_differ, stem_of

CODE, OTHER_CODE = "91110000600037341L", "91310115MA1K4KNB5M"


def firm(name, **about):
    about.setdefault("id", name)
    return ComparedFirm.of(name, **about)


def codes(first, second):
    return [reason.code for reason in compare(first, second)]


def score(first, second, **about):
    return score_of(compare(firm(first), firm(second, **about)))


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("中芯国际集成电路制造（上海）有限公司", "中芯"),
        ("中微电子", "中微"),
        ("上海市华虹集团", "华虹"),
        ("华虹无锡", "华虹"),
        ("海康威视", "海康威视"),
        ("上海半导体", ""),
        ("中国电子科技集团", ""),
        ("ASML Holding", "asml"),
    ],
)
def test_a_stem_is_what_tells_a_firm_apart(name, stem):
    assert stem_of(name_key(name)).text == stem


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("海康", "海康威视", "contained"),
        ("杨杰", "扬杰", "same-pinyin"),
        ("杨杰科技", "扬杰科技", "same-pinyin"),
        ("长江存储", "长江存诸", "slip"),
        ("杭州海康威视数字技术股份有限公司", "杭州海康威视数字技术有限公司", "same-name"),
        ("华虹", "上海华虹集团", "place-added"),
        ("中芯国际北京", "中芯国际上海", "other-place"),
        ("中微", "中微半导体", "common-words-differ"),
        ("上海微电子", "上海微电子装备", "contained"),
        ("国家先进功能纤维创新", "国家先进功能材料创新", "similar"),
    ],
)
def test_names_that_look_alike_say_why(first, second, code):
    assert code in codes(firm(first), firm(second))
    assert code in codes(firm(second), firm(first))
    assert score(first, second) == score(second, first) >= LEAST_SCORE
    index = NameIndex([firm(second), firm("别的什么企业")])
    assert [each.name for each in look_alikes(first, index)] == [second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("科技", "海康科技"),
        ("华力", "华虹"),
        ("中国", "中国电子"),
        ("上海半导体", "上海集团"),
        ("中国电科13所", "中国电科14所"),
        ("第十三研究所", "第十四研究所"),
        ("长电科技", "长川科技"),
    ],
)
def test_names_that_share_common_words_or_differ_in_a_number_do_not(first, second):
    assert score(first, second) < LEAST_SCORE


def test_only_numbers_differ_where_all_that_differs_is_a_numeral():
    assert only_numbers_differ("第十三所", "第十四所")
    assert not only_numbers_differ("第十三所", "第十三厂")
    assert not only_numbers_differ("第十三所", "第十三所")


def test_identifiers_speak_louder_than_names():
    assert codes(firm("甲", uscc=CODE), firm("乙", codes=(CODE,))) == ["same-code"]
    assert codes(firm("甲", tickers=("300236",)), firm("乙", tickers=("300236",))) == ["same-ticker"]


def test_any_name_of_one_may_be_a_name_of_the_other():
    first = firm("海康威视", aliases=("海康",))
    assert codes(first, firm("海康"))[0] == "same-alias"
    legal = {"legal_key": name_key("杭州海康威视数字技术股份有限公司")}
    assert codes(firm("海康甲", **legal), firm("海康乙", **legal))[0] == "same-legal-name"


def test_different_credit_codes_weigh_against_and_say_so():
    alike = score_of(compare(firm("华虹", id="a"), firm("华虹", id="b")))
    reasons = compare(firm("华虹", id="a", uscc=CODE), firm("华虹", id="b", uscc=OTHER_CODE))
    assert score_of(reasons) <= alike - 40
    assert reasons[-1] == Reason("different-codes", -45, {"a": CODE, "b": OTHER_CODE})


def test_the_same_province_weighs_for_and_another_against():
    here, there = frozenset({"310000"}), frozenset({"320000"})
    first = firm("华虹", id="a", provinces=here)
    assert codes(first, firm("华虹", id="b", provinces=here))[-1] == "same-province"
    assert codes(first, firm("华虹", id="b", provinces=there))[-1] == "other-province"
    assert score_of(compare(first, firm("华虹", id="b", provinces=here))) > score_of(
        compare(first, firm("华虹", id="b", provinces=there))
    )


def test_two_firms_of_one_group_in_two_places_are_suggested_low():
    assert LEAST_SCORE <= score("中芯国际北京", "中芯国际上海") < score("中芯国际", "中芯") - 20


def test_a_reading_that_a_curator_gave_counts():
    assert "same-pinyin" in codes(firm("长电", sound="changdian"), firm("常店", id="b"))


def test_the_points_of_the_reasons_add_up_to_the_score():
    [pair] = NameIndex([firm("扬杰科技", id="a"), firm("杨杰科技", id="b")]).pairs()
    assert pair.score == sum(reason.points for reason in pair.reasons) > 80
    assert (pair.first, pair.second) == ("a", "b")


def test_every_reason_has_words():
    params = {"a": "甲", "b": "乙", "code": CODE, "ticker": "300236", "place": "上海", "percent": "91"}
    with translation.override("en"):
        for code in WORDS:
            text = reason_in_words(Reason(code, 5, params))
            assert text
            assert "%(" not in text
        assert reasons_in_words([Reason("same-name", 94, {"a": "华虹"}), Reason("same-province", 2)]) == (
            "the same name: 华虹 (+94); both are in the same province (+2)"
        )
        assert Reason("same-ticker", 88, {"ticker": "300236"}).as_json() == {
            "code": "same-ticker",
            "points": 88,
            "params": {"ticker": "300236"},
            "message": "both are listed as 300236",
        }


def test_look_alikes_come_likeliest_first_and_no_more_than_asked_for():
    index = NameIndex([firm(name) for name in ("海康威视", "海康", "海康机器人", "大华股份")])
    assert [each.name for each in look_alikes("海康", index)] == ["海康", "海康机器人", "海康威视"]
    assert [each.name for each in look_alikes("海康", index, limit=1)] == ["海康"]


def test_the_index_finds_every_pair_that_comparing_all_with_all_does():
    names = (
        "海康",
        "海康威视",
        "扬杰科技",
        "杨杰电子",
        "中芯北京",
        "中芯上海",
        "长江存储",
        "长江存诸",
        "科大讯飞",
        "士兰微",
    )
    firms = [firm(name) for name in names]
    expected = {
        tuple(sorted((first.id, second.id)))
        for at, first in enumerate(firms)
        for second in firms[at + 1 :]
        if score_of(compare(first, second)) >= LEAST_SCORE
    }
    assert {(pair.first, pair.second) for pair in NameIndex(firms).pairs()} == expected


def test_few_firms_are_compared_with_each_other_however_many_there_are(monkeypatch):
    chance = random.Random(7)
    signs = [chr(0x4E00 + chance.randrange(0x3000)) for _ in range(900)]
    tails = ("科技", "电子", "半导体", "智能装备", "")
    number = 5_000
    firms = [
        firm("".join(chance.choices(signs, k=chance.randint(2, 4))) + chance.choice(tails), id=f"{at:06}")
        for at in range(number)
    ]
    compared = []
    weigh = duplicates._weigh
    monkeypatch.setattr(duplicates, "_weigh", lambda *pair: compared.append(1) or weigh(*pair))
    assert NameIndex(firms).pairs()
    # All with all would be more than twelve million.
    assert len(compared) < 10 * number


def test_a_crowd_of_firms_on_one_stem_is_passed_over():
    crowd = [firm(f"中科{chr(0x4E00 + at)}电子", id=f"{at:04}") for at in range(300)]
    index = NameIndex([firm("中科", id="x"), *crowd])
    assert look_alikes("中科控股", index, limit=500)[0].name == "中科"
    assert len(look_alikes("中科控股", index, limit=500)) == 1
