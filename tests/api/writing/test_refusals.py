"""What cannot be: each fault by its property, with a code that stays and words in the reader's language."""

import pytest

from chains.models import Company, Placement
from tests.api.writing.conftest import RECORDS, SOURCE, refused

pytestmark = pytest.mark.django_db

#: What is sent, the status, and the code of the one fault.
FAULTS = [
    ("companies", {"name": ""}, 400, {"name": ["blank"]}),
    ("companies", {"name": 5}, 400, {"name": ["invalid"]}),
    ("companies", {"name": None}, 400, {"name": ["null"]}),
    ("companies", {"name": "名" * 201}, 400, {"name": ["max_length"]}),
    ("companies", {"id": "0000000000"}, 400, {"id": ["unknown"]}),
    ("companies", {"public_id": "0000000000"}, 400, {"public_id": ["unknown"]}),
    ("companies", {"stage": "published"}, 400, {"stage": ["unknown"]}),
    ("companies", {"review_note": "x"}, 400, {"review_note": ["unknown"]}),
    ("companies", {"updated": "2020-01-01T00:00:00Z"}, 400, {"updated": ["unknown"]}),
    ("companies", {"founded_on": "1.1.2020"}, 400, {"founded_on": ["invalid"]}),
    ("companies", {"founded_on": "2020-02-30"}, 400, {"founded_on": ["invalid"]}),
    ("companies", {"province": 320000}, 400, {"province": ["invalid"]}),
    ("companies", {"province": "Jiangsu"}, 400, {"province": ["invalid"]}),
    ("companies", {"names": {"name": "x"}}, 400, {"names.non_field_errors": ["not_a_list"]}),
    ("companies", {"names": [{"name": "x", "company": 3}]}, 400, {"names.0.company": ["unknown"]}),
    ("companies", {"names": [{"name": "甲"}, {"kind": "former"}]}, 400, {"names.1.name": ["required"]}),
    ("companies", {"name": "空\u0000名"}, 400, {"name": ["null_characters_not_allowed"]}),
    ("companies", {"province": "990000"}, 422, {"province": ["does_not_exist"]}),
    ("companies", {"province": "310000"}, 422, {"non_field_errors": ["company_city_in_province"]}),
    ("companies", {"country": "DE"}, 422, {"non_field_errors": ["company_place_is_one"]}),
    ("companies", {"website": "xuanji"}, 422, {"website": ["invalid_url"]}),
    ("companies", {"uscc": "91110000600037341A"}, 422, {"uscc": ["credit_code_check_digit"]}),
    ("companies", {"names": [{"name": "甲"}, {"name": " 甲 "}]}, 422, {"names.1": ["repeated"]}),
    (
        "companies",
        {"listings": [{"exchange": "sse", "ticker": "12"}]},
        422,
        {"listings.0": ["listing_mainland_ticker_six_digits"]},
    ),
    (
        "companies",
        {"listings": [{"exchange": "bse", "ticker": "400999"}]},
        422,
        {"listings.0.ticker": ["ticker_elsewhere"]},
    ),
    (
        "companies",
        {"listings": [{"exchange": "sse", "ticker": "000725"}]},
        422,
        {"listings.0.ticker": ["ticker_elsewhere"]},
    ),
    (
        "companies",
        {"listings": [{"exchange": "hkex", "ticker": "TSM"}]},
        422,
        {"listings.0.ticker": ["ticker_elsewhere"]},
    ),
    ("companies", {"name": "——"}, 422, {"name": ["no_name"]}),
    ("companies", {"name": "暂无"}, 422, {"name": ["no_name"]}),
    ("companies", {"legal_name": "无", "name_en": "N/A"}, 422, {"legal_name": ["no_name"], "name_en": ["no_name"]}),
    ("companies", {"names": [{"name": "/"}]}, 422, {"names.0.name": ["no_name"]}),
    ("companies", {"founded_on": "0001-01-01"}, 422, {"founded_on": ["date_out_of_range"]}),
    ("companies", {"founded_on": "9999-12-31"}, 422, {"founded_on": ["date_out_of_range"]}),
    ("companies", {"labels": [{"label": "chain-leader"}]}, 422, {"labels.0.chain": ["invalid"]}),
    ("companies", {"name": "龙" * 200, "legal_name": ""}, 422, {"name": ["max_length"]}),
    ("placements", {"evidence": []}, 400, {"evidence.non_field_errors": ["min_length"]}),
    ("placements", {"status": "Verified"}, 400, {"status": ["invalid_choice"]}),
    ("placements", {"company": "0000000000"}, 422, {"company": ["does_not_exist"]}),
    ("placements", {"city": None}, 422, {"non_field_errors": ["placement_place_is_one"]}),
    ("placements", {"evidence": [{"source": "nowhere"}]}, 422, {"evidence.0.source": ["does_not_exist"]}),
    ("research-bases", {"chains": []}, 400, {"chains": ["min_length"]}),
    ("research-bases", {"chains": "ic"}, 400, {"chains": ["not_a_list"]}),
    ("research-bases", {"kind": None}, 400, {"kind": ["null"]}),
    ("technologies", {"order": "1"}, 400, {"order": ["invalid"]}),
    ("technologies", {"order": -1}, 400, {"order": ["min_value"]}),
    ("assessments", {"choke_point": "true"}, 400, {"choke_point": ["invalid"]}),
    ("assessments", {"region": "yangtze-delta"}, 422, {"non_field_errors": ["assessment_scope_is_one"]}),
    (
        "research-bases",
        {"name": "……", "approved_on": "0001-01-01"},
        422,
        {"name": ["no_name"], "approved_on": ["date_out_of_range"]},
    ),
    ("sources", {"date": "0001-01-01"}, 422, {"date": ["date_out_of_range"]}),
    ("sources", {"slug": "No Slug"}, 422, {"slug": ["invalid"]}),
    ("sources", {"slug": SOURCE}, 422, {"slug": ["unique"]}),
]


