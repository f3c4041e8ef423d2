"""A sheet over HTTP: uploaded, planned, decided on, committed by the worker, undone; as in the site."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from chains.choices import Role
from chains.importing.committing import run
from chains.models import Company, Evidence, ImportBatch
from tests.api.writing.conftest import Caller, refused
from tests.factories import make_company
from tests.staff import make_user

pytestmark = pytest.mark.django_db

SAMPLE = Path(settings.BASE_DIR) / "fixtures" / "samples" / "listed_companies.xlsx"
ABOUT = {"kind": "companies", "reason": "年度名单", "source": "exchanges-2021"}
HEADER = "企业名称,环节,省份\n"


@pytest.fixture(autouse=True)
def nothing_told():
    """The cache outlives the transaction of a test, and what it knows of an import would be told of the next."""
    yield
    cache.clear()


def upload(caller, content, status=201, name="list.csv", **about):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    headers = {key.replace("_", "-"): about.pop(key) for key in list(about) if key == "Idempotency_Key"}
    response = caller.client.post("/api/v1/imports/", {"file": file} | ABOUT | about, headers=headers)
    assert response.status_code == status, response.content.decode()
    return response


def test_from_the_file_to_the_map_and_back(reviewer):
    before = Evidence.objects.count()
    response = upload(reviewer, SAMPLE.read_bytes(), name=SAMPLE.name)
    sheet = response.json()
    address = response["Location"].partition("/api/v1/")[2]
    assert (sheet["status"], sheet["kind"], sheet["header_row"]) == ("planned", "companies", 3)
    assert sheet["counts"] == {
        "new": 0, "changed": 90, "unchanged": 0, "decision": 0, "duplicate": 0, "error": 0, "skipped": 0,
        "rows": 90,
    }  # fmt: skip
    assert Evidence.objects.count() == before
    rows = reviewer.get(f"{address}rows/?limit=1").json()
    assert rows["count"] == 90
    assert rows["results"][0]["changes"]["evidence"][1].startswith("沪深上市公司基本情况")

    queued = reviewer.post(f"{address}commit/", {}, status=202).json()
    assert queued["status"] == "queued"
    run(sheet["id"])
    done = reviewer.get(address).json()
    assert (done["status"], done["progress"]["done"]) == ("committed", 90)
    assert Evidence.objects.count() == before + 90

    undone = reviewer.post(f"{address}undo/", {"reason": "误"}, status=200).json()
    assert (undone["removed"], undone["left"]) == (90, 0)
    assert Evidence.objects.count() == before
    assert reviewer.post(f"{address}undo/", {"reason": "误"}, status=409).json()["detail"]


def test_a_wrong_guess_is_put_right_and_the_sheet_planned_anew(reviewer):
    content = "厂家,环节,省份\n全新光刻,光刻机,江苏\n"
    sheet = upload(reviewer, "备注,环节,省份\n全新光刻,光刻机,江苏\n", status=422)
    assert refused(sheet) == {"file": ["refused"]}
    assert ImportBatch.objects.count() == 0
    sheet = upload(reviewer, content.replace("厂家", "企业名称")).json()
    assert sheet["counts"]["new"] == 1
    path = f"imports/{sheet['id']}/"
    changed = reviewer.patch(path, {"mapping": {"2": "registered_province"}, "reason": "另一理由"}).json()
    assert (changed["mapping"]["2"], changed["reason"]) == ("registered_province", "另一理由")
    assert refused(reviewer.patch(path, {"mapping": {"2": "colour"}}, status=422)) == {"non_field_errors": ["refused"]}
    assert refused(reviewer.patch(path, {"colour": 1}, status=400)) == {"colour": ["unknown"]}


def test_rows_that_look_like_a_company_are_decided_on(reviewer):
    known = make_company(name="扬杰半导体科技")
    sheet = upload(reviewer, f"{HEADER}杨杰半导体科技,ic.design,江苏\n错行,#REF!,江苏\n").json()
    path = f"imports/{sheet['id']}/"
    waiting = reviewer.get(f"{path}rows/?outcome=decision").json()["results"]
    assert known.public_id in {each["id"] for each in waiting[0]["candidates"]}
    faulty = reviewer.get(f"{path}rows/?outcome=error").json()["results"][0]["errors"][0]
    assert (faulty["column"], faulty["value"]) == ("segment", "#REF!")
    assert faulty["message"]
    assert reviewer.post(f"{path}commit/", {}, status=422).json()["errors"]

    use = {"row": waiting[0]["row"], "decision": "use"}
    assert refused(reviewer.post(f"{path}decisions/", {"decisions": [use]}, status=422)) == {"decisions": ["invalid"]}
    decided = reviewer.post(f"{path}decisions/", {"decisions": [use | {"company": known.public_id}]}, status=200)
    assert decided.json()["counts"]["decision"] == 0
    reviewer.post(f"{path}commit/", {"good_rows": True}, status=202)
    run(sheet["id"])
    assert reviewer.get(path).json()["counts"]["error"] == 1
    assert known.names.filter(name="杨杰半导体科技").exists()


UNKNOWN = f"{HEADER}恒睿甲,晶元制造,江苏\n恒睿乙,晶元制造,江苏\n恒睿丙,设计,\n"


def test_values_that_are_not_known_are_told_once_and_decided_on(reviewer):
    sheet = upload(reviewer, UNKNOWN).json()
    [value] = sheet["values"]
    assert (value["column"], value["value"], value["rows"]) == ("segment", "晶元制造", 2)
    assert value["suggestions"][0] == {"code": "ic.manufacturing", "name": "制造"}
    assert (sheet["counts"]["new"], sheet["unplaced"]) == (3, {"companies": 3, "do": "draft"})
    path, decision = f"imports/{sheet['id']}/", {"column": "segment", "value": "晶元制造", "do": "use"}
    changed = reviewer.patch(path, {"values": [decision | {"code": "ic.manufacturing"}], "unplaced": "skip"}).json()
    assert (changed["values"], changed["decided"][0]["rows"]) == ([], 2)
    assert changed["unplaced"]["do"] == "skip"
    wrong = reviewer.patch(path, {"values": [decision | {"code": "ic.nowhere"}]}, status=422)
    assert refused(wrong) == {"non_field_errors": ["refused"]}
    assert reviewer.get(path).json()["decided"] == changed["decided"]


def test_all_is_said_with_the_file(reviewer):
    decisions = [{"column": "segment", "value": "晶元制造", "do": "empty"}]
    about = {
        "values": json.dumps(decisions),
        "set": json.dumps({"province": "江苏"}),
        "header_row": 2,
        "unplaced": "enter",
    }
    sheet = upload(reviewer, f"某地企业名单,,\n{UNKNOWN}", **about).json()
    assert (sheet["header_row"], sheet["whole_sheet"]) == (2, {"province": "320000"})
    assert (sheet["values"], sheet["unplaced"]) == ([], {"companies": 2, "do": "enter"})


def test_what_the_numbers_of_a_column_of_shares_are_is_asked_once_or_said_with_the_file(reviewer):
    shares = "环节,国家,份额,年份\n光刻机,荷兰,0.5,2020\n光刻机,日本,约0.2,2020\n"
    asked = upload(reviewer, shares, kind="supply-shares").json()
    assert [(each["column"], each["value"], each["rows"]) for each in asked["values"]] == [
        ("share_unit", "0.5、约0.2", 2)
    ]
    assert (asked["share_unit"]["unit"], asked["share_unit"]["numbers"]) == (None, "0.5、约0.2")
    said = upload(reviewer, f"{shares}\n", kind="supply-shares", set=json.dumps({"share_unit": "part"})).json()
    assert (said["values"], said["counts"]["new"]) == ([], 2)
    assert (said["share_unit"]["unit"], said["share_unit"]["why"]) == ("part", "chosen")


@pytest.mark.parametrize(
    ("about", "status", "codes"),
    [
        ({"values": "[{"}, 400, {"values": ["invalid"]}),
        ({"set": '{"colour": "red"}'}, 422, {"file": ["refused"]}),
        ({"mapping": "无此对应"}, 422, {"file": ["refused"]}),
    ],
)
def test_what_cannot_be_said_with_it_is_refused(about, status, codes, reviewer):
    assert refused(upload(reviewer, UNKNOWN, status=status, **about)) == codes


def test_a_commit_that_waits_can_be_cancelled(reviewer):
    sheet = upload(reviewer, f"{HEADER}全新光刻,光刻机,江苏\n").json()
    reviewer.post(f"imports/{sheet['id']}/commit/", {}, status=202)
    assert reviewer.post(f"imports/{sheet['id']}/cancel/", {}, status=200).json()["status"] == "cancelled"
    run(sheet["id"])
    assert not Company.objects.filter(name="全新光刻").exists()


def test_a_long_sheet_is_planned_by_the_worker(reviewer, monkeypatch):
    monkeypatch.setattr("chains.importing.jobs.LONG_FILE", 10)
    sheet = upload(reviewer, f"{HEADER}全新光刻,光刻机,江苏\n", status=202).json()
    assert (sheet["status"], sheet["counts"], sheet["progress"]["total"]) == ("uploaded", {}, 0)


def test_the_same_upload_again_is_the_same_import(reviewer):
    content = f"{HEADER}全新光刻,光刻机,江苏\n"
    first = upload(reviewer, content, Idempotency_Key="k1").json()
    assert upload(reviewer, content, Idempotency_Key="k1").json()["id"] == first["id"]
    upload(reviewer, f"{content}又一家,光刻机,江苏\n", status=409, Idempotency_Key="k1")
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "about", "status", "codes"),
    [
        (b"", {}, 400, {"file": ["empty"]}),
        (b"\x00\x01\x02", {}, 422, {"file": ["unknown_format"]}),
        (b"nothing,of,it\n1,2,3\n", {}, 422, {"file": ["no_header"]}),
        (HEADER, {"kind": "cars"}, 400, {"kind": ["invalid_choice"]}),
        (HEADER, {"source": "nowhere"}, 422, {"source": ["does_not_exist"]}),
        (HEADER, {"colour": "red"}, 400, {"colour": ["unknown"]}),
        (HEADER, {"reason": ""}, 400, {"reason": ["blank"]}),
    ],
)
def test_what_is_no_sheet_is_refused(content, about, status, codes, reviewer):
    assert refused(upload(reviewer, content, status=status, **about)) == codes
    assert ImportBatch.objects.count() == 0


def test_everybody_sees_their_own_imports_alone(reviewer):
    sheet = upload(reviewer, f"{HEADER}全新光刻,光刻机,江苏\n").json()
    other = Caller(make_user(Role.REVIEWER))
    assert other.get("imports/").json()["count"] == 0
    for path in ("", "rows/"):
        other.get(f"imports/{sheet['id']}/{path}", status=404)
    other.post(f"imports/{sheet['id']}/commit/", {}, status=404)
    Caller(make_user(Role.VIEWER)).get("imports/", status=403)


def test_unknown_parameters_and_outcomes_are_named(reviewer):
    sheet = upload(reviewer, f"{HEADER}全新光刻,光刻机,江苏\n").json()
    assert refused(reviewer.get("imports/?colour=red", status=400)) == {"colour": ["unknown"]}
    assert refused(reviewer.get(f"imports/{sheet['id']}/rows/?outcome=odd", status=400)) == {"outcome": ["invalid"]}


def test_what_is_not_taken_is_told(reviewer):
    sheet = upload(reviewer, "名单,,\n企业名称,备注,联系人\n恒睿甲,x,某\n合计,,\n").json()
    assert (sheet["counts"]["new"], sheet["skipped"]) == (1, 1)
    [row] = sheet["skipped_rows"]
    assert (row["row"], row["reason"], row["value"]) == (4, "total", "合计")
    assert [(each["column"], each["reason"]) for each in sheet["left_out"]] == [("联系人", "personal")]
    assert sheet["filled"] == {}
    [row] = reviewer.get(f"imports/{sheet['id']}/rows/?outcome=skipped").json()["results"]
    assert (row["row"], row["part"], row["skip_reason"]) == (4, 0, "total")
    decided = {"decisions": [{"row": 4, "decision": "take"}]}
    assert reviewer.post(f"imports/{sheet['id']}/decisions/", decided, status=200).json()["skipped"] == 0


def test_header_row_blank_cells_and_hidden_rows_are_chosen_by_programs_as_well(reviewer):
    content = "甲,乙\n企业名称,备注\n恒睿甲,x\n恒睿乙,\n"
    sheet = upload(reviewer, content, header_row="2", fill=["note"], without_hidden="true").json()
    assert (sheet["header_row"], sheet["counts"]["new"], sheet["filled"]) == (2, 2, {"note": 1})
    sheet = reviewer.patch(f"imports/{sheet['id']}/", {"fill": []}, status=200).json()
    assert sheet["filled"] == {}
    assert refused(upload(reviewer, content, fill=["colour"], status=422)) == {"file": ["refused"]}
