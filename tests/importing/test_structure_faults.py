"""What people get wrong in sheets of the structure: each is said with row and column, in both languages."""

import pytest

from chains.choices import SheetKind
from tests.factories import make_chain, make_layer, make_segment
from tests.importing.sheets import as_csv, codes, in_language, planned

pytestmark = pytest.mark.django_db

SEGMENT_HEADERS = ("层", "上级环节", "代码", "名称")
SEGMENTS_IN_FULL = ("产业链", *SEGMENT_HEADERS)
MESSY = [
    (SheetKind.LAYERS, ("产业链", "代码", "名称"), [("量子", "top", "顶层")], [(2, "chain", "unknown_chain")]),
    (SheetKind.LAYERS, ("代码", "名称"), [("quantum.top", "顶层")], [(2, "id", "unknown_chain")]),
    (SheetKind.LAYERS, ("代码", "名称"), [("top", "顶层")], [(2, "id", "chain_missing")]),
    (SheetKind.LAYERS, ("产业链", "代码", "名称"), [("人工智能", "ic.top", "顶层")], [(2, "id", "another_chain")]),
    (SheetKind.LAYERS, ("产业链", "代码", "名称"), [("ic", "top", "上游支撑")], [(2, "name", "invalid")]),
    (SheetKind.CHAINS, ("slug", "名称", "区域"), [("IC", "芯片", "长三角")], [(2, "id", "invalid")]),
    (SheetKind.CHAINS, ("slug", "名称", "区域"), [("chips", "芯片", "珠三角")], [(2, "region", "unknown_region")]),
    (
        SheetKind.CHAINS,
        ("slug", "名称", "区域"),
        [("chips", "芯片", "长三角"), ("chip", "芯片", "长三角")],
        [(3, "name", "name_taken")],
    ),
    (
        SheetKind.CHAINS,
        ("slug", "名称", "区域"),
        [("chips", "芯片", "长三角"), ("chips", "芯片", "长三角")],
        [(3, "", "repeats_row")],
    ),
    (
        SheetKind.CHAINS,
        ("slug", "名称", "区域"),
        [("chips", "芯片", "长三角"), ("chips", "芯片业", "长三角")],
        [(2, "name", "contradicts_row"), (3, "name", "contradicts_row")],
    ),
    (SheetKind.SEGMENTS, SEGMENT_HEADERS, [("ic.upstream", "", "Wafer", "晶圆")], [(2, "id", "invalid")]),
    (
        SheetKind.SEGMENTS,
        SEGMENT_HEADERS,
        [("ic.upstream", "没有的环节", "w", "晶圆")],
        [(2, "parent", "unknown_segment")],
    ),
    (SheetKind.SEGMENTS, SEGMENT_HEADERS, [("没有的层", "", "w", "晶圆")], [(2, "layer", "unknown_layer")]),
    (SheetKind.SEGMENTS, SEGMENT_HEADERS, [("", "", "ic.w", "晶圆")], [(2, "layer", "layer_missing")]),
    (SheetKind.SEGMENTS, SEGMENT_HEADERS, [("ic.midstream", "设备", "w", "晶圆")], [(2, "parent", "invalid")]),
    (
        SheetKind.SEGMENTS,
        SEGMENT_HEADERS,
        [("ic.midstream", "", "equipment", "设备")],
        [(2, "layer", "layer_of_family")],
    ),
    (SheetKind.SEGMENTS, SEGMENT_HEADERS, [("ic.upstream", "", "w", "设备")], [(2, "name", "invalid")]),
    (
        SheetKind.SEGMENTS,
        SEGMENT_HEADERS,
        [("ic.upstream", "设备", "w", "晶圆"), ("ic.upstream", "设备", "v", "晶圆")],
        [(3, "name", "name_taken")],
    ),
    (SheetKind.SEGMENTS, SEGMENTS_IN_FULL, [("ic", "支撑层", "", "w", "晶圆")], [(2, "layer", "unknown_layer")]),
    (SheetKind.SEGMENT_LINKS, ("上游", "下游"), [("ic.design", "设计")], [(2, "downstream", "invalid")]),
    (SheetKind.SEGMENT_LINKS, ("上游", "下游"), [("ic.design", "")], [(2, "downstream", "required")]),
    (SheetKind.SEGMENT_LINKS, ("上游", "下游"), [("ic.nothing", "设计")], [(2, "upstream", "unknown_segment")]),
    (
        SheetKind.CITIES,
        ("代码", "城市", "省份"),
        [("330999", "某市", "江苏")],
        [(2, "id", "invalid")],
    ),
    (SheetKind.CITIES, ("代码", "城市", "省份"), [("330900", "某市", "江苏")], [(2, "province", "invalid")]),
    (SheetKind.CITIES, ("代码", "城市", "省份"), [("3309", "某市", "浙江")], [(2, "id", "invalid")]),
    (
        SheetKind.CITIES,
        ("代码", "城市", "省份"),
        [("150100", "呼和浩特", "内蒙古")],
        [(2, "province", "unknown_province")],
    ),
    (
        SheetKind.CITIES,
        ("代码", "城市", "省份", "经度", "纬度"),
        [("320500", "苏州", "江苏", "东面", "31.3")],
        [(2, "longitude", "not_a_number")],
    ),
    (
        SheetKind.CITIES,
        ("代码", "城市", "省份", "经度", "纬度"),
        [("339900", "某市", "浙江", "119.92", "")],
        [(2, "latitude", "invalid")],
    ),
    (SheetKind.PROVINCES, ("代码", "省份", "全称"), [("150100", "内蒙古", "内蒙古自治区")], [(2, "id", "invalid")]),
    (
        SheetKind.REGIONS,
        ("slug", "名称", "省份"),
        [("west", "西部", "上海 西天")],
        [(2, "provinces", "unknown_province")],
    ),
]


@pytest.mark.parametrize(("kind", "headers", "rows", "wrong"), MESSY)
def test_what_is_wrong_is_said_with_row_and_column(kind, headers, rows, wrong):
    batch = planned(as_csv(headers, *rows), kind=kind, source=None)
    assert codes(batch) == wrong
    for row in batch.rows.exclude(errors=[]):
        for error in row.errors:
            assert in_language("zh-hans", error)
            assert in_language("zh-hans", error) != in_language("en", error)


def test_segments_of_one_name_are_told_apart_by_their_chain():
    chain = make_chain(slug="bio", name="生物")
    make_segment("design", layer=make_layer(chain, slug="one"), name="设计")
    headers = ("产业链", "上游", "下游")
    link = ("生物", "设计", "bio.design")
    assert codes(planned(as_csv(headers, link), kind=SheetKind.SEGMENT_LINKS, source=None)) == [
        (2, "downstream", "invalid")
    ]
    batch = planned(as_csv(headers[1:], link[1:]), kind=SheetKind.SEGMENT_LINKS, source=None)
    assert codes(batch) == [(2, "upstream", "ambiguous_segment")]
