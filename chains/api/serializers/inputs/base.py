"""Strict input fields, which convert nothing, and the base of input serializers."""

import re
from collections.abc import Mapping
from datetime import date
from inspect import cleandoc
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

from chains.analysis.codes import CODE_PATTERN
from chains.history.curation import REASON_LENGTH
from chains.history.records import PARTS, RecordEntry
from chains.models.columns import COLUMNS, Column, Use

#: How many rows may come with a record.
MOST_PARTS = 100
#: How long a text without a length of its own may be.
LONG = 10_000

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Words(serializers.CharField):
    """Text, stripped of surrounding white space. Numbers are refused."""

    def to_internal_value(self, data: Any) -> str:
        """Return the text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class OptionalWords(Words):
    """Text that may be missing: ``null`` and the empty text are the same, as they are where it is read."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, **kwargs)

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Take nothing for the empty text."""
        return super().validate_empty_values("" if data is None else data)


class WebAddress(OptionalWords):
    """A web address."""

    default_error_messages: ClassVar = {"invalid_url": _("This is no web address: it begins with https://.")}

    def to_internal_value(self, data: Any) -> str:
        """Return the address."""
        text = super().to_internal_value(data)
        try:
            if text:
                URLValidator(schemes=["http", "https"])(text)
        except ValidationError:
            self.fail("invalid_url")
        return text


class CodeOf(serializers.Field):
    """The code, slug or id of a record that is on record; read as that record."""

    default_error_messages: ClassVar = {
        "invalid": _("Give a code as text."),
        "does_not_exist": _("“%(code)s” is not on record."),
    }

    def __init__(self, queryset: QuerySet, name: str = "code", **kwargs: Any) -> None:
        self.queryset, self.name = queryset, name
        super().__init__(**kwargs)

    @property
    def pattern(self) -> str:
        """What a code of this kind looks like."""
        field = self.queryset.model._meta.get_field(self.name)
        patterns = (validator.regex.pattern for validator in field.validators if hasattr(validator, "regex"))
        return next(patterns, CODE_PATTERN)

    @property
    def max_length(self) -> int:
        """How long a code may be."""
        return self.queryset.model._meta.get_field(self.name).max_length

    def to_internal_value(self, data: Any) -> Model:
        """Return the record."""
        if not isinstance(data, str) or len(data) > self.max_length or not re.fullmatch(self.pattern, data):
            self.fail("invalid")
        found = self.queryset.filter(**{self.name: data}).first()
        if found is None:
            raise serializers.ValidationError(
                self.error_messages["does_not_exist"] % {"code": data}, code="does_not_exist"
            )
        return found


class CodesOf(serializers.ListField):
    """Several such codes, each once."""

    def __init__(self, queryset: QuerySet, name: str = "code", **kwargs: Any) -> None:
        super().__init__(child=CodeOf(queryset, name), max_length=MOST_PARTS, **kwargs)

    def to_internal_value(self, data: Any) -> list[Model]:
        """Return the records."""
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        return list(dict.fromkeys(super().to_internal_value(data)))


class Whole(serializers.IntegerField):
    """A whole number. Text of digits is refused."""

    def to_internal_value(self, data: Any) -> int:
        """Return the number."""
        # To JSON 2.0 is as whole as 2.
        whole = data.is_integer() if isinstance(data, float) else isinstance(data, int) and not isinstance(data, bool)
        if not whole:
            self.fail("invalid")
        return super().to_internal_value(int(data))


class Flag(serializers.BooleanField):
    """True or false; nothing that stands for it."""

    def to_internal_value(self, data: Any) -> bool:
        """Return which."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Day(serializers.DateField):
    """A date as YYYY-MM-DD."""

    def to_internal_value(self, value: Any) -> date:
        """Return the date."""
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class Choice(serializers.ChoiceField):
    """A code of a closed vocabulary."""

    def to_internal_value(self, data: Any) -> str:
        """Return the code."""
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class StrictInput(serializers.Serializer):
    """An object with the properties that are described and no others."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Return what was sent; raises ``ValidationError`` with everything that is wrong, unknown properties too."""
        unknown = {}
        if isinstance(data, Mapping):
            known = ", ".join(self.fields)
            message = _("There is no such property here. There are: %(known)s.") % {"known": known}
            unknown = {
                str(name): [serializers.ErrorDetail(message, "unknown")] for name in data if name not in self.fields
            }
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**error.detail, **unknown}) from error
        if unknown:
            raise serializers.ValidationError(unknown)
        return value


