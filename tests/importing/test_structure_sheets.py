"""Sheets of the structure: segments below others of the sheet, what is wrong with rows, the sheets of the seed."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from chains.choices import RowDecision, RowOutcome, SheetKind
from chains.history import batches
from chains.importing import committing, deciding, planning
from chains.models import Chain, City, Layer, Province, Region, RegionProvince, Segment, SegmentLink
from chains.models.columns import SHEETS
from chains.sheets.headers import guess_mapping
from chains.tables import BY_LIST, formats
from tests.factories import make_segment, make_source
from tests.history.test_undo import state
from tests.importing.sheets import as_csv, codes, imported, in_language, only_row, outcomes, planned

pytestmark = pytest.mark.django_db

FIXTURES = Path(settings.BASE_DIR) / "fixtures"

#: Kind → its sheet of the seed, in the order in which rows rest on each other.
SEED_SHEETS = {
    SheetKind.PROVINCES: "provinces",
    SheetKind.CITIES: "cities",
    SheetKind.REGIONS: "regions",
    SheetKind.CHAINS: "chains",
    SheetKind.LAYERS: "layers",
    SheetKind.SEGMENTS: "segments",
    SheetKind.SEGMENT_LINKS: "segment_links",
    SheetKind.ALLIANCES: "alliances",
    SheetKind.PROJECTS: "projects",
}
STRUCTURE = (Chain, Layer, Segment, SegmentLink, Province, City, Region, RegionProvince)
#: What the seed has of a record from other sheets than its own.
ELSEWHERE = ("name_en", "pinyin_override", "pinyin", "initials", "readings")
SEGMENT_HEADERS = ("层", "上级环节", "代码", "名称")


def brought_in(kind):
    content = (FIXTURES / "sheets" / f"{SEED_SHEETS[kind]}.csv").read_bytes()
    return imported(content, kind=kind, source="list")


def as_seeded(model):
    """Return what the seed has of the rows of a model, without what other sheets say of them."""
    entries = json.loads((FIXTURES / "yangtze_delta_2020.json").read_text())
    return [
        {name: value for name, value in each["fields"].items() if name not in ELSEWHERE}
        for each in entries
        if each["model"] == model._meta.label_lower
    ]


def on_record(model, names):
    """Return these fields of every row, as the seed writes them."""
    return [{name: _written(row, name) for name in names if _written(row, name)} for row in model.objects.all()]


def _written(row, name):
    value = getattr(row, name)
    if not row._meta.get_field(name).is_relation:
        return f"{value:.4f}" if name in ("longitude", "latitude") and value is not None else value
    return value and (value.pk if isinstance(value, Province) else [value.natural_key()[0]])


def test_the_sheets_of_the_seed_go_in_as_they_are_and_again_change_nothing(empty_database):
    make_source("list")
    for kind in SEED_SHEETS:
        batch = brought_in(kind)
        assert set(outcomes(batch)) == {"new"}, codes(batch)
    for model in STRUCTURE:
        seeded = as_seeded(model)
        names = dict.fromkeys(name for each in seeded for name in each)
        assert sorted(map(str, on_record(model, names))) == sorted(
            str({name: each[name] for name in names if name in each}) for each in seeded
        )
    before = state(*STRUCTURE)
    for kind in SEED_SHEETS:
        batch = brought_in(kind)
        assert set(outcomes(batch)) == {"unchanged"}, [row.changes for row in batch.rows.all()]
    assert state(*STRUCTURE) == before


def test_what_has_no_home_is_said_to_be_left_out():
    left_out = {
        kind: [each["column"] for each in brought_in_plan(kind).findings.get("left_out", ())]
        for kind in (SheetKind.CITIES, SheetKind.SEGMENTS, SheetKind.CHAINS)
    }
    assert left_out == {
        SheetKind.CITIES: ["central_area", "g60_corridor"],
        SheetKind.SEGMENTS: ["printed"],
        SheetKind.CHAINS: [],
    }


def brought_in_plan(kind):
    return planned((FIXTURES / "sheets" / f"{SEED_SHEETS[kind]}.csv").read_bytes(), kind=kind, source=None)


LISTED = [kind for kind in SEED_SHEETS if kind in BY_LIST]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", LISTED)
def test_an_export_comes_back_unchanged(kind, suffix):
    resource = BY_LIST[kind]
    rows = resource.rows(resource._meta.model.objects.all())
    if suffix == "csv":
        content = b"".join(formats.as_csv(resource.codes(), rows))
    else:
        content = formats.as_xlsx(kind, resource.headings(), rows)
    batch = planning.upload(kind, f"{kind}.{suffix}", content, None)
    planning.configure(batch, sheet=batch.sheet, header_row=batch.header_row, mapping=batch.mapping, reason="again")
    planning.plan(batch)
    differing = batch.rows.exclude(outcome=RowOutcome.UNCHANGED)
    assert [(row.cells, row.changes, row.errors) for row in differing] == []
    assert batch.counts["rows"] == resource._meta.model.objects.count()


@pytest.mark.parametrize("kind", SEED_SHEETS)
def test_every_heading_of_the_seeds_sheet_has_a_column_or_none(kind):
    header = (FIXTURES / "sheets" / f"{SEED_SHEETS[kind]}.csv").read_text().partition("\n")[0].split(",")
    unknown = {guess.header for guess in guess_mapping(header, SHEETS[kind]) if guess.how not in ("exact", "alias")}
    assert unknown <= {"central_area", "g60_corridor", "printed"}


# -- segments below segments of the same sheet


def segments(*rows, **chosen):
    return imported(as_csv(SEGMENT_HEADERS, *rows), kind=SheetKind.SEGMENTS, source=None, **chosen)


def plan_of_segments(*rows, **chosen):
    return planned(as_csv(SEGMENT_HEADERS, *rows), kind=SheetKind.SEGMENTS, source=None, **chosen)


def paths(*slugs):
    return list(Segment.objects.filter(slug__in=slugs).order_by("path").values_list("path", flat=True))


@pytest.mark.parametrize("above", ["ic.wafer", "wafer", "晶圆"])
def test_a_parent_may_stand_in_a_later_row_by_any_of_its_names(above):
    segments(
        ("ic.upstream", "ic.bare", "polished", "抛光片"),
        ("", above, "bare", "裸片"),
        ("上游支撑", "原材料", "wafer", "晶圆"),
    )
    assert paths("wafer", "bare", "polished") == [
        "ic/materials/wafer/",
        "ic/materials/wafer/bare/",
        "ic/materials/wafer/bare/polished/",
    ]
    assert {segment.layer.code for segment in Segment.objects.filter(slug="bare")} == {"ic.upstream"}


def test_what_is_new_comes_last_in_the_order_of_the_rows():
    last = Segment.objects.filter(layer__code="ic.upstream", parent=None).order_by("-order").first().order
    segments(("ic.upstream", "", "gases", "气体"), ("ic.upstream", "", "masks", "掩模"), ("", "gases", "argon", "氩气"))
    orders = dict(Segment.objects.filter(slug__in=("gases", "masks", "argon")).values_list("slug", "order"))
    assert orders == {"gases": last + 1, "masks": last + 2, "argon": 1}


def test_a_segment_on_record_is_moved_below_one_of_the_sheet_with_all_below_it():
    top = make_segment("top")
    moved = make_segment("moved", layer=top.layer)
    make_segment("leaf", parent=moved)
    chain, layer = top.layer.chain.slug, top.layer.code
    batch = segments((layer, f"{chain}.fresh", f"{chain}.moved", moved.name), (layer, "", f"{chain}.fresh", "新环节"))
    assert outcomes(batch) == ["changed", "new"]
    assert batch.rows.order_by("number").first().changes == {"parent": [None, "新环节"]}
    assert paths("moved", "leaf") == [f"{chain}/fresh/moved/", f"{chain}/fresh/moved/leaf/"]
    before = state(Segment)
    batches.undo(batch, None, "有误")
    assert paths("moved", "leaf") == [f"{chain}/moved/", f"{chain}/moved/leaf/"]
    assert len(state(Segment)[Segment]) == len(before[Segment]) - 1


def test_a_row_below_one_that_is_not_taken_is_not_taken_either():
    rows = (
        ("", "polished", "deep", "深"),
        ("", "bare", "polished", "抛光片"),
        ("ic.upstream", "", "bare", "设备"),
        ("ic.upstream", "", "Bad Slug", "坏"),
        ("ic.upstream", "", "gases", "气体"),
    )
    batch = plan_of_segments(*rows, good_rows=True)
    assert outcomes(batch) == ["error", "error", "error", "error", "new"]
    [error] = batch.rows.get(number=3).errors
    assert (error["column"], in_language("zh-hans", error)) == ("parent", "“设备”所在的行未被采用。")
    committing.commit(batch)
    assert paths("gases", "bare", "polished") == ["ic/gases/"]


def test_a_row_that_is_skipped_takes_those_below_it_along():
    batch = plan_of_segments(("ic.upstream", "", "bare", "裸片"), ("", "bare", "polished", "抛光片"))
    deciding.decide(batch, {(2, 0): (RowDecision.SKIP, "")}, None)
    planning.plan(batch)
    assert outcomes(batch) == ["unchanged", "error"]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([("ic.upstream", "ic.b", "a", "甲"), ("ic.upstream", "ic.a", "b", "乙")], {2: "parent", 3: "parent"}),
        ([("ic.upstream", "ic.a", "a", "甲")], {2: "parent"}),
        ([("ic.upstream", "光刻机", "ic.equipment", "设备")], {2: "parent"}),
        # Each for itself could be; together they would go round.
        (
            [("ic.upstream", "设备", "ic.materials", "原材料"), ("ic.upstream", "原材料", "ic.equipment", "设备")],
            {3: "parent"},
        ),
    ],
)
def test_no_segment_stands_below_itself(rows, columns):
    batch = plan_of_segments(*rows)
    assert {row: column for row, column, _code in codes(batch)} == columns
    error = batch.rows.get(number=max(columns)).errors[0]
    assert in_language("zh-hans", error) == "环节不能位于自己之下。"


def test_a_parent_that_is_not_known_is_asked_about_and_decided_on_for_all_its_rows():
    batch = plan_of_segments(("ic.upstream", "设备类", "a", "甲环节"), ("ic.upstream", "设备类", "b", "乙环节"))
    assert outcomes(batch) == ["error", "error"]
    [asked] = batch.sheet_values.asked()
    assert (asked.column, asked.value, asked.rows) == ("parent", "设备类", 2)
    assert {"code": "ic.equipment", "name": "设备"} in asked.suggestions
    decision = {"column": "parent", "value": "设备类", "do": "use", "code": "ic.equipment"}
    deciding.decide_values(batch, [decision], None)
    planning.plan(batch)
    committing.commit(batch)
    assert paths("a", "b") == ["ic/equipment/a/", "ic/equipment/b/"]


def test_somebody_else_made_the_parent_since():
    batch = plan_of_segments(("ic.upstream", "", "bare", "裸片"), ("", "bare", "polished", "抛光片"), good_rows=True)
    make_segment("bare", layer=Layer.objects.get(code="ic.upstream"), name="裸片")
    with pytest.raises(committing.StalePlanError):
        committing.commit(batch)
    batch.refresh_from_db()
    assert outcomes(batch)[1] == "new"
    committing.commit(batch)
    assert paths("polished") == ["ic/bare/polished/"]


# -- what a row about a record on file does


@pytest.mark.parametrize(
    ("kind", "headers", "row", "changes"),
    [
        (SheetKind.CHAINS, ("slug", "名称", "区域", "简介"), ("ic", "芯片", "", ""), None),
        (
            SheetKind.CHAINS,
            ("slug", "名称", "区域", "简介"),
            ("ic", "芯片", "长三角", ""),
            {"name": ["集成电路", "芯片"]},
        ),
        (SheetKind.LAYERS, ("代码", "名称"), ("ic.upstream", "支撑"), {"name": ["上游支撑", "支撑"]}),
        (SheetKind.LAYERS, ("产业链", "代码", "名称"), ("集成电路", "upstream", "上游支撑"), {}),
        (
            SheetKind.SEGMENT_LINKS,
            ("上游", "下游", "备注"),
            ("ic.equipment", "制造", "机器"),
            {"note": ["晶圆加工设备", "机器"]},
        ),
        (SheetKind.SEGMENT_LINKS, ("上游", "下游", "备注"), ("ic.equipment", "ic.manufacturing", ""), {}),
        (
            SheetKind.CITIES,
            ("代码", "城市", "省份", "经度", "纬度"),
            (320500, "苏州", "江苏省", "120.600", ""),
            {"longitude": ["120.58", "120.6"]},
        ),
        (
            SheetKind.PROVINCES,
            ("代码", "省份", "全称", "英文名称"),
            ("320000", "江苏", "江苏省", "Kiangsu"),
            {"name_en": ["Jiangsu", "Kiangsu"]},
        ),
        (
            SheetKind.REGIONS,
            ("slug", "名称", "provinces"),
            ("yangtze-delta", "长三角", "江苏；上海；安徽"),
            {"provinces": ["上海; 江苏; 浙江; 安徽", "江苏; 上海; 安徽"]},
        ),
    ],
)
def test_a_row_about_a_record_on_file_amends_it_and_is_undone(kind, headers, row, changes):
    before = state(*STRUCTURE)
    batch = planned(as_csv(headers, row), kind=kind, source=None)
    if changes is None:
        assert codes(batch) == [(2, "region", "required")]
        return
    assert only_row(batch).changes == changes
    committing.commit(batch)
    batch.refresh_from_db()
    assert planned(as_csv(headers, row), kind=kind, source=None).counts["unchanged"] == 1
    if changes:
        assert batches.undo(batch.batch_ptr, None, "有误").left == []
    assert {model: {row["id" if "id" in row else "code"] for row in rows} for model, rows in before.items()} == {
        model: {row["id" if "id" in row else "code"] for row in rows} for model, rows in state(*STRUCTURE).items()
    }
    assert state(Chain, Layer, Segment, City, Province) == {
        model: before[model] for model in (Chain, Layer, Segment, City, Province)
    }


def test_the_provinces_of_a_region_stand_in_their_order():
    imported(
        as_csv(("slug", "名称", "provinces"), ("yangtze-delta", "长三角", "安徽 上海")),
        kind=SheetKind.REGIONS,
        source=None,
    )
    region = Region.objects.get(slug="yangtze-delta")
    assert [member.province_id for member in region.members.all()] == ["340000", "310000"]
