"""What speaks for and against two firms being one, and how much."""

import pytest
from django.utils import translation

from chains.analysis.compared_firms import ComparedFirm
from chains.analysis.evidence import compare, joins
from chains.analysis.match_weights import COUNTED, score_of_weight, weights
from chains.analysis.names import legal_form, name_key
from chains.analysis.reasons import WORDS, Reason, reason_in_words, reasons_in_words, score_of, weight_of
from chains.analysis.stems import only_numbers_differ, spellings, stem_of

CODE, OTHER_CODE = "91110000600037341L", "91310115MA1K4KNB5M"
HERE, THERE = frozenset({"310000"}), frozenset({"320000"})


def firm(name, **about):
    return ComparedFirm.of(name, **about)


def codes(first, second):
    return [reason.code for reason in compare(first, second)]


def weight(first, second):
    assert weight_of(compare(first, second)) == weight_of(compare(second, first))
    return weight_of(compare(first, second))


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("中芯国际集成电路制造（上海）有限公司", "中芯"),
        ("中微电子", "中微"),
        ("上海市华虹集团", "华虹"),
        ("华虹无锡", "华虹"),
        ("上海华微电子", "华微"),
        ("士兰微", "士兰"),
        ("京东方A", "京东方"),
        ("阿里巴巴", "阿里巴巴"),
        ("海康威视", "海康威视"),
        ("上海半导体", ""),
        ("中国电子科技集团", ""),
        ("ASML Holding", "asml"),
        ("Hangzhou Silan Microelectronics Co., Ltd.", "silan"),
        ("中芯国际集成电路制造（上海）有限公司北京分公司", "中芯"),
    ],
)
def test_a_stem_is_what_tells_a_firm_apart(name, stem):
    assert stem_of(name_key(name)).text == stem


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("浙江省杭州市恒睿微电子有限公司", ["杭州市恒睿微电子", "杭州恒睿微电子"]),
        ("恒睿半导体（苏州）有限公司", ["苏州市恒睿半导体", "苏州恒睿半导体"]),
        ("恒睿（苏州）半导体有限公司", ["苏州市恒睿半导体", "苏州恒睿半导体"]),
        ("无锡市太极实业", ["无锡太极实业"]),
        ("杭州恒睿微电子", []),
        ("恒睿微电子", []),
        ("恒睿微电子有限公司苏州分公司", []),
    ],
)
def test_a_place_at_length_is_written_as_it_is_registered(name, others):
    assert list(spellings(name_key(name))) == others


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("恒睿甲股份有限公司", "joint-stock"),
        ("恒睿甲有限责任公司", "limited"),
        ("恒睿甲（上海）有限公司", "limited"),
        ("恒睿甲股份公司", "other"),
        ("Hengrui Co., Ltd.", "other"),
        ("恒睿甲", ""),
    ],
)
def test_the_legal_form_stands_at_the_end_of_a_name(name, form):
    assert legal_form(name) == form


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("海康", "海康威视", "begins-with"),
        ("展锐", "紫光展锐", "contained"),
        ("杨杰", "扬杰", "same-pinyin"),
        ("长江存储", "长江存诸", "slip"),
        ("杭州海康威视数字技术", "杭州海康威视数字技术", "same-name"),
        ("杭州海康威视数字技术股份有限公司", "杭州海康威视数字技术有限公司", "same-legal-name"),
        ("浙江省杭州市恒睿微电子有限公司", "杭州恒睿微电子有限公司", "same-legal-name"),
        ("長電科技", "长电科技", "same-name"),
        ("华微电子", "上海华微电子", "place-in-front"),
        ("华虹", "华虹无锡", "place-behind"),
        ("中芯国际北京", "中芯国际上海", "other-place"),
        ("中微", "中微半导体", "trade-added"),
        ("恒睿银行", "恒睿证券", "other-trade"),
        ("恒睿微", "恒睿微电子", "related-trade"),
        ("恒睿微电子", "恒睿微电子苏州分公司", "branch-of"),
        ("恒睿微电子上海分公司", "恒睿微电子苏州分公司", "branch"),
        ("恒睿集团", "恒睿微电子", "head-of-house"),
        ("上海微电子", "上海微电子装备", "begins-with"),
        ("国家先进功能纤维创新", "国家先进功能材料创新", "similar"),
        ("恒睿甲材料有限公司", "恒睿甲软件有限公司", "other-legal-names"),
        ("恒睿甲材料有限公司", "恒睿甲材料股份有限公司", "other-form"),
    ],
)
def test_names_say_why_they_speak_for_or_against_one_firm(first, second, code):
    assert code in codes(firm(first), firm(second))
    assert code in codes(firm(second), firm(first))
    weight(firm(first), firm(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("科技", "海康科技"),
        ("中国", "中国电子"),
        ("上海半导体", "上海集团"),
        ("中国电科13所", "中国电科14所"),
        ("第十三研究所", "第十四研究所"),
    ],
)
def test_names_that_share_common_words_or_differ_in_a_number_have_nothing_in_common(first, second):
    assert compare(firm(first), firm(second)) == ()


def test_only_numbers_differ_where_all_that_differs_is_a_numeral():
    assert only_numbers_differ("第十三所", "第十四所")
    assert not only_numbers_differ("第十三所", "第十三厂")
    assert not only_numbers_differ("第十三所", "第十三所")


