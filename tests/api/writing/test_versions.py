"""Nobody writes over what somebody else has changed meanwhile: ETag on reading, If-Match on changing."""

import pytest

from chains.models import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(record, reviewer):
    return reviewer.post("companies/", record("companies"))["Location"].partition("/api/v1/")[2]


def test_the_version_that_was_read_is_changed(address, reviewer):
    read = reviewer.get(address)["ETag"]
    assert read.startswith('W/"')
    changed = reviewer.patch(address, {"description": "一", "reason": "x"}, If_Match=read)
    assert changed["ETag"] != read
    reviewer.patch(address, {"description": "二", "reason": "x"}, status=412, If_Match=read)
    assert Company.objects.get(name="璇玑光刻").description == "一"
    reviewer.patch(address, {"description": "二", "reason": "x"}, If_Match=changed["ETag"])


def test_language_and_columns_of_what_was_read_do_not_matter(address, reviewer):
    read = reviewer.get(f"{address}?fields=name", Accept_Language="zh-hans")["ETag"]
    assert read != reviewer.get(address)["ETag"]
    reviewer.patch(address, {"description": "一", "reason": "x"}, If_Match=f'"other", {read}')


def test_a_change_of_what_comes_along_is_a_new_version(record, reviewer):
    sent = record("placements")
    placement = reviewer.post("placements/", sent)
    address = placement["Location"].partition("/api/v1/")[2]
    company = f"companies/{sent['company']}/"
    before = reviewer.get(company)["ETag"]
    reviewer.patch(address, {"evidence": [{"source": "hangzhou-keji-2020-2"}], "reason": "x"})
    reviewer.patch(address, {"status": "disputed", "reason": "x"}, status=412, If_Match=placement["ETag"])
    reviewer.patch(company, {"description": "x", "reason": "x"}, status=412, If_Match=before)


def test_withdrawing_asks_as_well(address, reviewer):
    reviewer.post(f"{address}withdraw/", {"reason": "x"}, status=412, If_Match='W/"0"')
    reviewer.post(f"{address}withdraw/", {"reason": "x"}, status=200, If_Match="*")


def test_an_unchanged_record_is_304_and_a_changed_one_is_not(address, reviewer):
    read = reviewer.get(address)["ETag"]
    assert reviewer.get(address, status=304, If_None_Match=read).content == b""
    reviewer.patch(address, {"description": "一", "reason": "x"})
    reviewer.get(address, If_None_Match=read)
