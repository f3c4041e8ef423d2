"""Companies with all their related records, and the facets of a list of companies."""

from rest_framework import serializers

from chains.choices import DISSOLVED, Exchange, NameKind, PlacementStatus
from chains.models import Company, CompanyLabel

from .base import (
    DeclaredSerializer,
    Optional,
    PlainSerializer,
    RecordSerializer,
    Reference,
    coded,
    own_address,
    part_fields,
    shown_fields,
)
from .evidence import EvidenceSerializer
from .included import PLACE, ShortChainSerializer, ShortProvinceSerializer, ShortSegmentSerializer, each_of


class CompanyNameSerializer(PlainSerializer):
    """Another name 别名 of a company."""

    name = serializers.CharField()
    kind, kind_label = coded(NameKind, "kind")
    used_from = serializers.DateField(allow_null=True)
    used_until = serializers.DateField(allow_null=True, help_text="The last day of a former name, where known.")
    source = Reference("source.slug", allow_null=True)
    locator = serializers.CharField(help_text="Where in the source.")


class ListingSerializer(PlainSerializer):
    """A listing 上市."""

    exchange, exchange_label = coded(Exchange, "exchange")
    ticker = serializers.CharField()
    listed_on = serializers.DateField(allow_null=True)
    delisted_on = serializers.DateField(allow_null=True, help_text="Empty as long as it lasts.")
    source = Reference("source.slug", allow_null=True)


class CompanyLabelSerializer(DeclaredSerializer, serializers.ModelSerializer):
    """A label 标签 as a company has it."""

    label = Reference("label.slug")
    name = serializers.CharField(source="label.name", read_only=True)
    name_en = serializers.CharField(source="label.name_en", read_only=True)
    expired = serializers.BooleanField(
        read_only=True, help_text="Whether it has run out by today, or was lost in a re-examination."
    )

    class Meta:
        model = CompanyLabel
        fields = part_fields(
            CompanyLabel, *("label", "name", "name_en", "chain", "given", "validity", "expired", "source")
        )
        read_only_fields = fields


class CompanyPlacementSerializer(PlainSerializer):
    """A placement 布局 of a company: it works in a segment, at a place."""

    id = Reference("public_id")
    chain = Reference("segment.layer.chain.slug")
    layer = Reference("segment.layer.code")
    segment = Reference("segment.code")
    province = Reference("province_id", allow_null=True, help_text="Where it operates; empty outside China.")
    city = Reference("city_id", allow_null=True)
    country = Optional(help_text="ISO 3166; `CN` where only the province is not known.")
    status, status_label = coded(PlacementStatus, "status")
    verified_on = serializers.DateField(allow_null=True)
    evidence = EvidenceSerializer(many=True)


class CompanySerializer(RecordSerializer):
    """A company 企业. Province, city and country are where it is *registered*; where it works, its placements say.

    Withdrawn placements are not among them: `/api/v1/placements/?status=withdrawn` has those. A dissolved firm
    keeps its address; lists and counts leave it out unless `dissolved=true`.
    """

    id = Reference("public_id", help_text="Fixed for good.")
    uscc = Optional(help_text="Unified social credit code 统一社会信用代码.")
    names = CompanyNameSerializer(many=True, read_only=True, help_text="Its other names.")
    listings = ListingSerializer(many=True, read_only=True)
    listed = serializers.SerializerMethodField(help_text="Whether a listing lasts.")
    dissolved = serializers.SerializerMethodField(help_text="Whether the firm is no more, by its status.")
    labels = CompanyLabelSerializer(many=True, read_only=True)
    placements = CompanyPlacementSerializer(source="live_placements", many=True, read_only=True)
    url = own_address("companies")

    includes = PLACE | {
        "chains": each_of(ShortChainSerializer, "live_placements", "segment.layer.chain"),
        "segments": each_of(ShortSegmentSerializer, "live_placements", "segment"),
        "provinces": each_of(ShortProvinceSerializer, "live_placements", "province"),
    }

    class Meta:
        model = Company
        fields = shown_fields(
            Company,
            *("id", "naming", "code", "names", "place", "about", "registration", "dissolved"),
            *("listings", "listed", "labels", "placements"),
        )
        read_only_fields = fields

    def get_listed(self, company: Company) -> bool:
        """Return whether it has a listing that has not ended."""
        listings = company.listings.all() if isinstance(company, Company) else company.listings
        return any(listing.delisted_on is None for listing in listings)

    def get_dissolved(self, company: Company) -> bool:
        """Return whether the firm is no more."""
        return company.registration_status in DISSOLVED


class OptionSerializer(PlainSerializer):
    """One value of a facet."""

    value = serializers.CharField(help_text="What to send as the parameter.")
    label = serializers.CharField(help_text="In the reader's language.")
    count = serializers.IntegerField(help_text="The companies there would be with this value alone.")
    selected = serializers.BooleanField()
    depth = serializers.IntegerField(help_text="In a tree: 0 at the top.")


class FacetsSerializer(PlainSerializer):
    """The companies that fit, counted by the values of each parameter."""

    count = serializers.IntegerField(help_text="The companies that fit.")
    facets = serializers.DictField(
        child=OptionSerializer(many=True),
        help_text="Parameter → its values. Each is counted with its own parameter left out.",
    )
