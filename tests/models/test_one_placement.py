"""A company is placed once in a segment at a place; a city, its province and a country are places of their own."""

import pytest

from chains.models import Placement
from tests.factories import ANHUI, JIANGSU, make_city, make_company, make_placement, make_province, make_segment
from tests.models.refusal import refused, refused_by_database

pytestmark = pytest.mark.django_db

WIDTHS = {
    "placement_once_in_city": {"city": "320500"},
    "placement_once_in_province": {"province": JIANGSU},
    "placement_once_in_country": {"country": "DE"},
}


@pytest.mark.parametrize("constraint", WIDTHS)
def test_the_same_claim_twice_is_refused(constraint):
    first = make_placement(**WIDTHS[constraint])
    second = make_placement(segment=first.segment, **WIDTHS[constraint])
    refused(second, constraint, company=first.company)


@pytest.mark.parametrize("constraint", WIDTHS)
def test_also_when_many_are_put_in_at_once(constraint):
    first = make_placement(**WIDTHS[constraint])
    again = {name: getattr(first, name) for name in ("company", "segment", "province", "city", "country")}
    with refused_by_database(constraint):
        Placement.objects.bulk_create([Placement(**again)])


def test_one_firm_may_stand_in_a_city_in_the_province_and_abroad():
    company, segment = make_company(), make_segment()
    make_city("320500"), make_province(ANHUI)
    for place in (*WIDTHS.values(), {"city": "320200"}, {"province": ANHUI}, {"country": "US"}):
        make_placement(company, segment, **place).full_clean()
    assert company.placements.count() == 6


def test_two_firms_or_two_segments_never_clash():
    placement = make_placement()
    make_placement(segment=placement.segment).full_clean()
    make_placement(placement.company).full_clean()


def test_a_withdrawn_claim_keeps_its_place():
    """Taking it up again changes its status; a second row beside it would split its history."""
    withdrawn = make_placement(status="withdrawn")
    refused(make_placement(segment=withdrawn.segment), "placement_once_in_province", company=withdrawn.company)
