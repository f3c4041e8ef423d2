"""Committing: all or none, or the good rows; under one reason; checked against what has changed; undone whole."""

import pytest
from django.conf import settings
from django.utils.translation import override

from chains.choices import BatchStatus
from chains.history import batches, curation
from chains.history.curation import Change
from chains.importing import committing, planning
from chains.importing.faults import ImportRefusedError, said
from chains.models import Company, CompanyLabel, CompanyName, Evidence, ImportBatch, Listing, Placement
from tests.factories import credit_code, make_company
from tests.history.test_undo import state
from tests.importing.sheets import companies, imported, outcomes, planned

pytestmark = pytest.mark.django_db

EVERYTHING = (Company, CompanyName, Listing, CompanyLabel, Placement, Evidence)
ROWS = [
    {
        "name": "璇玑光刻",
        "legal_name": "苏州璇玑光刻有限公司",
        "tickers": "688999.SH",
        "segment": "光刻机",
        "province": "江苏",
    },
    {"name": "璇玑光刻", "segment": "ic.design", "province": "浙江", "city": "杭州"},
    {"name": "中芯国际", "segment": "ic.equipment", "province": "安徽"},
]
FAULTY = {"name": "错行", "uscc": "123", "segment": "ic.design", "province": "江苏"}


def test_reason_and_source_stand_with_every_record():
    batch = imported(companies(*ROWS))
    assert batch.status == BatchStatus.COMMITTED
    company = Company.objects.get(name="璇玑光刻")
    rows = [company, *company.placements.all(), company.listings.get()]
    rows += Evidence.objects.filter(placement__company=company)
    assert {row.history.get().history_change_reason for row in rows} == {"年度名单"}
    assert {row.history.get().batch_id for row in rows} == {batch.pk}
    assert {row.source.slug for row in Evidence.objects.filter(placement__company=company)} == {"exchanges-2021"}


def test_all_or_none():
    batch = planned(companies(*ROWS, FAULTY))
    before = state(*EVERYTHING)
    with pytest.raises(ImportRefusedError):
        committing.commit(batch)
    assert state(*EVERYTHING) == before


def test_the_good_rows():
    batch = imported(companies(*ROWS, FAULTY), good_rows=True)
    assert batch.counts["committed"] == {"new": 1, "changed": 2}
    assert not Company.objects.filter(name="错行").exists()


def test_importing_again_changes_nothing():
    imported(companies(*ROWS))
    before = state(*EVERYTHING)
    batch = imported(companies(*ROWS))
    assert outcomes(batch) == ["unchanged"] * 3
    assert state(*EVERYTHING) == before


def test_undo_leaves_the_database_as_it_was():
    before = state(*EVERYTHING)
    batch = imported(companies(*ROWS))
    assert state(*EVERYTHING) != before
    done = batches.undo(batch, None, "名单有误")
    assert done.left == []
    assert state(*EVERYTHING) == before


def test_undo_after_another_batch_leaves_what_that_one_did():
    first = imported(companies(ROWS[0]))
    second = imported(companies({**ROWS[0], "legal_name": "璇玑光刻（苏州）股份有限公司"}))
    done = batches.undo(first, None, "名单有误")
    assert "璇玑光刻" in {left.name for left in done.left}
    batches.undo(second, None, "这份也撤销")
    assert Company.objects.get(name="璇玑光刻").legal_name == "苏州璇玑光刻有限公司"


def test_what_changed_since_the_plan_stops_the_commit_and_makes_a_new_plan():
    company = make_company(name="甲乙微电", legal_name="旧名有限公司", uscc=credit_code(9))
    batch = planned(companies({**ROWS[1], "name": "甲乙微电", "legal_name": "新名有限公司", "uscc": credit_code(9)}))
    company.legal_name = "别人改的有限公司"
    curation.save(company, Change(None, "别人"))
    with pytest.raises(committing.StalePlanError):
        committing.commit(batch)
    company.refresh_from_db()
    assert company.legal_name == "别人改的有限公司"
    assert batch.rows.get().changes["legal_name"] == ["别人改的有限公司", "新名有限公司"]
    committing.commit(batch)
    company.refresh_from_db()
    assert company.legal_name == "新名有限公司"


def test_the_good_rows_leave_out_what_changed_since_the_plan():
    company = make_company(name="甲乙微电", legal_name="旧名有限公司", uscc=credit_code(9))
    batch = planned(
        companies(ROWS[0], {**ROWS[1], "name": "甲乙微电", "legal_name": "新名有限公司", "uscc": credit_code(9)}),
        good_rows=True,
    )
    company.legal_name = "别人改的有限公司"
    curation.save(company, Change(None, "别人"))
    committing.commit(batch)
    company.refresh_from_db()
    assert company.legal_name == "别人改的有限公司"
    assert Company.objects.filter(name="璇玑光刻").exists()
    assert batch.rows.get(number=3).errors[0]["code"] == "changed_since"


def test_of_two_overlapping_plans_the_second_is_planned_anew():
    first, second = planned(companies(ROWS[0])), planned(companies(ROWS[0]))
    committing.commit(first)
    with pytest.raises(committing.StalePlanError):
        committing.commit(second)
    second.refresh_from_db()
    assert outcomes(second) == ["unchanged"]
    assert Company.objects.filter(name="璇玑光刻").count() == 1


def test_a_batch_is_committed_once():
    batch = imported(companies(ROWS[0]))
    with pytest.raises(ImportRefusedError):
        committing.commit(batch)


def test_a_cancelled_commit_leaves_nothing_and_can_be_run_again():
    batch = planned(companies(*ROWS))
    before = state(*EVERYTHING)
    committing.queue(batch, None)
    with pytest.raises(committing.CancelledError):
        committing.commit(batch, told=lambda done, total: committing.cancel(batch, None))
    assert state(*EVERYTHING) == before
    batch.refresh_from_db()
    committing.queue(batch, None)
    committing.run(batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.COMMITTED


def test_what_stops_the_worker_stands_on_the_batch():
    batch = planned(companies(*ROWS))
    committing.queue(batch, None)
    make_company(name="璇玑光刻")
    committing.run(batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.PLANNED
    assert batch.error


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "预览"), ("en", "planned")])
def test_it_is_said_in_the_language_of_whoever_reads_it(language, word):
    """Not in that of the worker."""
    batch = planned(companies(*ROWS))
    committing.queue(batch, None)
    make_company(name="璇玑光刻")
    with override("en" if language == "zh-hans" else "zh-hans"):
        committing.run(batch.pk)
    batch.refresh_from_db()
    with override(language):
        assert word in said(batch.error)
    assert set(batch.error) == {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "已写入"), ("en", "committed")])
def test_a_refusal_speaks_the_language_of_whoever_meets_it(language, word):
    batch = imported(companies(ROWS[0]))
    with pytest.raises(ImportRefusedError) as refused:
        committing.commit(batch)
    with override(language):
        assert word in str(refused.value)


def test_a_sheet_that_cannot_be_planned_says_so_in_every_language():
    batch = planned(companies(*ROWS))
    ImportBatch.objects.filter(pk=batch.pk).update(content=b"")
    committing.run_plan(batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.FAILED
    assert batch.error["en"].startswith("There is nothing in the file.")
    assert batch.error["zh-hans"] not in ("", batch.error["en"])


def test_once_it_works_nothing_is_said_of_it_any_more():
    batch = planned(companies(*ROWS))
    ImportBatch.objects.filter(pk=batch.pk).update(error={"en": "broken", "zh-hans": "损坏"})
    planning.plan(batch)
    batch.refresh_from_db()
    assert batch.error == {}
