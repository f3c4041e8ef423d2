"""What the serializers share: codes with their labels, references by code, and columns that can be chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch, URLField
from django_countries.fields import CountryField
from rest_framework import serializers

from chains.choices import Stage
from chains.models.base import Staged
from chains.models.columns import COLUMNS, Column, Use


class Moment(serializers.DateTimeField):
    """A moment in UTC, written with a ``Z``: as it is read, it can be sent back as ``updated_since``.

    (A ``+08:00`` in a query string reads as a space.)
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, default_timezone=UTC, **kwargs)


class Reference(serializers.CharField):
    """The code, slug or id of another record; ``None`` where there is none."""

    def __init__(self, source: str | None = None, **kwargs: Any) -> None:
        super().__init__(source=source, read_only=True, **kwargs)


class PublicReference(Reference):
    """The public id of a company; ``None`` where there is none, and where it is not published."""

    def get_attribute(self, instance: Any) -> str | None:
        """Return the id, or ``None``; the source is the name of the relation."""
        company = super().get_attribute(instance)
        return company.public_id if company is not None and company.stage == Stage.PUBLISHED else None


class Optional(serializers.CharField):
    """A code or link that may be missing: an empty string in the database is ``None`` here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> str | None:
        """Return the text, or ``None`` for an empty one."""
        return str(value) or None


class Link(serializers.URLField):
    """A web address; ``None`` where none is known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        """Return the address, or ``None`` for an empty one."""
        return value or None


class Code(serializers.ChoiceField):
    """A stable code of a closed vocabulary."""

    def __init__(self, choices: Any, source: str | None = None, **kwargs: Any) -> None:
        super().__init__(choices, source=source, read_only=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        """Return the code, or ``None`` for an empty one."""
        return str(value) or None


class LabelOf(serializers.CharField):
    """What a code is called in the reader's language."""

    def __init__(self, choices: Any, source: str | None = None, **kwargs: Any) -> None:
        self.labels = dict(choices)
        super().__init__(source=source, read_only=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        """Return the label, or ``None`` for an empty code."""
        return str(self.labels[value]) if value else None


def coded(choices: Any, source: str, *, null: bool = False, help_text: str | None = None) -> tuple[Code, LabelOf]:
    """Return the pair of fields that shows a choice: its code, and its label in the reader's language.

    ``choices`` is the vocabulary, or its pairs of code and label.
    """
    # REST framework refuses a source that is the field's own name.
    pairs = getattr(choices, "choices", choices)
    code = Code(pairs, source if "." in source else None, allow_null=null, help_text=help_text)
    label = LabelOf(pairs, source, allow_null=null, help_text="In the reader's language.")
    return code, label


#: The fields that end every record.
TAIL = ("created", "updated", "url")


def shown_fields(model: type[models.Model], *order: str) -> tuple[str, ...]:
    """Return the names of all that the API gives of a record: of :func:`part_fields`, and :data:`TAIL`."""
    return (*part_fields(model, *order), *TAIL)


def part_fields(model: type[models.Model], *order: str) -> tuple[str, ...]:
    """Return the names of the columns that the API gives of a part of a record, in the order of these groups.

    What names no group comes as it is; a code of a closed vocabulary is followed by its label. Raises ``LookupError``
    where a column is left out.
    """
    names: list[str] = []
    for each in COLUMNS[model].arranged(Use.READ, *order):
        names += [each] if isinstance(each, str) else [each.code, *_labels(each)]
    return tuple(names)


def _labels(column: Column) -> list[str]:
    return [f"{column.code}_label"] if column.is_choice else []


def _fields_of(column: Column) -> dict[str, serializers.Field]:
    """Return the fields that show a column, where it is more than a plain value; a model serializer knows those."""
    of, code = column.field, column.code
    if column.is_choice:
        shown = coded(of.choices, column.name, null=of.blank, help_text=column.described or None)
        return dict(zip((code, *_labels(column)), shown, strict=True))
    named = {"help_text": column.described or None}
    if of.many_to_many:
        return {code: serializers.SlugRelatedField(slug_field=column.key, many=True, read_only=True, **named)}
    if of.is_relation and of.null and issubclass(of.related_model, Staged):
        # A company that is not published is nobody's to see.
        return {code: PublicReference(column.name if code != column.name else None, allow_null=True, **named)}
    if of.is_relation:
        by_key = column.key == of.target_field.name
        return {code: Reference(of.attname if by_key else f"{column.name}.{column.key}", allow_null=of.null, **named)}
    if isinstance(of, CountryField):
        return {code: Optional(**named)}
    if isinstance(of, URLField):
        return {code: Link(source=column.name if code != column.name else None, **named)}
    return {}


class DeclaredSerializer(serializers.Serializer):
    """A record with the columns that are declared to be given; a field of the class replaces the column of its name."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Add the fields of the columns."""
        super().__init_subclass__(**kwargs)
        if columns := COLUMNS.get(getattr(getattr(cls, "Meta", None), "model", None)):
            for each in columns.used(Use.READ):
                cls._declared_fields = _fields_of(each) | cls._declared_fields


class PlainSerializer(serializers.Serializer):
    """A part of a record, or a computed answer: every property is always there."""


@dataclass(frozen=True)
class Include:
    """What can be included: how it is read from a record, its short form, and what has to be fetched for it."""

    serializer: type[PlainSerializer]
    read: Callable[[Any], Any]
    many: bool = False
    null: bool = False
    related: tuple[str, ...] = ()
    fetched: tuple[str | Prefetch, ...] = ()


class RecordSerializer(DeclaredSerializer, serializers.ModelSerializer):
    """A record that has an address of its own; ``fields`` and ``omit`` choose among its properties.

    ``include`` adds related records, of those that ``includes`` names.
    """

    created = Moment(help_text="When the record was made (UTC).")
    updated = Moment(help_text="When it was last changed (UTC).")

    #: Name → a related record, or several, that can be included.
    includes: ClassVar[Mapping[str, Include]] = {}

    @classmethod
    def columns(cls) -> list[str]:
        """Return the names of all fields."""
        return list(cls.Meta.fields)

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields, those that the reader has chosen where the view has noted some."""
        fields = super().get_fields()
        chosen = self.context.get("columns")
        fields = fields if chosen is None else {name: fields[name] for name in chosen}
        if included := self.context.get("included"):
            fields["included"] = included
        return fields


def own_address(view: str, lookup: str = "public_id", kwarg: str = "id") -> serializers.HyperlinkedIdentityField:
    """Return the field with the record's own address in this API."""
    return serializers.HyperlinkedIdentityField(
        view_name=f"api-v1-{view}-detail",
        lookup_field=lookup,
        lookup_url_kwarg=kwarg,
        help_text="Its address in this API.",
    )
