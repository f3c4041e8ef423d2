"""Rows to test with: each ``make_*`` saves one row, with as little as it needs and whatever is passed.

What a row hangs on is made along with it. Provinces and cities are keyed by their codes, so asking for one
that is there (the seed's, say) hands back that one; everything else is new on every call.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from chains.analysis.codes import random_public_id
from chains.models import (
    Alliance,
    ApiToken,
    Assessment,
    Batch,
    Chain,
    City,
    CityGroup,
    ColumnMapping,
    Company,
    CompanyLabel,
    CompanyName,
    CompanyRedirect,
    DuplicateDecision,
    Evidence,
    ImportBatch,
    ImportRow,
    JournalNote,
    Label,
    Layer,
    Listing,
    Park,
    Placement,
    PlacementRedirect,
    Platform,
    Project,
    Province,
    ProvinceGrant,
    RecordChange,
    Region,
    RegionProvince,
    ResearchBase,
    ResearchBaseMember,
    Revision,
    SavedFilter,
    Segment,
    SegmentLink,
    Shortlist,
    ShortlistEntry,
    Snapshot,
    SnapshotCell,
    Source,
    Suggestion,
    SupplyShare,
    Target,
    Technology,
)

SHANGHAI, JIANGSU, ZHEJIANG, ANHUI = "310000", "320000", "330000", "340000"
DELTA = (SHANGHAI, JIANGSU, ZHEJIANG, ANHUI)

#: GB 32100-2015: what each character of a credit code counts for, and the weight of each position (3^i mod 31).
CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_numbers = count(1)


def make_province(code: str = SHANGHAI, **fields: Any) -> Province:
    """Return the province of this code, made if it is not there."""
    name = fields.pop("name", f"省{code}")
    return Province.objects.get_or_create(code=code, defaults={"name": name, "full_name": name, **fields})[0]


def make_city(code: str = "320500", **fields: Any) -> City:
    """Return the city of this code, made if it is not there, with its province."""
    fields.setdefault("province", make_province(f"{code[:2]}0000"))
    return City.objects.get_or_create(code=code, defaults={"name": f"市{code}", **fields})[0]


def make_city_group(*cities: str, **fields: Any) -> CityGroup:
    """Return a new group of the cities of these codes."""
    number = next(_numbers)
    group = CityGroup.objects.create(**{"slug": f"group-{number}", "name": f"城市组{number}"} | fields)
    group.cities.set([make_city(code) for code in cities])
    return group


def make_region(*provinces: str, **fields: Any) -> Region:
    """Return a new region of the provinces of these codes, in this order."""
    number = next(_numbers)
    region = Region.objects.create(**{"slug": f"region-{number}", "name": f"区域{number}"} | fields)
    for order, code in enumerate(provinces):
        RegionProvince.objects.create(region=region, province=make_province(code), order=order)
    return region


def make_chain(**fields: Any) -> Chain:
    """Return a new chain without layers, by default over a new region of the four provinces of the delta."""
    number = next(_numbers)
    region = fields.pop("region", None) or make_region(*DELTA)
    return Chain.objects.create(**{"slug": f"chain-{number}", "name": f"产业链{number}", "region": region} | fields)


def make_layer(chain: Chain | None = None, **fields: Any) -> Layer:
    """Return a new layer, of a new chain by default."""
    number = next(_numbers)
    chain = chain or make_chain()
    return Layer.objects.create(**{"chain": chain, "slug": f"layer-{number}", "name": f"层{number}"} | fields)


def make_segment(slug: str = "", *, parent: Segment | None = None, **fields: Any) -> Segment:
    """Return a new segment: below ``parent``, else at the top of ``layer`` (a new one by default)."""
    slug = slug or f"segment-{next(_numbers)}"
    layer = parent.layer if parent else fields.pop("layer", None) or make_layer()
    return Segment.objects.create(**{"slug": slug, "name": f"环节{slug}", "layer": layer, "parent": parent} | fields)


def make_link(upstream: Segment | str | None = None, downstream: Segment | str | None = None) -> SegmentLink:
    """Return a new link: ``upstream`` feeds ``downstream``."""
    return SegmentLink.objects.create(upstream=segment_of(upstream), downstream=segment_of(downstream))


def make_company(name: str = "", **fields: Any) -> Company:
    """Return a new company without placements."""
    return Company.objects.create(name=name or f"试验微电子{next(_numbers)}", **_place(fields))


def make_company_name(company: Company | None = None, name: str = "", **fields: Any) -> CompanyName:
    """Return a new other name of a company."""
    return CompanyName.objects.create(company=company or make_company(), name=name or f"别名{next(_numbers)}", **fields)


def make_listing(company: Company | None = None, ticker: str = "", exchange: str = "sse", **fields: Any) -> Listing:
    """Return a new listing, by default in Shanghai under a ticker that nobody has."""
    ticker = ticker or f"9{next(_numbers):05}"
    return Listing.objects.create(company=company or make_company(), exchange=exchange, ticker=ticker, **fields)


def make_label(slug: str = "", **fields: Any) -> Label:
    """Return a new label."""
    slug = slug or f"label-{next(_numbers)}"
    return Label.objects.create(**{"slug": slug, "name": f"标签{slug}"} | fields)


def make_company_label(company: Company | None = None, label: Label | None = None, **fields: Any) -> CompanyLabel:
    """Return a new label as a company has it."""
    return CompanyLabel.objects.create(company=company or make_company(), label=label or make_label(), **fields)


def make_source(slug: str = "", **fields: Any) -> Source:
    """Return a new source."""
    slug = slug or f"source-{next(_numbers)}"
    return Source.objects.create(**{"slug": slug, "title": f"来源{slug}"} | fields)


def make_placement(company: Company | None = None, segment: Segment | str | None = None, **fields: Any) -> Placement:
    """Return a new placement, at ``province``, ``city`` (with its province) or ``country``: in Shanghai by default.

    ``segment`` may be the code of one that is there.
    """
    return Placement.objects.create(
        company=company or make_company(), segment=segment_of(segment), **_place(fields, SHANGHAI)
    )


def make_evidence(placement: Placement | None = None, source: Source | None = None, **fields: Any) -> Evidence:
    """Return new evidence for a placement."""
    return Evidence.objects.create(placement=placement or make_placement(), source=source or make_source(), **fields)


def make_assessment(segment: Segment | str | None = None, verdict: str = "weak", **fields: Any) -> Assessment:
    """Return a new assessment: for ``province`` if one is given, else for ``region``, the chain's by default."""
    segment = segment_of(segment)
    if "province" in fields:
        fields["province"] = _province(fields["province"])
    else:
        fields.setdefault("region", segment.layer.chain.region)
    defaults = {"statement": "试验", "date": date(2020, 1, 1), "source": fields.pop("source", None) or make_source()}
    return Assessment.objects.create(segment=segment, verdict=verdict, **defaults | fields)


