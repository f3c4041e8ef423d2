"""Saved filters."""

from rest_framework import serializers

from chains.choices import FilteredList
from chains.models import SavedFilter
from chains.selectors.saved_filters import address_of

from .base import PlainSerializer


class SavedFilterSerializer(PlainSerializer):
    """A choice of filters that somebody keeps for a list."""

    id = serializers.IntegerField(read_only=True)
    page = serializers.ChoiceField(FilteredList.choices, help_text="The list that it is for.")
    name = serializers.CharField()
    query = serializers.CharField(help_text="As it stands in the address, such as `segment=ic.design`.")
    url = serializers.SerializerMethodField(help_text="The page with the filter applied.")
    shared = serializers.BooleanField(help_text="Whether all staff can use it.")
    is_default = serializers.SerializerMethodField(help_text="Whether the reader's list begins with it.")

    def get_url(self, row: SavedFilter) -> str:
        """Return the address of the list with the filter applied."""
        return self.context["request"].build_absolute_uri(address_of(row))

    def get_is_default(self, row: SavedFilter) -> bool:
        """Return whether it is the reader's own default: another's default begins no list of theirs."""
        return row.is_default and row.user_id == self.context["request"].user.pk
