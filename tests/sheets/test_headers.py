"""Headings are recognised as they are found in the field; what is not is never dropped silently."""

import pytest
from django.utils.translation import override

from chains import tables
from chains.choices import SheetKind
from chains.models.columns import SHEETS
from chains.sheets.headers import guess_mapping, heading_key, is_known, missing
from chains.sheets.sheet_columns import is_example

KINDS = list(SheetKind)


def mapped(headers, kind=SheetKind.COMPANIES):
    return {guess.header: guess.column for guess in guess_mapping(headers, SHEETS[kind]) if guess.column}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("企业名称", "name"),
        ("单位名称*", "name"),
        (" 公 司 名 称 ", "name"),
        ("ＵＳＣＣ", "uscc"),
        ("统一社会信用代码（18位）", "uscc"),
        ("所属环节", "segment"),
        ("所在省（直辖市）", "province"),
        ("地市", "city"),
        ("股票代码", "tickers"),
        ("Legal Name", "legal_name"),
        ("成立时间", "founded_on"),
        ("省市", "place"),
        ("荣誉", "labels"),
        ("数据来源：", "source"),
        ("备注", "note"),
        ("注册地（省）", "registered_province"),
    ],
)
def test_headings_in_common_use(heading, code):
    guess, _segment = guess_mapping([heading, "链条环节"], SHEETS[SheetKind.COMPANIES])
    assert guess.column == code
    assert guess.how in ("exact", "alias")
    assert is_known(heading, SHEETS[SheetKind.COMPANIES])


def test_a_slip_is_close_and_to_be_confirmed():
    [guess] = guess_mapping(["统一社会信用代码号"], SHEETS[SheetKind.COMPANIES])
    assert (guess.column, guess.how) == ("uscc", "close")
    assert not is_known("统一社会信用代码号", SHEETS[SheetKind.COMPANIES])


def test_a_foreign_heading_is_unknown_and_still_there():
    guesses = guess_mapping(["企业名称", "食堂座位数", ""], SHEETS[SheetKind.COMPANIES])
    assert [(guess.index, guess.header, guess.column, guess.how) for guess in guesses[1:]] == [
        (1, "食堂座位数", "", "unknown"),
        (2, "", "", "unknown"),
    ]


def test_a_column_is_used_once_by_the_surest_heading():
    first, second = guess_mapping(["公司名称", "name"], SHEETS[SheetKind.COMPANIES])
    assert (first.column, first.note) == ("", "doubled")
    assert (second.column, second.how) == ("name", "exact")


