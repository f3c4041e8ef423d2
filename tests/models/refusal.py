"""How a test asks whether a row is refused: by the database, past every form, and by the form, in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import BaseConstraint, Model, UniqueConstraint

CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("chains").get_models()
    for constraint in model._meta.constraints
}


@contextmanager
def refused_by_database(constraint: str) -> Iterator[None]:
    """Expect the database to refuse what is done inside, on account of the constraint of this name."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert _traces(constraint) in str(caught.value)


def refused(row: Model, constraint: str, **values: Any) -> None:
    """Expect the saved ``row`` not to take ``values``: neither in the database nor, in words, in its form."""
    model, check = CONSTRAINTS[constraint]
    assert model is type(row)
    with refused_by_database(constraint):
        # An update, as a bulk insert, passes by save() and clean().
        model._base_manager.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    said = said_against(row)
    # A field that is wrong by itself is refused as such, before any constraint is asked.
    assert _said(check, row) in chain.from_iterable(said.values()) or said.keys() & values.keys(), said


def taken(row: Model, **values: Any) -> None:
    """Expect the saved ``row`` to take ``values``, in the database and in its form."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)
    type(row)._base_manager.get(pk=row.pk).full_clean()


def said_against(row: Model) -> dict[str, list[str]]:
    """Return all that the form of ``row`` would say against it, by field (``__all__``: the row as a whole)."""
    try:
        row.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def _traces(name: str) -> str:
    """Return what a database's complaint about a constraint must hold; SQLite names the columns of a unique one."""
    model, constraint = CONSTRAINTS[name]
    if connection.vendor == "sqlite" and isinstance(constraint, UniqueConstraint):
        return ", ".join(f"{model._meta.db_table}.{model._meta.get_field(f).column}" for f in constraint.fields)
    return name


def _said(constraint: BaseConstraint, row: Model) -> str:
    """Return the message of a constraint; a unique one without its own is said by Django, with the fields."""
    if constraint.violation_error_message != constraint.default_violation_error_message:
        return str(constraint.get_violation_error_message())
    assert isinstance(constraint, UniqueConstraint), f"{constraint.name} speaks the language of machines"
    return row.unique_error_message(type(row), constraint.fields).messages[0]
