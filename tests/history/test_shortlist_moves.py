"""Who merges companies takes the shortlists along: entries move, two on one list become one; an undo puts them back."""

import pytest

from chains.history.batches import undo
from chains.history.merging import merge
from chains.history.splitting import Parts, split
from chains.models import Company, ShortlistEntry
from tests.factories import make_company, make_shortlist, make_shortlist_entry
from tests.history.full_company import state

pytestmark = pytest.mark.django_db


def put(shortlist, company, reason="", order=1):
    return make_shortlist_entry(shortlist, company, reason=reason, order=order)


def standing(shortlist):
    rows = ShortlistEntry.objects.filter(shortlist=shortlist).order_by("order", "pk")
    return list(rows.values_list("company", "reason"))


def test_an_entry_moves_to_the_one_that_stays_and_back():
    winner, loser, shortlist = make_company("甲"), make_company("乙"), make_shortlist()
    put(shortlist, loser, "近")
    before = state()
    batch = merge(winner, [loser], {}, None, "同一家")
    assert standing(shortlist) == [(winner.pk, "近")]
    undo(batch, None, "不是")
    assert state() == before


def test_two_on_one_list_become_one_with_both_reasons():
    winner, loser, shortlist = make_company("甲"), make_company("乙"), make_shortlist()
    put(shortlist, loser, "上游", 1)
    put(shortlist, winner, "本行", 2)
    before = state()
    batch = merge(winner, [loser], {}, None, "同一家")
    assert standing(shortlist) == [(winner.pk, "本行\n上游")]
    undo(batch, None, "不是")
    assert state() == before


def test_the_same_reason_is_said_once_and_none_is_no_line():
    winner, first, second = (make_company(name) for name in "甲乙丙")
    shortlist = make_shortlist()
    put(shortlist, winner, "")
    put(shortlist, first, "近")
    put(shortlist, second, "近")
    merge(winner, [first, second], {}, None, "同一家")
    assert standing(shortlist) == [(winner.pk, "近")]


def test_of_several_without_the_one_that_stays_the_first_is_kept():
    winner, first, second = (make_company(name) for name in "甲乙丙")
    shortlist, other = make_shortlist(), make_shortlist()
    kept = put(shortlist, second, "二", 1)
    put(shortlist, first, "一", 2)
    put(other, first, "别处")
    before = state()
    batch = merge(winner, [first, second], {}, None, "同一家")
    assert standing(shortlist) == [(winner.pk, "二\n一")]
    assert ShortlistEntry.objects.get(shortlist=shortlist).pk == kept.pk
    assert standing(other) == [(winner.pk, "别处")]
    undo(batch, None, "不是")
    assert state() == before


def test_a_reason_that_was_edited_since_stays():
    winner, loser, shortlist = make_company("甲"), make_company("乙"), make_shortlist()
    kept = put(shortlist, winner, "本行")
    put(shortlist, loser, "上游", 2)
    batch = merge(winner, [loser], {}, None, "同一家")
    ShortlistEntry.objects.filter(pk=kept.pk).update(reason="谈过了")
    undo(batch, None, "不是")
    assert standing(shortlist) == [(winner.pk, "谈过了"), (loser.pk, "上游")]


def test_what_was_taken_off_or_deleted_since_stays_away():
    winner, loser = make_company("甲"), make_company("乙")
    taken_off, deleted = make_shortlist(), make_shortlist()
    for shortlist in (taken_off, deleted):
        put(shortlist, winner, "本行")
        put(shortlist, loser, "上游", 2)
    batch = merge(winner, [loser], {}, None, "同一家")
    ShortlistEntry.objects.filter(shortlist=taken_off).delete()
    deleted.delete()
    undo(batch, None, "不是")
    assert not ShortlistEntry.objects.exists()


def test_undone_in_the_wrong_order_nothing_collides():
    first, second, third = (make_company(name) for name in "甲乙丙")
    shortlist = make_shortlist()
    put(shortlist, third, "旧")
    one = merge(second, [third], {}, None, "乙即丙")
    two = merge(first, [Company.objects.get(pk=second.pk)], {}, None, "甲即乙")
    undo(one, None, "撤销")
    # Back already, and put on the list anew.
    put(shortlist, Company.objects.get(pk=third.pk), "新", 2)
    undo(two, None, "撤销")
    assert standing(shortlist) == [(second.pk, "旧"), (third.pk, "新")]


def test_a_split_leaves_the_entries_with_the_company_that_was_meant():
    company, shortlist = make_company("甲"), make_shortlist()
    put(shortlist, company, "近")
    before = state()
    batch = split(company, Parts(), {"name": "乙"}, None, "两家")
    assert standing(shortlist) == [(company.pk, "近")]
    undo(batch, None, "一家")
    assert state() == before