def test_codes_win_over_names():
    assert mapped(["环节", "省份", "省份代码"]) == {"环节": "segment", "省份代码": "province"}
    assert mapped(["segment", "province_name", "province"]) == {"segment": "segment", "province": "province"}
    assert mapped(["省份", "省份代码"]) == {"省份代码": "registered_province"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_named(kind):
    required = [each.code for each in SHEETS[kind].columns if each.required]
    assert required
    assert missing({}, SHEETS[kind]) == required
    assert missing({code: code for code in required[1:]}, SHEETS[kind]) == required[:1]
    assert missing(guess_mapping(required, SHEETS[kind]), SHEETS[kind]) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_headings_of_a_template_are_its_columns(kind, language):
    with override(language):
        headings = [f"{each.heading}{'*' if each.required else ''}" for each in SHEETS[kind].columns]
    assert [guess.column for guess in guess_mapping(headings, SHEETS[kind])] == [
        each.code for each in SHEETS[kind].columns
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_means_two_columns(kind):
    meant = {}
    for each in SHEETS[kind].columns:
        for heading in (each.code, *each.aliases):
            assert meant.setdefault(heading_key(heading), each.code) == each.code, heading
    assert not {heading_key(heading) for heading in SHEETS[kind].read_only} & {
        heading_key(c.code) for c in SHEETS[kind].columns
    }


EXPORTS = [
    (SheetKind.COMPANIES, tables.CompanyResource),
    (SheetKind.COMPANIES, tables.PlacementResource),
    (SheetKind.RESEARCH_BASES, tables.ResearchBaseResource),
    (SheetKind.PLATFORMS, tables.PlatformResource),
    (SheetKind.PARKS, tables.ParkResource),
    (SheetKind.TECHNOLOGIES, tables.TechnologyResource),
    (SheetKind.ASSESSMENTS, tables.AssessmentResource),
    (SheetKind.ALLIANCES, tables.AllianceResource),
    (SheetKind.PROJECTS, tables.ProjectResource),
    (SheetKind.CHAINS, tables.ChainResource),
    (SheetKind.SEGMENTS, tables.SegmentResource),
    (SheetKind.PROVINCES, tables.ProvinceResource),
    (SheetKind.CITIES, tables.CityResource),
    (SheetKind.REGIONS, tables.RegionResource),
]


@pytest.mark.parametrize(("kind", "resource"), EXPORTS)
@pytest.mark.parametrize("language", ["", "zh-hans", "en"])
def test_every_column_of_an_export_is_known(kind, resource, language):
    with override(language or "en"):
        headings = resource.headings() if language else resource.codes()
    guesses = guess_mapping(headings, SHEETS[kind])
    assert [guess.header for guess in guesses if guess.how == "unknown"] == []
    assert missing(guesses, SHEETS[kind]) == []


@pytest.mark.parametrize("language", ["", "zh-hans", "en"])
def test_an_export_of_companies_has_its_segments_for_information(language):
    with override(language or "en"):
        headings = tables.CompanyResource.headings() if language else tables.CompanyResource.codes()
    by_code = dict(
        zip(tables.CompanyResource.codes(), guess_mapping(headings, SHEETS[SheetKind.COMPANIES]), strict=True)
    )
    assert by_code["id"].column == "id"
    assert by_code["registered_province"].column == "registered_province"
    for code in ("segments", "segment_names", "provinces", "chains", "placements"):
        assert (by_code[code].column, by_code[code].how) == ("", "read-only")


@pytest.mark.parametrize("language", ["", "zh-hans", "en"])
def test_an_export_of_placements_has_the_id_of_the_company(language):
    with override(language or "en"):
        headings = tables.PlacementResource.headings() if language else tables.PlacementResource.codes()
    by_code = dict(
        zip(tables.PlacementResource.codes(), guess_mapping(headings, SHEETS[SheetKind.COMPANIES]), strict=True)
    )
    assert (by_code["id"].column, by_code["id"].how) == ("", "read-only")
    assert by_code["company"].column == "id"
    assert by_code["company_name"].column == "name"
    assert by_code["segment"].column == "segment"


def test_columns_are_found_by_code():
    assert SHEETS[SheetKind.COMPANIES]["uscc"].kind == "credit_code"
    with pytest.raises(KeyError):
        SHEETS[SheetKind.PARKS]["uscc"]


def test_examples_are_told_by_their_first_cell():
    assert is_example(["", "示例：某公司", "x"])
    assert is_example(["Example: firm"])
    assert not is_example(["", "示例科技有限公司"])
    assert not is_example(["甲", "示例：x"])
    assert not is_example([5])


@pytest.mark.parametrize(
    ("headers", "columns", "note"),
    [
        (["企业名称", "省份", "城市"], ["name", "registered_province", "registered_city"], "registered"),
        (["企业名称", "地址"], ["name", "registered_place"], "registered"),
        (["企业名称", "环节", "省份", "城市"], ["name", "segment", "province", "city"], "operating"),
        (["企业名称", "环节", "地址"], ["name", "segment", "place"], "operating"),
        (["企业名称", "经营地"], ["name", "place"], ""),
        (["企业名称", "环节", "注册地址"], ["name", "segment", "registered_place"], ""),
    ],
)
def test_registered_is_not_operating(headers, columns, note):
    """Where a heading does not say which place it is, the segments beside it do; and it is said."""
    guesses = guess_mapping(headers, SHEETS[SheetKind.COMPANIES])
    assert [guess.column for guess in guesses] == columns
    assert guesses[-1].note == note


def test_a_heading_that_says_where_it_is_registered_comes_first():
    guesses = guess_mapping(["企业名称", "省份", "注册省份"], SHEETS[SheetKind.COMPANIES])
    assert [(guess.column, guess.note) for guess in guesses[1:]] == [("", "doubled"), ("registered_province", "")]
