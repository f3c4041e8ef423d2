"""A dump by natural keys, loaded into an empty database, is the same atlas: the keys mean the same everywhere."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command

from chains.models import Company, CompanyRedirect
from chains.models.base import Keyed
from tests.factories import (
    make_assessment,
    make_city_group,
    make_company_label,
    make_company_redirect,
    make_evidence,
    make_label,
    make_link,
    make_listing,
    make_member,
    make_placement,
    make_placement_redirect,
    make_research_base,
    make_segment,
    make_source,
    make_supply_share,
    make_target,
)
from tests.shared_rows import empty, shared
from tests.value_factories import make_value_mapping

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Keyed)]

#: Tables that no dump of the atlas holds. They are no vocabulary but the work on it in one place: who did what, in
#: which batch, to which entries of the histories, which stay there as well; and the log that the database keeps of it.
#: A copy of the database has them all.
LEFT_OUT = {
    "ApiToken",
    "IdempotencyKey",
    "Batch",
    "ImportBatch",
    "ImportRow",
    "ProvinceGrant",
    "RecordChange",
    "Revision",
    "DuplicateDecision",
    "JournalNote",
    "SavedFilter",
    "SheetValue",
    "Shortlist",
    "Snapshot",
    "SnapshotCell",
    "ShortlistEntry",
    "Suggestion",
    "Worker",
}


def dump():
    text = StringIO()
    names = [model._meta.label for model in MODELS]
    call_command("dumpdata", *names, natural_foreign=True, natural_primary=True, indent=1, stdout=text)
    return text.getvalue()


@shared
def more_than_the_seed():
    """Rows of kinds that the seed has none of, and a parent younger than its child."""
    older = make_segment("older")
    chain = older.layer.chain
    older.parent = make_segment("younger", layer=older.layer)
    older.save()
    make_link(older, older.parent)
    make_company_label()
    make_company_label(label=make_label(per_chain=True), chain=chain, year=2024)
    make_assessment(province="310000")
    make_city_group("320500")
    make_listing(exchange="hkex", ticker="0981")
    make_member(member_base=make_research_base())
    verifier = get_user_model().objects.create(username="wang")
    placement = make_placement(country="DE", status="verified", verified_on=date(2026, 1, 1), verified_by=verifier)
    make_evidence(placement, printed_name="试验", locator="图1")
    make_supply_share(share=Decimal("33.30"))
    make_supply_share(qualifier="major")
    make_target(by_year=2030, source=make_source())
    make_target(province="340000")
    make_company_redirect()
    make_placement_redirect(placement)
    make_value_mapping()


def rows():
    """Return every column of every row."""
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def entries(text):
    """Return what a dump holds, in an order of its own; a time on the second is written in two ways."""
    rows = json.loads(text.replace(".000Z", "Z"))
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def test_a_dump_holds_all_but_the_histories_and_the_work_of_the_staff():
    every = {model.__name__ for model in apps.get_app_config("chains").get_models()}
    assert {name for name in every if not name.startswith("Historical")} == {m.__name__ for m in MODELS} | LEFT_OUT
    assert not LEFT_OUT & {model.__name__ for model in MODELS}


def test_no_row_of_a_dump_points_at_what_is_left_out():
    """Else it could not be loaded elsewhere."""
    for model in MODELS:
        targets = {
            field.related_model.__name__
            for field in model._meta.get_fields()
            if field.concrete and field.is_relation and field.serialize
        }
        assert not targets & LEFT_OUT, model


def test_a_dump_loaded_elsewhere_is_the_same_dump(more_than_the_seed, tmp_path):
    before = dump()
    numbers = list(Company.objects.values_list("pk", flat=True))
    counted = {model: model.objects.count() for model in MODELS}
    assert all(counted.values())
    file = tmp_path / "atlas.json"
    file.write_text(before)
    empty()
    call_command("loaddata", file, verbosity=0)
    assert {model: model.objects.count() for model in MODELS} == counted
    assert entries(dump()) == entries(before)
    assert not Company.objects.filter(pk__in=numbers).exists(), "the same numbers prove nothing"

    redirect = CompanyRedirect.objects.get()
    assert redirect.batch is None
    assert Company.objects.get(public_id=redirect.company.public_id) == redirect.company

    loaded = rows()
    call_command("loaddata", file, verbosity=0)
    assert rows() == loaded, "loading it again changes something"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_row_is_found_by_its_key(more_than_the_seed, model):
    rows = list(model.objects.all()[:50])
    assert rows
    for row in rows:
        assert model.objects.get_by_natural_key(*row.natural_key()) == row


def test_no_two_rows_share_a_key(more_than_the_seed):
    for model in MODELS:
        keys = [row.natural_key() for row in model.objects.all()]
        assert len(keys) == len(set(keys)), model