def make_supply_share(segment: Segment | str | None = None, country: str = "JP", **fields: Any) -> SupplyShare:
    """Return a new supply share: half of the world's, unless ``share`` or ``qualifier`` says otherwise."""
    defaults = {"year": 2020, "source": fields.pop("source", None) or make_source()}
    if not {"share", "qualifier"} & fields.keys():
        defaults["share"] = Decimal(50)
    return SupplyShare.objects.create(segment=segment_of(segment), country=country, **defaults | fields)


def make_target(segment: Segment | str | None = None, province: Province | str = SHANGHAI, **fields: Any) -> Target:
    """Return a new target: three companies, without a year or a source."""
    return Target.objects.create(segment=segment_of(segment), province=_province(province), **{"companies": 3} | fields)


def make_technology(name: str = "", **fields: Any) -> Technology:
    """Return a new key technology, tied to no segment."""
    return Technology.objects.create(**_sourced(name, "技术", {"field": "试验领域"} | fields))


def make_research_base(name: str = "", **fields: Any) -> ResearchBase:
    """Return a new research base, tied to no chain."""
    return ResearchBase.objects.create(**_sourced(name, "实验室", {"kind": "laboratory"} | _place(fields)))


def make_member(base: ResearchBase | None = None, name: str = "", **fields: Any) -> ResearchBaseMember:
    """Return a new member of a research base."""
    name = name or f"成员{next(_numbers)}"
    return ResearchBaseMember.objects.create(base=base or make_research_base(), name=name, **fields)


def make_platform(name: str = "", **fields: Any) -> Platform:
    """Return a new platform, tied to no chain."""
    return Platform.objects.create(**_sourced(name, "平台", {"kind": "functional"} | _place(fields)))


