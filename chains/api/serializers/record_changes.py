"""The changelog of public records, for clients that keep a copy."""

from typing import Any

from rest_framework import serializers

from chains.changelog import LISTS
from chains.choices import RecordChangeKind

from .base import Moment, PlainSerializer, Reference


class ShownRecord(serializers.Field):
    """A record as its list shows it, whichever list that is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> Any:
        """Return the record, which has been written by the serializer of its list."""
        return value


class RecordChangeSerializer(PlainSerializer):
    """A record of one of the lists came, changed, went, or was merged into another."""

    list = serializers.ChoiceField(list(LISTS), help_text="The list that it is of: `/api/v1/{list}/`.")
    id = Reference("key", help_text="The `id`, `code` or `slug` by which its list knows it.")
    kind = serializers.ChoiceField(RecordChangeKind.choices)
    into = serializers.CharField(
        allow_null=True, help_text="Of what was merged: the `id` of the record that it is part of now."
    )
    at = Moment(source="moment", help_text="When that was committed (UTC).")
    record = ShownRecord(
        help_text=(
            "The record as its list shows it now, which may be later than `at`: then another entry follows. "
            "Null where the list does not show it (any more)."
        )
    )


class RecordChangesSerializer(PlainSerializer):
    """A page of changes, in the order in which they were committed."""

    results = RecordChangeSerializer(many=True)
    cursor = serializers.CharField(help_text="What to send as `after` the next time, also when there is nothing new.")
    more = serializers.BooleanField(help_text="Whether there is more already. Read on at once, or come back later.")
