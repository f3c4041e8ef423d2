"""Retracing a batch by the histories: what it did to every row, and the way back.

The history is the journal. Every entry made in a batch names it; the entry before a row's first one in the batch
is the state to go back to, and what has been entered since is what somebody else has edited.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from chains.models import Batch
from chains.models.history import History
from chains.services.curation import Change
from chains.services.writing import CHUNK, GOES_ALONG, enter, keys_in_chunks, update

#: What no undo restores: that a row was changed, and when, stays true whatever became of the change.
TIMES = frozenset({"created", "updated"})


@dataclass(frozen=True, slots=True)
class Left:
    """A row, or some fields of it, that an undo left as somebody has edited it since.

    ``fields`` names the fields left alone; it is empty where the whole row stays, or stays away.
    """

    model: str
    key: Any
    name: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Step:
    """The way back for one row: its state before the batch and after it, and the row as it is now.

    ``before`` is None for a row that the batch made, ``row`` for one that is not there now. ``relations`` holds,
    by many-to-many field, the keys before, after and now.
    """

    model: type[models.Model]
    key: Any
    before: Any
    after: Any
    row: models.Model | None
    relations: dict[str, tuple[set[Any], set[Any], set[Any]]] = field(default_factory=dict)
    #: Names of the columns and relations that go back, and of those that somebody has edited since.
    goes_back: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.row is None or self.after.history_type == "-":
            return
        for column in columns_of(self.model):
            after, now = getattr(self.after, column), getattr(self.row, column)
            before = getattr(self.before, column) if self.before is not None else after
            self._weigh(column, before, after, now)
        for relation, (before, after, now) in self.relations.items():
            self._weigh(relation, before if self.before is not None else after, after, now)

    def _weigh(self, name: str, before: Any, after: Any, now: Any) -> None:
        if self.before is None:
            self.kept += (name,) if now != after else ()
        elif before != after and now != before:
            if now == after:
                self.goes_back += (name,)
            else:
                self.kept += (name,)

    @property
    def removes(self) -> bool:
        """Whether the row was made by the batch and can go."""
        return self.before is None and self.row is not None and not self.kept

    @property
    def remakes(self) -> bool:
        """Whether the batch deleted the row, so that it has to be made again."""
        return self.before is not None and self.row is None and self.after.history_type == "-"

    @property
    def restores(self) -> bool:
        """Whether some of the row's fields go back."""
        return self.before is not None and bool(self.goes_back)

    @property
    def lost(self) -> bool:
        """Whether there is no way back: made and edited since, deleted since, or made again since."""
        if self.before is None:
            return self.row is not None and bool(self.kept)
        return (self.row is None) == (self.after.history_type != "-")

    def left(self) -> Left:
        """Return what an undo says of the row where it leaves something of it alone."""
        name = str(self.row) if self.row is not None else str(self.after.instance)
        return Left(self.model._meta.label_lower, self.key, name, self.kept if not self.lost else ())

    def restored_row(self) -> models.Model:
        """Return the row with its former values where they go back."""
        for name in set(self.goes_back) - set(self.relations):
            setattr(self.row, name, getattr(self.before, name))
        return self.row

    def former_row(self) -> models.Model:
        """Return the row as it was before the batch, under its own key."""
        values = {each.attname: getattr(self.before, each.attname) for each in self.before.tracked_fields}
        return self.model(**values)


@cache
def histories() -> tuple[type[models.Model], ...]:
    """Return the models that have a history, those first on which others rest."""
    models_ = apps.get_app_config("chains").get_models()
    tracked = [model for model in models_ if hasattr(model._meta, "simple_history_manager_attribute")]
    ordered: list[type[models.Model]] = []

    def visit(model: type[models.Model]) -> None:
        if model in ordered:
            return
        for each in model._meta.concrete_fields:
            if each.related_model in tracked and each.related_model is not model:
                visit(each.related_model)
        ordered.append(model)

    for model in tracked:
        visit(model)
    return tuple(ordered)


@cache
def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns whose values go back: all but the key and the times."""
    return tuple(
        each.attname for each in model.history.model.tracked_fields if not each.primary_key and each.name not in TIMES
    )


def touched(batch: Batch) -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Yield every model that ``batch`` has changed rows of, with the entries it made, by row and in order."""
    for model in histories():
        entries = list(model.history.filter(batch=batch).order_by(model._meta.pk.attname, "history_id"))
        if entries:
            yield model, entries


