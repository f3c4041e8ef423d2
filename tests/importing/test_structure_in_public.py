"""What a sheet of the structure changes is public at once, and followers hear of it as of the same edit by hand."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chains.choices import SheetKind
from chains.history import curation
from chains.history.curation import Change
from chains.models import City, Layer, RecordChange, Region, Segment
from tests.factories import make_company, make_placement
from tests.importing.sheets import as_csv, imported

pytestmark = pytest.mark.django_db


def heard_of(act):
    """Return the entries of the log that ``act`` leaves: list and kind of change."""
    connection.check_constraints()
    since = RecordChange.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    act()
    connection.check_constraints()
    return set(RecordChange.objects.filter(pk__gt=since).values_list("list", "kind"))


def by_sheet(kind, headers, row):
    return lambda: imported(as_csv(headers, row), kind=kind, source=None)


def by_hand(row, **changes):
    def act():
        for name, value in changes.items():
            setattr(row, name, value)
        curation.save(row, Change(None, "手工"))

    return act


def test_followers_hear_of_a_new_segment_as_if_it_was_made_by_hand():
    layer = Layer.objects.get(code="ic.upstream")
    hand = heard_of(by_hand(Segment(layer=layer, slug="masks", name="掩模", order=9)))
    sheet = heard_of(by_sheet(SheetKind.SEGMENTS, ("层", "代码", "名称"), ("ic.upstream", "gases", "气体")))
    assert sheet == hand
    assert ("segments", "created") in sheet


def test_and_of_a_city_and_a_region_that_change():
    hand = heard_of(by_hand(City.objects.get(code="320500"), name_en="Soochow"))
    headers = ("代码", "城市", "省份", "英文名称")
    assert heard_of(by_sheet(SheetKind.CITIES, headers, ("320600", "南通", "江苏", "Nantung"))) == hand
    changed = heard_of(
        by_sheet(SheetKind.REGIONS, ("标识", "名称", "省份"), ("yangtze-delta", "长三角", "上海 江苏 浙江"))
    )
    assert ("regions", "changed") in changed
    assert Region.objects.get(slug="yangtze-delta").members.count() == 3


def test_a_new_segment_is_a_column_of_the_map_the_gaps_and_the_api_at_once():
    imported(
        as_csv(
            ("层", "上级", "代码", "名称"), ("ic.upstream", "", "gases", "特种气体"), ("", "gases", "argon", "高纯氩")
        ),
        kind=SheetKind.SEGMENTS,
        source=None,
    )
    client = Client(headers={"Accept-Language": "zh-hans"})
    assert "特种气体" in client.get(reverse("chain", args=["ic"])).text
    assert "特种气体" in client.get("/api/v1/gaps/?chain=ic").content.decode()
    [found] = client.get("/api/v1/segments/?q=特种气体").json()["results"]
    assert found["code"] == "ic.gases"
    make_placement(make_company(name="恒睿甲"), "ic.argon", province_id="320000")
    placed = client.get("/api/v1/companies/?segment=ic.gases").json()["results"]
    assert [company["name"] for company in placed] == ["恒睿甲"]
