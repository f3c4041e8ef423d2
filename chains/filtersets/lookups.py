"""Lookups: conditions on a column besides equality. A filter set names its columns in ``lookups``.

Texts: ``__ic`` contains, ``__sw`` starts with. Days and numbers: ``__gte``, ``__lte``. Codes, with commas between them:
``__in`` one of these, ``__not`` none of these. And of all that can be missing: ``__empty``. A lookup is one more
condition beside the others (*and*), also beside the filter of the same column.
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import Field, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .filter_choices import YES_NO

#: The longest text that can be looked for.
LONGEST = 100
#: The largest whole number that every database holds.
LARGEST = 2_147_483_647

WORDS = {
    "ic": _("contains, upper or lower case"),
    "sw": _("starts with, upper or lower case"),
    "gte": _("at least"),
    "lte": _("at most"),
    "in": _("one of these"),
    "not": _("none of these"),
    "empty": _("not known"),
}


@dataclass(frozen=True)
class LookupColumn:
    """What is looked at: the path ``field``, as a text, a day, a number, or a code that ``base`` filters by.

    Where codes have no ``base``, the filter of the same name in the filter set is it. ``empty`` says that the value
    may be missing.
    """

    kind: str
    field: str = ""
    label: str | Promise = ""
    base: django_filters.Filter | None = None
    empty: bool = True


def text(field: str, label: str | Promise, *, empty: bool = True) -> LookupColumn:
    """Return a column of texts."""
    return LookupColumn("text", field, label, empty=empty)


def day(field: str, label: str | Promise, *, empty: bool = True) -> LookupColumn:
    """Return a column of days."""
    return LookupColumn("day", field, label, empty=empty)


def whole(field: str, label: str | Promise, *, empty: bool = True) -> LookupColumn:
    """Return a column of whole numbers."""
    return LookupColumn("whole", field, label, empty=empty)


def amount(field: str, label: str | Promise, *, empty: bool = True) -> LookupColumn:
    """Return a column of numbers with decimals."""
    return LookupColumn("amount", field, label, empty=empty)


def codes(field: str = "", base: django_filters.Filter | None = None) -> LookupColumn:
    """Return a column of codes; where they may be missing, ``field`` says in which column."""
    return LookupColumn("codes", field, base=base, empty=bool(field))


class Commas(forms.SelectMultiple):
    """Several values with commas between them, or in a repeated parameter, or both."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the values, each by itself."""
        return [value for texts in data.getlist(name) for value in texts.split(",")]


class WholeNumber(forms.IntegerField):
    """A whole number in digits and nothing else."""

    def to_python(self, value: Any) -> int | None:
        """Return the number; raises ``ValidationError``."""
        if value in self.empty_values:
            return None
        if not re.fullmatch(r"-?[0-9]{1,10}", str(value), re.ASCII):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Amount(forms.DecimalField):
    """A number in digits, with up to four behind the point, and nothing else."""

    PATTERN = r"^[0-9]{1,14}(\.[0-9]{1,4})?$"

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number; raises ``ValidationError``."""
        if value not in self.empty_values and not re.fullmatch(self.PATTERN.strip("^$"), str(value), re.ASCII):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Lookup:
    """Mixed into the filters of lookups: which column of the filter set they look at, and how."""

    column: LookupColumn
    parameter: str
    operation: str

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        """Narrow the rows; nothing chosen, nothing narrowed."""
        if value is None or value == "" or (isinstance(value, list | QuerySet) and not value):
            return queryset
        if self.operation == "in":
            return queryset.filter(pk__in=self.parent.having(self.parameter, value).order_by().values("pk"))
        if self.operation == "not":
            return queryset.exclude(pk__in=self.parent.having(self.parameter, value).order_by().values("pk"))
        if self.operation == "empty":
            rows = queryset.model._base_manager.filter(missing(queryset.model, self.column.field)).values("pk")
            return queryset.filter(pk__in=rows) if value == "true" else queryset.exclude(pk__in=rows)
        lookup = {"ic": "icontains", "sw": "istartswith"}.get(self.operation, self.operation)
        return queryset.filter(**{f"{self.column.field}__{lookup}": value})


class TextLookup(Lookup, django_filters.CharFilter):
    """Part of a text."""


class DayLookup(Lookup, django_filters.DateFilter):
    """A bound of a day."""


class WholeLookup(Lookup, django_filters.Filter):
    """A bound of a whole number."""

    field_class = WholeNumber


class AmountLookup(Lookup, django_filters.Filter):
    """A bound of a number with decimals."""

    field_class = Amount


class EmptyLookup(Lookup, django_filters.ChoiceFilter):
    """Whether there is no value."""


class CodesLookup(Lookup, django_filters.MultipleChoiceFilter):
    """Codes of a closed vocabulary."""


class KeysLookup(Lookup, django_filters.ModelMultipleChoiceFilter):
    """Codes of rows."""


#: Kind → its operations with a value, the filter, and what its form field is told.
_KINDS: Mapping[str, tuple[tuple[str, ...], type[Lookup], dict[str, Any]]] = {
    "text": (("ic", "sw"), TextLookup, {"max_length": LONGEST}),
    "day": (("gte", "lte"), DayLookup, {"input_formats": ["%Y-%m-%d"]}),
    "whole": (("gte", "lte"), WholeLookup, {"min_value": 0, "max_value": LARGEST}),
    "amount": (("gte", "lte"), AmountLookup, {}),
}


def lookup_filters(
    columns: Mapping[str, LookupColumn], declared: Mapping[str, django_filters.Filter]
) -> dict[str, django_filters.Filter]:
    """Return the filters of the columns, under ``parameter__operation``."""
    found: dict[str, Any] = {}
    for parameter, column in columns.items():
        if column.kind == "codes":
            base = column.base or declared[parameter]
            made = {operation: _of_codes(base) for operation in ("in", "not")}
            label = base.label
        else:
            operations, kind, extra = _KINDS[column.kind]
            made = {operation: kind(**extra) for operation in operations}
            label = column.label
        if column.empty:
            made["empty"] = EmptyLookup(choices=YES_NO)
        for operation, lookup in made.items():
            lookup.column, lookup.parameter, lookup.operation = column, parameter, operation
            lookup.label = format_lazy("{label}: {words}", label=label, words=WORDS[operation])
            found[f"{parameter}__{operation}"] = lookup
    return found


def _of_codes(base: django_filters.Filter) -> Lookup:
    kind = KeysLookup if isinstance(base, django_filters.ModelMultipleChoiceFilter) else CodesLookup
    extra = {name: value for name, value in base.extra.items() if name != "required"}
    lookup = kind(**copy.copy(extra) | {"widget": Commas})
    lookup.field_class = base.field_class
    return lookup


def missing(model: type[Model], path: str) -> Q:
    """Return the condition that there is nothing under the path: null, an empty text, or no related row."""
    field: Field = model._meta.get_field(path)
    condition = Q(**{f"{path}__isnull": True})
    return condition if field.is_relation or field.empty_strings_allowed is False else condition | Q(**{path: ""})
