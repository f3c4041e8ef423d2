"""From the sheets to the fixture: always the same, in order, and plain about what is wrong."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chains.seeding.building import SeedSheetError, as_json, build_entries


def test_committed_fixture_is_what_the_sheets_give(sheets: dict[str, str], committed: str):
    assert as_json(build_entries(sheets)) == committed


def test_order_of_the_files_makes_no_difference(sheets: dict[str, str], committed: str):
    assert as_json(build_entries(dict(reversed(list(sheets.items()))))) == committed


def test_check_passes_on_the_committed_fixture():
    out = StringIO()
    call_command("build_seed", check=True, stdout=out)
    assert "is what the sheets give" in out.getvalue()


def test_check_shows_what_differs(tmp_path: Path, committed: str):
    stale = tmp_path / "stale.json"
    stale.write_text(committed.replace("2011-06-29", "2011-06-30"), encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("build_seed", check=True, output=stale)
    changed = [line for line in str(error.value).splitlines() if "300236" in line]
    assert [line[0] for line in changed] == ["-", "+"]
    assert "2011-06-30" in stale.read_text(encoding="utf-8")


def test_command_writes_the_fixture(tmp_path: Path, committed: str):
    made = tmp_path / "made.json"
    call_command("build_seed", output=made, stdout=StringIO())
    assert made.read_text(encoding="utf-8") == committed


def test_fixture_is_readable(committed: str):
    lines = committed.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert len(json.loads(committed)) == len(lines) - 2
    assert "\\u" not in committed
    assert "created" not in committed
    assert "updated" not in committed


def test_public_ids_are_unique(committed: str):
    ids = [each["fields"]["public_id"] for each in json.loads(committed) if "public_id" in each["fields"]]
    assert len(ids) == len(set(ids)) == 523


def test_every_reference_is_defined_before_it_is_used(committed: str):
    known: set[str] = set()
    for each in json.loads(committed):
        fields = each["fields"]
        for name, value in fields.items():
            if name in ("province", "city"):
                assert value in known, each
            for reference in value if isinstance(value, list) else ():
                key = reference[0] if isinstance(reference, list) else reference
                assert key in known, each
        known |= {each.get("pk"), *(fields.get(key) for key in ("slug", "code", "public_id"))}


@pytest.mark.parametrize(
    ("sheet", "right", "wrong", "row", "column"),
    [
        ("placements", "原材料,上海,2,上海新阳", "原料,上海,2,上海新阳", 3, "segment"),
        ("placements", "上海,2,上海新阳", "沪,2,上海新阳", 3, "province"),
        ("placements", "集成电路,,原材料,上海,2,", "集成,,原材料,上海,2,", 3, "chain"),
        ("placements", "原材料,上海,2,上海新阳,", "原材料,上海,2,,", 3, "name_as_printed"),
        ("placements", "原材料,上海,2,上海新阳,图1", "原材料,上海,2,上海新阳,", 3, "figure"),
        ("placements", "原材料,上海,2,上海新阳", "原材料,上海,2,中芯国际", 3, "name_as_printed"),
        ("placements", "原材料,上海,2,上海新阳,图1", "原材料,上海,2,上海新阳", 3, "figure"),
        ("placements", "人工智能,支撑层,,上海,1", "人工智能,产品层,,上海,1", 87, "segment"),
        ("placements", "人工智能,产品层,硬件,上海,1", "人工智能,应用层,硬件,上海,1", 97, "layer"),
        ("placements", "name_as_printed", "name", 1, "name_as_printed"),
        ("spellings", "杨杰科技,扬杰科技", "羊杰科技,扬杰科技", 2, "printed"),
        ("spellings", "杨杰科技,扬杰科技", "杨杰科技,扬洁科技", 2, "company"),
        ("cities", "320200,无锡,江苏", "320200,无锡,浙江", 4, "province"),
        ("cities", "320200,无锡,江苏,120.31", "320200,无锡,江苏,东经120", 4, "longitude"),
        ("cities", "320200,无锡", "3202,无锡", 4, "code"),
        ("cities", "31.49,1,0", "31.49,yes,0", 4, "central_area"),
        ("listed_companies", "300236.SZ", "300236.SH", 2, "stock_code"),
        ("listed_companies", "300236.SZ,深圳证券交易所", "300236.SZ,深交所", 2, "exchange"),
        ("listed_companies", "2011-06-29", "2011/6/29", 2, "listed_on"),
        ("listed_companies", "上海新阳,上海新阳半导体", "新阳,上海新阳半导体", 2, "name_as_printed"),
        ("research_bases", "人工智能,复旦大学,高校,上海", "人工智能,复旦大学,高校,江苏", 19, "province"),
        ("national_centres", "中心,2018-07-03,上海,复旦", "中心,2018-07-03,南京,复旦", 2, "city"),
        ("national_centres", "国家智能传感器创新中心", "国家传感器创新中心", 3, "name"),
        ("platforms", "功能性平台,上海,,图1", "平台,上海,,图1", 2, "kind"),
        ("platforms", "浙江,阿里云,图2", "浙江,阿里,图2", 4, "host_company"),
        ("parks", "集成电路,江苏,无锡高新区", "集成电路,江苏,浦口经济开发区", 5, "name_as_printed"),
        ("projects", "100,USD,亿,超过", "百,USD,亿,超过", 2, "amount"),
        ("projects", "100,USD,亿,超过", "100,RMB,亿,超过", 2, "currency"),
        ("projects", "超过,2019,制造", "超过,19,制造", 2, "year"),
        ("project_chains", "G60科创走廊人工智能产业基金", "人工智能产业基金", 5, "segment"),
        ("technologies", "北斗导航,设计", "北斗导航,设记", 3, "segment_hint"),
        ("segments", "ic.midstream,,design", "ic.midstream,ic.equipment,design", 15, "parent"),
        ("segments", "package-substrate", "Package Substrate", 3, "slug"),
        ("segment_links", "ic.design,ic.manufacturing", "ic.design,ic.design", 6, "downstream"),
        ("regions", "上海 江苏 浙江 安徽", "上海 江苏 浙江 安微", 2, "provinces"),
        ("assessments", "ic.materials,yangtze-delta,,weak", "ic.materials,yangtze-delta,,bad", 2, "verdict"),
        ("assessments", "ic.materials,yangtze-delta,,", "ic.materials,yangtze-delta,上海,", 2, "region"),
        ("assessments", "ic.design,yangtze-delta,,", "ic.materials,yangtze-delta,,", 4, "segment"),
        ("sources", "2020-06-01,,,图1", ",,,图1", 2, "date"),
        ("sources", "alliances projects", "alliances", 0, "source"),
        ("english", "city,南京,Nanjing", "city,南平,Nanping", 3, "name"),
    ],
)  # fmt: skip
def test_slip_is_said_with_file_row_and_column(
    sheets: dict[str, str], sheet: str, right: str, wrong: str, row: int, column: str
):
    assert right in sheets[sheet]
    sheets[sheet] = sheets[sheet].replace(right, wrong, 1)
    with pytest.raises(SeedSheetError) as error:
        build_entries(sheets)
    place = (error.value.sheet, error.value.row, error.value.column)
    elsewhere = {
        ("project_chains", "segment"): ("projects", 5, "segment"),
        ("sources", "date"): ("assessments", 2, "date"),
        ("sources", "source"): ("projects", 2, "source"),
    }
    assert place == elsewhere.get((sheet, column), (sheet, row, column))
    assert str(error.value).startswith(f"{place[0]}.csv, row {place[1]}, column {place[2]}: ")


def test_missing_and_unknown_sheets_are_named(sheets: dict[str, str]):
    with pytest.raises(SeedSheetError, match=r"parks\.csv.*missing"):
        build_entries({name: text for name, text in sheets.items() if name != "parks"})
    with pytest.raises(SeedSheetError, match=r"gardens\.csv"):
        build_entries({**sheets, "gardens": "name\n"})


def test_command_says_what_is_wrong_in_one_line(tmp_path: Path, sheets: dict[str, str]):
    for name, text in sheets.items():
        (tmp_path / f"{name}.csv").write_text(text.replace("上海,2,上海新阳", "沪,2,上海新阳"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^placements\.csv, row 3, column province: .*沪"):
        call_command("build_seed", sheets=tmp_path, output=tmp_path / "made.json")
    assert not (tmp_path / "made.json").exists()


def test_sheet_saved_by_a_spreadsheet_is_the_same_sheet(sheets: dict[str, str], committed: str):
    saved = {name: "\ufeff" + text.replace("\n", "\r\n") + "\r\n" for name, text in sheets.items()}
    assert as_json(build_entries(saved)) == committed
