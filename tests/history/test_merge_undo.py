"""An undone merge leaves the database as it was, row for row, whatever the companies had."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chains.history.batches import undo
from chains.history.curation import Change, save
from chains.history.merging import FIELDS, merge
from chains.models import Company, CompanyRedirect, JournalNote, Label, PlacementRedirect, Source
from tests.examples import examples
from tests.factories import (
    credit_code,
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_listing,
    make_placement,
)
from tests.history.full_company import furnished, redirect_to, state

pytestmark = pytest.mark.django_db

PLACES = ({"province": "310000"}, {"province": "320000"}, {"city": "320500"}, {"country": "JP"})
STATUSES = ("reported", "verified", "disputed", "withdrawn")

placements = st.lists(
    st.tuples(st.sampled_from(("ic.design", "ic.equipment")), st.sampled_from(range(4)), st.sampled_from(STATUSES)),
    max_size=4,
    unique_by=lambda row: row[:2],
)
companies = st.lists(
    st.tuples(placements, st.sets(st.sampled_from("甲乙丙")), st.booleans(), st.booleans()), min_size=2, max_size=3
)


def made(number, placements, aliases, labelled, coded):
    company = make_company(
        f"往返{number}", uscc=credit_code(number + 1) if coded else "", **PLACES[number], legal_name=f"往返{number}公司"
    )
    sources = list(Source.objects.order_by("pk")[:2])
    for segment, place, status in placements:
        day = date(2024, 1, 1 + number) if status == "verified" else None
        row = make_placement(company, segment, status=status, verified_on=day, **PLACES[place])
        make_evidence(row, sources[0], printed_name="同名")
        make_evidence(row, sources[-1], printed_name=f"名{number}")
    for alias in aliases:
        make_company_name(company, f"往返{alias}")
    if labelled:
        make_company_label(company, Label.objects.filter(per_chain=False).order_by("pk").first(), year=2020 + number)
    return company


#: Which of the companies each field is taken from, counted from the first again where there are fewer.
choices = st.fixed_dictionaries({name: st.sampled_from(range(3)) for name in FIELDS})


@settings(max_examples=examples(20), suppress_health_check=list(HealthCheck))
@given(drawn=companies, chosen=choices)
def test_undoing_a_merge_restores_every_row(drawn, chosen):
    # All is drawn before anything is made: an example may be given up while it is drawn, and what it had made by then
    # would stand in the way of the next one. So would that of one that fails, hence the transaction.
    with transaction.atomic():
        rows = [made(number, *about) for number, about in enumerate(drawn)]
        before = state()
        batch = merge(
            rows[0], rows[1:], {name: rows[each % len(rows)] for name, each in chosen.items()}, None, "同一家"
        )
        assert state() != before
        done = undo(batch, None, "不是同一家")
        assert done.left == []
        assert state() == before
        transaction.set_rollback(True)


def test_notes_suggestions_and_earlier_redirects_go_back_too():
    winner, loser = furnished("甲科技"), furnished("乙科技")
    redirect_to(loser, "00000000ab")
    before = state()
    undo(merge(winner, [loser], {}, None, "同一家"), None, "不是同一家")
    assert state() == before
    assert CompanyRedirect.objects.get().company == loser


def test_the_ids_of_folded_placements_lead_nowhere_else_once_they_are_back():
    one, two, three = (furnished(name) for name in ("甲科技", "乙科技", "丙科技"))
    merge(two, [three], {}, None, "同一家")
    before = state()
    assert PlacementRedirect.objects.count() == 1
    batch = merge(one, [two], {}, None, "也是同一家")
    assert PlacementRedirect.objects.count() == 2
    undo(batch, None, "不是同一家")
    assert state() == before


def test_a_redirect_that_knows_no_batch_goes_as_well():
    """One that came with a dump."""
    winner, loser = furnished("甲科技"), furnished("乙科技")
    batch = merge(winner, [loser], {}, None, "同一家")
    for model in (CompanyRedirect, PlacementRedirect):
        assert model.objects.update(batch=None) == 1
    undo(batch, None, "不是同一家")
    assert not CompanyRedirect.objects.exists()
    assert not PlacementRedirect.objects.exists()


def test_a_note_written_since_stays_where_it_was_written():
    winner, loser = make_company("甲科技"), make_company("乙科技")
    batch = merge(winner, [loser], {}, None, "同一家")
    note = JournalNote.objects.create(company=winner, text="合并之后写的")
    undo(batch, None, "不是同一家")
    note.refresh_from_db()
    assert note.company == winner


def test_what_somebody_has_edited_since_is_left():
    winner, loser = make_company("甲科技"), make_company("乙科技", website="https://example.org/b")
    batch = merge(winner, [loser], {}, None, "同一家")
    winner.refresh_from_db()
    assert winner.website == "https://example.org/b"
    winner.website = "https://example.org/new"
    save(winner, Change(None, "官网换了"))
    done = undo(batch, None, "不是同一家")
    winner.refresh_from_db()
    assert winner.website == "https://example.org/new"
    assert [left.fields for left in done.left] == [("website",)]
    assert Company.objects.get(public_id=loser.public_id).website == "https://example.org/b"


def test_merged_undone_and_merged_again():
    winner, loser = furnished("甲科技"), furnished("乙科技")
    undo(merge(winner, [loser], {}, None, "同一家"), None, "存疑")
    before = state()
    loser = Company.objects.get(public_id=loser.public_id)
    again = merge(winner, [loser], {}, None, "还是同一家")
    assert CompanyRedirect.objects.get(public_id=loser.public_id).batch == again
    undo(again, None, "又错了")
    assert state() == before


def test_two_merges_are_undone_one_after_the_other():
    first, second, third = furnished("甲科技"), furnished("乙科技"), furnished("丙科技")
    before = state()
    one = merge(second, [third], {}, None, "乙即丙")
    between = state()
    two = merge(first, [Company.objects.get(pk=second.pk)], {}, None, "甲即乙")
    assert set(CompanyRedirect.objects.values_list("company_id", flat=True)) == {first.pk}
    undo(two, None, "撤销")
    assert state() == between
    undo(one, None, "撤销")
    assert state() == before


def test_listings_keep_their_dates_and_owner():
    winner, loser = make_company("甲科技"), make_company("乙科技")
    listing = make_listing(loser, listed_on=date(2020, 1, 1))
    undo(merge(winner, [loser], {}, None, "同一家"), None, "撤销")
    listing.refresh_from_db()
    assert (listing.company, listing.listed_on) == (loser, date(2020, 1, 1))


def test_undone_in_the_wrong_order_nothing_is_lost_and_a_second_undo_completes_it():
    first, second, third = make_company("甲科技"), make_company("乙科技"), furnished("丙科技")
    before = state()
    one = merge(second, [third], {}, None, "乙即丙")
    two = merge(first, [Company.objects.get(pk=second.pk)], {}, None, "甲即乙")
    done = undo(one, None, "撤销")
    # The company is back, what it had still stands with the first.
    assert Company.objects.get(pk=third.pk).name == "丙科技"
    assert {left.model for left in done.left} >= {"chains.placement", "chains.listing"}
    undo(two, None, "撤销")
    undo(one, None, "再撤销")
    assert state() == before
