"""Dates in their order, amounts with a currency, years that can be."""

from datetime import date
from decimal import Decimal

import pytest

from chains.models import Placement, Project
from tests.factories import (
    make_company_label,
    make_company_name,
    make_label,
    make_listing,
    make_placement,
    make_project,
    make_segment,
)
from tests.models.refusal import refused, refused_by_database, said_against, taken

pytestmark = pytest.mark.django_db


def test_a_verified_placement_says_when():
    placement = make_placement()
    refused(placement, "placement_verified_has_date", status="verified")
    taken(placement, status="verified", verified_on=date(2026, 1, 1))
    with refused_by_database("placement_verified_has_date"):
        place = {"segment": placement.segment, "company": make_placement().company, "province": placement.province}
        Placement.objects.bulk_create([Placement(status="verified", **place)])


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1599, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
def test_a_company_is_founded_when_it_can_be(day):
    company = make_placement().company
    refused(company, "company_founded_when_it_can_be", founded_on=day)
    taken(company, founded_on=date(1668, 1, 1))
    taken(company, founded_on=None)


@pytest.mark.parametrize("status", ["reported", "disputed", "withdrawn"])
def test_the_others_need_not(status):
    taken(make_placement(), status=status)


def test_a_listing_ends_after_it_began():
    listing = make_listing(listed_on=date(2010, 5, 4))
    refused(listing, "listing_ends_after_it_began", delisted_on=date(2010, 5, 3))
    taken(listing, delisted_on=date(2010, 5, 4))
    taken(listing, listed_on=None)


@pytest.mark.parametrize(
    ("make", "constraint", "begun", "ended"),
    [
        (make_company_name, "companyname_used_until_after_from", "used_from", "used_until"),
        (make_company_label, "companylabel_valid_until_after_from", "valid_from", "valid_until"),
    ],
)
def test_a_name_is_used_and_a_label_valid_from_a_day_until_a_later_one(make, constraint, begun, ended):
    row = make(**{begun: date(2010, 5, 4)})
    refused(row, constraint, **{ended: date(2010, 5, 3)})
    taken(row, **{ended: date(2010, 5, 4)})
    taken(row, **{begun: None})


@pytest.mark.parametrize("number", [0, 1000])
def test_batches_are_counted_from_one(number):
    held = make_company_label()
    refused(held, "companylabel_batch_counted_from_one", batch_number=number)
    taken(held, batch_number=5)


@pytest.mark.parametrize(
    ("amount", "currency"), [("1.00", ""), (None, "CNY"), ("0.00", "CNY"), ("-5.00", "CNY"), ("1.00", "XXX")]
)
def test_an_amount_is_positive_and_has_a_currency(amount, currency):
    refused(make_project(), "project_amount_has_currency", amount=amount and Decimal(amount), currency=currency)


def test_an_amount_may_be_large_or_unknown():
    project = make_project()
    taken(project, amount=None, currency="")
    taken(project, amount=Decimal("10000000000.00"), currency="USD")
    taken(project, amount=Decimal("0.01"), currency="CNY")
    assert Project.objects.get(pk=project.pk).amount == Decimal("0.01")


@pytest.mark.parametrize("year", [0, 1948, 2101])
def test_a_year_can_be(year):
    refused(make_project(), "project_year_plausible", year=year)
    refused(make_company_label(), "companylabel_year_plausible", year=year)


@pytest.mark.parametrize("year", [1949, 2100, None])
def test_the_edges_are_within(year):
    taken(make_project(), year=year)
    taken(make_company_label(), year=year)


def test_a_label_given_per_chain_names_it_and_no_other_does():
    chain = make_segment().layer.chain
    held = make_company_label(label=make_label(per_chain=True))
    assert "chain" in said_against(held)
    held.chain = chain
    assert said_against(held) == {}
    plain = make_company_label(chain=chain)
    assert "chain" in said_against(plain)
