"""The sheets whose rows are one record each: found by their names, changed field by field, undone whole."""

from decimal import Decimal

import pytest

from chains.choices import SheetKind
from chains.history import batches
from chains.models import Assessment, Park, Platform, ResearchBase, ResearchBaseMember, SupplyShare, Technology
from tests.history.test_undo import state
from tests.importing.sheets import as_csv, codes, imported, only_row, outcomes, planned

pytestmark = pytest.mark.django_db

SHEETS = {
    SheetKind.RESEARCH_BASES: (
        ResearchBase,
        ("名称", "类型", "产业链", "环节", "省份", "城市", "成员", "批复日期"),
        ("未名光刻研究院", "institute", "集成电路", "光刻机", "江苏", "苏州", "甲大学；乙大学", "2021年3月"),
    ),
    SheetKind.PLATFORMS: (
        Platform,
        ("名称", "类型", "产业链", "省份", "依托企业"),
        ("未名检测平台", "public-service", "ic;ai", "上海", "中芯国际"),
    ),
    SheetKind.PARKS: (Park, ("名称", "类型", "产业链", "省份"), ("未名集成电路产业园", "park", "集成电路", "安徽")),
    SheetKind.TECHNOLOGIES: (
        Technology,
        ("名称", "领域", "分组", "产业链", "环节"),
        ("极紫外光源", "集成电路", "装备", "集成电路", "光刻机;设备"),
    ),
    SheetKind.ASSESSMENTS: (
        Assessment,
        ("环节", "区域", "研判", "卡脖子", "说明", "日期"),
        ("光刻机", "长三角", "缺链", "是", "整机尚不能量产。", "2021年6月"),
    ),
    SheetKind.SUPPLY_SHARES: (
        SupplyShare,
        ("环节", "国家", "份额", "年份"),
        ("光刻机", "荷兰", "91.3%", "2020"),
    ),
}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_record_is_made_and_undone(kind):
    model, headers, row = SHEETS[kind]
    before = state(model, ResearchBaseMember)
    batch = imported(as_csv(headers, row), kind=kind)
    assert outcomes(batch) == ["new"], codes(batch)
    assert model.objects.count() == len(before[model]) + 1
    made = model.objects.order_by("-pk").first()
    assert made.source.slug == "exchanges-2021"
    assert made.history.latest().history_change_reason == "年度名单"
    assert batches.undo(batch, None, "有误").left == []
    assert state(model, ResearchBaseMember) == before


@pytest.mark.parametrize("kind", SHEETS)
def test_importing_again_changes_nothing(kind):
    model, headers, row = SHEETS[kind]
    imported(as_csv(headers, row), kind=kind)
    before = state(model, ResearchBaseMember)
    batch = imported(as_csv(headers, row), kind=kind)
    assert outcomes(batch) == ["unchanged"], only_row(batch).changes
    assert state(model, ResearchBaseMember) == before


def test_what_the_cells_say_is_what_is_on_record():
    for kind, (_model, headers, row) in SHEETS.items():
        imported(as_csv(headers, row), kind=kind)
    base = ResearchBase.objects.get(name="未名光刻研究院")
    assert [member.name for member in base.members.all()] == ["甲大学", "乙大学"]
    assert (base.city_id, base.approved_on.isoformat()) == ("320500", "2021-03-01")
    assert [segment.code for segment in base.segments.all()] == ["ic.lithography"]
    assert Platform.objects.get(name="未名检测平台").host.name == "中芯国际"
    assert {segment.code for segment in Technology.objects.get(name="极紫外光源").segments.all()} == {
        "ic.equipment",
        "ic.lithography",
    }
    share = SupplyShare.objects.get()
    assert (share.country.code, share.share, share.year) == ("NL", Decimal("91.3"), 2020)
    assert Assessment.objects.get(statement="整机尚不能量产。").choke_point


def test_a_change_is_told_from_old_to_new_and_undone():
    platform = Platform.objects.first()
    before = state(Platform)
    chains = {chain.slug for chain in platform.chains.all()}
    content = as_csv(
        ("id", "名称", "类型", "产业链", "备注"), (platform.public_id, "改名平台", platform.kind, "ic;ai", "新备注")
    )
    batch = imported(content, kind=SheetKind.PLATFORMS)
    row = only_row(batch)
    assert row.changes["name"] == [platform.name, "改名平台"]
    assert row.changes["note"] == [platform.note or None, "新备注"]
    platform.refresh_from_db()
    assert platform.name == "改名平台"
    batches.undo(batch, None, "有误")
    assert state(Platform) == before
    assert {chain.slug for chain in platform.chains.all()} == chains


def test_what_the_model_refuses_is_an_error_of_the_row():
    content = as_csv(("环节", "国家", "份额", "程度", "年份"), ("光刻机", "荷兰", "91", "major", "2020"))
    batch = planned(content, kind=SheetKind.SUPPLY_SHARES)
    assert outcomes(batch) == ["error"]


def test_a_repeated_row_is_a_duplicate():
    _model, headers, row = SHEETS[SheetKind.PARKS]
    assert outcomes(planned(as_csv(headers, row, row), kind=SheetKind.PARKS)) == ["new", "duplicate"]
