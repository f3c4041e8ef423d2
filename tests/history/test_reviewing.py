"""From draft to published: submitted, approved or returned with a note, in batches that can be undone."""

import pytest
from django.core.exceptions import ValidationError

from chains.choices import BatchKind, Role, Stage
from chains.history import reviewing
from chains.history.batches import undo
from chains.history.curation import Change
from chains.models import Batch
from chains.permissions import NotPermitted
from tests.factories import JIANGSU, SHANGHAI, make_company, make_placement
from tests.queries import no_more, queries_of
from tests.staff import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(db):
    return make_user(Role.CURATOR, [JIANGSU])


@pytest.fixture
def reviewer(db):
    return make_user(Role.REVIEWER)


def placed(stage, company=None, province=JIANGSU, **fields):
    return make_placement(company or make_company(), "ic.design", province=province, stage=stage, **fields)


def now(row):
    row.refresh_from_db()
    return row.stage, row.review_note


def test_a_draft_goes_to_review_and_to_the_public(curator, reviewer):
    company = make_company(province=JIANGSU, stage=Stage.DRAFT)
    reviewing.submit([company], Change(curator, "填好了"))
    assert now(company) == (Stage.REVIEW, "")
    reviewing.approve([company], Change(reviewer, "通过"))
    assert now(company) == (Stage.PUBLISHED, "")


def test_every_step_is_in_the_history_with_who_and_why_and_its_batch(curator, reviewer):
    row = placed(Stage.DRAFT)
    submitted = reviewing.submit([row], Change(curator, "填好了")).batch
    returned = reviewing.send_back([row], Change(reviewer, ""), "缺依据").batch
    entries = [
        (entry.history_user, entry.history_change_reason, entry.batch, entry.stage, entry.review_note)
        for entry in row.history.all()[:2]
    ]
    assert entries == [
        (reviewer, "缺依据", returned, Stage.DRAFT, "缺依据"),
        (curator, "填好了", submitted, Stage.REVIEW, ""),
    ]
    assert {submitted.kind, returned.kind} == {BatchKind.REVIEW}


def test_a_return_leaves_a_note_and_submitting_again_clears_it(curator, reviewer):
    row = placed(Stage.REVIEW)
    reviewing.send_back([row], Change(reviewer, ""), "  缺依据 ")
    assert now(row) == (Stage.DRAFT, "缺依据")
    reviewing.submit([row], Change(curator, "补了依据"))
    assert now(row) == (Stage.REVIEW, "")


@pytest.mark.parametrize("comment", ["", "   ", "长" * (reviewing.NOTE_LENGTH + 1)])
def test_a_return_needs_a_comment_that_fits(reviewer, comment):
    row = placed(Stage.REVIEW)
    with pytest.raises(ValidationError):
        reviewing.send_back([row], Change(reviewer, ""), comment)
    assert now(row) == (Stage.REVIEW, "")


def test_the_drafts_of_a_companys_placements_go_along_if_they_are_the_curators(curator):
    company = make_company(province=JIANGSU, stage=Stage.DRAFT)
    own, foreign = placed(Stage.DRAFT, company), placed(Stage.DRAFT, company, SHANGHAI)
    done = reviewing.submit([company], Change(curator, "填好了"))
    assert (done.companies, done.placements) == (1, 1)
    assert (now(own)[0], now(foreign)[0]) == (Stage.REVIEW, Stage.DRAFT)


def test_a_published_placement_brings_its_waiting_company_along(reviewer):
    company = make_company(stage=Stage.REVIEW)
    row, other = placed(Stage.REVIEW, company), placed(Stage.REVIEW, company, SHANGHAI)
    done = reviewing.approve([row], Change(reviewer, "通过"))
    assert (done.companies, done.placements) == (1, 1)
    assert (now(company)[0], now(row)[0], now(other)[0]) == (Stage.PUBLISHED, Stage.PUBLISHED, Stage.REVIEW)


def test_a_placement_is_not_published_before_its_company_is_submitted(reviewer):
    company = make_company("甲微电子", stage=Stage.DRAFT)
    row, fine = placed(Stage.REVIEW, company), placed(Stage.REVIEW)
    with pytest.raises(ValidationError, match="甲微电子"):
        reviewing.approve([row, fine], Change(reviewer, "通过"))
    assert (now(row)[0], now(fine)[0]) == (Stage.REVIEW, Stage.REVIEW)


def test_only_what_stands_where_a_step_begins_is_moved(curator, reviewer):
    rows = {stage: placed(stage) for stage in Stage}
    assert reviewing.approve(rows.values(), Change(reviewer, "通过")).placements == 1
    assert [now(row)[0] for row in rows.values()] == [Stage.DRAFT, Stage.PUBLISHED, Stage.PUBLISHED]
    again = reviewing.send_back(rows.values(), Change(reviewer, ""), "缺依据")
    assert (again.batch, again.rows) == (None, 0)
    assert Batch.objects.filter(kind=BatchKind.REVIEW).count() == 1


def test_somebody_elses_rows_are_not_submitted(curator):
    own, foreign = placed(Stage.DRAFT), placed(Stage.DRAFT, province=SHANGHAI)
    with pytest.raises(NotPermitted):
        reviewing.submit([own, foreign], Change(curator, "填好了"))
    assert now(own)[0] == Stage.DRAFT


def test_a_review_can_be_undone(reviewer):
    company = make_company(stage=Stage.REVIEW)
    row = placed(Stage.REVIEW, company)
    batch = reviewing.approve([row], Change(reviewer, "通过")).batch
    undo(batch, reviewer, "看错了")
    assert (now(company)[0], now(row)[0]) == (Stage.REVIEW, Stage.REVIEW)


def test_whoever_follows_the_company_hears_of_its_placement(reviewer):
    row = placed(Stage.REVIEW)
    before = row.company.updated
    reviewing.approve([row], Change(reviewer, "通过"))
    row.company.refresh_from_db()
    assert row.company.updated > before


def test_many_rows_take_no_more_queries_than_few(reviewer):
    rows = [placed(Stage.REVIEW) for _number in range(12)]
    # Each of them begins with the same: a snapshot has been taken.
    reviewing.approve([placed(Stage.REVIEW)], Change(reviewer, "通过"))
    few = queries_of(reviewing.approve, [placed(Stage.REVIEW)], Change(reviewer, "通过"))
    assert no_more(few, queries_of(reviewing.approve, rows, Change(reviewer, "通过")))
    assert {now(row)[0] for row in rows} == {Stage.PUBLISHED}
