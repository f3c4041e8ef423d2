"""Firms and labels have a life: who is dissolved, which labels have expired, and what goes with a status."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from chains.choices import DISSOLVED, RegistrationStatus, Role
from chains.history import bulk_edits
from chains.history.batches import undo
from chains.history.merging import merge
from chains.models import CompanyLabel
from tests.factories import make_company, make_company_label, make_company_name, make_label, make_source
from tests.staff import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["", *RegistrationStatus.values])
def test_a_firm_is_dissolved_by_its_status(status):
    assert make_company(registration_status=status).dissolved == (status in DISSOLVED)


@pytest.mark.parametrize(
    ("fields", "expired"),
    [({}, False), ({"days": 0}, False), ({"days": -1}, True), ({"reexamination": "failed", "days": 9}, True)],
)
def test_a_label_is_expired_for_the_database_as_it_is_in_python(fields, expired):
    until = localdate() + timedelta(fields["days"]) if "days" in fields else None
    held = make_company_label(valid_until=until, reexamination=fields.get("reexamination", ""))
    assert held.expired == expired
    assert CompanyLabel.objects.expired().filter(pk=held.pk).exists() == expired


def test_a_status_is_merged_with_its_date_and_source():
    winner = make_company("恒睿甲")
    loser = make_company(
        "浦江乙",
        registration_status="deregistered",
        registration_status_on=date(2024, 5, 6),
        registration_status_source=make_source("register"),
    )
    batch = merge(winner, [loser], {}, make_user(Role.REVIEWER), "同一家企业")
    winner.refresh_from_db()
    assert (winner.registration_status, winner.registration_status_on) == ("deregistered", date(2024, 5, 6))
    assert winner.registration_status_source.slug == "register"
    undo(batch, None, "不是一家")
    winner.refresh_from_db()
    assert (winner.registration_status, winner.registration_status_on) == ("", None)


def test_the_date_of_another_status_is_not_merged_to_the_one_that_stays():
    winner = make_company("恒睿甲", registration_status="active")
    loser = make_company("浦江乙", registration_status="revoked", registration_status_on=date(2024, 5, 6))
    merge(winner, [loser], {}, make_user(Role.REVIEWER), "同一家企业")
    winner.refresh_from_db()
    assert (winner.registration_status, winner.registration_status_on) == ("active", None)


def test_a_label_and_a_name_that_both_have_take_over_what_one_lacks():
    winner, loser, label = make_company("恒睿甲"), make_company("浦江乙"), make_label()
    make_company_label(winner, label, year=2020)
    make_company_label(loser, label, batch_number=5, valid_until=date(2026, 6, 30), reexamination="passed")
    make_company_name(winner, "旧名", kind="former")
    make_company_name(loser, "旧名", kind="former", used_until=date(2015, 3, 1))
    merge(winner, [loser], {}, make_user(Role.REVIEWER), "同一家企业")
    held, name = winner.labels.get(), winner.names.get(name="旧名")
    assert (held.year, held.batch_number, held.valid_until) == (2020, 5, date(2026, 6, 30))
    assert (held.reexamination, name.used_until) == ("passed", date(2015, 3, 1))


def test_a_bulk_edit_of_the_status_empties_the_date_of_the_old_one():
    since = {"registration_status": "active", "registration_status_on": date(2020, 1, 1)}
    company, same = make_company(**since), make_company(**since | {"registration_status": "revoked"})
    user = make_user(Role.REVIEWER)
    keys = [company.pk, same.pk]
    batch = bulk_edits.edit(type(company), keys, {"registration_status": "revoked"}, user, "登记机关公告")
    assert batch.counts["changed"] == 1
    company.refresh_from_db()
    same.refresh_from_db()
    assert (company.registration_status, company.registration_status_on) == ("revoked", None)
    assert same.registration_status_on == date(2020, 1, 1)
    undo(batch, None, "弄错了")
    company.refresh_from_db()
    assert company.registration_status_on == date(2020, 1, 1)
