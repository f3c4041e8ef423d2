"""Fast serialization of plain rows: how each field is read and shown is worked out once per serializer.

What a serializer does for a field depends on the field alone, yet Django REST framework works it out for each row and
field again. Here it is worked out once per process. What comes out is what the serializer itself returns, for
read-only fields that are always there; the names, order and types are those of the serializer and of the schema.
"""

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.urls import reverse
from rest_framework.fields import Field, SerializerMethodField
from rest_framework.relations import HyperlinkedIdentityField
from rest_framework.serializers import ListSerializer, Serializer

Render = Callable[[Any], Any]

#: Stands for an id in an address.
_ID = "0" * 10


@lru_cache(maxsize=32)
def row_renderer(serializer: type[Serializer], site: str) -> Render:
    """Return a function that renders a plain row, such as a ``ShownCompany``, as the serializer does: as a dictionary.

    ``site`` is what the addresses of its records begin with, such as ``https://example.org``.
    """
    return _row_renderer(serializer(context={"request": None}), site)


def _row_renderer(serializer: Serializer, site: str) -> Render:
    fields = [(name, *_read_and_shown(field, site)) for name, field in serializer.fields.items()]

    def render(row: Any) -> dict[str, Any]:
        rendered = {}
        for name, read, show in fields:
            value = read(row)
            rendered[name] = None if value is None else show(value)
        return rendered

    return render


def _read_and_shown(field: Field, site: str) -> tuple[Render, Render]:
    """Return two functions: one reads a field's value from a row, the other renders a value that is not ``None``."""
    if isinstance(field, ListSerializer):
        render = _row_renderer(field.child, site)
        return _getter(field), lambda rows: [render(row) for row in rows]
    if isinstance(field, HyperlinkedIdentityField):
        return attrgetter(field.lookup_field), _address(field, site)
    if isinstance(field, SerializerMethodField):
        return getattr(field.parent, field.method_name), lambda value: value
    return _getter(field), field.to_representation


def _getter(field: Field) -> Render:
    if type(field).get_attribute is not Field.get_attribute:
        return field.get_attribute
    get = attrgetter(".".join(field.source_attrs))
    if not field.allow_null or len(field.source_attrs) == 1:
        return get

    def of_another(row: Any) -> Any:
        try:
            return get(row)
        except AttributeError:
            # There is no such other record.
            return None

    return of_another


def _address(field: HyperlinkedIdentityField, site: str) -> Render:
    """Return a function that renders a key as an address."""
    before, _id, behind = reverse(field.view_name, kwargs={field.lookup_url_kwarg: _ID}).rpartition(_ID)
    return lambda key: f"{site}{before}{key}{behind}"
