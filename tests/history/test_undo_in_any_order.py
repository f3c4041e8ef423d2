"""Batches undone in any order: a value is what the newest batch not undone has given it, and what hangs together stays
or goes together."""

from datetime import date

import pytest

from chains.choices import BatchStatus, PlacementStatus
from chains.history import batches, bulk_edits
from chains.history.curation import Change, save
from chains.history.merging import merge
from chains.models import (
    Batch,
    Company,
    CompanyLabel,
    CompanyName,
    CompanyRedirect,
    Evidence,
    JournalNote,
    Label,
    Listing,
    Placement,
    PlacementRedirect,
    Source,
)
from tests.factories import make_company, make_placement, make_shortlist, make_shortlist_entry
from tests.history.full_company import state
from tests.history.test_undo import state as rows_of
from tests.importing.sheets import as_csv, imported

pytestmark = pytest.mark.django_db

EVERYTHING = (Company, CompanyName, Listing, CompanyLabel, Placement, Evidence, Source)


def sheet(**cells):
    return imported(as_csv(list(cells), list(cells.values())))


def firm(name="恒睿甲", **more):
    return sheet(企业名称=name, 所属环节="ic.design", 省份="上海", **more)


def undo(batch):
    if isinstance(batch, batches.Undoing):
        batch = batch.batch
    return batches.undo(Batch.objects.get(pk=batch.pk), None, "撤销")


def website():
    return Company.objects.get(name="恒睿甲").website


def with_websites(*names):
    return [sheet(企业名称="恒睿甲", 官网=f"https://{name}.example") for name in names]


def verified(company="恒睿甲", on=None):
    return bulk_edits.verify([Placement.objects.get(company__name=company).pk], None, "核实", verified_on=on)


def test_evidence_of_a_verified_placement_stays_with_it():
    batch = firm()
    verified()
    done = undo(batch)
    placement = Placement.objects.get(company__name="恒睿甲")
    assert placement.evidence.count() == 1
    assert {each.model for each in done.left} == {"chains.company", "chains.placement", "chains.evidence"}


def test_undone_again_all_of_it_goes_once_nothing_holds_it():
    before = rows_of(*EVERYTHING)
    batch = firm()
    check = verified()
    undo(batch)
    undo(check)
    assert Placement.objects.get(company__name="恒睿甲").evidence.count() == 1
    assert undo(batch).left == []
    assert rows_of(*EVERYTHING) == before


def test_and_comes_back_with_what_held_it():
    batch = firm()
    check = verified()
    after = rows_of(*EVERYTHING)
    undo(batch)
    undone = undo(check)
    undo(batch)
    assert undo(undone).left == []
    assert rows_of(*EVERYTHING) == after


def test_evidence_of_a_placement_that_was_merged_stays_with_it():
    batch = firm()
    winner = Company.objects.get(name="士兰微")
    merge(winner, [Company.objects.get(name="恒睿甲")], {}, None, "同一家")
    undo(batch)
    for placement in winner.placements.all():
        assert placement.evidence.exists()


def test_a_company_that_stays_keeps_what_was_made_with_it():
    batch = firm(别名="恒睿甲旧称", 证券代码="688999.SH", 标签=Label.objects.filter(per_chain=False).first().name)
    company = Company.objects.get(name="恒睿甲")
    parts = [company.names.count(), company.listings.count(), company.labels.count()]
    own = make_placement(company, "ic.equipment", province="320000")
    undo(batch)
    assert [company.names.count(), company.listings.count(), company.labels.count()] == parts
    assert parts[:2] == [1, 1]
    # The claim of the sheet goes, with its evidence; that of somebody else stays.
    assert [row.pk for row in company.placements.all()] == [own.pk]


def test_a_value_is_the_newest_batch_s_that_is_not_undone():
    _one, two, three = with_websites("one", "two", "one")
    assert undo(two).left == []
    assert website() == "https://one.example"
    assert undo(three).left == []
    assert website() == "https://one.example"


