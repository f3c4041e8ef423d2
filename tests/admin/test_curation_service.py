"""The service behind the admin: signed changes, first states, and the settling of placements."""

from datetime import date, timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from chains.choices import PlacementStatus
from chains.history import curation
from chains.history.curation import REASON_LENGTH, Change
from chains.models import Company, Placement, Platform, Source
from tests.admin.rows_and_forms import make_company, make_evidence, make_placement

pytestmark = pytest.mark.django_db


def test_a_reason_too_long_to_be_kept_is_refused(curator):
    with pytest.raises(ValueError, match="at most"):
        Change(curator, "因" * (REASON_LENGTH + 1))


def test_rows_saved_by_one_change_share_its_moment(curator):
    company = make_company()
    placement = make_placement(company)
    change = Change(curator, "整体核对")
    company.name_en, placement.note = "Test", "看过"
    curation.save(company, change)
    curation.save(placement, change)
    records = [company.history.first(), placement.history.first()]
    assert {(record.history_date, record.history_user) for record in records} == {(change.moment, curator)}


def test_the_first_state_is_kept_once(curator):
    company = Company.objects.get(name="埃夫特")
    stamp = company.updated
    for english in ("A", "B"):
        company.name_en = english
        curation.save(company, Change(curator, "改"))
    first = company.history.last()
    assert [record.name_en for record in company.history.all()] == ["B", "A", "Efort"]
    assert (first.history_type, first.history_user, first.history_date) == ("+", None, stamp)


def test_the_first_state_has_the_relations_too(curator):
    platform = Platform.objects.first()
    Platform.history.filter(id=platform.pk).delete()
    curation.keep_first_states(Platform, [platform.pk])
    record = platform.history.get()
    assert {row.chain for row in record.chains.all()} == set(platform.chains.all())


def test_settling_counts_what_it_changed(curator):
    rows = [make_placement(make_company(name)) for name in ("甲", "乙", "丙")]
    keys = [row.pk for row in rows]
    assert curation.settle(keys[:2], PlacementStatus.DISPUTED, Change(curator, "一")) == 2
    assert curation.settle(keys, PlacementStatus.DISPUTED, Change(curator, "二")) == 1
    assert curation.settle([], PlacementStatus.VERIFIED, Change(curator, "三")) == 0
    assert curation.settle(keys, PlacementStatus.VERIFIED, Change(curator, "四"), verified_on=date(2026, 1, 5)) == 3
    assert {row.verified_on for row in Placement.objects.filter(pk__in=keys)} == {date(2026, 1, 5)}
    assert curation.settle(keys, PlacementStatus.REPORTED, Change(curator, "五")) == 3
    assert {row.verified_by for row in Placement.objects.filter(pk__in=keys)} == {None}


def test_a_moment_given_is_the_moment_kept_in_the_history(curator):
    placement = make_placement()
    made = placement.updated
    yesterday = timezone.now() - timedelta(days=1)
    curation.settle([placement.pk], PlacementStatus.WITHDRAWN, Change(curator, "补记", yesterday))
    placement.refresh_from_db()
    record = placement.history.get(history_change_reason="补记")
    assert record.history_date == yesterday
    # Whoever polls by time would miss it under a time that has been told already.
    assert placement.updated > made


def test_what_others_rest_on_is_not_deleted(curator):
    evidence = make_evidence(make_placement())
    with pytest.raises(ProtectedError):
        curation.delete(evidence.source, Change(curator, "x"))
    assert Source.objects.filter(pk=evidence.source_id).exists()
