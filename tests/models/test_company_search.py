"""A company is found by whatever somebody would type for it, and the best match stands first."""

import pytest

from chains.models import Company, Segment
from tests.factories import credit_code, make_company, make_company_name, make_listing, make_segment

pytestmark = pytest.mark.django_db


@pytest.fixture
def hikvision(empty_database):
    company = make_company(
        "海康威视",
        name_en="Hikvision",
        legal_name="杭州海康威视数字技术股份有限公司",
        uscc=credit_code(7),
        public_id="0hkvsn0abc",
    )
    make_company_name(company, "海康")
    make_company_name(company, "Hangzhou Hikvision Digital", kind="english")
    make_listing(company, "002415", "szse")
    make_company("中芯国际", name_en="SMIC")
    return company


def found(text):
    return [company.name for company in Company.objects.search(text).best_first(text)]


@pytest.mark.parametrize(
    "text",
    [
        "海康威视",
        "海康",
        "康威",
        "海康威视有限公司",
        "Hikvision",
        "hikvision",
        "HIKVI",
        "杭州海康威视数字技术股份有限公司",
        "数字技术",
        "Digital",
        "002415",
        "002415.SZ",
        "002415.sz",
        "0024",
        "haikangweishi",
        "HaiKang",
        "kangwei",
        "hkws",
        "HKWS",
        "kw",
        "h",
        credit_code(7),
        credit_code(7).lower(),
        "0hkvsn0abc",
        "０hkvsn0abc",
        "００２４１５",
        "SZ002415",
        "sz.002415",
        "002415SZ",
        "海康威视（002415）",
        "*ST海康",
        "XD海康威視",
        "Dig",
        "vision",
        "海康 002415",
        "hkws 杭州",
        "杭州 数字",
        "  海康   威视 ",
        "海　康",
        "海康威视（）",
    ],
)
def test_it_is_found_by(hikvision, text):
    assert found(text) == ["海康威视"]


@pytest.mark.parametrize(
    "text",
    [
        "大华",
        "海康 中芯",
        "海康 688981",
        "aik",
        "ai",
        "ang",
        "isi",
        "002416",
        "002415.SZ.X",
        "12415",
        "w",
        "1310000",
        credit_code(8),
        "hkvsn0abc",
        "康海",
        "……",
        "（）",
        "%",
        "_",
        "\\",
        "'",
        "数字技术有限公司 x",
    ],
)
def test_it_is_not_found_by(hikvision, text):
    assert "海康威视" not in found(text)


def test_no_words_find_everybody(hikvision):
    """An empty search is no condition, and a page does not ask it."""
    assert len(found("")) == len(found("   ")) == 2


def test_a_company_with_two_matching_names_is_found_once(hikvision):
    make_company_name(hikvision, "海康数字")
    make_company_name(hikvision, "海康监控")
    assert found("海康") == ["海康威视"]


def test_every_word_counts_wherever_it_stands(hikvision):
    make_company("海康机器人", legal_name="杭州海康机器人股份有限公司")
    assert set(found("海康 杭州")) == {"海康威视", "海康机器人"}
    assert found("海康 机器人") == ["海康机器人"]


def test_a_typed_reading_wins_over_the_dictionary(empty_database):
    make_company("长电科技", pinyin_override="chang dian ke ji")
    assert found("cdkj") == found("changdian") == ["长电科技"]
    assert found("zhangdian") == found("zdkj") == ["长电科技"]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("长鑫存储", ["changxin", "zhangxin", "cxcc", "xincun", "cunchu"]),
        ("柏楚电子", ["bochu", "baichu", "bcdz", "chudian"]),
        ("晟矽微电", ["shengxi", "chengxi", "sxwd", "xiwei"]),
    ],
)
def test_every_reading_finds(empty_database, name, texts):
    make_company(name)
    make_company("别家科技")
    for text in texts:
        assert found(text) == [name], text


def test_a_short_text_is_found_where_a_syllable_or_a_word_begins(empty_database):
    make_company("上海微电子", name_en="Shanghai Semiconductor")
    make_company("爱芯元智", name_en="Axera")
    make_company("智能", name_en="AI Works")
    assert set(found("AI")) == {"爱芯元智", "智能"}
    assert found("IC") == []
    assert found("sem") == found("conduct") == ["上海微电子"]


def test_a_changed_name_is_searched_by_at_once(hikvision):
    hikvision.name = "萤石网络"
    hikvision.save()
    assert found("yswl") == ["萤石网络"]
    assert "萤石网络" not in found("haikangweishi")


def test_the_best_match_stands_first(empty_database):
    for name in ("上海华虹", "华虹宏力", "华虹", "新华虹电子"):
        make_company(name)
    make_company("花红")
    make_company("另一家", legal_name="无锡华虹半导体有限公司")
    assert found("华虹") == ["华虹", "华虹宏力", "上海华虹", "新华虹电子", "另一家"]
    assert found("huahong")[:3] == ["华虹", "花红", "华虹宏力"]


def test_equals_stand_in_the_order_of_their_pinyin(empty_database):
    for name in ("中微半导体", "安集半导体", "北方半导体"):
        make_company(name)
    assert found("半导体") == ["安集半导体", "北方半导体", "中微半导体"]


def test_other_rows_are_searched_alike(empty_database):
    make_segment("lithography", name="光刻机", name_en="Lithography")
    make_segment("films", name="薄膜沉积", name_en="Thin films")
    for text in ("光刻", "gkj", "guangke", "litho", "LITHOGRAPHY"):
        assert [segment.name for segment in Segment.objects.search(text)] == ["光刻机"]
    assert [segment.name for segment in Segment.objects.search("thin films")] == ["薄膜沉积"]


def test_ended_listings_still_find_but_no_longer_count(hikvision):
    assert list(Company.objects.listed()) == [hikvision]
    hikvision.listings.update(delisted_on="2026-01-01")
    assert not Company.objects.listed().exists()
    assert hikvision in Company.objects.listed(False)
    assert found("002415") == ["海康威视"]