def test_in_the_other_order_as_well():
    _one, two, three = with_websites("one", "two", "three")
    assert [each.fields for each in undo(two).left] == [("website",)]
    assert website() == "https://three.example"
    undo(three)
    assert website() == "https://one.example"
    assert undo(two).left == []


def test_what_is_undone_twice_counts_again_where_nothing_newer_does():
    _one, two, three = with_websites("one", "two", "three")
    first, second = undo(two), undo(three)
    undo(first)
    assert website() == "https://two.example"
    two.refresh_from_db()
    assert two.status == BatchStatus.COMMITTED
    assert undo(second).left == []
    assert website() == "https://three.example"
    undo(two)
    assert website() == "https://three.example"


def test_an_undo_of_what_counts_again_is_no_undo():
    _one, two = with_websites("one", "two")
    first = undo(two)
    undo(first)
    with pytest.raises(batches.UndoError):
        undo(first)


def test_a_place_is_given_whole():
    company = make_company("恒睿甲")
    row = make_placement(company, province="310000")
    made = bulk_edits.edit(
        Placement, [row.pk], {"province": make_placement(province="330000").province}, None, "在浙江"
    )
    bulk_edits.edit(Placement, [row.pk], {"city": make_placement(city="330100").city}, None, "在杭州")
    undo(made)
    row.refresh_from_db()
    assert (row.province_id, row.city_id) == ("330000", "330100")


def test_a_later_verification_is_not_undone_with_an_earlier_one():
    firm()
    first, _second = verified(on=date(2024, 1, 1)), verified(on=date(2025, 1, 1))
    undo(first)
    placement = Placement.objects.get(company__name="恒睿甲")
    assert (placement.status, placement.verified_on) == (PlacementStatus.VERIFIED, date(2025, 1, 1))


def three_merged():
    rows = [make_company(name) for name in ("恒睿甲", "浦江乙", "西湖丙")]
    for row in rows:
        make_placement(row, "ic.design", province="310000")
    before = state()
    one = merge(rows[1], [rows[0]], {}, None, "甲即乙")
    two = merge(rows[2], [Company.objects.get(pk=rows[1].pk)], {}, None, "乙即丙")
    return before, one, two


def test_of_a_chain_of_merges_nothing_is_told_twice():
    before, one, two = three_merged()
    undo(one)
    undo(two)
    assert undo(one).left == []
    assert state() == before


def test_a_merge_whose_undo_is_undone_is_made_again_with_its_redirects_notes_and_entries():
    winner, loser = make_company("浦江乙"), make_company("恒睿甲")
    for row in (winner, loser):
        make_placement(row, "ic.design", province="310000")
        JournalNote.objects.create(company=row, text=f"{row.name}的便笺")
        make_shortlist_entry(company=row)
    shortlist = make_shortlist()
    for order, row in enumerate((winner, loser)):
        make_shortlist_entry(shortlist, row, reason=row.name, order=order)
    before = state()
    batch = merge(winner, [loser], {}, None, "同一家")
    after = state()
    assert (CompanyRedirect.objects.count(), PlacementRedirect.objects.count()) == (1, 1)
    undone = undo(batch)
    assert state() == before
    assert undo(undone).left == []
    assert state() == after
    undo(batch)
    assert state() == before


def test_redirects_lead_where_the_merges_that_count_have_moved_them():
    _before, one, two = three_merged()
    first = undo(one)
    undo(two)
    undo(first)
    assert [each.company.name for each in CompanyRedirect.objects.all()] == ["浦江乙"]
    assert [each.placement.company.name for each in PlacementRedirect.objects.all()] == ["浦江乙"]


def test_who_edits_a_row_again_by_hand_keeps_it():
    (batch,) = with_websites("one")
    company = Company.objects.get(name="恒睿甲")
    company.website = "https://hand.example"
    save(company, Change(None, "官网换了"))
    assert [each.fields for each in undo(batch).left] == [()]
    assert website() == "https://hand.example"
