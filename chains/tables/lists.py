"""Columns of all other lists of records."""

from django.utils.translation import gettext_lazy as _

from chains.models import (
    Alliance,
    Assessment,
    Chain,
    City,
    Park,
    Platform,
    Project,
    Province,
    Region,
    ResearchBase,
    Segment,
    Source,
    SupplyShare,
    Target,
    Technology,
)

from .base import RecordResource, TableColumn, TableResource, code_of, public_code_of


class SegmentResource(RecordResource):
    """Segments, one a row."""

    id = TableColumn(_("code"), "code")
    chain = TableColumn(_("chain"), read=lambda row: row.layer.chain.slug)

    class Meta:
        model = Segment
        order = ("id", "naming", "chain", "stand", "words", "updated")


class ChainResource(RecordResource):
    """Chains, one a row."""

    id = TableColumn(_("slug"), "slug")

    class Meta:
        model = Chain
        order = ("slug", "naming", "map", "words", "updated")


class RegionResource(RecordResource):
    """Regions, one a row."""

    id = TableColumn(_("slug"), "slug")
    provinces = TableColumn(_("province codes"), read=lambda row: [member.province_id for member in row.members.all()])

    class Meta:
        model = Region
        order = ("slug", "naming", "provinces", "updated")


class SnapshotResource(TableResource):
    """Snapshots, one a row."""

    id = TableColumn(_("id"), "public_id")
    chain = TableColumn(_("chain"), read=code_of("chain", "slug"))
    region = TableColumn(_("region"), read=code_of("region", "slug"))
    taken_at = TableColumn(_("taken at"), "taken_at")
    note = TableColumn(_("note"), "note")
    taken_before = TableColumn(_("taken before"), read=code_of("batch", "kind"))
    updated = TableColumn(_("last change"), "updated")


class ProvinceResource(RecordResource):
    """Provinces, one a row."""

    id = TableColumn(_("code"), "code")

    class Meta:
        model = Province
        order = ("code", "name", "name_en", "full_name", "updated")


class CityResource(RecordResource):
    """Cities, one a row."""

    id = TableColumn(_("code"), "code")
    province_name = TableColumn(_("province"), read=code_of("province", "name"))
    groups = TableColumn(_("city groups"), read=lambda row: [group.slug for group in row.groups.all()])

    class Meta:
        model = City
        order = ("code", "naming", "province", "coordinates", "groups", "updated")


class PublicRecordResource(RecordResource):
    """Records that are known by a public id."""

    id = TableColumn(_("id"), "public_id")


class PlacedResource(PublicRecordResource):
    """Records that stand at a place: its codes for machines, its names for people."""

    province_name = TableColumn(_("province"), read=code_of("province", "name"))
    city_name = TableColumn(_("city"), read=code_of("city", "name"))


class InstitutionResource(PlacedResource):
    """Base of research bases, platforms and parks."""

    kind_label = TableColumn(_("kind in words"), read=lambda row: row.get_kind_display())


_INSTITUTION = ("id", "naming", "kind", "chains", "place", "printed_name", "source", "note", "updated")


class ResearchBaseResource(InstitutionResource):
    """Research bases, one a row."""

    members = TableColumn(_("founders and members"), read=lambda row: [member.name for member in row.members.all()])

    class Meta:
        model = ResearchBase
        order = (*_INSTITUTION, "members", "approved_on", "segments")


class PlatformResource(InstitutionResource):
    """Platforms, one a row."""

    host_name = TableColumn(_("host company"), read=public_code_of("host", "name"))

    class Meta:
        model = Platform
        order = (*_INSTITUTION, "host")


class ParkResource(InstitutionResource):
    """Parks, one a row."""

    class Meta:
        model = Park
        order = _INSTITUTION


class AllianceResource(PlacedResource):
    """Alliances, one a row."""

    class Meta:
        model = Alliance
        order = ("id", "naming", "chain", "founded_on", "place", "source", "printed_name", "note", "updated")


class ProjectResource(PlacedResource):
    """Projects, one a row; amounts in whole units of their currency."""

    class Meta:
        model = Project
        order = (
            *("id", "naming", "investor", "ties", "place", "amount", "year"),
            *("source", "printed_name", "note", "updated"),
        )


class TechnologyResource(PublicRecordResource):
    """Technologies, one a row."""

    class Meta:
        model = Technology
        order = ("id", "naming", "field", "ties", "source", "printed_name", "note", "order", "updated")


class OfSegmentResource(PublicRecordResource):
    """Records that are about a segment."""

    segment_name = TableColumn(_("segment"), read=code_of("segment", "name"))


class AssessmentResource(OfSegmentResource):
    """Assessments, one a row."""

    class Meta:
        model = Assessment
        order = ("id", "scope", "verdict", "source", "date", "updated")


class SupplyShareResource(OfSegmentResource):
    """Countries' shares of the world supply of a segment, one a row: in per cent, or in words."""

    chain = TableColumn(_("chain"), read=lambda row: row.segment.layer.chain.slug)
    country = TableColumn(_("code of the country or region"), read=lambda row: row.country.code)
    country_name = TableColumn(_("country or region"), read=lambda row: str(row.country.name))
    share = TableColumn(_("share in per cent"), "share")
    qualifier = TableColumn(_("where no number is known"), "qualifier")

    class Meta:
        model = SupplyShare
        order = ("id", "chain", "what", "share", "year", "source", "note", "updated")


class TargetResource(OfSegmentResource):
    """Targets, one a row: how many companies are wanted in a segment and a province."""

    chain = TableColumn(_("chain"), read=lambda row: row.segment.layer.chain.slug)
    province_name = TableColumn(_("province"), read=code_of("province", "name"))

    class Meta:
        model = Target
        order = ("id", "chain", "where", "number", "source", "note", "updated")


class SourceResource(RecordResource):
    """Sources, one a row, with the number of evidences that rest on each."""

    id = TableColumn(_("id"), "slug")
    evidence = TableColumn(_("evidences"), "n_evidence")

    class Meta:
        model = Source
        order = ("slug", "kind", "title", "published", "web", "evidence", "note", "updated")