def make_park(name: str = "", **fields: Any) -> Park:
    """Return a new park, tied to no chain."""
    return Park.objects.create(**_sourced(name, "园区", {"kind": "park"} | _place(fields)))


def make_alliance(name: str = "", **fields: Any) -> Alliance:
    """Return a new alliance."""
    return Alliance.objects.create(**_sourced(name, "联盟", _place(fields)))


def make_project(name: str = "", **fields: Any) -> Project:
    """Return a new project, of a new chain by default."""
    chain = fields.pop("chain", None) or make_chain()
    return Project.objects.create(**_sourced(name, "项目", {"chain": chain} | _place(fields)))


def make_user(name: str = "", **fields: Any) -> AbstractUser:
    """Return a new member of the staff without a role, who cannot log in by password."""
    name = name or f"account-{next(_numbers)}"
    return get_user_model().objects.create_user(name, **{"is_staff": True} | fields)


def make_batch(kind: str = "edit", **fields: Any) -> Batch:
    """Return a new batch that changed nothing, committed; one that undoes has something to undo."""
    if kind == "undo" and "undoes" not in fields:
        fields["undoes"] = make_batch()
    return Batch.objects.create(kind=kind, **fields)


def make_import_batch(sheet_kind: str = "companies", **fields: Any) -> ImportBatch:
    """Return a new import batch: a sheet of no rows, just uploaded."""
    defaults = {"kind": "import", "status": "uploaded", "file_name": "名单.csv", "content": "企业名称\n".encode()}
    return ImportBatch.objects.create(sheet_kind=sheet_kind, **defaults | fields)


def make_import_row(batch: ImportBatch | None = None, **fields: Any) -> ImportRow:
    """Return a new row of an import batch, which would make a company."""
    number = next(_numbers)
    defaults = {"number": number, "line": number, "cells": {"name": f"试验微电子{number}"}, "outcome": "new"}
    return ImportRow.objects.create(batch=batch or make_import_batch(), **defaults | fields)


def make_column_mapping(name: str = "", kind: str = "companies", **fields: Any) -> ColumnMapping:
    """Return a new mapping, of one header."""
    name = name or f"对应{next(_numbers)}"
    return ColumnMapping.objects.create(name=name, kind=kind, **{"headers": {"企业": "name"}} | fields)


def make_province_grant(user: AbstractUser | None = None, province: Province | str = SHANGHAI) -> ProvinceGrant:
    """Return a new grant of a province, by default to somebody new."""
    return ProvinceGrant.objects.create(user=user or make_user(), province=_province(province))


def make_company_redirect(company: Company | None = None, **fields: Any) -> CompanyRedirect:
    """Return a new redirect to a company, from an id that no company has."""
    defaults = {"public_id": random_public_id(), "batch": fields.pop("batch", None) or make_batch("merge")}
    return CompanyRedirect.objects.create(company=company or make_company(), **defaults | fields)


def make_placement_redirect(placement: Placement | None = None, **fields: Any) -> PlacementRedirect:
    """Return a new redirect to a placement, from an id that no placement has."""
    defaults = {"public_id": random_public_id(), "batch": fields.pop("batch", None) or make_batch("merge")}
    return PlacementRedirect.objects.create(placement=placement or make_placement(), **defaults | fields)


def make_duplicate_decision(*companies: Company, **fields: Any) -> DuplicateDecision:
    """Return a new decision on these two companies (two new ones by default): that they are different firms."""
    first, second = sorted(company.public_id for company in companies or (make_company(), make_company()))
    defaults = {"first": first, "second": second, "verdict": "different"}
    return DuplicateDecision.objects.create(**defaults | fields)


def make_journal_note(company: Company | None = None, text: str = "试验", **fields: Any) -> JournalNote:
    """Return a new note: on ``segment`` if one is given, else on a company."""
    return JournalNote.objects.create(text=text, **_on_one_thing(company, fields))


def make_saved_filter(user: AbstractUser | None = None, **fields: Any) -> SavedFilter:
    """Return a new filter that somebody keeps for the list of companies."""
    defaults = {"page": "companies", "name": f"筛选{next(_numbers)}", "query": "listed=true"}
    return SavedFilter.objects.create(user=user or make_user(), **defaults | fields)


