"""A list on the collection: found by credit code, ticker or id, else made; all of it or nothing."""

import pytest

from chains.choices import BatchKind
from chains.history.batches import undo
from chains.models import Batch, Company, Listing, Placement
from tests.api.writing.conftest import RECORDS, SOURCE, refused

pytestmark = pytest.mark.django_db

LIST = "companies/?reason=年度名单"
USCC = "91110000600037341L"


def test_each_is_found_by_what_names_it_or_made(reviewer):
    listed = Listing.objects.select_related("company").first()
    named = Company.objects.exclude(pk=listed.company_id).filter(uscc="").first()
    coded = Company.objects.exclude(pk__in=(listed.company_id, named.pk)).filter(uscc="").first()
    Company.objects.filter(pk=coded.pk).update(uscc=USCC)
    answer = reviewer.post(
        LIST,
        [
            {"ticker": f"{listed.exchange}:{listed.ticker}", "description": "以代码"},
            {"id": named.public_id, "description": "以编号"},
            {"uscc": " 9111 0000 6000 37341l ", "description": "以信用代码"},
            {"name": "全新企业", "description": "新"},
        ],
        status=200,
    ).json()
    assert [each["outcome"] for each in answer["results"]] == ["changed", "changed", "changed", "created"]
    assert (answer["created"], answer["changed"], answer["unchanged"]) == (1, 3, 0)
    found = {row.public_id: row.description for row in Company.objects.exclude(description="")}
    assert found == {
        listed.company.public_id: "以代码",
        named.public_id: "以编号",
        coded.public_id: "以信用代码",
        answer["results"][3]["id"]: "新",
    }


def test_it_is_one_batch_under_one_reason_and_is_undone_as_one(reviewer):
    answer = reviewer.post(LIST, [{"name": "甲企业"}, {"name": "乙企业"}], status=200).json()
    batch = Batch.objects.get(pk=answer["batch"])
    assert (batch.kind, batch.user, batch.reason) == (BatchKind.EDIT, reviewer.user, "年度名单")
    undo(batch, reviewer.user, "误")
    assert not Company.objects.filter(name__in=["甲企业", "乙企业"]).exists()


def test_the_same_list_again_changes_nothing(reviewer):
    sent = [RECORDS["companies"], {"id": Company.objects.first().public_id, "description": "x"}]
    reviewer.post(LIST, sent, status=200)
    batches = Batch.objects.count()
    again = reviewer.post(LIST, sent, status=200).json()
    assert (again["batch"], again["unchanged"]) == (None, 2)
    assert Batch.objects.count() == batches


def test_placements_are_found_by_company_segment_and_place(record, reviewer):
    sent = record("placements")
    path = "placements/?reason=名单"
    reviewer.post(path, [sent, sent | {"city": None, "province": "310000"}], status=200)
    again = [sent | {"status": "disputed"}, {"id": Placement.objects.latest("pk").public_id, "segment": "ic.design"}]
    answer = reviewer.post(path, again, status=200).json()
    assert [each["outcome"] for each in answer["results"]] == ["changed", "changed"]
    own = Placement.objects.filter(company__public_id=sent["company"]).order_by("pk")
    assert [(row.status, row.segment.code) for row in own] == [
        ("disputed", "ic.lithography"),
        ("reported", "ic.design"),
    ]


def test_what_is_wrong_is_said_row_by_row_and_nothing_is_written(record, reviewer):
    one, other = Company.objects.all()[:2]
    Company.objects.filter(pk=one.pk).update(uscc=USCC)
    before = Company.objects.count()
    response = reviewer.post(
        LIST,
        [
            {"name": "好企业"},
            {"name": "坏企业", "website": "x"},
            {"description": "谁？"},
            {"id": other.public_id, "uscc": USCC},
            {"id": "0000000000", "name": "x"},
            {"uscc": USCC, "name": "好"},
            {"id": one.public_id, "name": "再来"},
            "不是对象",
            {"ticker": "300236"},
        ],
        status=422,
    )
    assert refused(response) == {"non_field_errors": ["rows_refused"]}
    assert [(row["index"], row["codes"]) for row in response.json()["rows"]] == [
        (1, {"website": ["invalid_url"]}),
        (2, {"name": ["required"]}),
        (3, {"non_field_errors": ["ambiguous"]}),
        (4, {"id": ["does_not_exist"]}),
        (6, {"non_field_errors": ["repeated"]}),
        (7, {"non_field_errors": ["invalid"]}),
        (8, {"ticker": ["no_ticker"]}),
    ]
    assert Company.objects.count() == before
    assert not Company.objects.filter(name="好企业").exists()


def test_rows_of_another_province_are_refused_by_name(curator):
    abroad = Company.objects.filter(placements__province="310000").exclude(placements__province="320000").first()
    response = curator.post(LIST, [{"id": abroad.public_id, "description": "x"}], status=403)
    assert response.json()["rows"][0]["codes"] == {"non_field_errors": ["not_permitted"]}
    assert abroad.name in response.json()["rows"][0]["errors"]["non_field_errors"][0]


@pytest.mark.parametrize("sent", [[], [{"name": "x"}] * 1001])
def test_a_list_has_one_to_a_thousand_records(sent, reviewer):
    assert refused(reviewer.post(LIST, sent, status=400)) == {"non_field_errors": ["invalid"]}


def test_a_list_needs_a_reason(reviewer):
    assert refused(reviewer.post("companies/", [{"name": "x"}], status=422)) == {"reason": ["required"]}
    assert refused(reviewer.post("companies/?reason=", [{"name": "x"}], status=400)) == {"reason": ["invalid"]}


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind not in ("companies", "placements", "sources")])
def test_every_collection_takes_a_list(kind, reviewer):
    made = reviewer.post(f"{kind}/?reason=x", [RECORDS[kind]], status=200).json()["results"][0]
    again = reviewer.post(f"{kind}/?reason=x", [{"id": made["id"], "source": SOURCE}], status=200).json()
    assert (made["outcome"], again["results"][0]["outcome"]) == ("created", "unchanged")
