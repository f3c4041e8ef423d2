"""Related records in short form, which `include` adds to each record under `included`."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from chains.choices import Stage

from .base import Include, Optional, PlainSerializer, Reference


class ShortChainSerializer(PlainSerializer):
    """A chain in short."""

    slug = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class ShortLayerSerializer(PlainSerializer):
    """A layer in short."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class ShortSegmentSerializer(PlainSerializer):
    """A segment in short."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class ShortRegionSerializer(PlainSerializer):
    """A region in short."""

    slug = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class ShortProvinceSerializer(PlainSerializer):
    """A province in short."""

    code = serializers.CharField(help_text="GB/T 2260 code.")
    name = serializers.CharField()
    name_en = serializers.CharField()


class ShortCitySerializer(PlainSerializer):
    """A city in short."""

    code = serializers.CharField(help_text="GB/T 2260 code.")
    name = serializers.CharField()
    name_en = serializers.CharField()
    province = Reference("province_id", help_text="GB/T 2260 code.")


class ShortCompanySerializer(PlainSerializer):
    """A company in short, with where it is registered."""

    id = Reference("public_id")
    name = serializers.CharField()
    legal_name = serializers.CharField()
    name_en = serializers.CharField()
    uscc = Optional()
    province = Reference("province_id", allow_null=True, help_text="GB/T 2260 code.")
    city = Reference("city_id", allow_null=True, help_text="GB/T 2260 code.")
    country = Optional(help_text="ISO 3166; `CN` where only the province is not known.")


class ShortSourceSerializer(PlainSerializer):
    """A source in short."""

    slug = serializers.CharField()
    title = serializers.CharField()
    issuer = serializers.CharField()
    date = serializers.DateField(allow_null=True)


def one(serializer: type[PlainSerializer], path: str, *, null: bool = False) -> Include:
    """Return what stands under a path of relations to one row."""
    return Include(serializer, attrgetter(path), null=null, related=(path.replace(".", "__"),))


def public(path: str) -> Include:
    """Return a company under a path, or none where it is not published."""

    def read(record: Any) -> Any:
        company = getattr(record, path)
        return company if company is not None and company.stage == Stage.PUBLISHED else None

    return Include(ShortCompanySerializer, read, null=True, related=(path,))


def all_of(serializer: type[PlainSerializer], path: str) -> Include:
    """Return the rows of a relation to several."""
    return Include(serializer, lambda record: getattr(record, path).all(), many=True, fetched=(path,))


def each_of(serializer: type[PlainSerializer], rows: str, path: str, *fetched: str) -> Include:
    """Return what the rows under ``rows`` lead to by ``path``, each once, in their order."""
    lead = attrgetter(path)

    def read(record: Any) -> list[Any]:
        found = getattr(record, rows)
        found = found.all() if hasattr(found, "all") else found
        return list(dict.fromkeys(row for row in map(lead, found) if row is not None))

    return Include(serializer, read, many=True, fetched=fetched)


CHAIN = one(ShortChainSerializer, "chain", null=True)
SOURCE = one(ShortSourceSerializer, "source", null=True)
PLACE = {
    "province": one(ShortProvinceSerializer, "province", null=True),
    "city": one(ShortCitySerializer, "city", null=True),
}
OF_SEGMENT = {
    "chain": one(ShortChainSerializer, "segment.layer.chain"),
    "segment": one(ShortSegmentSerializer, "segment"),
}


def with_included(queryset: QuerySet, includes: Mapping[str, Include], names: Iterable[str]) -> QuerySet:
    """Return the rows with what the includes of these names read, in a number of queries that depends on them alone."""
    for name in names:
        if includes[name].related:
            queryset = queryset.select_related(*includes[name].related)
        if includes[name].fetched and not set(includes[name].fetched) & set(queryset._prefetch_related_lookups):
            queryset = queryset.prefetch_related(*includes[name].fetched)
    return queryset


class IncludedField(serializers.Field):
    """The records that the reader has chosen to include, by name."""

    def __init__(self, includes: Mapping[str, Include], **kwargs: Any) -> None:
        self.includes = includes
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record: Any) -> dict[str, Any]:
        """Return name → the record or records in short form."""
        return {name: self._shown(include, include.read(record)) for name, include in self.includes.items()}

    def _shown(self, include: Include, found: Any) -> Any:
        if found is None:
            return None
        return include.serializer(found, many=include.many, context=self.context).data


def included_serializer(name: str, includes: Mapping[str, Include]) -> type[PlainSerializer]:
    """Return the serializer that describes what can be included in the records of the serializer ``name``."""
    fields = {
        key: include.serializer(many=include.many, required=False, allow_null=include.null)
        for key, include in includes.items()
    }
    doc = "What `include` has asked for, and nothing else."
    return type(f"{name.removesuffix('Serializer')}IncludedSerializer", (PlainSerializer,), {"__doc__": doc, **fields})