def make_shortlist(user: AbstractUser | None = None, **fields: Any) -> Shortlist:
    """Return a new shortlist of somebody's, with nobody on it."""
    return Shortlist.objects.create(user=user or make_user(), **{"name": f"候选{next(_numbers)}"} | fields)


def make_shortlist_entry(
    shortlist: Shortlist | None = None, company: Company | None = None, **fields: Any
) -> ShortlistEntry:
    """Return a company on a shortlist."""
    defaults = {"shortlist": shortlist or make_shortlist(), "company": company or make_company()}
    return ShortlistEntry.objects.create(**defaults | fields)


def make_api_token(user: AbstractUser | None = None, **fields: Any) -> ApiToken:
    """Return a new token that may read, of whose secret nobody knows."""
    defaults = {"name": f"令牌{next(_numbers)}", "scopes": ["read"], "expiry": timedelta(days=30)}
    return ApiToken.objects.create(user or make_user(), **defaults | fields)[0]


def make_suggestion(company: Company | None = None, text: str = "试验", **fields: Any) -> Suggestion:
    """Return a new suggestion, open: on ``segment`` if one is given, else on a company."""
    return Suggestion.objects.create(text=text, **_on_one_thing(company, fields))


def make_snapshot(chain: Chain | None = None, **fields: Any) -> Snapshot:
    """Return a new snapshot without cells, taken just now, of a new chain over its region by default."""
    chain = chain or make_chain()
    defaults = {"region": fields.pop("region", None) or chain.region, "taken_at": timezone.now()}
    return Snapshot.objects.create(chain=chain, **defaults | fields)


def make_snapshot_cell(
    snapshot: Snapshot | None = None, segment: Segment | str | None = None, **fields: Any
) -> SnapshotCell:
    """Return a new cell of a snapshot: of nobody, in ``province`` if one is given, else over the whole region."""
    segment = segment_of(segment)
    snapshot = snapshot or make_snapshot(segment.layer.chain)
    if "province" in fields:
        fields["province"] = _province(fields["province"])
    defaults = dict.fromkeys(("companies", "dedicated", "verified", "listed"), 0) | {"signal": "empty"}
    return SnapshotCell.objects.create(snapshot=snapshot, segment=segment, **defaults | fields)


def make_revision(**fields: Any) -> Revision:
    """Return a new revision in which nothing has changed, committed after all others."""
    last = Revision.objects.numbered().last()
    return Revision.objects.create(**{"number": last.number + 1 if last else 1} | fields)


def make_record_change(revision: Revision | None = None, **fields: Any) -> RecordChange:
    """Return a new entry in the log of changes, of a park that nobody has."""
    defaults = {"list": "parks", "key": random_public_id(), "kind": "changed"}
    return RecordChange.objects.create(revision=revision or make_revision(), **defaults | fields)


def credit_code(number: int = 1, division: str = "310115", start: str = "91") -> str:
    """Return a credit code that is right: ``number`` in it makes it another firm's."""
    body = f"{start}{division}{number:09}"
    total = sum(
        CREDIT_CODE_ALPHABET.index(character) * weight
        for character, weight in zip(body, CREDIT_CODE_WEIGHTS, strict=True)
    )
    return body + CREDIT_CODE_ALPHABET[-total % 31]


def segment_of(segment: Segment | str | None) -> Segment:
    """Return the segment itself, that of the code, or a new one."""
    return Segment.objects.get(code=segment) if isinstance(segment, str) else segment or make_segment()


def _sourced(name: str, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    fields = {"name": name or f"{kind}{next(_numbers)}"} | fields
    return fields if "source" in fields else fields | {"source": make_source()}


def _on_one_thing(company: Company | None, fields: dict[str, Any]) -> dict[str, Any]:
    return fields if "segment" in fields else fields | {"company": company or make_company()}


def _place(fields: dict[str, Any], default: str = "") -> dict[str, Any]:
    """Return ``fields`` with rows where province and city were codes; a city brings its province."""
    fields = dict(fields)
    if isinstance(city := fields.get("city"), str):
        fields["city"] = make_city(city)
    if fields.get("city") is not None:
        fields.setdefault("province", fields["city"].province)
    elif default and not {"province", "country"} & fields.keys():
        fields["province"] = default
    if "province" in fields:
        fields["province"] = _province(fields["province"])
    return fields


def _province(province: Province | str | None) -> Province | None:
    return make_province(province) if isinstance(province, str) else province
