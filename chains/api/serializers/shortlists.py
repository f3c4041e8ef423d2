"""Shortlists."""

from rest_framework import serializers

from chains.models import Shortlist
from chains.selectors.shortlists import address_of

from .base import Moment, PlainSerializer, Reference


class ShortlistEntrySerializer(PlainSerializer):
    """A company on a shortlist."""

    company = Reference("company.public_id")
    name = serializers.CharField(source="company.name")
    reason = serializers.CharField()


class ShortlistSerializer(PlainSerializer):
    """Companies that somebody has collected, in the order of the list."""

    id = Reference("public_id")
    name = serializers.CharField()
    owner = Reference("user.username")
    shared = serializers.BooleanField(help_text="Whether all staff can read it.")
    segment = Reference("segment.code", allow_null=True, help_text="The gap that it was begun for.")
    province = Reference("province_id", allow_null=True)
    note = serializers.CharField()
    entries = ShortlistEntrySerializer(many=True)
    updated = Moment(help_text="When it was last changed (UTC).")
    url = serializers.SerializerMethodField(help_text="Its page.")

    def get_url(self, row: Shortlist) -> str:
        """Return the address of its page."""
        return self.context["request"].build_absolute_uri(address_of(row))
