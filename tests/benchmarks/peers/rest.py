"""Stock Django REST Framework: a view set, nested serializers, django-filter and LimitOffsetPagination.

The fields are those of the site's own list; what is shown with a company is fetched with it.
"""

from typing import ClassVar

import django_filters
from django.db.models import Prefetch, QuerySet
from rest_framework import serializers, viewsets

from chains.models import Company, CompanyLabel, CompanyName, Evidence, Listing, Placement
from tests.benchmarks.peers import conditions


class NameSerializer(serializers.ModelSerializer):
    class Meta:
        model = CompanyName
        fields = ("name", "kind", "locator")


class ListingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Listing
        fields = ("exchange", "ticker", "listed_on", "delisted_on")


class LabelSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="label.name")
    name_en = serializers.CharField(source="label.name_en")
    label = serializers.SlugRelatedField("slug", read_only=True)
    chain = serializers.SlugRelatedField("slug", read_only=True)
    source = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = CompanyLabel
        fields = ("label", "name", "name_en", "chain", "year", "issuer", "source")


class EvidenceSerializer(serializers.ModelSerializer):
    source = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Evidence
        fields = ("source", "printed_name", "locator")


class PlacementSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id")
    chain = serializers.CharField(source="segment.layer.chain.slug")
    layer = serializers.CharField(source="segment.layer.code")
    segment = serializers.CharField(source="segment.code")
    status_label = serializers.CharField(source="get_status_display")
    country = serializers.CharField(source="country.code")
    evidence = EvidenceSerializer(many=True)

    class Meta:
        model = Placement
        fields = (
            *("id", "chain", "layer", "segment", "province", "city", "country", "status", "status_label"),
            *("verified_on", "evidence"),
        )


class CompanySerializer(serializers.HyperlinkedModelSerializer):
    url = serializers.HyperlinkedIdentityField(view_name="company-detail", lookup_field="public_id")
    id = serializers.CharField(source="public_id")
    province = serializers.CharField(source="province_id")
    city = serializers.CharField(source="city_id")
    country = serializers.CharField(source="country.code")
    names = NameSerializer(many=True)
    listings = ListingSerializer(many=True)
    listed = serializers.SerializerMethodField()
    labels = LabelSerializer(many=True)
    placements = PlacementSerializer(many=True, source="live")

    class Meta:
        model = Company
        fields = (
            *("id", "name", "legal_name", "name_en", "uscc", "names", "province", "city", "country", "founded_on"),
            *("website", "description", "listings", "listed", "labels", "placements", "created", "updated", "url"),
        )

    def get_listed(self, company: Company) -> bool:
        return any(listing.delisted_on is None for listing in company.listings.all())


class ValuesFilter(django_filters.AllValuesMultipleFilter):
    """Any of some values; which there are is not asked of the database, as the stock field would, to be quicker."""

    field_class = django_filters.fields.MultipleChoiceField

    @property
    def field(self):
        return self.__dict__.setdefault("_field", AnyField(required=False))


class AnyField(django_filters.fields.MultipleChoiceField):
    def valid_value(self, value: str) -> bool:
        return True


class CompanyFilter(django_filters.FilterSet):
    """The parameters of the site's list, met in one placement where they are a placement's."""

    chain, layer, segment, province, city, status, label, listed = (ValuesFilter(method="leave") for _ in range(8))

    class Meta:
        model = Company
        fields: ClassVar = []

    def leave(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        choice = {name: values for name, values in self.form.cleaned_data.items() if values}
        if not choice:
            return queryset
        return queryset.filter(pk__in=conditions.companies(choice).order_by().values("pk"))


class CompanyViewSet(viewsets.ReadOnlyModelViewSet):
    """Companies with what is shown of them."""

    serializer_class = CompanySerializer
    filterset_class = CompanyFilter
    lookup_field = "public_id"
    queryset = (
        Company.objects.filter(stage="published")
        .order_by("pinyin", "public_id")
        .prefetch_related(
            "names",
            "listings",
            Prefetch("labels", CompanyLabel.objects.select_related("label", "chain", "source")),
            Prefetch(
                "placements",
                Placement.objects.filter(stage="published")
                .exclude(status="withdrawn")
                .select_related("segment__layer__chain")
                .prefetch_related(Prefetch("evidence", Evidence.objects.select_related("source")))
                .order_by("segment__path", "pk"),
                to_attr="live",
            ),
        )
    )
