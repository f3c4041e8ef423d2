"""Snapshots: the cells of a chain kept as the gap page shows them, when asked for and before every batch."""

import pytest
from django.core.exceptions import ValidationError

from chains.choices import PlacementStatus, Role
from chains.history import batches, bulk_edits, merging, snapshots
from chains.importing.committing import commit
from chains.models import Chain, Company, Placement, Segment, Snapshot, SnapshotCell
from chains.permissions import NotPermitted
from chains.selectors.changes import readings_of
from chains.selectors.gaps import gap_view
from tests.factories import make_assessment, make_batch, make_chain, make_company, make_listing, make_placement
from tests.importing.sheets import companies, planned
from tests.queries import no_more, queries_of
from tests.staff import make_user

pytestmark = pytest.mark.django_db

NEW = {"name": "新来光刻", "segment": "光刻机", "province": "安徽"}


@pytest.fixture
def chain():
    return Chain.objects.select_related("region").get(slug="ic")


@pytest.fixture
def reviewer():
    return make_user(Role.REVIEWER)


def placed(segment="ic.lithography", province="340000", **fields):
    return make_placement(make_company(), segment, province=province, **fields)


def taken_before(kind):
    return set(Snapshot.objects.filter(batch__kind=kind).values_list("chain__slug", flat=True))


# -- asked for


def test_it_has_every_cell_that_the_gap_page_has_on_every_level(chain):
    make_assessment("ic.lithography", "gap", province="310000")
    make_listing(placed().company)
    snapshot = snapshots.take(chain, "", None).snapshot
    view = gap_view(chain)
    assert set(snapshot.readings()) == set(readings_of(view))
    cells = len(view.segments) * (len(view.provinces) + 1)
    assert snapshot.cells.count() == cells
    assert snapshot.cells.filter(province=None).count() == len(view.segments)


def test_it_says_who_wanted_it_and_what_for(chain, reviewer):
    snapshot = snapshots.take(chain, "  年初  ", reviewer).snapshot
    assert (snapshot.user, snapshot.note, snapshot.batch, snapshot.region) == (reviewer, "年初", None, chain.region)


def test_where_nothing_has_changed_the_latest_stands(chain):
    first, second = snapshots.take(chain, "甲", None), snapshots.take(chain, "乙", None)
    assert first.is_new
    assert not second.is_new
    assert second.snapshot == first.snapshot
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda: placed(),
        lambda: Placement.objects.live().of_chain("ic").first().delete(),
        lambda: (
            Placement.objects.live().of_chain("ic").filter(province="310000").update(status=PlacementStatus.WITHDRAWN)
        ),
        lambda: make_listing(Company.objects.filter(listings=None, placements__segment__code="ic.design").first()),
        lambda: make_assessment("ic.design", "gap", province="340000"),
    ],
    ids=["a company more", "one less", "some withdrawn", "one listed", "a verdict"],
)
def test_whatever_a_cell_shows_makes_a_new_one(chain, change):
    first = snapshots.take(chain, "", None).snapshot
    change()
    again = snapshots.take(chain, "", None)
    assert again.is_new
    assert set(again.snapshot.readings()) != set(first.readings())


def test_what_the_public_does_not_see_is_in_no_snapshot(chain):
    snapshots.take(chain, "", None)
    placed(stage="draft")
    make_placement(make_company(stage="review"), "ic.lithography", province="340000")
    assert not snapshots.take(chain, "", None).is_new


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.CURATOR])
def test_only_reviewers_take_one(chain, role):
    with pytest.raises(NotPermitted):
        snapshots.take(chain, "", make_user(role, ["310000"]))
    assert not Snapshot.objects.exists()


def test_a_chain_without_companies_has_nothing_to_keep():
    with pytest.raises(snapshots.NothingToKeepError):
        snapshots.take(make_chain(), "", None)


def test_a_note_that_is_too_long_is_refused(chain):
    with pytest.raises(ValidationError):
        snapshots.take(chain, "长" * (snapshots.NOTE_LENGTH + 1), None)


def test_more_companies_cost_no_more_queries(chain):
    snapshots.take(chain, "", None)  # from now on the cells of the latest are asked for
    placed()
    few = queries_of(snapshots.take, chain, "", None)
    for _ in range(20):
        placed()
    assert no_more(few, queries_of(snapshots.take, chain, "", None))


# -- before batches


def test_a_bulk_edit_leaves_both_chains_as_they_were(chain):
    keys = list(Placement.objects.live().of_chain("ic").values_list("pk", flat=True)[:3])
    before = set(readings_of(gap_view(chain)))
    bulk_edits.verify(keys, None, "核实")
    assert taken_before("settle") == {"ic", "ai"}
    assert set(Snapshot.objects.get(chain=chain).readings()) == before != set(readings_of(gap_view(chain)))


def test_a_chain_that_is_as_the_latest_shows_it_is_not_kept_again():
    keys = list(Placement.objects.live().of_chain("ic").values_list("pk", flat=True)[:3])
    bulk_edits.verify(keys[:1], None, "核实")
    bulk_edits.verify(keys[1:], None, "核实")
    assert Snapshot.objects.filter(chain__slug="ic").count() == 2
    assert Snapshot.objects.filter(chain__slug="ai").count() == 1


def test_a_merge_and_its_undoing_leave_one_each(chain):
    one, other = placed().company, placed("ic.design").company
    batch = merging.merge(one, [other], {}, None, "同一家")
    assert "ic" in taken_before("merge")
    batches.undo(batch, None, "弄错了")
    assert taken_before("undo") == {"ic"}
    first, second = Snapshot.objects.filter(chain=chain).order_by("taken_at")
    assert set(first.readings()) == set(readings_of(gap_view(chain))) != set(second.readings())


def test_an_undo_that_changes_nothing_leaves_none():
    batch = make_batch()
    batches.undo(batch, None, "试")
    assert not Snapshot.objects.exists()


def test_a_chain_without_companies_is_not_kept():
    make_chain()
    snapshots.take_before(make_batch())
    assert set(Snapshot.objects.values_list("chain__slug", flat=True)) == {"ic", "ai"}


def test_a_curator_may_change_what_is_his_and_it_is_kept_all_the_same():
    curator = make_user(Role.CURATOR, ["310000"])
    placement = Placement.objects.live().of_chain("ic").filter(province="310000").first()
    bulk_edits.settle([placement.pk], PlacementStatus.DISPUTED, curator, "存疑")
    assert Snapshot.objects.filter(user=curator).exists()


def test_an_import_leaves_one_before_its_first_row(chain):
    before = set(readings_of(gap_view(chain)))
    batch = planned(companies(NEW))
    assert not Snapshot.objects.exists()
    commit(batch)
    kept = Snapshot.objects.get(chain=chain)
    assert (kept.batch_id, kept.user) == (batch.pk, batch.user)
    assert set(kept.readings()) == before
    assert Segment.objects.get(code="ic.lithography").placements.filter(province="340000").count() == 1


def test_a_sheet_that_changes_nothing_leaves_none():
    commit(planned(companies(NEW)))
    Snapshot.objects.all().delete()
    commit(planned(companies(NEW)))
    assert not Snapshot.objects.exists()
    assert not SnapshotCell.objects.exists()
