"""Places in the cells of a sheet: in any usual form, below the city, abolished, not on record, not known."""

import pytest

from chains.choices import Role, SheetKind
from chains.history.batches import undo
from chains.importing.cleaning import Cleaner
from chains.importing.places import Place
from chains.importing.vocabulary import Vocabulary
from chains.models import Placement
from tests.importing.sheets import as_csv, imported, in_language, only_row, outcomes, planned
from tests.staff import make_user

pytestmark = pytest.mark.django_db

#: Cells by column → the place, and the code of what is said of it.
TAKEN = [
    ({"place": "上海市浦东新区"}, Place("310000", "310000"), None),
    ({"province": "江苏", "place": "星湖街1号"}, Place("320000"), None),
    ({"province": "江苏", "place": "苏州市星湖街1号"}, Place("320000", "320500"), None),
    ({"province": "江苏省", "city": "苏州市", "place": "上海市浦东新区"}, Place("320000", "320500"), None),
    ({"place": "江苏省昆山市"}, Place("320000", "320500"), "place_below_city"),
    ({"place": "昆山"}, Place("320000", "320500"), "place_below_city"),
    ({"place": "义乌"}, Place("330000", "330700"), "place_below_city"),
    ({"place": "上海张江"}, Place("310000", "310000"), None),
    ({"place": "江阴"}, Place("320000", "320200"), "place_below_city"),
    ({"place": "江苏省苏州市工业园区星湖街1号"}, Place("320000", "320500"), None),
    ({"place": "苏州昆山"}, Place("320000", "320500"), None),
    ({"place": "江干"}, Place("330000", "330100"), "division_abolished"),
    ({"place": "广东省深圳市"}, Place("440000"), "city_not_on_record"),
    ({"place": "台湾"}, Place(country="TW"), None),
    ({"place": "中国香港"}, Place(country="HK"), None),
    ({"place": "澳门"}, Place(country="MO"), None),
    ({"place": "日本"}, Place(country="JP"), None),
    ({"place": "中国"}, Place(country="CN"), None),
    ({"country": "中国"}, Place(country="CN"), None),
    ({"country": "中国", "province": "江苏"}, Place("320000"), None),
    ({"country": "中国台湾地区"}, Place(country="TW"), None),
    ({"province": "宁波市"}, Place("330000", "330200"), None),
    ({"province": "浙江省", "city": "义乌市"}, Place("330000", "330700"), "place_below_city"),
    ({"city": "昆山市"}, Place("320000", "320500"), "place_below_city"),
    ({"city": "上海"}, Place("310000", "310000"), None),
    ({"province": "台湾省", "city": "台北市"}, Place(country="TW"), None),
]

#: Cells by column → the column that is asked about, the code, and what its hint or message names.
ASKED = [
    ({"place": "鼓楼区"}, "place", "ambiguous_place", "南京、徐州、福州、开封"),
    ({"place": "巢湖"}, "place", "ambiguous_place", "合肥、马鞍山、芜湖"),
    ({"province": "江苏", "city": "鼓楼区"}, "city", "ambiguous_city", "南京、徐州"),
    ({"province": "江苏", "city": "杭州"}, "city", "city_not_in_province", "杭州"),
    ({"province": "江苏", "city": "义乌"}, "city", "city_not_in_province", "金华"),
    ({"place": "江苏省杭州市"}, "place", "city_not_in_province", "杭州"),
    ({"place": "总部在苏州工业园区"}, "place", "unknown_place", "苏州"),
    ({"province": "江苏", "country": "日本"}, "country", "place_is_two", ""),
    ({"place": "北京市海淀区"}, "place", "unknown_place", "北京"),
]


def cleaned(cells):
    return Cleaner(SheetKind.COMPANIES, Vocabulary()).clean(2, {"name": "恒睿甲", **cells})


@pytest.mark.parametrize(("cells", "place", "said"), TAKEN)
def test_a_place_in_any_usual_form(cells, place, said):
    row = cleaned(cells)
    assert row.faults == []
    assert row.values["at"] == place
    assert [note["code"] for note in row.notes] == ([said] if said else [])


