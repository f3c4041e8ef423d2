"""The worklist of data quality: what each check finds, whose comes first, and the way to mend it."""

import io
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from chains.choices import PlacementStatus, Role
from chains.history import curation
from chains.history.curation import Change
from chains.models import Company, Placement, Segment
from chains.selectors import quality
from chains.selectors.quality import CHECKS, Asked
from chains.services.accounts import give_provinces, give_role
from tests.admin.rows_and_forms import page
from tests.factories import (
    JIANGSU,
    SHANGHAI,
    ZHEJIANG,
    credit_code,
    make_company,
    make_placement,
    make_segment,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_database")]

TODAY = date(2026, 3, 31)


@pytest.fixture
def zhang(db):
    """A curator of 江苏."""
    user = get_user_model().objects.create_user("zhang", is_staff=True)
    give_role(user, Role.CURATOR)
    make_placement(province=JIANGSU)
    give_provinces(user, [JIANGSU])
    return get_user_model().objects.get(pk=user.pk)


def found(code, own=None, **asked):
    return list(quality.rows(CHECKS[code], Asked(TODAY, **asked), own))


def total(code, **asked):
    return next(each.total for each in quality.tallies(Asked(TODAY, **asked), None) if each.check.code == code)


def test_a_company_that_works_only_outside_the_province_it_is_registered_in():
    there = make_company(province=SHANGHAI)
    make_placement(there, province=SHANGHAI)
    elsewhere = make_company(province=SHANGHAI)
    make_placement(elsewhere, province=JIANGSU)
    make_placement(elsewhere, province=SHANGHAI, status="withdrawn")
    make_company(province=SHANGHAI)  # in no segment yet: nothing to contradict
    make_placement(make_company(), province=JIANGSU)  # registered nobody knows where
    assert found("registered-elsewhere") == [elsewhere]


def test_names_without_legal_names_and_companies_without_codes():
    whole = make_company(legal_name="全有限公司", uscc=credit_code())
    bare, abroad = make_company(), make_company(country="SG", legal_name="Abroad Ltd")
    Company.objects.create(name="草稿", stage="draft")
    assert found("no-legal-name") == [bare]
    assert found("no-credit-code") == [bare]
    assert not {whole, abroad} & {*found("no-legal-name"), *found("no-credit-code")}


def test_placements_are_looked_at_again_after_so_many_months():
    def looked_at(verified_on, updated):
        status = "verified" if verified_on else "reported"
        row = make_placement(status=status, verified_on=verified_on)
        Placement.objects.filter(pk=row.pk).update(updated=updated)
        return row

    then, now = datetime(2024, 3, 30, 15, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    checked_then = looked_at(date(2024, 3, 30), now)
    changed_then = looked_at(None, then)
    looked_at(date(2024, 3, 31), then)  # on the day itself it is not yet due
    looked_at(None, now)
    assert {*found("not-looked-at")} == {checked_then, changed_then}
    assert found("not-looked-at", months=25) == []
    assert total("not-looked-at", months=1) == 4


@pytest.mark.parametrize(
    ("today", "months", "due"),
    [
        (date(2026, 3, 31), 24, date(2024, 3, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(today, months, due):
    assert Asked(today, months=months).due == due


def test_placements_that_nobody_ever_verified():
    never, once = make_placement(), make_placement()
    make_placement(status="disputed")
    curation.settle([once.pk], PlacementStatus.VERIFIED, Change(None, "checked"))
    curation.settle([once.pk], PlacementStatus.REPORTED, Change(None, "moved"))
    assert found("never-verified") == [never]


def test_segments_without_a_description():
    bare = make_segment()
    make_segment(description="Machines that expose wafers.")
    assert found("no-description") == [bare]
    make_placement(segment=bare, province=SHANGHAI)
    assert found("no-description", province=JIANGSU) == [bare]


@pytest.mark.parametrize("code", ["no-legal-name", "never-verified"])
def test_a_province_narrows_them_to_what_lies_there(code):
    for province in (SHANGHAI, JIANGSU, ZHEJIANG):
        make_placement(province=province)
    assert total(code) == 3
    assert total(code, province=JIANGSU) == 1
    assert len(found(code, province=JIANGSU)) == 1


@pytest.mark.parametrize("code", ["no-legal-name", "never-verified"])
def test_rows_in_ones_own_provinces_come_first_and_are_counted(code):
    for name, province in (("甲", SHANGHAI), ("乙", JIANGSU), ("丙", SHANGHAI), ("丁", JIANGSU)):
        make_placement(make_company(name), province=province)
    rows = found(code, own={JIANGSU})
    assert [row.mine for row in rows] == [True, True, False, False]
    tally = next(each for each in quality.tallies(Asked(TODAY), {JIANGSU}) if each.check.code == code)
    assert (tally.total, tally.own) == (4, 2)


def test_every_count_and_every_list_is_one_query():
    for _ in range(5):
        make_placement(make_company(province=JIANGSU), province=SHANGHAI)
    for own in (None, {JIANGSU}):
        with CaptureQueriesContext(connection) as queries:
            quality.tallies(Asked(TODAY), own)
        assert len(queries) == len(CHECKS)
        for check in CHECKS.values():
            with CaptureQueriesContext(connection) as queries:
                [(str(row), str(getattr(row, "segment", ""))) for row in quality.rows(check, Asked(TODAY), own)]
            assert len(queries) == 1


def test_the_page_leads_from_check_to_list_to_form(client, zhang):
    row = make_placement(make_company("无名微电子"), province=JIANGSU).company
    client.force_login(zhang)
    overview = client.get(reverse("admin:quality"))
    for check in CHECKS.values():
        assert str(check.title) in overview.text
        assert str(check.why) in overview.text
    listed = client.get(reverse("admin:quality-check", args=["no-legal-name"]), {"province": JIANGSU})
    assert page(row, "change") in listed.text
    assert client.get(page(row, "change")).status_code == 200


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_is_taken_away_as_a_workbook(client, zhang, code):
    make_placement(make_company("=1+1", province=SHANGHAI), province=JIANGSU)
    Placement.objects.update(updated=datetime(2020, 1, 1, tzinfo=UTC))
    client.force_login(zhang)
    rows = [*load_workbook(io.BytesIO(client.get(reverse("admin:quality-file", args=[code])).content)).active.values]
    expected = quality.rows(CHECKS[code], Asked(TODAY), {JIANGSU})
    assert len(rows) == 1 + len(expected) > 1
    keys = [row.code if isinstance(row, Segment) else row.public_id for row in expected]
    assert [row[0] for row in rows[1:]] == keys
    assert all(row[-1].startswith("http://testserver/admin/chains/") for row in rows[1:])
    assert "=1+1" not in [cell for row in rows for cell in row]


def test_what_cannot_be_read_is_said(client, zhang):
    client.force_login(zhang)
    response = client.get(reverse("admin:quality"), {"months": "many", "province": "999999"})
    assert response.status_code == 200
    assert response.text.count("errornote") == 2
    assert client.get(reverse("admin:quality-check", args=["nothing"])).status_code == 404


def test_it_is_for_those_who_have_a_role(client):
    client.force_login(get_user_model().objects.create_user("stranger", is_staff=True))
    for name, args in (("quality", []), ("quality-check", ["no-legal-name"]), ("quality-file", ["no-legal-name"])):
        assert client.get(reverse(f"admin:{name}", args=args)).status_code == 403
