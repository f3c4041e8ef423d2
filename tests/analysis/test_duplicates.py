"""Which firms are found to look alike, in which order; and that finding them does not take for ever."""

import random

import pytest

from chains.analysis import duplicates
from chains.analysis.compared_firms import ComparedFirm
from chains.analysis.duplicates import NameIndex, look_alikes
from chains.analysis.evidence import compare
from chains.analysis.match_weights import ASK_FROM
from chains.analysis.reasons import weight_of


def firm(name, **about):
    about.setdefault("id", name)
    return ComparedFirm.of(name, **about)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("海康", "海康威视"),
        ("展锐", "紫光展锐"),
        ("杨杰", "扬杰"),
        ("长江存储", "长江存诸"),
        ("杭州海康威视数字技术股份有限公司", "杭州海康威视数字技术有限公司"),
        ("华虹", "上海华虹集团"),
        ("中芯国际北京", "北京中芯国际集成电路"),
        ("中微", "中微半导体"),
        ("上海微电子", "上海微电子装备"),
        ("国家先进功能纤维创新", "国家先进功能材料创新"),
        ("Silan Microelectronics", "Hangzhou Silan Microelectronics Co., Ltd."),
    ],
)
def test_either_of_two_that_look_alike_is_found_by_the_other(first, second):
    for name, other in ((first, second), (second, first)):
        index = NameIndex([firm(other), firm("别的什么企业")])
        assert [each.name for each in look_alikes(name, index)] == [other]


def test_look_alikes_come_likeliest_first_and_no_more_than_asked_for():
    index = NameIndex([firm(name) for name in ("海康威视", "海康", "海康机器人", "大华股份")])
    assert [each.name for each in look_alikes("海康", index)] == ["海康", "海康机器人"]
    assert [each.name for each in look_alikes("海康", index, limit=1)] == ["海康"]


def test_pairs_come_likeliest_first_with_what_speaks_for_them():
    [first, second] = NameIndex([firm(name) for name in ("恒睿甲", "恒睿甲材料", "浦江乙", "浦江乙")]).pairs()
    assert (first.first, first.second) == ("浦江乙", "浦江乙")
    assert (second.first, second.second) == ("恒睿甲", "恒睿甲材料")
    assert first.score > second.score > 0
    assert second.weight == weight_of(second.reasons)


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
        if (reasons := compare(first, second)) and weight_of(reasons) >= ASK_FROM
    }
    assert {(pair.first, pair.second) for pair in NameIndex(firms).pairs()} == expected


def test_the_more_firms_are_called_by_a_stem_the_less_it_says():
    rare = NameIndex([firm("恒睿甲")]).like(firm("恒睿甲材料"))
    common = NameIndex([firm("恒睿甲"), firm("恒睿甲汽车"), firm("恒睿甲银行")]).like(firm("恒睿甲材料"))
    [weight] = [each.weight for each in common if each.name == "恒睿甲"]
    assert weight == pytest.approx(rare[0].weight - 1.6)
    [shared] = [each for each in common[0].reasons if each.code == "shared-stem"]
    assert (shared.points, shared.params) == (-1.6, {"number": "3", "stem": "恒睿甲"})


def test_the_more_firms_are_alike_in_one_way_the_less_it_says():
    one = NameIndex([firm("恒睿甲存储")]).like(firm("恒睿申存储"))
    two = NameIndex([firm("恒睿甲存储"), firm("恒睿由存储")]).like(firm("恒睿申存储"))
    assert [each.weight for each in two] == pytest.approx([one[0].weight - 1] * 2)
    assert "as-alike" in {each.code for each in two[0].reasons}


def test_listed_firms_of_one_word_are_left_in_peace():
    trades = ("科技", "电气", "汽车", "银行", "证券", "医药", "传媒", "水泥", "材料", "软件")
    firms = [
        firm(f"{word}{trade}", tickers=(f"sse:60{at:02}{number:02}",))
        for at, word in enumerate(("东方", "华电", "恒睿", "浦江"))
        for number, trade in enumerate(trades)
    ]
    assert len(firms) == 40
    assert NameIndex(firms).pairs() == []


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
    weigh = duplicates.weigh
    monkeypatch.setattr(duplicates, "weigh", lambda *pair: compared.append(1) or weigh(*pair))
    assert NameIndex(firms).pairs()
    # All with all would be more than twelve million.
    assert len(compared) < 10 * number


def test_a_crowd_of_firms_on_one_stem_is_passed_over():
    crowd = [firm(f"中科{chr(0x4E00 + at)}电子", id=f"{at:04}") for at in range(300)]
    index = NameIndex([firm("中科", id="x"), *crowd])
    assert [each.id for each in look_alikes("中科控股", index, limit=500)] == ["x"]