def steps_back(model: type[models.Model], entries: Sequence[Any]) -> list[Step]:
    """Return the way back for each row of ``model`` that the ``entries`` of one batch (by row, in order) are of."""
    pk = model._meta.pk.attname
    own = {key: list(group) for key, group in groupby(entries, key=lambda entry: getattr(entry, pk))}
    before = {}
    for keys in keys_in_chunks(own):
        for entry in model.history.filter(**{f"{pk}__in": keys}).order_by("history_id"):
            key = getattr(entry, pk)
            if entry.history_id < own[key][0].history_id:
                before[key] = None if entry.history_type == "-" else entry
    rows = {row.pk: row for keys in keys_in_chunks(own) for row in model._default_manager.filter(pk__in=keys)}
    ends = {key: (before.get(key), group[-1], rows.get(key)) for key, group in own.items()}
    relations = _relations(model, ends)
    return [Step(model, key, *states, relations.get(key, {})) for key, states in ends.items()]


def write_back(model: type[models.Model], rows: Sequence[models.Model], steps: Sequence[Step], change: Change) -> None:
    """Write the former values of the rows' columns and relations, with one entry for each row."""
    relations = {each.name for each in model._meta.local_many_to_many}
    for step in steps:
        for name in set(step.goes_back) & relations:
            _relate(model, name, step.key, step.relations[name][0])
    columns = {name for step in steps for name in step.goes_back} - relations
    by_column = {each.attname: each.name for each in model._meta.concrete_fields}
    update(model, rows, {by_column[column] for column in columns}, change)


def remake(model: type[models.Model], rows: Sequence[models.Model], steps: Sequence[Step], change: Change) -> None:
    """Make deleted rows again under their former keys, with their relations."""
    model._default_manager.bulk_create(rows, batch_size=CHUNK)
    # The time of the last change is that of coming back.
    model._default_manager.filter(pk__in=[row.pk for row in rows]).update(updated=change.moment)
    for step in steps:
        for name, (before, _after, _now) in step.relations.items():
            _relate(model, name, step.key, before)
    enter(model, rows, change, "+")


def rested_on(model: type[models.Model], keys: Sequence[Any]) -> set[Any]:
    """Return those of ``keys`` whose rows of ``model`` something still points at that does not go with them."""
    found: set[Any] = set()
    pointed: dict[Any, set[Any]] = {}
    for relation in model._meta.related_objects:
        if relation.related_model.__name__.startswith("Historical") or relation.related_model is GOES_ALONG.get(model):
            continue
        for chunk in keys_in_chunks(keys):
            pointing = relation.related_model._base_manager.filter(Q(**{f"{relation.field.name}__in": chunk}))
            if relation.related_model is model:
                for key, at in pointing.values_list("pk", relation.field.name):
                    pointed.setdefault(key, set()).add(at)
            else:
                found |= set(pointing.values_list(relation.field.name, flat=True))
    # In a tree, what stands below goes as well, unless it has to stay: then what is above it stays.
    waiting = (set(pointed) - set(keys)) | (found & set(pointed))
    while waiting:
        above = {at for key in waiting for at in pointed.get(key, ())} - found
        found |= above
        waiting = above
    return found


def _relate(model: type[models.Model], name: str, key: Any, others: Iterable[Any]) -> None:
    """Set a many-to-many relation without an entry in the history: the row gets one of its own."""
    relation = model._meta.get_field(name)
    through = relation.remote_field.through
    own, other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    through._default_manager.filter(**{own: key}).delete()
    through._default_manager.bulk_create([through(**{own: key, other: each}) for each in sorted(others)])


def _relations(model: type[models.Model], ends: dict[Any, tuple[Any, Any, Any]]) -> dict[Any, dict[str, Any]]:
    """Return, by key and many-to-many field, the keys related before, after and now."""
    found: dict[Any, dict[str, Any]] = {}
    for relation in model.history.model._history_m2m_fields:
        through, kept = relation.remote_field.through, History.m2m_models[relation]
        own, other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        by_entry: dict[Any, set[Any]] = {}
        entries = [state.pk for states in ends.values() for state in states[:2] if state is not None]
        for chunk in keys_in_chunks(entries):
            for entry, value in kept.objects.filter(history_id__in=chunk).values_list("history_id", other):
                by_entry.setdefault(entry, set()).add(value)
        by_row: dict[Any, set[Any]] = {}
        for chunk in keys_in_chunks(ends):
            for key, value in through._default_manager.filter(**{f"{own}__in": chunk}).values_list(own, other):
                by_row.setdefault(key, set()).add(value)
        for key, (before, after, _row) in ends.items():
            found.setdefault(key, {})[relation.name] = (
                by_entry.get(before.pk, set()) if before is not None else set(),
                by_entry.get(after.pk, set()),
                by_row.get(key, set()),
            )
    return found
