"""Every change of what staff keep leaves a row in its history, with the reason."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import ProtectedError

from chains.models.base import Record
from tests import factories
from tests.factories import make_company, make_platform, make_research_base, make_segment
from tests.value_factories import make_value_mapping

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Record)]
MAKERS = {
    "SegmentLink": factories.make_link,
    "ResearchBaseMember": factories.make_member,
    "RegionProvince": lambda: factories.make_region("310000").members.get(),
    "ValueMapping": make_value_mapping,
}


def make(model):
    """Return a new row of the model, by the factory that is named for it."""
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in model.__name__)
    return (MAKERS.get(model.__name__) or getattr(factories, f"make{snake}"))()


def records(row, key=None):
    """Return the history of a row, also of one that is gone."""
    return type(row).history.filter(**{row._meta.pk.attname: key or row.pk})


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_making_changing_and_deleting_are_kept(model):
    row = make(model)
    fields = {field.name for field in model._meta.concrete_fields}
    field = next(
        name for name in ("note", "locator", "name_en", "issuer", "delisted_on", "order", "value") if name in fields
    )
    before = records(row).count()
    row._change_reason = "年度核对"
    setattr(row, field, {"order": 7, "delisted_on": "2026-01-01"}.get(field, "改"))
    row.save()
    newest = records(row).latest()
    assert (newest.history_type, newest.history_change_reason) == ("~", "年度核对")
    assert str(getattr(newest, field)) == str(getattr(row, field))
    assert records(row).count() == before + 1
    key = row.pk
    try:
        row.delete()
    except ProtectedError:
        return  # what something else rests on stays
    assert records(row, key).latest().history_type == "-"


def test_nothing_else_has_a_history():
    """The work of the staff (batches, notes, decisions) is a record of what was done, and has none of its own."""
    models = [m for m in apps.get_app_config("chains").get_models() if not m.__name__.startswith("Historical")]
    keeping = {model for model in models if hasattr(model, "history")}
    assert keeping == set(MODELS)


def test_the_first_row_is_the_making():
    [made] = make_company().history.all()
    assert (made.history_type, made.history_change_reason) == ("+", None)


def test_a_deleted_row_is_remembered_as_it_was():
    company = make_company("将被删除")
    key = company.pk
    company.delete()
    last = records(company, key).latest()
    assert (last.history_type, last.name) == ("-", "将被删除")


def test_the_person_is_kept():
    person = get_user_model().objects.create(username="wang")
    company = make_company()
    company._history_user = person
    company.save()
    assert company.history.latest().history_user == person


def test_what_changed_can_be_told():
    company = make_company("旧名")
    company.name = "新名"
    company.save()
    new, old = company.history.all()
    assert {change.field for change in new.diff_against(old).changes} == {"name"}


def test_saving_some_fields_is_kept_too():
    segment = make_segment()
    segment.name = "改名环节"
    segment.save(update_fields=["name"])
    assert segment.history.latest().name == "改名环节"


def test_a_new_path_of_a_descendant_is_kept():
    column = make_segment("column")
    part = make_segment("part", parent=column)
    column.slug = "renamed"
    column.save()
    assert part.history.latest().path.endswith("/renamed/part/")


def test_a_new_tie_to_a_chain_is_kept():
    for row in (make_platform(), make_research_base()):
        row.chains.add(factories.make_chain())
        assert row.history.latest().chains.count() == 1
