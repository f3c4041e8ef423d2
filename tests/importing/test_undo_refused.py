"""A sheet with one record per row is undone whole, or not at all: not while others stand on what it made."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from chains.choices import BatchStatus, Role, SheetKind
from chains.history import batches, curation
from chains.history.curation import Change
from chains.history.rows_in_use import RowsInUseError
from chains.models import Batch, City, Company, Layer, Province, Region, Segment
from chains.permissions import NotPermitted
from tests.factories import (
    make_company,
    make_link,
    make_placement,
    make_region,
    make_research_base,
    make_segment,
    make_technology,
)
from tests.history.test_undo import state
from tests.importing.sheets import as_csv, companies, imported
from tests.staff import make_user

pytestmark = pytest.mark.django_db

SEGMENTS = (("层", "上级", "代码", "名称"), ("ic.upstream", "", "gases", "气体"), ("", "gases", "argon", "氩气"))


def brought_in(kind, *rows):
    return imported(as_csv(*rows), kind=kind, source=None)


def gases():
    return Segment.objects.get(code="ic.gases")


def refused(batch, language="zh-hans"):
    with pytest.raises(RowsInUseError) as error, override(language):
        batches.undo(batch.batch_ptr, None, "有误")
    with override(language):
        return str(error.value)


STANDING = {
    "a placement": lambda: make_placement(make_company(name="恒睿甲"), gases(), province_id="320000"),
    "a sub-segment": lambda: make_segment("neon", parent=gases(), name="恒睿甲"),
    "a link": lambda: make_link(gases(), "ic.design"),
    "a technology": lambda: make_technology("恒睿甲").segments.add(gases()),
    "a research base": lambda: make_research_base("恒睿甲").segments.add(gases()),
}


@pytest.mark.parametrize("what", STANDING)
def test_a_segment_that_others_stand_on_keeps_the_whole_sheet(what):
    batch = brought_in(SheetKind.SEGMENTS, *SEGMENTS)
    STANDING[what]()
    before = state(Segment, Layer)
    said = refused(batch)
    assert said.startswith("未撤销任何内容")
    assert "环节“气体”" in said
    assert "恒睿甲" in said or "设计" in said
    assert state(Segment, Layer) == before
    batch.refresh_from_db()
    assert batch.status == BatchStatus.COMMITTED
    assert not Batch.objects.filter(undoes=batch).exists()


def test_once_they_are_gone_it_is_undone():
    before = state(Segment)
    batch = brought_in(SheetKind.SEGMENTS, *SEGMENTS)
    placement = make_placement(make_company(), gases(), province_id="320000")
    refused(batch)
    placement.delete()
    assert batches.undo(batch.batch_ptr, None, "有误").left == []
    assert state(Segment) == before


def test_a_few_are_named_and_how_many_more():
    batch = brought_in(SheetKind.SEGMENTS, *SEGMENTS)
    for number in range(5):
        make_placement(make_company(name=f"恒睿{number}"), gases(), province_id="320000")
    assert "，另有 2 条" in refused(batch)
    said = refused(batch, "en")
    assert said.startswith(
        "Nothing was undone, as others stand on what this batch made: on Segment “气体”: Placement “"
    )
    assert " and 2 more" in said


def test_of_many_rows_a_few_are_named():
    rows = [("ic.upstream", "", f"gas-{number}", f"气体{number}") for number in range(5)]
    batch = brought_in(SheetKind.SEGMENTS, SEGMENTS[0], *rows)
    for segment in Segment.objects.filter(slug__startswith="gas-"):
        make_placement(make_company(), segment, province_id="320000")
    assert "；另有 2 条也是如此" in refused(batch)


CITY = (("代码", "城市", "省份"), ("339900", "某市", "浙江"))
PROVINCE = (("代码", "省份", "全称"), ("990000", "某省", "某省"))
REGION = (("标识", "名称", "省份"), ("east", "东部", "上海 江苏"))


@pytest.mark.parametrize(
    ("kind", "rows", "stand", "named"),
    [
        (
            SheetKind.CITIES,
            CITY,
            lambda: make_company(name="恒睿甲", province_id="330000", city_id="339900"),
            "城市“某市”：有企业“恒睿甲”",
        ),
        (
            SheetKind.PROVINCES,
            PROVINCE,
            lambda: City.objects.create(code="990100", name="恒睿市", province_id="990000"),
            "省份“某省”：有城市“恒睿市”",
        ),
        (SheetKind.PROVINCES, PROVINCE, lambda: make_region("990000", name="恒睿区"), "区域所含省份“恒睿区 · 某省”"),
        (
            SheetKind.LAYERS,
            (("代码", "名称"), ("ic.top", "顶层")),
            lambda: make_segment("x", layer=Layer.objects.get(code="ic.top"), name="恒睿环节"),
            "层“集成电路 · 顶层”：有环节“恒睿环节”",
        ),
        (
            SheetKind.CHAINS,
            (("标识", "名称", "区域"), ("bio", "生物", "长三角")),
            lambda: brought_in(SheetKind.LAYERS, ("代码", "名称"), ("bio.top", "顶层")),
            "产业链“生物”：有层“生物 · 顶层”",
        ),
        (
            SheetKind.REGIONS,
            REGION,
            lambda: brought_in(SheetKind.CHAINS, ("标识", "名称", "区域"), ("bio", "生物", "东部")),
            "区域“东部”：有产业链“生物”",
        ),
    ],
)
def test_every_kind_of_the_structure_stays_while_others_stand_on_it(kind, rows, stand, named):
    before = state(City, Province, Region, Layer)
    batch = brought_in(kind, *rows)
    made = stand()
    assert named in refused(batch)
    if isinstance(made, Batch):
        batches.undo(made.batch_ptr, None, "有误")
        assert batches.undo(batch.batch_ptr, None, "有误").left == []
        assert state(City, Province, Region, Layer) == before


def test_a_sheet_without_anything_on_it_is_undone_whole():
    for kind, rows in ((SheetKind.CITIES, CITY), (SheetKind.PROVINCES, PROVINCE), (SheetKind.REGIONS, REGION)):
        before = state(City, Province, Region)
        assert batches.undo(brought_in(kind, *rows).batch_ptr, None, "有误").left == []
        assert state(City, Province, Region) == before


def test_what_was_only_edited_since_is_left_and_said_as_ever():
    batch = brought_in(SheetKind.CITIES, *CITY)
    city = City.objects.get(code="339900")
    city.name_en = "Some"
    curation.save(city, Change(None, "补英文名"))
    assert [left.name for left in batches.undo(batch.batch_ptr, None, "有误").left] == ["某市"]


def test_of_a_list_of_companies_the_rest_is_undone_as_ever():
    batch = imported(companies({"name": "恒睿甲"}, {"name": "恒睿乙"}))
    make_placement(Company.objects.get(name="恒睿甲"), "ic.design", province_id="320000")
    assert [left.name for left in batches.undo(batch.batch_ptr, None, "有误").left] == ["恒睿甲"]


def test_the_command_says_it_in_both_languages():
    batch = brought_in(SheetKind.SEGMENTS, *SEGMENTS)
    make_placement(make_company(name="恒睿甲"), gases(), province_id="320000")
    with pytest.raises(CommandError) as error:
        call_command("undo_batch", str(batch.pk))
    chinese, english = str(error.value).split(" / ")
    assert chinese.startswith("未撤销任何内容")
    assert english.startswith("Nothing was undone")
    assert "恒睿甲" in chinese
    assert "恒睿甲" in english


@pytest.fixture
def administrator():
    return make_user(Role.ADMINISTRATOR)


def browser(user):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def test_the_api_answers_409_and_names_them(administrator):
    batch = imported(as_csv(*SEGMENTS), kind=SheetKind.SEGMENTS, source=None, user=administrator)
    make_placement(make_company(name="恒睿甲"), gases(), province_id="320000")
    response = browser(administrator).post(
        f"/api/v1/imports/{batch.pk}/undo/", {"reason": "有误"}, content_type="application/json"
    )
    assert response.status_code == 409
    assert "恒睿甲" in response.json()["detail"]


def test_the_page_of_the_batch_says_it(administrator):
    batch = imported(as_csv(*SEGMENTS), kind=SheetKind.SEGMENTS, source=None, user=administrator)
    make_placement(make_company(name="恒睿甲"), gases(), province_id="320000")
    address = reverse("admin:batch-undo", args=[batch.pk])
    page = browser(administrator).post(address, {"change_reason": "有误"}, follow=True)
    assert page.redirect_chain == [(reverse("admin:batch", args=[batch.pk]), 302)]
    [message] = page.context["messages"]
    assert str(message).startswith("Nothing was undone")
    assert "恒睿甲" in str(message)


def test_only_administrators_undo_a_sheet_of_the_structure():
    batch = brought_in(SheetKind.CITIES, *CITY)
    with pytest.raises(NotPermitted):
        batches.undo(batch.batch_ptr, make_user(Role.REVIEWER), "有误")
    assert City.objects.filter(code="339900").exists()
    batches.undo(batch.batch_ptr, make_user(Role.ADMINISTRATOR), "有误")
    assert not City.objects.filter(code="339900").exists()
