"""Loading a dump with the right time stamps and changelog entries.

A dump that fills an empty database is the atlas itself, with the time stamps of old, and its log begins anew. Loaded
into a site that has records it is a write like any other: what it changes is stamped with the time of it.
"""

from collections import defaultdict
from typing import Any

from django.core.serializers.base import DeserializedObject
from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

from chains.changelog import clock, is_public, restart
from chains.history import curation
from chains.models import RecordChange, Revision
from chains.models.base import Timed

#: What the database writes itself, and no dump has to hold.
LOG: frozenset[type[models.Model]] = frozenset((Revision, RecordChange))
_TIMES = ("created", "updated")


class Load:
    """A load of fixtures, in a transaction: begun before the first row, ended after the last."""

    def __init__(self) -> None:
        self.fills = not is_public(connection)
        self.moment = clock.now()
        self.changed: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def prepare(self, loaded: DeserializedObject) -> None:
        """Make a row ready to be saved as it was read."""
        row = loaded.object
        # A dump holds the history as well; ties to other rows would be entered in it once more.
        row.skip_history_when_saving = True
        if self.fills or not isinstance(row, Timed):
            return
        on_record = type(row)._base_manager.filter(pk=row.pk).first() if row.pk is not None else None
        if on_record is not None and isinstance(row.created, DatabaseDefault):
            row.created = on_record.created
        if on_record is None or _differs(loaded, on_record):
            row.updated = self.moment
            self.changed[type(row)].append(row)
        else:
            row.updated = on_record.updated

    def end(self) -> None:
        """Do what is left to do once all rows are there."""
        if self.fills:
            restart(connection)
        for rows in self.changed.values():
            curation.touch(rows, self.moment)


def _differs(loaded: DeserializedObject, on_record: models.Model) -> bool:
    """Return whether a row says anything else than the one on record; times are nothing that it says."""
    row = loaded.object
    columns = [each.attname for each in row._meta.concrete_fields if each.name not in _TIMES]
    if any(getattr(row, column) != getattr(on_record, column) for column in columns):
        return True
    return any(_keys(getattr(on_record, name).all()) != _keys(rows) for name, rows in (loaded.m2m_data or {}).items())


def _keys(rows: Any) -> set[Any]:
    return {getattr(each, "pk", each) for each in rows}