class DeclaredInput(StrictInput):
    """An object with the columns of the record in ``Meta.model`` that are declared to be taken.

    A field of the class stands for the column of its name.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Add the fields of the columns."""
        super().__init_subclass__(**kwargs)
        if columns := COLUMNS.get(getattr(getattr(cls, "Meta", None), "model", None)):
            declared = {each.code: _field_of(each) for each in columns.used(Use.WRITE)}
            cls._declared_fields = declared | cls._declared_fields


def _field_of(column: Column) -> serializers.Field:
    """Return the field that takes a column, by the type of the model's field."""
    of = column.field
    optional = {"required": False, "allow_null": True} if of.null else {}
    named = {"source": column.name} if column.code != column.name else {}
    named |= {"help_text": column.described} if column.described else {}
    if of.many_to_many:
        asked = {"required": False} if of.blank else {"min_length": 1}
        return CodesOf(of.related_model.objects.all(), column.key, **asked, **named)
    if of.is_relation:
        return CodeOf(of.related_model.objects.all(), column.key, **optional, **named)
    if isinstance(of, models.DateField):
        return Day(**optional, **named)
    if isinstance(of, models.BooleanField):
        return Flag(required=False, **named)
    if isinstance(of, models.IntegerField):
        return Whole(**_bounds(of), **({"required": False} if of.has_default() else {}), **optional, **named)
    if column.is_choice:
        given = {"required": False} if of.has_default() else {}
        given |= {"required": False, "allow_null": True} if of.blank else {}
        return Choice(of.choices, **given, **named)
    kind = WebAddress if isinstance(of, models.URLField) else OptionalWords if of.blank else Words
    return kind(max_length=of.max_length or LONG, **named)


def _bounds(of: models.IntegerField) -> dict[str, int]:
    """Return the least and the greatest number that a field takes on every database."""
    least, most = BaseDatabaseOperations.integer_field_ranges[of.get_internal_type()]
    limits = {type(each): each.limit_value for each in of._validators}
    return {"min_value": limits.get(MinValueValidator, least), "max_value": limits.get(MaxValueValidator, most)}


class ReasonInput(StrictInput):
    """Why something is done."""

    reason = Words(max_length=REASON_LENGTH, help_text="Why, in a few words; the history keeps it.")


class RecordInput(DeclaredInput):
    """A record as it is sent. A new one needs what is required; of one on record only what changes is sent."""

    reason = Words(
        max_length=REASON_LENGTH,
        required=False,
        help_text="Why, in a few words; the history keeps it. A new record needs none.",
    )

    class Meta:
        model: type[Model]

    #: Names of properties that only tell which record is meant.
    KEYS: ClassVar[tuple[str, ...]] = ()
    #: Whether it changes a record that is on record.
    changes: ClassVar[bool] = False

    @classmethod
    def required(cls) -> list[str]:
        """Return the names of the properties that a new record needs."""
        return [name for name, each in cls._declared_fields.items() if each.required and name not in cls.KEYS]

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields; where a record is changed, none but the reason is required."""
        fields = super().get_fields()
        if self.changes:
            for name, each in fields.items():
                each.required, each.default = name == "reason", empty
        return fields

    def entry(self) -> RecordEntry:
        """Return what is to be written, after ``is_valid()``."""
        return entry_of(self.Meta.model, self.validated_data)


def entry_of(model: type[Model], values: Mapping[str, Any]) -> RecordEntry:
    """Return validated values as an entry: fields by the model's names for them, and the rows that come along."""
    parts = {name: rows for name, rows in values.items() if name in PARTS.get(model, {})}
    fields = {name: value for name, value in values.items() if name not in parts and name != "reason"}
    return RecordEntry(fields, parts)


def change_of(cls: type[RecordInput]) -> type[RecordInput]:
    """Return the input that changes a record: the same properties, none of them required but the reason."""
    return type(cls.__name__.replace("Input", "Change"), (cls,), {"changes": True, "__doc__": cls.__doc__})


def item_of(cls: type[RecordInput], identified_by: Mapping[str, serializers.Field]) -> type[RecordInput]:
    """Return the input of one of many records: with what may name one on record, and without a reason of its own.

    What a new record needs is asked for when it is known that there is none.
    """
    body = {
        "changes": True,
        "reason": None,
        "KEYS": tuple(identified_by),
        "__doc__": f"{cleandoc(cls.__doc__)}\n\nOne of many: changed where it is on record, made where it is not.",
        **identified_by,
    }
    return type(cls.__name__.replace("Input", "Item"), (cls,), body)
