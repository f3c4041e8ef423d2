"""Undoing a batch puts back what it changed, and leaves what somebody has edited since."""

import pytest

from chains.choices import BatchKind, BatchStatus
from chains.history import batches, bulk_writing, curation
from chains.history.curation import Change
from chains.models import Chain, Company, CompanyName, Evidence, Placement, Platform
from tests.factories import make_company, make_placement

pytestmark = pytest.mark.django_db


def state(*models):
    """Return every row of these models, times aside."""
    return {
        model: list(
            model.objects.order_by("pk").values(
                *[each.attname for each in model._meta.concrete_fields if each.name not in ("created", "updated")]
            )
        )
        for model in models
    }


@pytest.fixture
def batch():
    return batches.open_batch(BatchKind.EDIT, None, "一批改动")


def test_changed_rows_get_their_former_values(batch):
    before = state(Company, Placement)
    companies = list(Company.objects.order_by("pk")[:30])
    for company in companies:
        company.legal_name = f"{company.name}（测试）有限公司"
        company.derive()
    bulk_writing.update(Company, companies, ["legal_name", "legal_key"], batches.change_in(batch))
    assert state(Company, Placement) != before
    done = batches.undo(batch, None, "看错了")
    assert state(Company, Placement) == before
    assert (done.restored, done.removed, done.remade, done.left) == (30, 0, 0, [])
    batch.refresh_from_db()
    assert batch.status == BatchStatus.UNDONE


def test_made_rows_go_and_deleted_rows_come_back_under_their_keys(batch):
    company = make_company()
    placement = make_placement(company=company)
    before = state(Company, Placement, CompanyName, Evidence)
    made = make_company(name="新来的公司")
    change = batches.change_in(batch)
    Company.history.filter(id=made.pk).update(batch=batch)
    curation.save(CompanyName(company=made, name="别名"), change)
    curation.delete(placement, change)
    batches.undo(batch, None, "撤销")
    assert state(Company, Placement, CompanyName, Evidence) == before


def test_many_to_many_fields_go_back(batch):
    platform = Platform.objects.first()
    before = set(platform.chains.all())
    other = Chain.objects.exclude(pk__in=[chain.pk for chain in before]).first() or Chain.objects.first()
    curation.keep_first_states(Platform, [platform.pk])
    batches.change_in(batch).sign(platform)
    platform.chains.set({other} if {other} != before else set(Chain.objects.all()))
    assert set(platform.chains.all()) != before
    batches.undo(batch, None, "撤销")
    assert set(platform.chains.all()) == before


def test_a_field_edited_since_is_left_and_the_others_go_back(batch):
    company = make_company(legal_name="")
    company.legal_name, company.website = "甲有限公司", "https://example.org/a"
    curation.save(company, batches.change_in(batch))
    company.website = "https://example.org/b"
    curation.save(company, Change(None, "后来改的"))
    done = batches.undo(batch, None, "撤销")
    company.refresh_from_db()
    assert (company.legal_name, company.website) == ("", "https://example.org/b")
    assert [(left.name, left.fields) for left in done.left] == [(company.name, ("website",))]
    batch.refresh_from_db()
    assert batch.status == BatchStatus.PARTLY_UNDONE


def test_a_made_row_that_something_else_rests_on_stays(batch):
    company = Company(name="被引用的公司")
    curation.save(company, batches.change_in(batch))
    make_placement(company=company)
    done = batches.undo(batch, None, "撤销")
    assert Company.objects.filter(pk=company.pk).exists()
    assert [left.name for left in done.left] == ["被引用的公司"]


def test_two_rows_that_exchanged_what_is_unique_exchange_it_back(batch):
    code = "91110000600037341L"
    first, second = make_company(uscc=code), make_company(uscc="")
    for row, value in ((first, ""), (second, code)):
        row.uscc = value
        curation.save(row, batches.change_in(batch))
    batches.undo(batch, None, "撤销")
    assert Company.objects.get(pk=first.pk).uscc == code
    assert Company.objects.get(pk=second.pk).uscc == ""


def test_an_undo_is_history_and_can_be_undone(batch):
    company = make_company(legal_name="")
    company.legal_name = "甲有限公司"
    curation.save(company, batches.change_in(batch))
    done = batches.undo(batch, None, "撤销")
    assert company.history.first().history_change_reason == "撤销"
    assert company.history.first().batch == done.batch
    batches.undo(done.batch, None, "还是对的")
    company.refresh_from_db()
    assert company.legal_name == "甲有限公司"


def test_a_batch_is_undone_once(batch):
    batches.undo(batch, None, "撤销")
    with pytest.raises(batches.UndoError):
        batches.undo(batch, None, "再撤销")
