"""What the serializers share: codes with their labels, references by code, and columns that can be chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, ClassVar

from django.db.models import Choices, Prefetch
from rest_framework import serializers

from chains.choices import Stage


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


def coded(
    choices: type[Choices], source: str, *, null: bool = False, help_text: str | None = None
) -> tuple[Code, LabelOf]:
    """Return the pair of fields that shows a choice: its code, and its label in the reader's language."""
    # REST framework refuses a source that is the field's own name.
    code = Code(choices.choices, source if "." in source else None, allow_null=null, help_text=help_text)
    label = LabelOf(choices.choices, source, allow_null=null, help_text="In the reader's language.")
    return code, label


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


class RecordSerializer(serializers.ModelSerializer):
    """A record that has an address of its own; ``fields`` and ``omit`` choose among its properties.

    ``include`` adds related records, of those that ``includes`` names.
    """

    created = Moment(help_text="When the record was made (UTC).")
    updated = Moment(help_text="When it was last changed (UTC).")

    #: Name → a related record, or several, that can be included.
    includes: ClassVar[Mapping[str, Include]] = {}
    #: The fields that end every record.
    TAIL: ClassVar[tuple[str, ...]] = ("created", "updated", "url")

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
