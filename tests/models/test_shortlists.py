"""A shortlist has a name, each of its owner's another; a company stands on it once."""

import pytest

from chains.models import Shortlist, ShortlistEntry
from tests.factories import make_company, make_segment, make_shortlist, make_shortlist_entry
from tests.models.refusal import refused, taken

pytestmark = pytest.mark.django_db


def test_it_has_a_name():
    refused(make_shortlist(), "shortlist_has_a_name", name="")


def test_a_name_is_given_once_by_each_owner():
    first = make_shortlist(name="光刻")
    refused(make_shortlist(first.user), "shortlist_name_once", name="光刻")
    taken(make_shortlist(), name="光刻")


def test_a_company_stands_on_it_once():
    first = make_shortlist_entry()
    refused(make_shortlist_entry(first.shortlist), "shortlistentry_once", company=first.company)
    taken(make_shortlist_entry(), company=first.company)


def test_it_outlives_its_gap_but_not_its_owner():
    segment = make_segment()
    row = make_shortlist(segment=segment)
    segment.delete()
    row.refresh_from_db()
    assert row.segment is None
    row.user.delete()
    assert not Shortlist.objects.exists()


def test_an_entry_goes_with_its_company():
    company = make_company()
    make_shortlist_entry(company=company)
    company.delete()
    assert not ShortlistEntry.objects.exists()