@pytest.mark.parametrize(("kind", "sent", "status", "codes"), FAULTS)
def test_a_fault_is_named_and_nothing_is_written(kind, sent, status, codes, record, reviewer):
    body = record(kind) | sent
    before = (Company.objects.count(), Placement.objects.count())
    assert refused(reviewer.post(f"{kind}/", body, status=status)) == codes
    assert (Company.objects.count(), Placement.objects.count()) == before


def test_all_that_is_wrong_is_named_at_once(reviewer):
    codes = refused(reviewer.post("companies/", {"uscc": 1, "city": "x", "colour": "red"}, status=400))
    assert codes == {"name": ["required"], "uscc": ["invalid"], "city": ["invalid"], "colour": ["unknown"]}


def test_the_words_are_in_the_language_of_the_reader(reviewer):
    body = RECORDS["companies"] | {"uscc": "91110000600037341A"}
    english = reviewer.post("companies/", body, status=422).json()
    chinese = reviewer.post("companies/", body, status=422, Accept_Language="zh-hans").json()
    assert english["codes"] == chinese["codes"]
    assert "校验码" in chinese["errors"]["uscc"][0]
    assert english["errors"]["uscc"][0].isascii()


def test_what_is_on_record_already_is_a_fault_of_the_whole(record, reviewer):
    sent = record("placements")
    reviewer.post("placements/", sent)
    assert refused(reviewer.post("placements/", sent, status=422)) == {"non_field_errors": ["placement_once_in_city"]}
    company = record("companies")
    reviewer.post("companies/", company)
    assert refused(reviewer.post("companies/", company, status=422)) == {"uscc": ["company_uscc_unique"]}


def test_a_change_needs_a_reason_and_leaves_alone_what_is_fixed(record, reviewer):
    key = reviewer.post("placements/", record("placements")).json()["id"]
    assert refused(reviewer.patch(f"placements/{key}/", {"segment": "ic.design"}, status=400)) == {
        "reason": ["required"]
    }
    other = reviewer.post("companies/", {"name": "别家"}).json()["id"]
    assert refused(reviewer.patch(f"placements/{key}/", {"company": other, "reason": "x"}, status=422)) == {
        "company": ["fixed"]
    }
    reviewer.post("sources/", RECORDS["sources"])
    assert refused(reviewer.patch("sources/xuanji-list/", {"slug": "other", "reason": "x"}, status=422)) == {
        "slug": ["fixed"]
    }


def test_parameters_of_reading_are_unknown_here(reviewer):
    assert refused(reviewer.post("companies/?fields=id", {"name": "x"}, status=400)) == {"fields": ["unknown"]}
