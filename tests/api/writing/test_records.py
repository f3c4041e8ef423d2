"""Every kind of record is made, changed and withdrawn; what is sent is what is shown, and the history says why."""

import pytest

from chains.choices import PlacementStatus
from chains.history.batches import undo
from chains.models import Company, Placement, ResearchBase
from tests.api.writing.conftest import RECORDS

pytestmark = pytest.mark.django_db

KINDS = list(RECORDS)
KEY = {"sources": "slug"}


def is_shown(sent, shown):
    """Assert that everything sent stands in what is shown, rows that come along with their own properties."""
    for name, value in sent.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            assert len(shown[name]) == len(value)
            for part, its in zip(value, shown[name], strict=True):
                is_shown(part, its)
        elif isinstance(value, list):
            assert sorted(shown[name]) == sorted(value)
        else:
            assert shown[name] == value, name


@pytest.mark.parametrize("kind", KINDS)
def test_made_changed_and_withdrawn(kind, record, reviewer):
    sent = record(kind)
    made = reviewer.post(f"{kind}/", sent)
    address = made["Location"].partition("/api/v1/")[2]
    shown = reviewer.get(address).json()
    is_shown(sent, shown)
    written = {name: value for name, value in made.json().items() if name not in ("stage", "stage_label")}
    assert written == shown

    changed = reviewer.patch(
        address,
        {"source": "hangzhou-keji-2020-2", "reason": "核对"}
        if "source" in sent
        else {"reason": "核对", **({"title": "新名单"} if kind == "sources" else {"city": None})},
    )
    again = reviewer.get(address).json()
    assert again["updated"] > shown["updated"]
    assert {name for name in again if again[name] != shown[name]} - {"updated"} == set(
        {"placements": ["city"], "companies": ["city"], "sources": ["title"]}.get(kind, ["source"])
    )
    assert changed["ETag"] != made["ETag"]

    key = shown[KEY.get(kind, "id")]
    done = reviewer.post(f"{address}withdraw/", {"reason": "撤回"}, status=200).json()
    assert done["id"] == key
    if kind == "placements":
        assert done["placements"] == 1
        assert reviewer.get(address).json()["status"] == "withdrawn"
    elif kind == "companies":
        assert done == {"id": key, "batch": None, "placements": 0}
    else:
        reviewer.get(address, status=404)


def test_the_history_says_who_and_why(record, reviewer):
    sent = record("companies", reason="新建")
    key = reviewer.post("companies/", sent).json()["id"]
    reviewer.patch(f"companies/{key}/", {"description": "改", "reason": "更正"})
    entries = Company.objects.get(public_id=key).history.order_by("pk")
    assert [(entry.history_user, entry.history_change_reason) for entry in entries] == [
        (reviewer.user, "新建"),
        (reviewer.user, "更正"),
    ]


def test_what_is_not_sent_stays_and_what_is_sent_as_it_is_changes_nothing(record, reviewer):
    key = reviewer.post("companies/", record("companies")).json()["id"]
    before = reviewer.get(f"companies/{key}/").json()
    reviewer.patch(f"companies/{key}/", {"reason": "无", "names": RECORDS["companies"]["names"], "city": "320500"})
    assert reviewer.get(f"companies/{key}/").json() == before
    assert Company.objects.get(public_id=key).history.count() == 1


def test_rows_that_come_along_become_those_that_are_sent(record, reviewer):
    key = reviewer.post("companies/", record("companies")).json()["id"]
    address = f"companies/{key}/"
    names = [{"name": "璇玑"}, {"name": "XUANJI", "kind": "english"}]
    shown = reviewer.patch(address, {"names": names, "listings": [], "reason": "改"}).json()
    assert sorted(each["name"] for each in shown["names"]) == ["XUANJI", "璇玑"]
    assert (shown["listings"], shown["listed"]) == ([], False)
    # What was not sent of a row that stays, stays.
    assert next(each for each in shown["names"] if each["name"] == "璇玑")["locator"] == "表1"


def test_a_company_that_is_withdrawn_works_nowhere_and_an_undo_brings_it_back(record, reviewer):
    sent = record("placements")
    reviewer.post("placements/", sent)
    reviewer.post("placements/", sent | {"segment": "ic.design", "city": None, "province": "310000"})
    done = reviewer.post(f"companies/{sent['company']}/withdraw/", {"reason": "误收"}, status=200).json()
    own = Placement.objects.filter(company__public_id=sent["company"])
    assert done["placements"] == 2
    assert {row.status for row in own} == {PlacementStatus.WITHDRAWN}
    assert reviewer.get(f"companies/{sent['company']}/").json()["placements"] == []
    undo(own.first().history.latest().batch, reviewer.user, "恢复")
    assert {row.status for row in own.all()} == {PlacementStatus.REPORTED}


def test_a_record_that_left_the_atlas_comes_back_by_an_undo(record, reviewer):
    key = reviewer.post("research-bases/", record("research-bases")).json()["id"]
    reviewer.post(f"research-bases/{key}/withdraw/", {"reason": "误收"}, status=200)
    reviewer.get(f"research-bases/{key}/", status=404)
    undo(ResearchBase.history.filter(public_id=key).latest().batch, reviewer.user, "恢复")
    assert reviewer.get(f"research-bases/{key}/").json()["members"][0]["name"] == "某大学"


def test_what_something_rests_on_cannot_be_withdrawn(reviewer):
    assert (
        "evidence"
        in reviewer.post("sources/hangzhou-keji-2020-2/withdraw/", {"reason": "x"}, status=409).json()["detail"]
    )


def test_an_old_id_leads_on_for_reading_and_is_none_for_writing(record, reviewer):
    reviewer.patch("companies/0000000000/", {"reason": "x"}, status=404)
    reviewer.post("companies/0000000000/withdraw/", {"reason": "x"}, status=404)
