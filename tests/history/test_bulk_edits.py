"""Many rows at once: a plan to look at first, then one batch that can be undone; what is not the user's is left."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from chains.choices import BatchKind, PlacementStatus, Role
from chains.history import bulk_edits
from chains.history.batches import undo
from chains.models import Batch, City, Company, Placement, Province, Segment
from chains.permissions import NotPermitted
from tests.factories import JIANGSU, SHANGHAI, make_company, make_placement
from tests.staff import make_user

pytestmark = pytest.mark.django_db

WHY = "整批调整"


@pytest.fixture
def curator(db):
    return make_user(Role.CURATOR, [JIANGSU])


@pytest.fixture
def reviewer(db):
    return make_user(Role.REVIEWER)


def placed(*provinces, **fields):
    return [make_placement(segment="ic.design", province=code, **fields) for code in provinces]


def keys(rows):
    return [row.pk for row in rows]


def fresh(rows):
    found = type(rows[0]).objects.in_bulk(keys(rows))
    return [found[row.pk] for row in rows]


def test_rows_get_the_values_in_one_batch_with_who_and_why(reviewer):
    rows = placed(JIANGSU, SHANGHAI)
    testing = Segment.objects.get(code="ic.packaging-test")
    batch = bulk_edits.edit(Placement, keys(rows), {"segment": testing, "note": "改类"}, reviewer, WHY)
    assert {(row.segment, row.note) for row in fresh(rows)} == {(testing, "改类")}
    assert batch.kind == BatchKind.EDIT
    assert (batch.counts["changed"], batch.counts["unchanged"], batch.counts["refused"]) == (2, 0, 0)
    for row in rows:
        entry = row.history.first()
        assert (entry.history_user, entry.history_change_reason, entry.batch) == (reviewer, WHY, batch)


def test_undo_puts_everything_back(reviewer):
    rows = placed(JIANGSU, SHANGHAI, note="旧")
    batch = bulk_edits.edit(Placement, keys(rows), {"note": "新"}, reviewer, WHY)
    undo(batch, reviewer, "还原")
    assert {row.note for row in fresh(rows)} == {"旧"}


def test_the_plan_says_what_would_change_and_changes_nothing(curator):
    own, foreign, done = placed(JIANGSU, SHANGHAI, JIANGSU)
    Placement.objects.filter(pk=done.pk).update(note="新")
    plan = bulk_edits.plan_edit(Placement, keys([own, foreign, done]), {"note": "新"}, curator)
    assert [(each.row, each.changes) for each in plan.changed] == [(own, {"note": ("", "新")})]
    assert [each.row for each in plan.unchanged] == [done]
    assert [each.row for each in plan.refused] == [foreign]
    assert "上海" in plan.refused[0].refused
    assert fresh([own])[0].note == ""
    assert not Batch.objects.exists()


def test_what_is_not_the_users_is_left_and_listed(curator):
    own, foreign = placed(JIANGSU, SHANGHAI)
    batch = bulk_edits.edit(Placement, keys([own, foreign]), {"note": "新"}, curator, WHY)
    assert [row.note for row in fresh([own, foreign])] == ["新", ""]
    [left] = batch.counts["left"]
    assert (batch.counts["refused"], left["key"]) == (1, foreign.pk)
    assert "上海" in left["why"]


def test_nothing_leaves_the_users_provinces(curator, reviewer):
    rows = placed(JIANGSU)
    there = {"province": Province.objects.get(pk=SHANGHAI)}
    with pytest.raises(NotPermitted):
        bulk_edits.edit(Placement, keys(rows), there, curator, WHY)
    bulk_edits.edit(Placement, keys(rows), there, reviewer, WHY)
    assert fresh(rows)[0].province_id == SHANGHAI


def test_a_company_is_registered_in_the_users_province_and_not_out_of_it(curator):
    works, leaves = make_company(), make_company(province=JIANGSU)
    for row in (works, leaves):
        make_placement(row, "ic.design", province=JIANGSU)
    here, there = (Province.objects.get(pk=code) for code in (JIANGSU, SHANGHAI))
    with pytest.raises(NotPermitted):
        bulk_edits.edit(Company, keys([works, leaves]), {"province": there}, curator, WHY)
    batch = bulk_edits.edit(Company, keys([works, leaves]), {"province": here}, curator, WHY)
    assert [row.province_id for row in fresh([works, leaves])] == [JIANGSU, JIANGSU]
    assert (batch.counts["changed"], batch.counts["unchanged"]) == (1, 1)


def test_a_new_place_replaces_the_whole_of_the_old_one(reviewer):
    [row] = [make_placement(segment="ic.design", city="320500")]
    bulk_edits.edit(Placement, [row.pk], {"province": Province.objects.get(pk=SHANGHAI)}, reviewer, WHY)
    [moved] = fresh([row])
    assert (moved.province_id, moved.city_id) == (SHANGHAI, None)
    bulk_edits.edit(Placement, [row.pk], {"city": City.objects.get(pk="320500")}, reviewer, WHY)
    [moved] = fresh([row])
    assert (moved.province_id, moved.city_id) == (JIANGSU, "320500")


def test_what_contradicts_itself_or_others_is_refused_and_nothing_is_done(reviewer):
    company = make_company()
    rows = [make_placement(company, "ic.design", province=code) for code in (JIANGSU, SHANGHAI)]
    there = Province.objects.get(pk=SHANGHAI)
    for values in (
        {"province": there},  # both at one place
        {"province": there, "city": City.objects.get(pk="320500")},
        {"province": there, "country": "SG"},
        {"status": "verified"},
        {},
    ):
        with pytest.raises(ValidationError):
            bulk_edits.edit(Placement, keys(rows), values, reviewer, WHY)
    assert [row.province_id for row in fresh(rows)] == [JIANGSU, SHANGHAI]
    assert not Batch.objects.exists()


def test_where_all_is_so_already_there_is_no_batch(reviewer):
    rows = placed(JIANGSU, note="新")
    with pytest.raises(bulk_edits.NothingToDoError):
        bulk_edits.edit(Placement, keys(rows), {"note": "新"}, reviewer, WHY)
    assert not Batch.objects.exists()


def test_verifying_sets_who_and_when_in_one_batch(reviewer):
    rows = placed(JIANGSU, SHANGHAI)
    batch = bulk_edits.verify(keys(rows), reviewer, WHY, verified_on=date(2026, 3, 1))
    assert {(row.status, row.verified_by, row.verified_on) for row in fresh(rows)} == {
        ("verified", reviewer, date(2026, 3, 1))
    }
    assert (batch.kind, batch.counts["changed"]) == (BatchKind.SETTLE, 2)
    assert {row.history.first().batch for row in rows} == {batch}
    undo(batch, reviewer, "还原")
    assert {(row.status, row.verified_by, row.verified_on) for row in fresh(rows)} == {("reported", None, None)}


def test_a_curator_verifies_nothing_and_settles_the_unverified_of_the_own_provinces(curator):
    own, foreign = placed(JIANGSU, SHANGHAI)
    [checked] = placed(JIANGSU, status="verified", verified_on=date(2026, 1, 1))
    with pytest.raises(NotPermitted):
        bulk_edits.verify([own.pk], curator, WHY)
    batch = bulk_edits.settle(keys([own, foreign, checked]), PlacementStatus.WITHDRAWN, curator, WHY)
    assert [row.status for row in fresh([own, foreign, checked])] == ["withdrawn", "reported", "verified"]
    assert (batch.counts["changed"], batch.counts["refused"]) == (1, 2)


def test_hundreds_of_rows_are_one_batch(reviewer):
    rows = list(Placement.objects.all())
    assert len(rows) > 150
    batch = bulk_edits.edit(Placement, keys(rows), {"note": "普查"}, reviewer, WHY)
    assert batch.counts["changed"] == len(rows) == Placement.objects.filter(note="普查").count()
    assert Placement.history.filter(batch=batch).count() == len(rows)
