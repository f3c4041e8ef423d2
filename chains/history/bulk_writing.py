"""Bulk writes with an entry in the history for every row, for imports, undos and bulk edits.

``bulk_create`` and its kin call no ``save()``: the rows must be complete, derived fields included. All functions
belong into a transaction, and leave marking the rows that others are shown with to their callers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Max

from chains import searching
from chains.history.bulk_loading import bulk_insert, bulk_insert_columns, new_keys, overwrite
from chains.history.curation import Change, keep_first_states
from chains.membership import one_of, together
from chains.models import Chain, Segment, Snapshot, SnapshotCell
from chains.models.history import History

#: Rows per statement: large enough for speed, small enough for the parameters that SQLite takes.
CHUNK = 500

#: What is kept of a row without a history of its own, and goes with it: what it was like in snapshots.
GOES_ALONG: dict[type[models.Model], type[models.Model]] = {Segment: SnapshotCell, Chain: Snapshot}


def keys_in_chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield ``keys`` in lists of at most :data:`CHUNK`."""
    keys = list(keys)
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def insert(model: type[models.Model], rows: Sequence[models.Model], change: Change) -> None:
    """Insert rows of ``model``; their keys and time stamps are set here. Raises ``IntegrityError``."""
    if not rows:
        return
    for row, key in zip(rows, new_keys(model, len(rows)), strict=True):
        row.pk = key
        row.created = row.updated = change.moment
    bulk_insert(model, rows)
    for row in rows:
        row._state.adding = False
    enter(model, rows, change, "+")


def insert_columns(
    model: type[models.Model], columns: Mapping[str, Sequence[Any]], change: Change, **entered: Any
) -> Sequence[int]:
    """Insert rows given by column, with their time stamps and, unless given, their keys.

    What is ``entered`` stands in their histories in place of what is in the rows. Returns the keys. Raises
    ``IntegrityError``.
    """
    count = len(next(iter(columns.values())))
    if not count:
        return ()
    keys = columns.get("id") or new_keys(model, count)
    moments = [change.moment] * count
    bulk_insert_columns(model, {**columns, "id": keys, "created": moments, "updated": moments})
    _enter(model, keys, change, "+", **entered)
    return keys


def update(
    model: type[models.Model], rows: Sequence[models.Model], fields: Iterable[str], change: Change, **entered: Any
) -> None:
    """Write these fields of rows that are on record, and when they were changed. Raises ``IntegrityError``.

    What is ``entered`` stands in their histories in place of what is in the rows.
    """
    if not rows:
        return
    keep_first_states(model, [row.pk for row in rows])
    fields = set(fields)
    if any(field.name == "updated" for field in model._meta.concrete_fields):
        fields.add("updated")
        for row in rows:
            change.stamp(row)
    overwrite(model, rows, sorted(fields))
    _enter(model, [row.pk for row in rows], change, "~", **entered)


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
        if model in GOES_ALONG:
            GOES_ALONG[model]._default_manager.filter(**{f"{model._meta.model_name}__in": keys}).delete()
        found = model._default_manager.filter(pk__in=keys)
        found._raw_delete(found.db)


def enter(model: type[models.Model], rows: Iterable[models.Model], change: Change, history_type: str) -> None:
    """Make the entries in the history of ``model`` that say what ``rows``, as they are on record, have become."""
    _enter(model, [row.pk for row in rows], change, history_type)


def _enter(model: type[models.Model], keys: Sequence[Any], change: Change, history_type: str, **entered: Any) -> None:
    entry = model.history.model
    name = connection.ops.quote_name
    copied = ", ".join(name(each.column) for each in entry.tracked_fields if each.name not in entered)
    signed = entered | {
        "history_date": change.moment,
        "history_user": change.user.pk if change.user is not None else None,
        "history_change_reason": change.reason or None,
        "history_type": history_type,
        "batch": change.batch.pk if change.batch is not None else None,
    }
    signature = [entry._meta.get_field(each).get_db_prep_save(value, connection) for each, value in signed.items()]
    columns = ", ".join(name(entry._meta.get_field(each).column) for each in signed)
    # Copied within the database: what the row is there is what the entry says, and no value makes the way twice.
    statement = (
        f"INSERT INTO {name(entry._meta.db_table)} ({copied}, {columns}) "
        f"SELECT {copied}, {', '.join(['%s'] * len(signature))} FROM {name(model._meta.db_table)} "
        f"WHERE {name(model._meta.pk.column)} {one_of(connection)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*signature, together(keys, connection)])
    if entry._history_m2m_fields:
        for some in keys_in_chunks(keys):
            _enter_relations(model, some)


def _enter_relations(model: type[models.Model], keys: Sequence[Any]) -> None:
    """Add to the newest entries of the rows with these keys what the rows' many-to-many fields hold."""
    pk = model._meta.pk.attname
    newest = model.history.filter(**{f"{pk}__in": keys}).order_by().values(pk).annotate(newest=Max("history_id"))
    entries = dict(newest.values_list(pk, "newest"))
    for field in model.history.model._history_m2m_fields:
        kept = History.m2m_models[field]
        through = field.remote_field.through
        own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        links = through._default_manager.filter(**{f"{own}__in": keys}).values_list("pk", own, other)
        kept.objects.bulk_create(
            [kept(history_id=entries[key], **{"id": link, own: key, other: value}) for link, key, value in links],
            batch_size=CHUNK,
        )


def refresh_statistics(counted: Iterable[type[models.Model]] = ()) -> None:
    """Let PostgreSQL count anew what its plans rest on; SQLite's rest on none.

    For whoever has written many rows: until the database comes round to it by itself, a minute or more later, it plans
    as if the tables were as small as before, and a query of three joins may take half a minute. Where it is said whose
    tables are ``counted``, their columns are and nothing else: which grams the names have takes longer to count than
    the rest together, and rows like those before change it little.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What waits to be sorted into the indexes of grams is read by every search until then.
            for table in searching.INDEXES:
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{table}_grams"])
            cursor.execute("ANALYZE " + ", ".join(map(_columns_of, counted)))


def _columns_of(model: type[models.Model]) -> str:
    name = connection.ops.quote_name
    return (
        f"{name(model._meta.db_table)} ({', '.join(name(each.column) for each in model._meta.local_concrete_fields)})"
    )
