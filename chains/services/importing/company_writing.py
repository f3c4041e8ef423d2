"""Writing what a sheet of companies comes to: companies, names, listings, labels, placements and evidence, in bulk."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from chains.analysis.names import name_key
from chains.choices import NameKind, PlacementStatus, Stage
from chains.models import Company, CompanyLabel, CompanyName, Evidence, Listing, Placement
from chains.services import curation
from chains.services.curation import Change
from chains.services.permissions import Deed, may
from chains.services.writing import insert, update

from .faults import RowPlan
from .subjects import Work


class CompanyWriter:
    """Writes the plans of a sheet, a stretch at a time."""

    def __init__(self, change: Change, source: Any) -> None:
        self.change = change
        self.source = source
        self.stage = Stage.PUBLISHED if may(change.user, Deed.PUBLISH) else Stage.REVIEW

    def write(self, plans: Sequence[RowPlan]) -> None:
        """Write the rows that change anything; belongs into a transaction."""
        work = [plan.work for plan in plans if plan.writes]
        made = self._companies([each for each in work if each.makes])
        self._company_fields([each for each in work if each.fields and not each.makes])
        parts = [self._names(work), self._listings(work), self._labels(work)]
        placements = self._placements(work)
        self._placement_fields([each for each in work if each.placement is not None and each.placement_fields])
        evidence = self._evidence(work)
        # Companies that were made just now carry the time already.
        fresh = set(made)
        for rows in (*parts, placements):
            curation.touch([row for row in rows if row.company_id not in fresh], self.change.moment)
        curation.touch(evidence, self.change.moment)

    def _companies(self, work: Sequence[Work]) -> list[int]:
        rows = []
        for each in work:
            row = Company(stage=self.stage)
            _assign(row, each.fields)
            row.derive()
            rows.append(row)
        insert(Company, rows, self.change)
        for each, row in zip(work, rows, strict=True):
            each.subject.pk, each.subject.public_id = row.pk, row.public_id
        return [row.pk for row in rows]

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

    def _placements(self, work: Iterable[Work]) -> list[Placement]:
        making = [each for each in work if each.makes_placement]
        rows = []
        for each in making:
            row = Placement(
                company_id=each.subject.pk,
                segment_id=each.segment.pk,
                province_id=each.place.province or None,
                city_id=each.place.city or None,
                country=each.place.country,
                stage=self.stage,
            )
            self._state(row, each.placement_fields)
            rows.append(row)
        insert(Placement, rows, self.change)
        for each, row in zip(making, rows, strict=True):
            each.subject.made_placements[each.segment.pk, each.place] = row.pk
        return rows

    def _placement_fields(self, work: Sequence[Work]) -> None:
        fields: set[str] = set()
        for each in work:
            fields |= self._state(each.placement, each.placement_fields)
        rows = [each.placement for each in work]
        update(Placement, rows, fields, self.change)
        curation.touch(rows, self.change.moment)

    def _state(self, row: Placement, fields: dict[str, Any]) -> set[str]:
        """Set the fields of a placement, and who verified it when; return the names of what was set."""
        for name, value in fields.items():
            setattr(row, name, value)
        if row.status == PlacementStatus.VERIFIED and "status" in fields:
            row.verified_on, row.verified_by = timezone.localdate(self.change.moment), self.change.user
        elif row.status == PlacementStatus.REPORTED:
            row.verified_on = row.verified_by = None
        return {name.removesuffix("_id") for name in fields} | {"verified_on", "verified_by"}

    def _evidence(self, work: Iterable[Work]) -> list[Evidence]:
        rows = []
        for each in work:
            if each.source is None or each.segment is None:
                continue
            made = each.subject.made_placements.get((each.segment.pk, each.place))
            row = Evidence(
                placement_id=each.placement.pk if each.placement is not None else made,
                source=each.source,
                printed_name=each.printed_name,
                locator=each.locator,
            )
            row.printed_key = name_key(row.printed_name) if row.printed_name else ""
            rows.append(row)
        insert(Evidence, rows, self.change)
        return rows


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
