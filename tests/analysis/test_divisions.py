"""Places as people write them, and the table of divisions that says where they lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.divisions import COUNTRIES, HowFound, city_of, divisions, on_the_map, read_place

SUZHOU, HANGZHOU, HEFEI = ("320000", "320500", ""), ("330000", "330100", ""), ("340000", "340100", "")
SHANGHAI, TAIWAN = ("310000", "310000", ""), ("", "", "TW")

ONE_PLACE = {
    # A county by its name, with and without its kind, behind what it lies in.
    "昆山": SUZHOU,
    "昆山市": SUZHOU,
    "苏州昆山": SUZHOU,
    "江苏省昆山市": SUZHOU,
    "江苏省苏州市昆山市": SUZHOU,
    "义乌市": ("330000", "330700", ""),
    "诸暨": ("330000", "330600", ""),
    "江阴": ("320000", "320200", ""),
    "上海市浦东新区": SHANGHAI,
    "上海浦东张江": SHANGHAI,
    "上海市上海市浦东新区": SHANGHAI,
    "南京鼓楼": ("320000", "320100", ""),
    "湖北省仙桃市": ("420000", "", ""),
    # A zone, and an address.
    "苏州工业园区": SUZHOU,
    "上海张江": SHANGHAI,
    "江苏省苏州市工业园区星湖街1号": SUZHOU,
    "上海市浦东新区张江路1号": SHANGHAI,
    "昆山开发区前进东路88号": SUZHOU,
    "215000 江苏省苏州市吴中区": SUZHOU,
    "中国（上海）自由贸易试验区临港新片区环湖西二路888号": SHANGHAI,
    "中国(江苏)自由贸易试验区苏州片区": SUZHOU,
    "注册于苏州工业园区内": SUZHOU,
    # A province, a prefecture: the name without its kind means the highest that has it.
    "江苏": ("320000", "", ""),
    "上海市": ("310000", "", ""),
    "吉林": ("220000", "", ""),
    "吉林市": ("220000", "220200", ""),
    "宁波市": ("330000", "330200", ""),
    "大同": ("140000", "140200", ""),
    "延边朝鲜族自治州": ("220000", "222400", ""),
    # Abolished, or renamed.
    "江干": HANGZHOU,
    "杭州市江干区": HANGZHOU,
    "浙江省鄞县": ("330000", "330200", ""),
    "渝北区": ("500000", "500000", ""),
    "襄樊": ("420000", "420600", ""),
    "安徽省合肥市巢湖市": HEFEI,
    "巢湖市庐江县": HEFEI,
    # Codes, traditional characters, English.
    "320583": SUZHOU,
    "320500": SUZHOU,
    "341422": ("340000", "340200", ""),
    "江蘇省蘇州市": SUZHOU,
    "Suzhou, Jiangsu, China": SUZHOU,
    "Jiangsu Province": ("320000", "", ""),
    # Countries of the model.
    "台湾": TAIWAN,
    "中国台湾": TAIWAN,
    "臺灣": TAIWAN,
    "台湾新竹": TAIWAN,
    "Taiwan, China": TAIWAN,
    "香港": ("", "", "HK"),
    "中国香港特别行政区": ("", "", "HK"),
    "Hong Kong SAR": ("", "", "HK"),
    "澳门": ("", "", "MO"),
    "中国": ("", "", "CN"),
    "中华人民共和国": ("", "", "CN"),
}  # fmt: skip

SEVERAL = {
    "鼓楼区": ["320100", "320300", "350100", "410200"],
    "巢湖": ["340100", "340500", "340200"],
    "朝阳": ["110000", "211300"],
    "西咸新区": ["610100", "610400"],
}

NO_PLACE = ("", "abc", "长三角", "江苏省杭州市", "江苏杭州", "苏州市西湖区", "南京西路", "昆山路1号", "999999", "市区")


@pytest.mark.parametrize("text", ONE_PLACE)
def test_one_place(text: str) -> None:
    assert {each.place for each in read_place(text)} == {ONE_PLACE[text]}


@pytest.mark.parametrize("text", SEVERAL)
def test_likeliest_first(text: str) -> None:
    assert [each.city for each in read_place(text)] == SEVERAL[text]


@pytest.mark.parametrize("text", NO_PLACE)
def test_no_place(text: str) -> None:
    assert read_place(text) == ()


def test_what_is_told() -> None:
    (kunshan,) = read_place("昆山")
    assert (kunshan.county, kunshan.named, kunshan.found, kunshan.until) == ("320583", "昆山市", HowFound.NAME, 0)
    (address,) = read_place("江苏省苏州市工业园区星湖街1号")
    assert (address.found, address.unread) == (HowFound.ADDRESS, "工业园区星湖街1号")
    abolished = read_place("江干")
    assert [(each.county, each.named, each.until) for each in abolished] == [
        ("330102", "江干区", 2021),
        ("330114", "江干区", 2021),
    ]


def test_every_division_of_today() -> None:
    """Each is found by its full path, and by its code."""
    table = on_the_map()
    for code, division in table.items():
        above = [
            table[each].name for each in dict.fromkeys([f"{code[:2]}0000", city_of(code)]) if each and each != code
        ]
        for text in ("".join([*above, division.name]), code):
            (found,) = {each.place for each in read_place(text)}
            if code[:2] in COUNTRIES:
                assert found == ("", "", COUNTRIES[code[:2]]), text
            else:
                assert found == (f"{code[:2]}0000", city_of(code), ""), text


def test_every_division_that_was() -> None:
    """What took its place is on the map, and nobody calls a division by one letter."""
    table = on_the_map()
    for each in divisions():
        assert bool(each.until) == bool(each.successors)
        assert set(each.successors) <= table.keys()
        assert each.short == "" or (len(each.short) > 1 and each.short in each.name)
        if each.until:
            assert read_place(each.code) != () or each.code in table


@given(st.text(st.sampled_from("江苏省州市昆山中国上海浦东新区巢湖路1号张台湾 (),abc320583"), max_size=20))
def test_any_text(text: str) -> None:
    """Whatever is written, candidates are places of today, each once, and the same a second time."""
    found = read_place(text)
    assert found == read_place(text)
    assert len({(*each.place, each.county) for each in found}) == len(found)
    for each in found:
        assert bool(each.province) != bool(each.country)
        codes = {each.province, each.city, each.county} - {""}
        assert codes <= on_the_map().keys()
        assert {code[:2] for code in codes} <= {each.province[:2]}
