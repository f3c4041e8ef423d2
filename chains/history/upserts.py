"""Bulk upserts: records are created or changed, all or none, in one batch."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from chains.choices import BatchKind
from chains.history import bulk_creation
from chains.history.batches import change_in, open_batch
from chains.history.curation import Change
from chains.history.records import WHOLE, Faults, FieldFault, InvalidRecordError, RecordEntry, write
from chains.models import Batch, Company, Placement, Source
from chains.permissions import NotPermitted

#: How many records one call may bring.
MOST = 1000

#: From how many new records on they are made all at once.
_MANY = 2


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record as it came: the ``keys`` that may name one on record, its entry, and what could not be read of it."""

    keys: Mapping[str, Any]
    entry: RecordEntry
    faults: Faults = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upserted:
    """The result for one record: the row, and whether it was ``created``, ``changed`` or ``unchanged``."""

    row: models.Model
    outcome: str


class RefusedRowsError(ValueError):
    """Nothing was written: ``rows`` has what is wrong, by the index of the record."""

    def __init__(self, rows: Mapping[int, Faults]) -> None:
        super().__init__(f"{len(rows)} records")
        self.rows = rows


@transaction.atomic
def upsert(
    model: type[models.Model],
    records: Sequence[Incoming],
    required: Collection[str],
    user: AbstractBaseUser | None,
    reason: str,
) -> tuple[Batch | None, list[Upserted]]:
    """Write every record, in one batch that can be undone; return the batch (None if nothing differs) and what came.

    ``required`` are the fields without which no record is made. Raises :class:`RefusedRowsError`, having written
    nothing, with everything that is wrong.
    """
    batch = open_batch(BatchKind.EDIT, user, reason)
    change = change_in(batch)
    made = _make_new(model, records, required, change)
    done: list[Upserted] = []
    refused: dict[int, Faults] = {}
    seen: dict[Any, int] = {row.pk: index for index, row in made.items()}
    for index, record in enumerate(records):
        if index in made:
            done.append(Upserted(made[index], "created"))
            continue
        try:
            with transaction.atomic():
                done.append(_upsert(model, record, required, change, seen))
        except InvalidRecordError as error:
            refused[index] = error.faults
        except NotPermitted as error:
            refused[index] = {WHOLE: [FieldFault("not_permitted", str(error))]}
        except IntegrityError:
            refused[index] = {
                WHOLE: [FieldFault("conflict", _("This contradicts another row that is on record already."))]
            }
        else:
            seen[done[-1].row.pk] = index
    if refused:
        raise RefusedRowsError(refused)
    outcomes = [each.outcome for each in done]
    batch.counts = {outcome: outcomes.count(outcome) for outcome in ("created", "changed", "unchanged")}
    if batch.counts["unchanged"] == len(done):
        batch.delete()
        return None, done
    batch.save(update_fields=["counts"])
    return batch, done


def _make_new(
    model: type[models.Model], records: Sequence[Incoming], required: Collection[str], change: Change
) -> dict[int, models.Model]:
    """Make those records that are plainly new all at once; return them by index.

    None where there is a doubt about any of them: then each is looked at by itself.
    """
    named = bulk_creation.named(model, [record.keys for record in records])
    new = [index for index, (record, is_named) in enumerate(zip(records, named, strict=True)) if not is_named]
    if len(new) < _MANY or any(record.faults for record in records):
        return {}
    try:
        with transaction.atomic():
            rows = bulk_creation.make(model, [records[index].entry for index in new], required, change)
    except (bulk_creation.DoubtError, InvalidRecordError, PermissionDenied, IntegrityError):
        return {}
    return dict(zip(new, rows, strict=True))


def _upsert(
    model: type[models.Model], record: Incoming, required: Collection[str], change: Change, seen: Mapping[Any, int]
) -> Upserted:
    if record.faults:
        raise InvalidRecordError(record.faults)
    row = find(model, record.keys)
    if row is None:
        given = {*record.entry.values, *record.entry.parts}
        if lacking := [name for name in required if name not in given]:
            raise InvalidRecordError({name: [FieldFault("required", _("This field is required."))] for name in lacking})
        row = model()
        write(row, record.entry, change)
        return Upserted(row, "created")
    if row.pk in seen:
        message = _("This is the same record as number %(number)d of the list.")
        raise InvalidRecordError({WHOLE: [FieldFault("repeated", message % {"number": seen[row.pk]})]})
    return Upserted(row, "changed" if write(row, record.entry, change) else "unchanged")


def find(model: type[models.Model], keys: Mapping[str, Any]) -> models.Model | None:
    """Return the row that ``keys`` name, locked, or None where they name none.

    ``id`` is the public id, which must be on record. A company is found by its ``uscc`` and its ``tickers``
    (exchange, ticker) as well, a placement by company, segment and place. Raises :class:`InvalidRecordError` for an
    id that is not on record, and for keys that name two rows.
    """
    rows = model._default_manager.select_for_update(of=("self",))
    found: dict[Any, models.Model] = {}
    if public_id := keys.get("id"):
        row = rows.filter(public_id=public_id).first()
        if row is None:
            raise InvalidRecordError({"id": [FieldFault("does_not_exist", _("No record has this id."))]})
        found[row.pk] = row
    for condition in _conditions(model, keys):
        for row in rows.filter(condition):
            found[row.pk] = row
    if len(found) > 1:
        named = ", ".join(sorted(row.public_id for row in found.values()))
        message = _("The keys name several records: %(ids)s.") % {"ids": named}
        raise InvalidRecordError({WHOLE: [FieldFault("ambiguous", message)]})
    return next(iter(found.values()), None)


def _conditions(model: type[models.Model], keys: Mapping[str, Any]) -> list[models.Q]:
    if model is Company:
        own = [models.Q(uscc=keys["uscc"])] if keys.get("uscc") else []
        held = models.Q(pk__in=[])
        for exchange, ticker in keys.get("tickers", ()):
            held |= models.Q(exchange=exchange, ticker=ticker)
        listings = Company._meta.get_field("listings").related_model.objects.filter(held)
        return own + ([models.Q(pk__in=listings.values("company"))] if keys.get("tickers") else [])
    if model is Placement and {"company", "segment"} <= keys.keys() and not keys.get("id"):
        city, province = keys.get("city"), keys.get("province")
        place = {"city": city, "province": province or (city and city.province), "country": keys.get("country") or ""}
        return [models.Q(company=keys["company"], segment=keys["segment"], **place)]
    if model is Source and keys.get("slug"):
        return [models.Q(slug=keys["slug"])]
    return []
