"""Every order that a list offers begins an index, so that a page of it costs the same at any depth."""

import pytest
from django.db.models import UniqueConstraint

from chains.api.urls import LISTS
from chains.ordering import terms_of

pytestmark = pytest.mark.django_db

#: Reckoned for the page, so no index can hold it; a walk by cursor refuses it.
COMPUTED = {("companies", "placements")}


def offered():
    return [
        (name, parameter, column)
        for name, viewset in LISTS.items()
        for parameter, column in _ordering(viewset).param_map.items()
    ]


def _ordering(viewset):
    return viewset.filterset_class.base_filters["ordering"]


@pytest.mark.parametrize(("name", "parameter", "column"), [row for row in offered() if row[:2] not in COMPUTED])
def test_an_order_begins_an_index(name, parameter, column):
    model = LISTS[name].queryset.model
    [first, *_] = terms_of(model.objects.order_by(column))
    *relations, last = first.column.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    assert last in beginnings_of(model)


def beginnings_of(model):
    """Return the fields that an index of the table begins with; that the tables are the models', `make lint` checks."""
    fields = {field.name for field in model._meta.fields if field.db_index or field.unique or field.primary_key}
    unique = [each.fields for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    several = [index.fields for index in model._meta.indexes] + [each for each in unique if each]
    fields |= {name.lstrip("-") for name, *_ in several}
    return fields | {model._meta.get_field(name).attname for name in fields}


def test_what_is_reckoned_is_offered_still():
    assert {row[:2] for row in offered()} >= COMPUTED
