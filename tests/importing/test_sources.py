"""A source that is named with a sheet is made in its batch, and goes with it unless something else rests on it."""

import pytest
from django.core.exceptions import ValidationError

from chains.choices import SheetKind
from chains.history import batches
from chains.importing import committing, executing, planning
from chains.models import Batch, Company, ImportBatch, Source
from tests.factories import make_evidence, make_source, make_user
from tests.history.test_undo import state
from tests.importing.sheets import as_csv, companies, outcomes

pytestmark = pytest.mark.django_db

TITLE = "长三角集成电路协会名单"
ROW = {"name": "璇玑光刻", "segment": "光刻机", "province": "江苏"}


def planned(title=TITLE, user=None, content=None, kind=SheetKind.COMPANIES):
    batch = planning.upload(kind, "名单.csv", content or companies(ROW), user)
    planning.configure(
        batch,
        sheet=batch.sheet,
        header_row=batch.header_row,
        mapping=batch.mapping,
        new_source=title,
        reason="年度名单",
    )
    planning.plan(batch)
    return batch


def committed(*args, **chosen):
    batch = planned(*args, **chosen)
    committing.commit(batch)
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (SheetKind.COMPANIES, companies(ROW)),
        (SheetKind.PARKS, as_csv(("名称", "类型", "省份", "产业链"), ("恒睿园", "park", "江苏", "ic"))),
        (SheetKind.SUPPLY_SHARES, as_csv(("环节", "国家", "份额", "年份"), ("光刻机", "NL", "80", "2020"))),
    ],
)
def test_a_plan_writes_no_source_and_its_commit_does(kind, content):
    before = state(Source)
    batch = planned(content=content, kind=kind)
    assert outcomes(batch) == ["new"]
    assert state(Source) == before
    committing.commit(batch)
    batch.refresh_from_db()
    assert batch.source == Source.objects.get(title=TITLE)
    assert outcomes(batch) == ["new"]
    assert outcomes(planned(content=content, kind=kind)) == ["unchanged"]


def test_one_that_was_made_since_the_plan_is_used():
    batch = planned()
    source = make_source(title=TITLE)
    committing.commit(batch)
    batch.refresh_from_db()
    assert batch.source == source


def test_what_cannot_be_a_title_is_refused_before_the_plan():
    with pytest.raises(ValidationError):
        planned("长" * 301)


def test_a_commit_that_breaks_off_leaves_no_source(monkeypatch):
    batch = planned()
    before = state(Source, Company)
    monkeypatch.setattr(executing.Commit, "_close", _break_off)
    with pytest.raises(KeyboardInterrupt):
        committing.commit(batch)
    assert state(Source, Company) == before


def _break_off(commit):
    raise KeyboardInterrupt


def test_its_history_names_the_batch_and_who_uploaded_it():
    user = make_user(is_superuser=True)
    batch = committed(user=user)
    [entry] = Source.objects.get(title=TITLE).history.all()
    assert (entry.batch, entry.history_user) == (batch.batch_ptr, user)


def test_undoing_the_batch_removes_it():
    before = state(Source, Company)
    batch = committed()
    done = batches.undo(batch, None, "名单有误")
    assert done.left == []
    assert state(Source, Company) == before
    for each in (batch, done.batch):
        each.refresh_from_db()
        assert each.source is None


def test_what_something_else_rests_on_is_left_and_listed():
    batch = committed()
    source = Source.objects.get(title=TITLE)
    make_evidence(source=source)
    done = batches.undo(batch, None, "名单有误")
    assert [(left.model, left.key) for left in done.left] == [("chains.source", source.pk)]
    for each in (batch, done.batch):
        each.refresh_from_db()
        assert each.source == source


def test_another_sheet_that_names_it_rests_on_it():
    first, second = committed(), committed()
    source = Source.objects.get(title=TITLE)
    done = batches.undo(first, None, "名单有误")
    assert source.pk in [left.key for left in done.left if left.model == "chains.source"]
    second.refresh_from_db()
    assert second.source == source


def test_one_that_was_on_record_stays():
    before = Source.objects.count()
    batch = committed("exchanges-2021")
    assert batches.undo(batch, None, "名单有误").left == []
    assert Source.objects.count() == before
    batch.refresh_from_db()
    assert batch.source.slug == "exchanges-2021"


def test_an_undo_that_is_undone_brings_it_back():
    batch = committed()
    key = Source.objects.get(title=TITLE).pk
    done = batches.undo(batch, None, "名单有误")
    batches.undo(Batch.objects.get(pk=done.batch.pk), None, "名单没错")
    assert Source.objects.get(title=TITLE).pk == key
    assert Company.objects.filter(name="璇玑光刻").exists()
    assert ImportBatch.objects.get(pk=batch.pk).source is None