@pytest.mark.parametrize(("cells", "column", "code", "named"), ASKED)
def test_what_may_be_several_or_none_is_asked(cells, column, code, named):
    row = cleaned(cells)
    [fault] = [*row.faults, *row.notes]
    assert (fault["column"], fault["code"]) == (column, code)
    assert named in in_language("zh-hans", fault, "message") + in_language("zh-hans", fault, "hint")


@pytest.mark.parametrize("text", ["昆山洲", "苏卅", "台洲"])
def test_letters_alone_suggest_nothing(text):
    [fault] = cleaned({"place": text}).notes
    assert {"舟山", "台州"}.isdisjoint(fault["params"]["near"].split("、"))


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"place": "巢湖"}, Place("340000")),
        ({"place": "鼓楼区"}, None),
        ({"province": "江苏", "city": "鼓楼区"}, Place("320000")),
        ({"province": "江苏", "city": "无名市"}, Place("320000")),
        ({"place": "江苏省无名市"}, Place("320000")),
    ],
)
def test_what_is_asked_falls_back_to_its_province(cells, place):
    row = cleaned(cells)
    assert row.values.get("at") == place
    assert len(row.notes) == 1


HEADERS = ("企业名称", "所属环节", "所在地")


def placed(where, **chosen):
    return imported(as_csv(HEADERS, ["恒睿甲", "ic.design", where]), **chosen)


def test_china_alone_is_a_place_without_province():
    placed("中国")
    placement = Placement.objects.get(company__name="恒睿甲")
    assert (placement.province_id, placement.city_id, placement.country.code) == (None, None, "CN")


def test_a_list_that_knows_the_province_tells_it():
    placed("中国")
    batch = placed("江苏省昆山市", source="hangzhou-keji-2020-2")
    assert outcomes(batch) == ["changed"]
    [placement] = Placement.objects.filter(company__name="恒睿甲")
    assert (placement.province_id, placement.city_id, placement.country.code) == ("320000", "320500", "")
    undo(batch, None, "不对")
    placement.refresh_from_db()
    assert (placement.province_id, placement.city_id, placement.country.code) == (None, None, "CN")


def test_a_list_that_does_not_know_it_adds_no_second_claim():
    placed("江苏")
    placed("中国", source="hangzhou-keji-2020-2")
    [placement] = Placement.objects.filter(company__name="恒睿甲")
    assert (placement.province_id, placement.evidence.count()) == ("320000", 2)


def test_china_alone_is_for_reviewers():
    curator = make_user(Role.CURATOR, ["320000"])
    row = only_row(planned(as_csv(HEADERS, ["恒睿甲", "ic.design", "中国"]), user=curator))
    assert [error["code"] for error in row.errors] == ["not_your_province"]


def test_what_a_note_says():
    row = only_row(planned(as_csv(HEADERS, ["恒睿甲", "ic.design", "昆山"])))
    assert row.outcome == "new"
    assert in_language("zh-hans", row.notes[0]) == "昆山市属于苏州，按苏州计。"
    assert in_language("en", row.notes[0]) == "昆山市 lies in 苏州, which is taken."


def test_of_a_place_abroad_the_country_is_kept_and_nobody_is_asked_for_its_city():
    batch = planned(as_csv(["企业名称", "环节", "Country", "City"], ["恒睿甲", "设计", "United States", "San Jose"]))
    assert [(note["column"], note["code"]) for note in batch.rows.get().notes] == [("city", "city_abroad")]
    assert not batch.sheet_values.filter(is_word=True).exists()
    assert batch.rows.get().changes["placement"][1] == "设计 · US"


def test_a_city_of_china_is_not_abroad():
    batch = planned(as_csv(["企业名称", "环节", "国家", "城市"], ["恒睿甲", "设计", "日本", "苏州"]))
    assert "place_is_two" in [said["code"] for said in batch.rows.get().errors + batch.rows.get().notes]
