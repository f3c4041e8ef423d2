"""Nothing is claimed without a source."""

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from chains.models import Evidence
from tests.factories import (
    make_alliance,
    make_assessment,
    make_evidence,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_source,
    make_technology,
)
from tests.models.refusal import refused, said_against

pytestmark = pytest.mark.django_db

SOURCED = [
    make_alliance,
    make_assessment,
    make_evidence,
    make_park,
    make_platform,
    make_project,
    make_research_base,
    make_technology,
]


@pytest.fixture(params=SOURCED, ids=lambda make: make.__name__)
def row(request) -> models.Model:
    return request.param()


def test_the_database_refuses_to_forget_the_source(row):
    with pytest.raises(IntegrityError, match="source"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(source=None)


def test_the_form_asks_for_it(row):
    row.source = None
    assert "source" in said_against(row)


def test_evidence_put_in_by_the_hundred_needs_one_each():
    with pytest.raises(IntegrityError, match="source"), transaction.atomic():
        Evidence.objects.bulk_create([Evidence(placement=make_placement(), printed_name="试验")])


def test_a_source_that_supports_something_cannot_be_deleted(row):
    with pytest.raises(ProtectedError):
        row.source.delete()


def test_a_source_has_a_title():
    refused(make_source(), "source_has_a_title", title="")
