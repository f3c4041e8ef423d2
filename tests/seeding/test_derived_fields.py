"""The fixture is loaded without save(), so it has to bring what save() would derive."""

import pytest
from django.apps import apps

from chains.analysis.names import name_key
from chains.models import Evidence
from chains.models.base import Named, Record

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Record)]
NAMED = [model for model in MODELS if issubclass(model, Named)]


def name_of(model: type) -> str:
    return model.__name__


@pytest.mark.parametrize("model", NAMED, ids=name_of)
def test_derived_fields_are_what_save_gives(model: type[Named]):
    derived = sorted({field for fields in model.DERIVED.values() for field in fields})
    for row in model.objects.all():
        stored = {field: getattr(row, field) for field in derived}
        row.derive()
        assert stored == {field: getattr(row, field) for field in derived}, row


def test_printed_names_have_their_key():
    for evidence in Evidence.objects.all():
        assert evidence.printed_key == name_key(evidence.printed_name)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_row_would_pass_its_form(model: type):
    for row in model.objects.all():
        row.full_clean(validate_unique=False, validate_constraints=False)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_time_stamps_are_filled_in(model: type):
    assert not model.objects.filter(created=None).exists()
    assert not model.objects.filter(updated=None).exists()
