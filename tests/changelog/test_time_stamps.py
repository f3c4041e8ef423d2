"""Every row says when it was made and last changed, whichever way it came, and never earlier than one before."""

from datetime import UTC, datetime, timedelta
from tempfile import NamedTemporaryFile

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from chains.choices import PlacementStatus
from chains.history import bulk_edits, curation
from chains.history.batches import undo
from chains.history.curation import Change
from chains.history.merging import merge
from chains.models import Company, Listing, Placement, Revision, Source
from chains.models.base import Record
from chains.selectors.record_changes import latest_revision
from tests.factories import make_company, make_placement, make_source
from tests.importing.sheets import companies, imported

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Record)]
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def load(row):
    """Load a row as it was, and has not been since."""
    with NamedTemporaryFile("w", suffix=".json") as file:
        file.write(serializers.serialize("json", [row]))
        file.flush()
        Placement.objects.filter(pk=row.pk).update(note="改")
        call_command("loaddata", file.name, verbosity=0)


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


def latest():
    return max(model.objects.aggregate(latest=Max("updated"))["latest"] for model in (Company, Placement, Source))


@pytest.fixture
def set_back(monkeypatch):
    """Return a function that sets the machine's clock back by an hour."""

    def set_back():
        present = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: present() - timedelta(hours=1))

    return set_back


def change():
    return Change(None, "试验")


def listing_of(company):
    return Listing(company=company, exchange="sse", ticker="600999")


SHEET = companies({"name": "恒睿丙", "segment": "ic.design", "province": "上海"})

#: Every way in which a stamp is set: what is written to the placement, and the list in which that is to be seen.
WAYS = {
    "saved": (lambda row: row.save(), Placement),
    "saved in part": (lambda row: row.save(update_fields=["note"]), Placement),
    "made": (lambda row: make_source(), Source),
    "made at once": (lambda row: Company.objects.bulk_create([Company(name="恒睿乙")]), Company),
    "signed": (lambda row: curation.save(row.company, change()), Company),
    "settled": (lambda row: curation.settle([row.pk], PlacementStatus.DISPUTED, change()), Placement),
    "shown with another": (lambda row: curation.save(listing_of(row.company), change()), Company),
    "edited in bulk": (lambda row: bulk_edits.edit(Placement, [row.pk], {"note": "注"}, None, "试验"), Placement),
    "imported": (lambda row: imported(SHEET), Company),
    "merged": (lambda row: merge(row.company, [make_company()], {}, None, "试验"), Company),
    "undone": (
        lambda row: undo(bulk_edits.edit(Placement, [row.pk], {"note": "注"}, None, "试验"), None, "试验"),
        Placement,
    ),
    "loaded": (load, Placement),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_stamp_is_before_one_that_was_given(set_back, way):
    write, seen_in = WAYS[way]
    row = make_placement(make_company("恒睿甲"), "ic.design", province="310000")
    make_company("浦江甲")
    given = latest()
    set_back()
    write(row)
    assert seen_in.objects.filter(updated__gt=given).exists()
    assert seen_in.objects.updated_since(given).exists()


def test_two_versions_never_have_one_stamp(set_back, company):
    set_back()
    stamps = []
    for _ in range(3):
        company.save()
        stamps.append(Company.objects.get(pk=company.pk).updated)
    assert len(set(stamps)) == 3
    assert stamps == sorted(stamps)


def test_no_revision_is_before_the_one_before():
    make_company()
    connection.check_constraints()
    Revision.objects.filter(number=latest_revision().number).update(moment=FAR_AHEAD)
    make_company()
    connection.check_constraints()
    assert latest_revision().moment == FAR_AHEAD
    assert Change(None, "").moment > FAR_AHEAD


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_both(model):
    assert {"created", "updated"} <= {field.name for field in model._meta.concrete_fields}
