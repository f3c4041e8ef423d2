"""The columns of the lists of the site that stay short."""

from django.utils.translation import gettext_lazy as _

from .base import Column, TableResource, code_of, place_columns, public_code_of


class SegmentResource(TableResource):
    """Segments, one a row."""

    id = Column(_("code"), "code")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    chain = Column(_("chain"), read=lambda row: row.layer.chain.slug)
    layer = Column(_("layer code"), read=lambda row: row.layer.code)
    parent = Column(_("parent segment"), read=code_of("parent", "code"))
    description = Column(_("description"), "description")
    updated = Column(_("last change"), "updated")


class ChainResource(TableResource):
    """Chains, one a row."""

    id = Column(_("slug"), "slug")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    region = Column(_("region"), read=code_of("region", "slug"))
    description = Column(_("description"), "description")
    updated = Column(_("last change"), "updated")


class RegionResource(TableResource):
    """Regions, one a row."""

    id = Column(_("slug"), "slug")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    provinces = Column(_("province codes"), read=lambda row: [member.province_id for member in row.members.all()])
    updated = Column(_("last change"), "updated")


class SnapshotResource(TableResource):
    """Snapshots, one a row."""

    id = Column(_("id"), "public_id")
    chain = Column(_("chain"), read=code_of("chain", "slug"))
    region = Column(_("region"), read=code_of("region", "slug"))
    taken_at = Column(_("taken at"), "taken_at")
    note = Column(_("note"), "note")
    taken_before = Column(_("taken before"), read=code_of("batch", "kind"))
    updated = Column(_("last change"), "updated")


class ProvinceResource(TableResource):
    """Provinces, one a row."""

    id = Column(_("code"), "code")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    full_name = Column(_("full name"), "full_name")
    updated = Column(_("last change"), "updated")


class CityResource(TableResource):
    """Cities, one a row."""

    id = Column(_("code"), "code")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    province = Column(_("province code"), "province_id")
    province_name = Column(_("province"), read=code_of("province", "name"))
    longitude = Column(_("longitude"), "longitude")
    latitude = Column(_("latitude"), "latitude")
    groups = Column(_("city groups"), read=lambda row: [group.slug for group in row.groups.all()])
    updated = Column(_("last change"), "updated")


class InstitutionResource(TableResource):
    """What research bases, platforms and parks have in common."""

    id = Column(_("id"), "public_id")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    kind = Column(_("kind"), "kind")
    kind_label = Column(_("kind in words"), read=lambda row: row.get_kind_display())
    chains = Column(_("chains"), read=lambda row: [chain.slug for chain in row.chains.all()])
    locals().update(place_columns())
    printed_name = Column(_("name as printed"), "printed_name")
    source = Column(_("source"), read=code_of("source", "slug"))
    locator = Column(_("locator"), "locator")
    note = Column(_("note"), "note")
    updated = Column(_("last change"), "updated")


class ResearchBaseResource(InstitutionResource):
    """Research bases, one a row."""

    members = Column(_("founders and members"), read=lambda row: [member.name for member in row.members.all()])
    approved_on = Column(_("approved on"), "approved_on")


class PlatformResource(InstitutionResource):
    """Platforms, one a row."""

    host = Column(_("host company id"), read=public_code_of("host", "public_id"))
    host_name = Column(_("host company"), read=public_code_of("host", "name"))


class ParkResource(InstitutionResource):
    """Parks, one a row."""


class AllianceResource(TableResource):
    """Alliances, one a row."""

    id = Column(_("id"), "public_id")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    chain = Column(_("chain"), read=code_of("chain", "slug"))
    heads_map = Column(_("heads the map of its chain"), "heads_map")
    founded_on = Column(_("founded on"), "founded_on")
    locals().update(place_columns())
    source = Column(_("source"), read=code_of("source", "slug"))
    locator = Column(_("locator"), "locator")
    note = Column(_("note"), "note")
    updated = Column(_("last change"), "updated")


