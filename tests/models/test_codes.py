"""Codes have the right shape: slugs, segment codes, divisions, tickers, public ids."""

import re

import pytest
from django.db import IntegrityError, transaction

from chains.models import Company
from tests.factories import (
    make_alliance,
    make_assessment,
    make_chain,
    make_city,
    make_city_group,
    make_company,
    make_label,
    make_layer,
    make_listing,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_province,
    make_region,
    make_research_base,
    make_segment,
    make_shortlist,
    make_source,
    make_supply_share,
    make_target,
    make_technology,
)
from tests.models.refusal import refused, refused_by_database, taken

pytestmark = pytest.mark.django_db

BAD_SLUGS = ["", "IC", "光刻", "a b", "a_b", "-a", "a-", "a--b", "a.b", "é"]
SLUGGED = {
    "chain_slug_shape": make_chain,
    "citygroup_slug_shape": make_city_group,
    "label_slug_shape": make_label,
    "region_slug_shape": make_region,
    "source_slug_shape": make_source,
}
CODED = {"layer_code_shape": make_layer, "segment_code_shape": make_segment}
PUBLIC = {
    "alliance_public_id_shape": make_alliance,
    "assessment_public_id_shape": make_assessment,
    "company_public_id_shape": make_company,
    "park_public_id_shape": make_park,
    "placement_public_id_shape": make_placement,
    "platform_public_id_shape": make_platform,
    "project_public_id_shape": make_project,
    "researchbase_public_id_shape": make_research_base,
    "shortlist_public_id_shape": make_shortlist,
    "supplyshare_public_id_shape": make_supply_share,
    "target_public_id_shape": make_target,
    "technology_public_id_shape": make_technology,
}


@pytest.mark.parametrize("constraint", SLUGGED)
def test_a_slug_is_small_letters_digits_and_single_hyphens(constraint):
    row = SLUGGED[constraint]()
    taken(row, slug="g60-corridor-2")
    for slug in BAD_SLUGS:
        refused(row, constraint, slug=slug)


@pytest.mark.parametrize("constraint", CODED)
def test_a_code_is_two_slugs_and_a_dot(constraint):
    row = CODED[constraint]()
    for code in (*BAD_SLUGS, "ic", "ic.", ".equipment", "ic.a.b", "ic/equipment", "ic-.a", "ic.光刻"):
        if code != "a.b":
            refused(row, constraint, code=code)


@pytest.mark.parametrize("constraint", PUBLIC)
def test_a_public_id_is_ten_of_an_alphabet_without_look_alikes(constraint):
    row = PUBLIC[constraint]()
    model = type(row)
    for bad in ("", "short", "ABCDEFGHJK", "ilou012345", "abcdefgh-j", "公共编号公共编号公共"):
        twin = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if f.name != "id"})
        twin.public_id = bad
        with refused_by_database(constraint):
            model.objects.bulk_create([twin])


def test_every_public_id_is_given_at_birth():
    assert {len(make().public_id) for make in PUBLIC.values()} == {10}


def test_a_public_id_belongs_to_one_row():
    company = make_company()
    with pytest.raises(IntegrityError, match=r"public_id"), transaction.atomic():
        Company.objects.bulk_create([Company(name="另一家", public_id=company.public_id)])


@pytest.mark.parametrize("code", ["320500", "320001", "020000", "3200", "32000x"])
def test_a_province_code_ends_in_four_noughts(code):
    refused(make_province("450000"), "province_code_shape", code=code)


@pytest.mark.parametrize("code", ["320501", "3205", "32050x", "3205 0"])
def test_a_city_code_ends_in_two_noughts(code):
    refused(make_city("320500"), "city_code_shape", code=code)


@pytest.mark.parametrize("ticker", ["", "六十", "-0001"])
def test_a_ticker_is_digits_and_capitals(ticker):
    refused(make_listing(exchange="nyse", ticker="TSM"), "listing_ticker_shape", ticker=ticker)


@pytest.mark.parametrize(
    ("exchange", "pasted", "kept"),
    [
        ("sse", "600001 ", "600001"),
        ("sse", "600 001", "600001"),
        ("szse", "sz000001", "000001"),
        ("hkex", "981", "0981"),
        ("hkex", "00981", "0981"),
    ],
)
def test_a_ticker_is_kept_as_its_exchange_writes_it(exchange, pasted, kept):
    listing = make_listing(exchange=exchange, ticker=kept)
    if not re.fullmatch("[0-9]+", pasted):
        # Abroad, where the rule of the mainland has no say.
        with refused_by_database("listing_ticker_shape"):
            type(listing).objects.filter(pk=listing.pk).update(exchange="nyse", ticker=pasted)
    listing.ticker = pasted
    listing.full_clean()
    assert listing.ticker == kept


@pytest.mark.parametrize(
    ("exchange", "ticker"), [("nyse", "TSM"), ("nyse", "BRK.B"), ("nyse", "BRK-B"), ("hkex", "0981")]
)
def test_abroad_a_ticker_is_as_it_is_there(exchange, ticker):
    taken(make_listing(exchange=exchange, ticker="ABC" if exchange == "nyse" else "0001"), ticker=ticker)


@pytest.mark.parametrize("exchange", ["sse", "szse", "bse"])
@pytest.mark.parametrize("ticker", ["60000", "6000001", "SH6000", "TSM"])
def test_on_the_mainland_it_has_six_digits(exchange, ticker):
    listing = make_listing(exchange=exchange, ticker="688981")
    refused(listing, "listing_mainland_ticker_six_digits", ticker=ticker)