def test_identifiers_join_whatever_the_names():
    assert codes(firm("甲", uscc=CODE), firm("乙", uscc=CODE)) == ["same-code"]
    assert codes(firm("甲", uscc=CODE), firm("乙", codes=(CODE,))) == ["former-code"]
    assert codes(firm("甲", tickers=("szse:300236",)), firm("乙", tickers=("szse:300236",))) == ["same-ticker"]
    assert joins(compare(firm("甲", uscc=CODE), firm("乙", uscc=CODE)))
    assert joins(compare(firm("甲", tickers=("szse:300236",)), firm("乙", tickers=("szse:300236",))))


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("sse:600991", "szse:000991", "different-tickers"),
        ("sse:688991", "bse:920991", "different-tickers"),
        ("hkex:0991", "hkex:0992", "different-tickers"),
        ("sse:900991", "szse:200991", "different-tickers"),
        ("sse:600991", "hkex:0991", "other-shares"),
        ("sse:600991", "sse:900991", "other-shares"),
        ("szse:000991", "szse:200991", "other-shares"),
        ("hkex:0991", "nyse:HRJ", "other-shares"),
    ],
)
def test_tickers_contradict_where_they_are_of_shares_of_one_kind(first, second, code):
    reasons = compare(firm("恒睿甲", tickers=(first,)), firm("恒睿甲", tickers=(second,)))
    assert reasons[1].code == code
    assert joins(reasons) == (code == "other-shares")


def test_one_ticker_in_common_settles_it():
    first, second = ("sse:600991", "hkex:0991"), ("sse:600992", "hkex:0991")
    assert "same-ticker" in codes(firm("恒睿甲", tickers=first), firm("恒睿甲", tickers=second))


def test_any_name_of_one_may_be_a_name_of_the_other():
    assert codes(firm("海康威视", other_names=("海康",)), firm("海康"))[0] == "same-alias"
    assert codes(firm("士兰微", name_en="Silan Microelectronics"), firm("SILAN Microelectronics Co., Ltd."))[0] == (
        "same-alias"
    )
    legal = "杭州海康威视数字技术股份有限公司"
    assert codes(firm("海康甲", legal_name=legal), firm("海康乙", legal_name=legal))[0] == "same-legal-name"


def test_the_same_name_joins_unless_something_speaks_against_it():
    assert joins(compare(firm("恒睿甲"), firm("恒睿甲")))
    assert joins(compare(firm("恒睿甲", provinces=HERE), firm("恒睿甲", provinces=THERE)))
    assert not joins(compare(firm("恒睿甲", uscc=CODE), firm("恒睿甲", uscc=OTHER_CODE)))
    other_legal = firm("恒睿甲", legal_name="恒睿甲软件有限公司"), firm("恒睿甲", legal_name="苏州恒睿甲化学有限公司")
    assert not joins(compare(*other_legal))


def test_what_merely_looks_alike_never_joins_by_itself():
    strong = compare(firm("恒睿甲", provinces=HERE), firm("上海恒睿甲微电子", provinces=HERE))
    assert weight_of(strong) > weight_of(compare(firm("恒睿甲"), firm("恒睿甲")))
    assert not joins(strong)


def test_different_credit_codes_weigh_against_and_say_so():
    reasons = compare(firm("华虹", uscc=CODE), firm("华虹", uscc=OTHER_CODE))
    assert reasons[-1] == Reason("different-codes", weights()["different-codes"], {"a": CODE, "b": OTHER_CODE})
    assert weight_of(reasons) < weight(firm("华虹"), firm("华虹")) - 2


def test_the_same_province_weighs_for_and_another_against():
    first = firm("华虹", provinces=HERE)
    assert codes(first, firm("华虹", provinces=HERE))[-1] == "same-province"
    assert codes(first, firm("华虹", provinces=THERE))[-1] == "other-province"
    assert weight(first, firm("华虹", provinces=HERE)) > weight(first, firm("华虹", provinces=THERE))


def test_a_place_in_one_name_is_held_against_where_the_other_firm_is():
    assert "place-fits" in codes(firm("恒睿甲", provinces=HERE), firm("上海恒睿甲"))
    assert "place-elsewhere" in codes(firm("恒睿甲", provinces=THERE), firm("上海恒睿甲"))


def test_two_firms_of_one_group_in_two_places_weigh_less_than_one_name():
    assert weight(firm("中芯国际北京"), firm("中芯国际上海")) < weight(firm("中芯国际"), firm("中芯")) - 4


def test_a_reading_that_a_curator_gave_counts():
    assert "same-pinyin" in codes(firm("长电", sound="changdian"), firm("常店"))


def test_a_weight_is_a_chance():
    assert [score_of_weight(bits) for bits in (-99, -1, 0, 1, 3, 99)] == [0, 33, 50, 67, 89, 100]
    assert score_of(()) == 0
    assert score_of(compare(firm("恒睿甲"), firm("恒睿甲"))) == score_of_weight(weights()["same-name"])


def test_every_level_has_a_weight_and_every_reason_words():
    assert set(weights()) == {level for levels in COUNTED.values() for level in levels}
    keys = ("a", "b", "code", "ticker", "place", "percent", "stem", "number")
    with translation.override("en"):
        for code in WORDS:
            text = reason_in_words(Reason(code, 5, dict.fromkeys(keys, "甲")))
            assert text
            assert "%(" not in text
        assert reasons_in_words([Reason("same-name", 2, {"a": "华虹"}), Reason("other-province", -1)]) == (
            "the same name: 华虹 (+2.0); they are in different provinces (-1.0)"
        )
        assert Reason("same-ticker", 5.6, {"ticker": "szse:300236"}).as_json() == {
            "code": "same-ticker",
            "points": 5.6,
            "params": {"ticker": "szse:300236"},
            "message": "both are listed as szse:300236",
        }
