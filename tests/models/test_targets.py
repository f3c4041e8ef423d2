"""A target is one for a segment and a province, wants a company at least, and has a plausible year or none."""

import pytest

from chains.models import Target
from tests.factories import ANHUI, JIANGSU, make_segment, make_source, make_target
from tests.models.refusal import refused, refused_by_database, taken

pytestmark = pytest.mark.django_db


def test_a_segment_has_one_target_in_a_province():
    first = make_target(province=ANHUI)
    refused(make_target(first.segment, JIANGSU), "target_once", province=first.province)
    refused(make_target(province=ANHUI), "target_once", segment=first.segment)


def test_another_segment_or_province_has_its_own():
    first = make_target(province=ANHUI)
    make_target(first.segment, JIANGSU).full_clean()
    make_target(make_segment(), ANHUI).full_clean()


def test_it_wants_a_company_at_least():
    refused(make_target(), "target_wants_a_company", companies=0)
    taken(make_target(), companies=1)


def test_a_bulk_insert_is_checked_too():
    row = make_target(province=ANHUI)
    with refused_by_database("target_wants_a_company"):
        Target.objects.bulk_create([Target(segment=row.segment, province_id=JIANGSU, companies=0)])


@pytest.mark.parametrize("year", [0, 1948, 2101])
def test_a_year_can_be(year):
    refused(make_target(), "target_year_plausible", by_year=year)


@pytest.mark.parametrize("year", [None, 1949, 2100])
def test_the_edges_are_within_and_no_year_is_needed(year):
    taken(make_target(), by_year=year)


def test_it_may_rest_on_a_source():
    taken(make_target(), source=make_source())


def test_it_is_kept_in_a_history():
    row = make_target()
    row.companies = 8
    row.save()
    assert list(row.history.values_list("companies", flat=True)) == [8, 3]


def test_it_stands_on_the_page_of_its_segment():
    row = make_target("ic.design", ANHUI)
    assert row.get_absolute_url() == f"/segments/ic.design/#{row.public_id}"
