"""Many rows at once, each with its entry in the history: what imports, undos and bulk edits write with.

``bulk_create`` and its kin call no ``save()``: the rows must be complete, derived fields included. All functions
belong into a transaction, and leave marking the rows that others are shown with to their callers.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from chains.models.history import History
from chains.services.curation import Change, keep_first_states

#: Rows per statement: large enough for speed, small enough for the parameters that SQLite takes.
CHUNK = 500


def keys_in_chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield ``keys`` in lists of at most :data:`CHUNK`."""
    keys = list(keys)
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def insert(model: type[models.Model], rows: Sequence[models.Model], change: Change) -> None:
    """Insert complete rows of ``model``; afterwards they carry their keys. Raises ``IntegrityError``."""
    model._default_manager.bulk_create(rows, batch_size=CHUNK)
    enter(model, rows, change, "+")


def update(model: type[models.Model], rows: Sequence[models.Model], fields: Iterable[str], change: Change) -> None:
    """Write these fields of rows that are on record, and when they were changed. Raises ``IntegrityError``."""
    if not rows:
        return
    keep_first_states(model, [row.pk for row in rows])
    fields = set(fields)
    if any(field.name == "updated" for field in model._meta.concrete_fields):
        fields.add("updated")
        for row in rows:
            row.updated = change.moment
    model._default_manager.bulk_update(rows, sorted(fields), batch_size=CHUNK)
    enter(model, rows, change, "~")


def remove(model: type[models.Model], rows: Sequence[models.Model], change: Change) -> None:
    """Delete rows that nothing rests on any more. Raises ``IntegrityError``."""
    if not rows:
        return
    keep_first_states(model, [row.pk for row in rows])
    enter(model, rows, change, "-")
    for start in range(0, len(rows), CHUNK):
        keys = [row.pk for row in rows[start : start + CHUNK]]
        for field in model._meta.local_many_to_many:
            through = field.remote_field.through
            through._default_manager.filter(**{f"{field.m2m_field_name()}__in": keys}).delete()
        found = model._default_manager.filter(pk__in=keys)
        found._raw_delete(found.db)


def enter(model: type[models.Model], rows: Iterable[models.Model], change: Change, history_type: str) -> list[Any]:
    """Make the entries in the history of ``model`` that say what ``rows`` have become; return them."""
    entry = model.history.model
    names = [field.attname for field in entry.tracked_fields]
    signature = {
        "history_date": change.moment,
        "history_user": change.user,
        "history_change_reason": change.reason or None,
        "history_type": history_type,
        "batch": change.batch,
    }
    rows = list(rows)
    entries = entry.objects.bulk_create(
        [entry(**{name: getattr(row, name) for name in names}, **signature) for row in rows], batch_size=CHUNK
    )
    _enter_relations(model, rows, entries)
    return entries


def _enter_relations(model: type[models.Model], rows: Sequence[models.Model], entries: Sequence[Any]) -> None:
    """Add to the entries what the rows' many-to-many fields hold."""
    for field in model.history.model._history_m2m_fields:
        kept = History.m2m_models[field]
        through = field.remote_field.through
        own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        by_row = dict(zip((row.pk for row in rows), entries, strict=True))
        for start in range(0, len(rows), CHUNK):
            keys = [row.pk for row in rows[start : start + CHUNK]]
            links = through._default_manager.filter(**{f"{own}__in": keys}).values_list(
                "pk", f"{own}_id", f"{other}_id"
            )
            kept.objects.bulk_create(
                [
                    kept(history_id=by_row[key].pk, **{"id": link, f"{own}_id": key, f"{other}_id": value})
                    for link, key, value in links
                ],
                batch_size=CHUNK,
            )