class ProjectResource(TableResource):
    """Projects, one a row; amounts in whole units of their currency."""

    id = Column(_("id"), "public_id")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    investor = Column(_("investor as printed"), "investor")
    investor_company = Column(_("investor's company id"), read=public_code_of("investor_company", "public_id"))
    chain = Column(_("chain"), read=code_of("chain", "slug"))
    segment = Column(_("segment code"), read=code_of("segment", "code"))
    locals().update(place_columns())
    amount = Column(_("amount"), "amount")
    currency = Column(_("currency"), "currency")
    qualifier = Column(_("how exactly"), "qualifier")
    year = Column(_("year"), "year")
    source = Column(_("source"), read=code_of("source", "slug"))
    note = Column(_("note"), "note")
    updated = Column(_("last change"), "updated")


class TechnologyResource(TableResource):
    """Technologies, one a row."""

    id = Column(_("id"), "public_id")
    name = Column(_("name"), "name")
    name_en = Column(_("English name"), "name_en")
    field = Column(_("field"), "field")
    group = Column(_("group"), "group")
    chain = Column(_("chain"), read=code_of("chain", "slug"))
    segments = Column(_("segment codes"), read=lambda row: [segment.code for segment in row.segments.all()])
    source = Column(_("source"), read=code_of("source", "slug"))
    updated = Column(_("last change"), "updated")


class AssessmentResource(TableResource):
    """Assessments, one a row."""

    id = Column(_("id"), "public_id")
    segment = Column(_("segment code"), read=code_of("segment", "code"))
    segment_name = Column(_("segment"), read=code_of("segment", "name"))
    province = Column(_("province code"), read=lambda row: row.province_id or "")
    region = Column(_("region"), read=code_of("region", "slug"))
    verdict = Column(_("verdict"), "verdict")
    choke_point = Column(_("choke point"), "choke_point")
    import_dependent = Column(_("import dependent"), "import_dependent")
    action = Column(_("action"), "action")
    statement = Column(_("statement"), "statement")
    source = Column(_("source"), read=code_of("source", "slug"))
    locator = Column(_("locator"), "locator")
    date = Column(_("date"), "date")
    updated = Column(_("last change"), "updated")


class SupplyShareResource(TableResource):
    """Countries' shares of the world supply of a segment, one a row: in per cent, or in words."""

    id = Column(_("id"), "public_id")
    chain = Column(_("chain"), read=lambda row: row.segment.layer.chain.slug)
    segment = Column(_("segment code"), read=code_of("segment", "code"))
    segment_name = Column(_("segment"), read=code_of("segment", "name"))
    country = Column(_("code of the country or region"), read=lambda row: row.country.code)
    country_name = Column(_("country or region"), read=lambda row: str(row.country.name))
    share = Column(_("share in per cent"), "share")
    qualifier = Column(_("where no number is known"), "qualifier")
    year = Column(_("year"), "year")
    source = Column(_("source"), read=code_of("source", "slug"))
    locator = Column(_("locator"), "locator")
    note = Column(_("note"), "note")
    updated = Column(_("last change"), "updated")


class TargetResource(TableResource):
    """Targets, one a row: how many companies are wanted in a segment and a province."""

    id = Column(_("id"), "public_id")
    chain = Column(_("chain"), read=lambda row: row.segment.layer.chain.slug)
    segment = Column(_("segment code"), read=code_of("segment", "code"))
    segment_name = Column(_("segment"), read=code_of("segment", "name"))
    province = Column(_("province code"), "province_id")
    province_name = Column(_("province"), read=code_of("province", "name"))
    companies = Column(_("companies wanted"), "companies")
    by_year = Column(_("by the year"), "by_year")
    source = Column(_("source"), read=code_of("source", "slug"))
    note = Column(_("note"), "note")
    updated = Column(_("last change"), "updated")


class SourceResource(TableResource):
    """Sources, one a row, with the number of evidences that rest on each."""

    id = Column(_("id"), "slug")
    kind = Column(_("kind"), "kind")
    title = Column(_("title"), "title")
    author = Column(_("author"), "author")
    issuer = Column(_("issuer"), "issuer")
    issue = Column(_("issue"), "issue")
    date = Column(_("date"), "date")
    url = Column(_("address"), "url")
    retrieved_on = Column(_("retrieved on"), "retrieved_on")
    evidence = Column(_("evidences"), "n_evidence")
    updated = Column(_("last change"), "updated")
