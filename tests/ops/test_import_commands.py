"""``import_sheet`` and ``undo_batch``: what the admin does, from the shell, told as JSON."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from chains.models import City, ColumnMapping, Company, Evidence, SegmentLink, Source
from tests.history.test_undo import state
from tests.importing.sheets import companies

pytestmark = pytest.mark.django_db

SAMPLE = Path(settings.BASE_DIR) / "fixtures" / "samples" / "listed_companies.xlsx"
EXCHANGES = "沪深上市公司基本情况（2021年）"
GOOD = {"name": "璇玑光刻", "segment": "光刻机", "province": "江苏"}
BAD = {"name": "错行", "uscc": "123", "segment": "光刻机", "province": "江苏"}


def told(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def sheet(tmp_path):
    def write(*rows):
        path = tmp_path / "名单.csv"
        path.write_bytes(companies(*rows))
        return str(path)

    return write


def test_the_sample_meets_what_is_on_record_and_is_undone():
    before = Evidence.objects.count(), Company.objects.count()
    outcome = told("import_sheet", str(SAMPLE), "--kind", "companies", "--source", EXCHANGES, "--commit")
    [left_out] = outcome.pop("left_out")
    assert (left_out["column"], left_out["reason"]) == ("序号", "not-kept")
    assert outcome | {"batch": 0} == {
        "batch": 0,
        "rows": 90,
        "new": 0,
        "changed": 90,
        "unchanged": 0,
        "decision": 0,
        "duplicate": 0,
        "error": 0,
        "skipped": 0,
        "skipped_rows": [],
        "filled": {},
        "share_unit": {},
        "errors": [],
        "notes": [],
        "values": [],
        "decided": [],
        "decisions": [],
        "unplaced": {"companies": 0, "do": "draft"},
        "more": 0,
    }
    assert (Evidence.objects.count(), Company.objects.count()) == (before[0] + 90, before[1])
    again = told("import_sheet", str(SAMPLE), "--source", EXCHANGES, "--commit")
    assert (again["unchanged"], again["changed"]) == (90, 0)
    undone = told("undo_batch", str(outcome["batch"]))
    assert (undone["removed"], undone["left"]) == (90, [])
    assert Evidence.objects.count() == before[0]


def test_a_plan_changes_nothing(sheet):
    before = state(Company, Source)
    assert told("import_sheet", sheet(GOOD), "--source", "某协会名单", "--plan")["new"] == 1
    assert state(Company, Source) == before


def test_a_source_that_is_new_is_made(sheet):
    told("import_sheet", sheet(GOOD), "--source", "某协会名单", "--commit")
    assert Company.objects.get(name="璇玑光刻").placements.get().evidence.get().source == Source.objects.get(
        title="某协会名单"
    )


def test_errors_stop_the_commit_with_their_places(sheet, capsys):
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_sheet", sheet(GOOD, BAD), "--source", EXCHANGES, "--commit", "--json", stdout=out)
    outcome = json.loads(out.getvalue())
    assert (outcome["new"], outcome["error"]) == (1, 1)
    [error] = outcome["errors"]
    assert {name: error[name] for name in ("row", "column", "value", "code")} == {
        "row": 3,
        "column": "uscc",
        "value": "123",
        "code": "credit_code_length",
    }
    assert "123" in error["message"]
    assert not Company.objects.filter(name="璇玑光刻").exists()


def test_the_good_rows_are_committed_when_asked_for(sheet):
    told("import_sheet", sheet(GOOD, BAD), "--source", EXCHANGES, "--commit", "--good-rows")
    assert Company.objects.filter(name="璇玑光刻").exists()


def test_a_kept_mapping_is_applied(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text("企业名称,干什么的,省份\n璇玑光刻,光刻机,江苏\n")
    ColumnMapping.objects.create(
        kind="companies", name="某协会", headers={"企业名称": "name", "干什么的": "segment", "省份": "province"}
    )
    outcome = told("import_sheet", str(path), "--mapping", "某协会", "--source", EXCHANGES, "--commit")
    assert outcome["new"] == 1
    assert Company.objects.get(name="璇玑光刻").placements.get().segment.code == "ic.lithography"


def test_a_sheet_of_the_structure_goes_in_and_is_undone_and_says_what_is_left_out():
    before = state(City)
    file = Path(settings.BASE_DIR) / "fixtures" / "sheets" / "cities.csv"
    outcome = told("import_sheet", str(file), "--kind", "cities", "--set", "province=江苏", "--commit")
    assert (outcome["rows"], outcome["unchanged"], outcome["errors"]) == (41, 41, [])
    assert [each["column"] for each in outcome["left_out"]] == ["central_area", "g60_corridor"]
    file = Path(settings.BASE_DIR) / "fixtures" / "sheets" / "segment_links.csv"
    SegmentLink.objects.all().delete()
    outcome = told("import_sheet", str(file), "--kind", "segment-links", "--commit")
    assert (outcome["new"], SegmentLink.objects.count()) == (20, 20)
    undone = told("undo_batch", str(outcome["batch"]))
    assert (undone["removed"], undone["left"]) == (20, [])
    assert state(City) == before


UNKNOWN = [{"name": f"恒睿{each}", "segment": "晶元制造", "province": "江苏"} for each in "甲乙"]


def test_what_is_asked_is_told_and_decided_on_by_a_file(sheet, tmp_path):
    path, file = sheet(*UNKNOWN, {"name": "恒睿丙"}), tmp_path / "values.json"
    outcome = told("import_sheet", path, "--source", EXCHANGES, "--plan")
    [value] = outcome["values"]
    assert (value["column"], value["value"], value["rows"]) == ("segment", "晶元制造", 2)
    assert outcome["unplaced"] == {"companies": 3, "do": "draft"}
    file.write_text(json.dumps([{"column": "segment", "value": "晶元制造", "do": "use", "code": "制造"}]))
    arguments = ["--source", EXCHANGES, "--values", str(file), "--set", "segment=设计", "--set", "province=上海"]
    outcome = told("import_sheet", path, *arguments, "--commit")
    assert (outcome["values"], outcome["new"], outcome["unplaced"]["companies"]) == ([], 3, 0)
    assert Company.objects.get(name="恒睿丙").placements.get().province_id == "310000"
    assert told("import_sheet", sheet(UNKNOWN[0]), "--source", EXCHANGES, "--plan")["values"] == []


def test_what_is_asked_is_said_in_both_languages(sheet):
    out = StringIO()
    call_command("import_sheet", sheet(*UNKNOWN), "--source", EXCHANGES, "--plan", stdout=out)
    assert "segment “晶元制造”, 2 rows: not known, left out. Near it: 制造 (ic.manufacturing)" in out.getvalue()
    assert "segment“晶元制造”，2 行：未收录，未采用。" in out.getvalue()


@pytest.mark.parametrize(
    ("written", "arguments", "said"),
    [("{", [], "no JSON"), ('{"a": 1}', [], "a list"), ("[]", ["--set", "province"], "--set province")],
)
def test_decisions_that_cannot_be_read_are_refused(sheet, tmp_path, written, arguments, said):
    file = tmp_path / "values.json"
    file.write_text(written)
    with pytest.raises(CommandError, match=said):
        call_command("import_sheet", sheet(GOOD), "--values", str(file), *arguments, "--plan")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing.csv", "--plan"], "nothing.csv"),
        ([str(SAMPLE), "--sheet", "没有", "--plan"], "没有"),
        ([str(SAMPLE), "--mapping", "没有", "--plan"], "没有"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_sheet", *arguments)


def test_a_batch_that_is_not_there_or_undone_is_refused(sheet):
    with pytest.raises(CommandError, match="no batch 999999"):
        call_command("undo_batch", "999999")
    batch = told("import_sheet", sheet(GOOD), "--source", EXCHANGES, "--commit")["batch"]
    told("undo_batch", str(batch))
    with pytest.raises(CommandError, match="cannot be undone"):
        call_command("undo_batch", str(batch))
