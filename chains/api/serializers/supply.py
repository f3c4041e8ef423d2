"""Shares of the world supply."""

from chains.analysis.stated_shares import SharePrecision
from chains.choices import SupplyQualifier
from chains.models import SupplyShare

from .base import RecordSerializer, Reference, coded, own_address, shown_fields
from .included import OF_SEGMENT, SOURCE


class SupplyShareSerializer(RecordSerializer):
    """A supply share 供应份额: a country's part in the world supply of a segment, in per cent or in words."""

    id = Reference("public_id")
    chain = Reference("segment.layer.chain.slug")
    country = Reference("country.code", help_text="ISO 3166; `CN` is China's own share.")
    precision, precision_label = coded(
        SharePrecision,
        "precision",
        null=True,
        help_text="How exactly `share` is known; null for a number as it stands. Of a bound or a range `share` is the "
        "lower end, 0 of what is below 1 %, and `share_until` the upper one, 100 of what is above 50 %.",
    )
    qualifier, qualifier_label = coded(
        SupplyQualifier, "qualifier", null=True, help_text="Where `share` is null: what is known instead of a number."
    )
    url = own_address("supply-shares")

    includes = OF_SEGMENT | {"source": SOURCE}

    class Meta:
        model = SupplyShare
        fields = shown_fields(SupplyShare, "id", "chain", "what", "share", "year", "source")
        read_only_fields = fields
