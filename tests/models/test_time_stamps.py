"""Every row says when it was made and last changed, with its time zone, whichever way it came."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from chains.models import Company
from chains.models.base import Record
from tests.factories import make_company

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Record)]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def company():
    company = make_company()
    Company.objects.filter(pk=company.pk).update(created=LONG_AGO, updated=LONG_AGO)
    return Company.objects.get(pk=company.pk)


def test_they_know_their_time_zone():
    company = Company.objects.get(pk=make_company().pk)
    assert timezone.is_aware(company.created)
    assert timezone.is_aware(company.updated)
    assert abs(timezone.now() - company.updated) < timedelta(minutes=1)


def test_saving_moves_the_one_and_leaves_the_other(company):
    company.save()
    company.refresh_from_db()
    assert company.created == LONG_AGO
    assert company.updated > LONG_AGO


def test_saving_a_single_field_says_so_too(company):
    company.website = "https://example.com"
    company.save(update_fields=["website"])
    company.refresh_from_db()
    assert company.updated > LONG_AGO


def test_the_database_fills_them_in_for_raw_rows():
    company = Company(name="试验")
    company.save_base(raw=True)
    company.refresh_from_db()
    assert abs(timezone.now() - company.created) < timedelta(minutes=1)
    assert timezone.is_aware(company.updated)


def test_changed_since(company):
    fresh = make_company()
    changed = Company.objects.updated_since(LONG_AGO + timedelta(seconds=1))
    assert fresh in changed
    assert company not in changed
    assert company in Company.objects.updated_since(LONG_AGO)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_both(model):
    assert {"created", "updated"} <= {field.name for field in model._meta.concrete_fields}
