"""The sections of the admin's forms, from the declared columns of a record."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.functional import Promise

from chains.models.columns import COLUMNS, Column, Use

#: A section: its heading, the groups of columns in it and, where needed, what is explained above them.
Section = tuple[str | Promise | None, tuple[str, ...]] | tuple[str | Promise | None, tuple[str, ...], str | Promise]


def sections(model: type[models.Model], *of: Section) -> tuple[tuple[Any, dict[str, Any]], ...]:
    """Return the fieldsets of a form. Raises ``LookupError`` where a column of the form is in no section."""
    columns = COLUMNS[model]
    shown = {each for _heading, groups, *_rest in of for name in groups for each in columns.groups[name]}
    if left_out := [each.name for each in columns.used(Use.FORM) if each not in shown]:
        raise LookupError(f"{model.__name__}: {', '.join(left_out)} is in no section of the form")
    return tuple(
        (heading, {"fields": form_fields(model, *groups), **({"description": rest[0]} if rest else {})})
        for heading, groups, *rest in of
    )


def form_fields(model: type[models.Model], *groups: str) -> tuple[str | tuple[str, ...], ...]:
    """Return the fields of these groups, all by default; those that stand beside each other as a tuple."""
    columns = COLUMNS[model]
    found = [each for name in groups or columns.groups for each in columns.groups[name] if each.has(Use.FORM)]
    return tuple(names if len(names) > 1 else names[0] for names in _lines(found))


def _lines(columns: Iterable[Column]) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for each in columns:
        if each.beside and lines:
            lines[-1] += (each.name,)
        else:
            lines.append((each.name,))
    return lines
