"""Bulk writes of a sheet of companies: companies, names, listings, labels, placements, evidence.

Companies that the sheet makes are written ahead, a chunk at a time, in a stage in which nobody sees them, with all that
hangs on them; what changes something that is on record waits. The last transaction writes that, and lets the others in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models
from django.utils import timezone

from chains.analysis.codes import random_public_id
from chains.analysis.names import name_key
from chains.choices import ARRIVING, PlacementStatus, Stage
from chains.history import curation
from chains.history.bulk_loading import new_keys
from chains.history.bulk_writing import insert, insert_columns, keys_in_chunks, refresh_statistics, update
from chains.history.curation import Change
from chains.models import (
    Batch,
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    ImportBatch,
    Listing,
    Placement,
    RecordChange,
    Source,
)
from chains.models.base import PLACE_FIELDS
from chains.models.columns import COLUMNS, Use
from chains.permissions import first_stage

from .places import Place
from .subjects import NEW_SOURCE, RowEntry, Work

#: What a sheet of companies, the one kind that may be long, is written to.
WRITTEN = (Company, CompanyName, Listing, CompanyLabel, Placement, Evidence)

#: Above this many rows written, the database's own statistics are refreshed.
MANY = 1000

#: What a sheet says of a company itself, with what stands where it says nothing; and what follows from that.
_SAID = {each.name: each.empty for each in COLUMNS[Company].used(Use.IMPORT) if each.name not in PLACE_FIELDS}
_DERIVED = tuple(dict.fromkeys(chain.from_iterable(Company.DERIVED.values())))

#: The columns that new rows are given; the others have their defaults.
_COMPANY = (
    *("id", "public_id", *_SAID, *_DERIVED, "province_id", "city_id", "country", "stage"),
    "registration_status_source_id",
)
#: What of a company rests on the source of the row that says it.
_SOURCED = ("registration_status", *(each.name for each in COLUMNS[Company].going_with("registration_status")))
_PLACEMENT = (
    *("id", "public_id", "company_id", "segment_id", "province_id", "city_id", "country", "stage", "status", "note"),
    *("verified_on", "verified_by_id"),
)
_EVIDENCE = ("placement_id", "source_id", "printed_name", "printed_key", "locator")

_NOWHERE = Place()


def write_ahead(work: Mapping[int, Work], change: Change, source: Source | None) -> list[RowEntry]:
    """Write what rows about companies that the sheet makes come to, for nobody to see; belongs into a transaction.

    ``work`` is given by row, ``source`` is that of the sheet. Returns what has to wait for the commit, and gives the
    companies and placements their keys.
    """
    making = [each for each in work.values() if each.makes]
    placing = [each for each in work.values() if each.makes_placement]
    for each, key in zip(making, new_keys(Company, len(making)), strict=True):
        each.subject.pk = key
    for each, key in zip(placing, new_keys(Placement, len(placing)), strict=True):
        each.subject.made_placements = each.subject.made_placements | {(each.segment.pk, each.place): key}
    entries = [RowEntry.of(number, each, source) for number, each in work.items()]
    writer = CompanyWriter(change, source)
    writer.stage = ARRIVING
    writer.write([each.ahead() for each in entries])
    return [rest for each in entries if not (rest := each.rest()).is_empty]


def count_anew(rows: int) -> None:
    """Let the database plan by what was written, where that are many rows.

    The last transaction needs it as much as those who read afterwards: letting in 9,000 companies by plans for none
    takes five times as long, and the more rows the worse.
    """
    if rows > MANY:
        refresh_statistics((*WRITTEN, *(model.history.model for model in WRITTEN), RecordChange))


def let_in(batch: ImportBatch, change: Change, since: datetime, *, drafts: bool = False) -> None:
    """Let everybody see what was written ahead for a batch ``since`` a moment; belongs into its last transaction.

    All of it carries the moment of ``change``. With ``drafts`` companies without a placement come in as drafts. Raises
    ``IntegrityError`` where somebody else has a credit code by now.
    """
    stage = first_stage(change.user)
    if batch.new_source:
        # It was not there when they were written.
        unsourced = written_ahead(Company, batch).filter(registration_status_source=None)
        unsourced = unsourced.exclude(registration_status="", registration_status_on=None)
        sourced = {"registration_status_source": batch.source}
        Company.history.filter(batch=batch, history_date__gte=since, id__in=unsourced.values("pk")).update(**sourced)
        unsourced.update(**sourced)
    if drafts:
        placed = Placement._base_manager.filter(company=models.OuterRef("pk"))
        unplaced = written_ahead(Company, batch).exclude(models.Exists(placed))
        for keys in keys_in_chunks(unplaced.values_list("pk", flat=True)):
            Company.history.filter(batch=batch, id__in=keys).update(stage=Stage.DRAFT)
            rows = Company._base_manager.filter(pk__in=keys)
            rows.update(stage=Stage.DRAFT, created=change.moment, updated=change.moment)
    # A company is told of with its placements, so that these come first.
    for model in (Placement, Company):
        written_ahead(model, batch).update(stage=stage, created=change.moment, updated=change.moment)
    for model in WRITTEN:
        entries = model.history.filter(batch=batch, history_date__gte=since)
        entries.update(history_date=change.moment)


def written_ahead(model: type[models.Model], batch: Batch) -> models.QuerySet:
    """Return the companies or placements that are written for ``batch`` and that nobody sees yet."""
    return model._base_manager.filter(stage=ARRIVING, pk__in=model.history.filter(batch=batch).values("id"))


def remove_written_ahead(batch: Batch, companies: Sequence[int]) -> None:
    """Take away companies that were written ahead for ``batch``, with all that hangs on them and their histories.

    Nobody has seen them, so that nobody is told. Belongs into a transaction.
    """
    placements = list(Placement._base_manager.filter(company__in=companies).values_list("pk", flat=True))
    for model, column, keys in (
        (Evidence, "placement", placements),
        (CompanyName, "company", companies),
        (CompanyLabel, "company", companies),
        (Placement, "company", companies),
        (Company, "pk", companies),
    ):
        rows = model._base_manager.filter(**{f"{column}__in": keys})
        entries = model.history.filter(batch=batch, **{f"{'id' if column == 'pk' else column}__in": keys})
        for each in (entries, rows):
            each._raw_delete(each.db)


class CompanyWriter:
    """Writes what the rows of a sheet come to, a chunk at a time; one writer for all chunks of a transaction."""

    def __init__(self, change: Change, source: Source | None) -> None:
        self.change = change
        self.source = source
        #: The stage of what is made, and the one that it comes in with, which its history has from the beginning.
        self.stage: str = first_stage(change.user)
        self.as_entered = self.stage
        #: The keys of the placements that this writer has made, by company, segment and place.
        self.made: dict[tuple[int, int | None, Place | None], int] = {}

    def write(self, entries: Sequence[RowEntry]) -> None:
        """Write entries in their order; belongs into a transaction. Raises ``IntegrityError``."""
        making = [each for each in entries if each.makes]
        entries = self._place(entries)
        placing = [each for each in entries if each.makes_placement]
        # What a row is shown with comes before it (keys are checked at the end): so the log, which hears of each row as
        # it comes, has nothing to look up for it.
        parts = [self._names(entries), self._listings(entries), self._labels(entries)]
        parts += self._amended(entries)
        supported = self._evidence(entries)
        self._companies(making)
        self._company_fields([each for each in entries if each.fields and not each.makes])
        self._placements(placing)
        self._placement_fields([each for each in entries if each.placement_fields and not each.makes_placement])
        if self.stage != ARRIVING:
            self._touch(placing, parts, supported)

    def _place(self, entries: Sequence[RowEntry]) -> list[RowEntry]:
        """Return the entries with the keys of their placements, new ones where they are to be made."""
        unnumbered = [each for each in entries if each.makes_placement and each.placement is None]
        for each, key in zip(unnumbered, new_keys(Placement, len(unnumbered)), strict=True):
            self.made[each.company, each.segment, each.place] = key
        return [
            each
            if each.placement is not None or each.segment is None
            else each._replace(placement=self.made.get((each.company, each.segment, each.place)))
            for each in entries
        ]

    def _touch(self, placing: Sequence[RowEntry], parts: Iterable[Sequence[Any]], supported: set[int]) -> None:
        """Mark what is shown with something new as changed; what was made just now carries the time already."""
        for rows in parts:
            curation.touch(rows, self.change.moment)
        curation.touch_by(Placement, "company_id", {each.company for each in placing}, self.change.moment)
        fresh = {each.placement for each in placing}
        curation.touch_by(Evidence, "placement_id", supported - fresh, self.change.moment)

    def _companies(self, entries: Sequence[RowEntry]) -> None:
        """Make companies; what follows from their names is derived by the model, without an instance for each."""
        rows, draft, written = [], Company(), attrgetter(*_SAID, *_DERIVED)
        for each in entries:
            given = each.fields
            for name, empty in _SAID.items():
                setattr(draft, name, given.get(name, empty))
            draft.derive()
            place = given.get("registered", _NOWHERE)
            rows.append(
                (
                    *(each.company, random_public_id(), *written(draft)),
                    *(place.province or None, place.city or None, place.country, self.stage),
                    self._source_of_status(each),
                )
            )
        self._insert(Company, _COMPANY, rows, stage=self.as_entered)

    def _company_fields(self, entries: Sequence[RowEntry]) -> None:
        companies = Company._base_manager if self.stage == ARRIVING else Company.objects
        rows = companies.in_bulk({each.company for each in entries})
        fields: set[str] = set()
        for each in entries:
            row = _still_there(rows, each.company)
            fields |= _assign(row, each.fields)
            if any(name in each.fields for name in _SOURCED):
                row.registration_status_source_id = self._source_of_status(each)
                fields.add("registration_status_source")
            row.derive()
            fields.update(*(Company.DERIVED.get(name, ()) for name in fields))
        entered = {"stage": self.as_entered} if self.stage == ARRIVING else {}
        update(Company, list(rows.values()), fields, self.change, **entered)

    def _names(self, entries: Iterable[RowEntry]) -> list[CompanyName]:
        rows = [
            CompanyName(company_id=each.company, source_id=self._source(each), **name._asdict())
            for each in entries
            for name in each.names
        ]
        for row in rows:
            row.derive()
        insert(CompanyName, rows, self.change)
        return rows

    def _listings(self, entries: Iterable[RowEntry]) -> list[Listing]:
        rows = [
            Listing(company_id=each.company, exchange=exchange, ticker=ticker, source_id=self._source(each))
            for each in entries
            for exchange, ticker in each.tickers
        ]
        insert(Listing, rows, self.change)
        return rows

    def _labels(self, entries: Iterable[RowEntry]) -> list[CompanyLabel]:
        rows = [
            CompanyLabel(company_id=each.company, label_id=label, source_id=self._source(each), **each.label_fields)
            for each in entries
            for label in each.labels
        ]
        insert(CompanyLabel, rows, self.change)
        return rows

    def _amended(self, entries: Iterable[RowEntry]) -> list[list[Any]]:
        """Change names and labels that companies have on record; return these, by model."""
        fields: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
        for each in entries:
            for model, key, told in each.amendments:
                fields[model][key] |= told
        changed = []
        for label, by_key in fields.items():
            model = apps.get_model(label)
            rows = model.objects.in_bulk(by_key)
            for key, told in by_key.items():
                for name, value in told.items():
                    setattr(_still_there(rows, key), name, value)
            update(model, list(rows.values()), {name for told in by_key.values() for name in told}, self.change)
            changed.append(list(rows.values()))
        return changed

    def _placements(self, entries: Sequence[RowEntry]) -> None:
        rows = []
        for each in entries:
            status, place = each.placement_fields.get("status"), each.place
            verified = status == PlacementStatus.VERIFIED
            rows.append(
                (
                    *(each.placement, random_public_id(), each.company, each.segment, place.province or None),
                    *(place.city or None, place.country, self.stage, status or PlacementStatus.REPORTED),
                    each.placement_fields.get("note", ""),
                    timezone.localdate(self.change.moment) if verified else None,
                    self.change.user.pk if verified and self.change.user is not None else None,
                )
            )
        self._insert(Placement, _PLACEMENT, rows, stage=self.as_entered)

    def _placement_fields(self, entries: Sequence[RowEntry]) -> None:
        rows = Placement.objects.in_bulk({each.placement for each in entries})
        fields: set[str] = set()
        for each in entries:
            fields |= self._state(_still_there(rows, each.placement), each.placement_fields)
        update(Placement, list(rows.values()), fields, self.change)
        curation.touch(rows.values(), self.change.moment)

    def _state(self, row: Placement, fields: Mapping[str, Any]) -> set[str]:
        """Set the fields of a placement, and who verified it when; return the names of what was set."""
        for name, value in fields.items():
            setattr(row, name, value)
        if row.status == PlacementStatus.VERIFIED and "status" in fields:
            row.verified_on, row.verified_by = timezone.localdate(self.change.moment), self.change.user
        elif row.status == PlacementStatus.REPORTED:
            row.verified_on = row.verified_by = None
        return {name.removesuffix("_id") for name in fields} | {"verified_on", "verified_by"}

    def _evidence(self, entries: Iterable[RowEntry]) -> set[int]:
        """Make the evidence; return the keys of the placements that it supports."""
        rows = []
        for each in entries:
            if each.has_evidence:
                key = name_key(each.printed_name) if each.printed_name else ""
                rows.append((each.placement, self._source(each), each.printed_name, key, each.locator))
        self._insert(Evidence, _EVIDENCE, rows)
        return {placement for placement, *_rest in rows}

    def _source_of_status(self, entry: RowEntry) -> int | None:
        return self._source(entry) if any(entry.fields.get(name) for name in _SOURCED) else None

    def _source(self, entry: RowEntry) -> int | None:
        return self.source.pk if entry.source == NEW_SOURCE else entry.source

    def _insert(
        self, model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]], **entered: Any
    ) -> None:
        if rows:
            columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
            insert_columns(model, columns, self.change, **entered)


def write_late(entries: Sequence[RowEntry], keys: dict[int, int], writer: CompanyWriter, ahead: CompanyWriter) -> None:
    """Write entries of a sheet of which nothing could be written ahead; belongs into its last transaction.

    A company that the sheet makes is known by the row that makes it, as a number below zero; ``keys`` has the keys of
    those so far. What is made is written by ``ahead``, as if it had been before.
    """
    making = [each.company for each in entries if each.makes]
    keys |= zip(making, new_keys(Company, len(making)), strict=True)
    entries = [each._replace(company=keys.get(each.company, each.company)) for each in entries]
    made = set(keys.values())
    ahead.write([each for each in entries if each.company in made])
    writer.write([each for each in entries if each.company not in made])


def _still_there(rows: Mapping[int, Any], key: int | None) -> Any:
    """Return the row of a key; raises ``IntegrityError`` where somebody has taken it away."""
    if key not in rows:
        raise IntegrityError(f"what row {key} was is gone")
    return rows[key]


def _assign(row: Company, fields: dict[str, Any]) -> set[str]:
    """Set the fields of a company; return the names of the columns set."""
    names = set(fields)
    for name, value in fields.items():
        if name == "registered":
            row.province_id, row.city_id, row.country = value.province or None, value.city or None, value.country
            names |= set(PLACE_FIELDS)
        else:
            setattr(row, name, value)
    return names - {"registered"}
