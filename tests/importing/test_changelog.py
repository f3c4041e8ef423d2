"""Whoever follows the atlas hears of all that an import has changed: by the log, and by the times of the records."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from chains.history import bulk_writing
from chains.models import Company, Placement, RecordChange
from tests.factories import make_company, make_placement
from tests.importing.sheets import companies, imported

pytestmark = pytest.mark.django_db

AT = {"segment": "ic.design", "province": "江苏省"}
ELSEWHERE = AT | {"province": "浙江省"}
LONG_AGO = timezone.now() - timedelta(days=30)


@pytest.fixture
def on_record():
    """A company placed in 江苏, last changed long ago."""
    company = make_company(name="在册甲")
    make_placement(company=company, segment="ic.design", province_id="320000")
    for model in (Company, Placement):
        model.objects.update(updated=LONG_AGO)
    return company


def heard_of(content):
    """Import, and return the kinds of entries that the log has of it, by list and key, in their order."""
    connection.check_constraints()
    since = RecordChange.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    imported(content)
    connection.check_constraints()
    found = {}
    for name, key, kind in RecordChange.objects.filter(pk__gt=since).order_by("pk").values_list("list", "key", "kind"):
        found.setdefault((name, key), []).append(kind)
    return found


def test_what_is_new_is_told_as_created_with_all_that_hangs_on_it():
    log = heard_of(companies({"name": "赫连微电", "tickers": "688991", **AT}))
    company = Company.objects.get(name="赫连微电")
    placement = company.placements.get()
    assert placement.evidence.count() == company.listings.count() == 1
    assert log["companies", company.public_id][0] == log["placements", placement.public_id][0] == "created"


def test_a_company_on_record_is_told_of_with_its_new_placement(on_record):
    log = heard_of(companies({"name": "在册甲", **ELSEWHERE}))
    placement = on_record.placements.get(province="330000")
    assert log["placements", placement.public_id][0] == "created"
    assert set(log["companies", on_record.public_id]) == {"changed"}


def test_and_with_new_evidence_for_a_placement_that_it_had(on_record):
    log = heard_of(companies({"name": "在册甲", **AT}))
    placement = on_record.placements.get()
    assert placement.evidence.count() == 1
    assert set(log["placements", placement.public_id]) == set(log["companies", on_record.public_id]) == {"changed"}


@pytest.mark.parametrize("row", [AT, ELSEWHERE, {"tickers": "688991"}])
def test_what_is_shown_with_something_new_carries_the_time_of_it(on_record, row):
    imported(companies({"name": "在册甲", **row}))
    on_record.refresh_from_db()
    assert on_record.updated > LONG_AGO
    assert all(placement.updated > LONG_AGO for placement in on_record.placements.filter(evidence__isnull=False))


def test_the_database_counts_the_columns_of_what_was_written():
    make_company(name="赫连微电")
    bulk_writing.refresh_statistics([Company])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'chains_company'")
            assert cursor.fetchone()[0] == Company.objects.count()
