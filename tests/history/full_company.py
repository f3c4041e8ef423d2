"""What the tests of merging and splitting share: a company with a little of everything, and the tables as they are."""

from datetime import date
from typing import Any

from django.apps import apps

from chains.models import (
    Batch,
    Chain,
    Company,
    CompanyRedirect,
    JournalNote,
    RecordChange,
    Revision,
    Segment,
    Snapshot,
    SnapshotCell,
    Source,
    Suggestion,
)
from tests.factories import (
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_listing,
    make_member,
    make_placement,
    make_platform,
    make_project,
    make_shortlist_entry,
)


def state() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the atlas; times, histories, batches and the snapshots taken before them aside."""
    found = {}
    for model in apps.get_app_config("chains").get_models(include_auto_created=True):
        if model.__name__.startswith("Historical") or model in (Batch, RecordChange, Revision, Snapshot, SnapshotCell):
            continue
        columns = [each.attname for each in model._meta.concrete_fields if each.name not in ("created", "updated")]
        found[model._meta.label] = sorted(model._base_manager.values_list(*columns), key=lambda row: str(row[0]))
    return found


def furnished(name: str, *, segment: str = "ic.design", **fields: Any) -> Company:
    """Return a company with one of everything that can belong to one."""
    company = make_company(name, **fields)
    make_company_name(company, f"{name}旧称")
    make_listing(company)
    make_company_label(company)
    placement = make_placement(company, segment, province="310000", verified_on=date(2024, 1, 1))
    make_evidence(placement, Source.objects.order_by("pk").first(), printed_name=name)
    make_platform(f"{name}平台", host=company)
    make_member(name=f"{name}成员", company=company)
    make_project(f"{name}项目", investor_company=company, chain=Chain.objects.order_by("pk").first())
    JournalNote.objects.create(company=company, text=f"{name}的便笺")
    Suggestion.objects.create(company=company, placement=placement, text=f"{name}的建议")
    make_shortlist_entry(company=company, reason=f"{name}的原因")
    return company


def redirect_to(company: Company, public_id: str) -> CompanyRedirect:
    """Return a redirect to ``company`` from an id whose company was merged into it before."""
    batch = Batch.objects.create(kind="merge", reason="早先的合并")
    return CompanyRedirect.objects.create(public_id=public_id, company=company, batch=batch)


def segment_of(code: str) -> Segment:
    """Return the segment of this code."""
    return Segment.objects.get(code=code)
