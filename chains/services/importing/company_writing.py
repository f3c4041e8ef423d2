"""Writing what a sheet of companies comes to: companies, names, listings, labels, placements and evidence, in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from chains.analysis.codes import random_public_id
from chains.analysis.names import name_key
from chains.choices import NameKind, PlacementStatus, Stage
from chains.models import Company, CompanyLabel, CompanyName, Evidence, Listing, Placement
from chains.services import curation
from chains.services.curation import Change
from chains.services.loading import new_keys
from chains.services.permissions import Deed, may
from chains.services.writing import insert, insert_columns, update

from .faults import RowPlan
from .subjects import Work
from .vocabulary import Place

#: What a sheet of companies, the one kind that may be long, is written to.
WRITTEN = (Company, CompanyName, Listing, CompanyLabel, Placement, Evidence)

#: The columns that new rows are given; the others have their defaults.
_COMPANY = (
    *("id", "public_id", "name", "name_key", "pinyin", "initials", "readings"),
    *("legal_name", "legal_key", "name_en", "name_en_key", "uscc"),
    *("founded_on", "website", "description", "province_id", "city_id", "country", "stage"),
)
_PLACEMENT = (
    *("id", "public_id", "company_id", "segment_id", "province_id", "city_id", "country", "stage", "status", "note"),
    *("verified_on", "verified_by_id"),
)
_EVIDENCE = ("placement_id", "source_id", "printed_name", "printed_key", "locator")

_NOWHERE = Place()


class CompanyWriter:
    """Writes the plans of a sheet, a stretch at a time."""

    def __init__(self, change: Change, source: Any) -> None:
        self.change = change
        self.source = source
        self.stage = Stage.PUBLISHED if may(change.user, Deed.PUBLISH) else Stage.REVIEW

    def write(self, plans: Sequence[RowPlan]) -> None:
        """Write the rows that change anything; belongs into a transaction."""
        work = [plan.work for plan in plans if plan.writes]
        making = [each for each in work if each.makes]
        placing = [each for each in work if each.makes_placement]
        self._number(making, placing)
        # What a row is shown with comes before it (keys are checked at the end): so the log, which hears of each row as
        # it comes, has nothing to look up for it.
        parts = [self._names(work), self._listings(work), self._labels(work)]
        supported = self._evidence(work)
        self._companies(making)
        self._company_fields([each for each in work if each.fields and not each.makes])
        self._placements(placing)
        self._placement_fields([each for each in work if each.placement is not None and each.placement_fields])
        self._touch(making, placing, parts, supported)

    @staticmethod
    def _number(making: Sequence[Work], placing: Sequence[Work]) -> None:
        """Give the companies and placements that are to be made their keys."""
        for each, key in zip(making, new_keys(Company, len(making)), strict=True):
            each.subject.pk, each.subject.public_id = key, random_public_id()
        for each, key in zip(placing, new_keys(Placement, len(placing)), strict=True):
            each.subject.made_placements = each.subject.made_placements | {(each.segment.pk, each.place): key}

    def _touch(
        self, making: Sequence[Work], placing: Sequence[Work], parts: Iterable[Sequence[Any]], supported: set[int]
    ) -> None:
        """Mark what is shown with something new as changed; what was made just now carries the time already."""
        made = {each.subject.pk for each in making}
        for rows in parts:
            curation.touch([row for row in rows if row.company_id not in made], self.change.moment)
        placed = {each.subject.pk for each in placing} - made
        curation.touch_by(Placement, "company_id", placed, self.change.moment)
        fresh = {each.subject.made_placements[each.segment.pk, each.place] for each in placing}
        curation.touch_by(Evidence, "placement_id", supported - fresh, self.change.moment)

    def _companies(self, work: Sequence[Work]) -> None:
        """Make companies; what follows from their names is derived by the model, without an instance for each."""
        rows, draft = [], Company()
        for each in work:
            given = each.fields
            draft.name, draft.legal_name = given["name"], given.get("legal_name", "")
            draft.name_en, draft.uscc = given.get("name_en", ""), given.get("uscc", "")
            draft.derive()
            place = given.get("registered", _NOWHERE)
            rows.append(
                (
                    *(each.subject.pk, each.subject.public_id, draft.name, draft.name_key, draft.pinyin),
                    *(draft.initials, draft.readings, draft.legal_name, draft.legal_key, draft.name_en),
                    *(draft.name_en_key, draft.uscc),
                    *(given.get("founded_on"), given.get("website", ""), given.get("description", "")),
                    *(place.province or None, place.city or None, place.country, self.stage),
                )
            )
        self._insert(Company, _COMPANY, rows)

    def _company_fields(self, work: Sequence[Work]) -> None:
        rows = Company.objects.in_bulk({each.subject.pk for each in work})
        fields: set[str] = set()
        for each in work:
            row = rows[each.subject.pk]
            fields |= _assign(row, each.fields)
            row.derive()
            fields.update(*(Company.DERIVED.get(name, ()) for name in fields))
        update(Company, list(rows.values()), fields, self.change)

    def _names(self, work: Iterable[Work]) -> list[CompanyName]:
        rows = [
            CompanyName(company_id=each.subject.pk, name=name, kind=NameKind.PRINTED, source=each.source or self.source)
            for each in work
            for name in each.names
        ]
        for row in rows:
            row.derive()
        insert(CompanyName, rows, self.change)
        return rows

    def _listings(self, work: Iterable[Work]) -> list[Listing]:
        rows = [
            Listing(company_id=each.subject.pk, exchange=exchange, ticker=ticker, source=each.source or self.source)
            for each in work
            for exchange, ticker in each.tickers
        ]
        insert(Listing, rows, self.change)
        return rows

    def _labels(self, work: Iterable[Work]) -> list[CompanyLabel]:
        rows = [
            CompanyLabel(company_id=each.subject.pk, label_id=label, source=each.source or self.source)
            for each in work
            for label in each.labels
        ]
        insert(CompanyLabel, rows, self.change)
        return rows

    def _placements(self, work: Sequence[Work]) -> None:
        rows = []
        for each in work:
            key, status = each.subject.made_placements[each.segment.pk, each.place], each.placement_fields.get("status")
            place, verified = each.place, status == PlacementStatus.VERIFIED
            rows.append(
                (
                    *(key, random_public_id(), each.subject.pk, each.segment.pk, place.province or None),
                    *(place.city or None, place.country, self.stage, status or PlacementStatus.REPORTED),
                    each.placement_fields.get("note", ""),
                    timezone.localdate(self.change.moment) if verified else None,
                    self.change.user.pk if verified and self.change.user is not None else None,
                )
            )
        self._insert(Placement, _PLACEMENT, rows)

    def _placement_fields(self, work: Sequence[Work]) -> None:
        fields: set[str] = set()
        for each in work:
            fields |= self._state(each.placement, each.placement_fields)
        rows = [each.placement for each in work]
        update(Placement, rows, fields, self.change)
        curation.touch(rows, self.change.moment)

    def _state(self, row: Placement, fields: Mapping[str, Any]) -> set[str]:
        """Set the fields of a placement, and who verified it when; return the names of what was set."""
        for name, value in fields.items():
            setattr(row, name, value)
        if row.status == PlacementStatus.VERIFIED and "status" in fields:
            row.verified_on, row.verified_by = timezone.localdate(self.change.moment), self.change.user
        elif row.status == PlacementStatus.REPORTED:
            row.verified_on = row.verified_by = None
        return {name.removesuffix("_id") for name in fields} | {"verified_on", "verified_by"}

    def _evidence(self, work: Iterable[Work]) -> set[int]:
        """Make the evidence; return the keys of the placements that it supports."""
        rows = []
        for each in work:
            if each.source is None or each.segment is None:
                continue
            made = each.subject.made_placements.get((each.segment.pk, each.place))
            key = name_key(each.printed_name) if each.printed_name else ""
            placement = each.placement.pk if each.placement is not None else made
            rows.append((placement, each.source.pk, each.printed_name, key, each.locator))
        self._insert(Evidence, _EVIDENCE, rows)
        return {placement for placement, *_rest in rows}

    def _insert(self, model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            insert_columns(model, dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)), self.change)


def _assign(row: Company, fields: dict[str, Any]) -> set[str]:
    """Set the fields of a company; return the names of the columns set."""
    names = set(fields)
    for name, value in fields.items():
        if name == "registered":
            row.province_id, row.city_id, row.country = value.province or None, value.city or None, value.country
            names |= {"province", "city", "country"}
        else:
            setattr(row, name, value)
    return names - {"registered"}
