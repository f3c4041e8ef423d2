"""Bulk creation of valid new records.

One by one (``records.write``) every record has its constraints asked for before it is written, so that each fault has
its name. Here the database itself refuses what must not be, and then all of it: whoever calls goes one by one then, and
learns which record it was. So nothing is made here that would be refused there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from chains.choices import PlacementStatus
from chains.history import curation
from chains.history.bulk_writing import insert, keys_in_chunks
from chains.history.curation import Change
from chains.history.records import PARTS, InvalidRecordError, RecordEntry, field_faults, fill_in
from chains.models import Company, Listing, Placement, Source
from chains.models.base import Staged
from chains.permissions import Permission, first_stage, require


class DoubtError(ValueError):
    """Whether all of the records can be made is not plain from here."""


def make(
    model: type[models.Model], entries: Sequence[RecordEntry], required: Collection[str], change: Change
) -> list[models.Model]:
    """Make a record of each entry; return them in order. Belongs into a transaction that is rolled back on any error.

    Raises :class:`DoubtError`, ``InvalidRecordError``, ``PermissionDenied`` and ``IntegrityError``: each may be about
    a record that is as it should be, if looked at one by one.
    """
    rows, parts = [], {name: [] for name in PARTS.get(model, {})}
    for entry in entries:
        if any(name not in entry.values and name not in entry.parts for name in required):
            raise DoubtError
        row = _row(model, entry, change)
        rows.append(row)
        for name, wanted in entry.parts.items():
            parts[name] += _rows_with(row, name, wanted, change)
    insert(model, rows, change)
    curation.touch(rows, change.moment)
    for name, own in parts.items():
        part = PARTS[model][name]
        column = part.model._meta.get_field(part.owner).attname
        for each in own:
            setattr(each, column, getattr(each, part.owner).pk)
        insert(part.model, own, change)
        curation.touch(own, change.moment)
    return rows


def _row(model: type[models.Model], entry: RecordEntry, change: Change) -> models.Model:
    row = model()
    if any(each.name in entry.values for each in model._meta.many_to_many):
        raise DoubtError
    fill_in(row, entry.values)
    if isinstance(row, Staged):
        row.stage = first_stage(change.user)
    if isinstance(row, Placement) and row.status != PlacementStatus.REPORTED:
        raise DoubtError
    _refuse_faulty(row)
    require(change.user, Permission.EDIT, row)
    return row


def _rows_with(row: models.Model, name: str, wanted: Iterable[Mapping[str, Any]], change: Change) -> list[models.Model]:
    """Return the rows of one part of a record that is not on record yet."""
    part, made = PARTS[type(row)][name], []
    for values in wanted:
        each = part.model(**{part.owner: row})
        fill_in(each, values)
        _refuse_faulty(each)
        require(change.user, Permission.EDIT, each)
        made.append(each)
    if len({tuple(getattr(each, field) for field in part.identity) for each in made}) < len(made):
        raise DoubtError
    return made


def _refuse_faulty(row: models.Model) -> None:
    if faults := field_faults(row):
        raise InvalidRecordError(faults)


def named(model: type[models.Model], keys: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Return for each of these ``keys`` (as ``upserts.find`` takes them) whether some record may have them.

    Keys that come twice are taken to name a record: the second would be the first one again.
    """
    own = [_codes(model, each) for each in keys]
    every = [code for codes in own for code in codes]
    taken = {code for code in every if code[0] == "id"} | _on_record(model, set(every))
    seen: set[Any] = set()
    for code in every:
        if code in seen:
            taken.add(code)
        seen.add(code)
    return [any(code in taken for code in codes) for codes in own]


def _codes(model: type[models.Model], keys: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    codes: list[tuple[Any, ...]] = [("id", keys["id"])] if keys.get("id") else []
    if model is Company:
        codes += [("uscc", keys["uscc"])] if keys.get("uscc") else []
        codes += dict.fromkeys(("ticker", *ticker) for ticker in keys.get("tickers", ()))
    elif model is Placement and {"company", "segment"} <= keys.keys():
        # Whatever its place: whether two places differ enough is decided one by one, by a person.
        codes.append(("claim", keys["company"].pk, keys["segment"].pk))
    elif model is Source and keys.get("slug"):
        codes.append(("slug", keys["slug"]))
    return codes


def _on_record(model: type[models.Model], codes: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    found: set[tuple[Any, ...]] = set()
    by_kind: dict[str, set[Any]] = {}
    for kind, *values in codes:
        by_kind.setdefault(kind, set()).add(values[-1] if kind == "ticker" else values[0])
    for kind, values in by_kind.items():
        for chunk in keys_in_chunks(values):
            match kind:
                case "uscc" | "slug":
                    rows = model._default_manager.filter(**{f"{kind}__in": chunk}).values_list(kind)
                case "ticker":
                    rows = Listing.objects.filter(ticker__in=chunk).values_list("exchange", "ticker")
                case "claim":
                    rows = Placement.objects.filter(company__in=chunk).values_list("company_id", "segment_id")
                case _:
                    continue
            found.update((kind, *row) for row in rows)
    return found
