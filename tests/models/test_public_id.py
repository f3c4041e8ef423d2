"""A public id is fixed once given: no door changes it."""

import pytest
from django.db import IntegrityError, transaction

from chains.integrity import PUBLIC
from chains.models.base import PubliclyNamed, PublicRecord
from tests.factories import (
    make_alliance,
    make_assessment,
    make_company,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_shortlist,
    make_snapshot,
    make_supply_share,
    make_target,
    make_technology,
)

pytestmark = pytest.mark.django_db

MAKERS = [
    make_alliance,
    make_assessment,
    make_company,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_shortlist,
    make_snapshot,
    make_supply_share,
    make_target,
    make_technology,
]


@pytest.fixture(params=MAKERS, ids=lambda make: make.__name__)
def row(request):
    return request.param()


def fixed():
    return pytest.raises(IntegrityError, match="public_id_is_fixed")


def test_every_public_table_is_guarded():
    # A shortlist and a snapshot are no records of the atlas, but have an address by their id as well.
    named = {*PublicRecord.__subclasses__(), *PubliclyNamed.__subclasses__()} - {PublicRecord}
    tables = {model._meta.db_table for model in named if not model.__name__.startswith("Historical")}
    assert tables == set(PUBLIC) == {make()._meta.db_table for make in MAKERS}


def test_not_by_saving(row):
    row.public_id = "0000000000"
    with fixed(), transaction.atomic():
        row.save()


def test_not_by_an_update(row):
    with fixed(), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(public_id="0000000000")


def test_not_by_a_bulk_update(row):
    row.public_id = "0000000000"
    with fixed(), transaction.atomic():
        type(row).objects.bulk_update([row], ["public_id"])


def test_saving_it_as_it_was_passes(row):
    before = row.public_id
    row.save()
    type(row).objects.filter(pk=row.pk).update(public_id=before)
    row.refresh_from_db()
    assert row.public_id == before
