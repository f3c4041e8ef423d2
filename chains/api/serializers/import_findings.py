"""What of the file of an imported sheet is not taken, or not as it stands."""

from rest_framework import serializers

from chains.analysis.stated_shares import ShareUnit, UnitReason
from chains.choices import SkipReason
from chains.models.columns.left_out import LeftOutReason

from .base import PlainSerializer, coded


class SkippedRowSerializer(PlainSerializer):
    """A row of the file that is passed over."""

    row = serializers.IntegerField(help_text="Its number in the file.")
    reason, reason_label = coded(SkipReason, "reason")
    value = serializers.CharField(help_text="The text of the row.")


class LeftOutSerializer(PlainSerializer):
    """A column of the file that is not taken."""

    column = serializers.CharField(help_text="Its heading.")
    reason, reason_label = coded(LeftOutReason, "reason")


class ShareUnitSerializer(PlainSerializer):
    """What the bare numbers in the column of shares are."""

    unit, unit_label = coded(ShareUnit, "unit", null=True, help_text="null where nothing tells.")
    why, why_label = coded(UnitReason, "why", null=True, help_text="How it is known.")
    numbers = serializers.CharField(help_text="Where nothing tells: the first of them, as they stand.")
