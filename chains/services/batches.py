"""Batches: changes made together, and their undoing, both by the history of the rows they touched.

The history is the journal. Every entry made in a batch names it; the entry before a row's first one in the batch
is the state to go back to, and what has been entered since is what somebody else has edited.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from chains.choices import BatchKind, BatchStatus
from chains.models import Batch, CompanyRedirect, Source
from chains.services import curation
from chains.services.curation import Change

#: What no undo restores: when a row was made and last changed is true whatever became of the change.
TIMES = frozenset({"created", "updated"})

#: Statuses in which a batch has changed something that can be undone.
UNDOABLE = (BatchStatus.COMMITTED, BatchStatus.PARTLY_UNDONE)

_CHUNK = 500


class NotUndoable(ValueError):
    """The batch has changed nothing, or is undone already."""


@dataclass(frozen=True, slots=True)
class Left:
    """A row, or some fields of it, that an undo left as somebody has edited it since."""

    model: str
    key: Any
    name: str
    #: Names of the fields left alone; empty where the whole row stays (or stays away).
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Undoing:
    """What an undo did: its own batch, how many rows it restored, removed and made again, and what it left."""

    batch: Batch
    restored: int = 0
    removed: int = 0
    remade: int = 0
    left: list[Left] = field(default_factory=list)


def open_batch(
    kind: BatchKind, user: AbstractBaseUser | None, reason: str, *, source: Source | None = None, undoes: Any = None
) -> Batch:
    """Return a new batch, committed now; sign what is done in it with ``change_in``."""
    return Batch.objects.create(
        kind=kind, user=user, reason=reason, source=source, undoes=undoes, committed_at=timezone.now()
    )


def change_in(batch: Batch) -> Change:
    """Return the signature of everything that is done in ``batch``."""
    return Change(batch.user, batch.reason, batch=batch)


def histories() -> list[type[models.Model]]:
    """Return the models that have a history, those first on which others rest."""
    tracked = [model for model in apps.get_app_config("chains").get_models() if hasattr(model, "history")]
    ordered: list[type[models.Model]] = []

    def visit(model: type[models.Model]) -> None:
        if model in ordered:
            return
        for each in model._meta.concrete_fields:
            if each.remote_field and each.related_model in tracked and each.related_model is not model:
                visit(each.related_model)
        ordered.append(model)

    for model in tracked:
        visit(model)
    return ordered


def touched(batch: Batch) -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Yield every model that ``batch`` has changed rows of, with the entries it made, by row and in order."""
    for model in histories():
        entries = list(model.history.filter(batch=batch).order_by(model._meta.pk.attname, "history_id"))
        if entries:
            yield model, entries


@dataclass(slots=True)
class _Step:
    """What undoing means for one row: the states before and after the batch, and now."""

    model: type[models.Model]
    key: Any
    before: Any
    after: Any
    row: models.Model | None
    edited: bool


@transaction.atomic
def undo(batch: Batch, user: AbstractBaseUser | None, reason: str) -> Undoing:
    """Put everything that ``batch`` has changed back as it was, and list what somebody has edited since.

    Rows it made are deleted, rows it deleted are made again under their ids, fields it changed get their former
    values. A field with another value than the batch gave it is left alone, and so is a row it made that has been
    edited since or that something else rests on. Raises :class:`NotUndoable`.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.status not in UNDOABLE:
        raise NotUndoable(batch.get_status_display())
    own = open_batch(BatchKind.UNDO, user, reason, source=batch.source, undoes=batch)
    done = Undoing(own)
    change = change_in(own)
    steps = [step for model, entries in touched(batch) for step in _steps(model, entries)]
    # First what is there is freed of unique values, then rows come back, those on which others rest first.
    CompanyRedirect.objects.filter(batch=batch).delete()
    for step in steps:
        if step.before is None and step.row is None:
            continue
        if step.before is None:
            continue
        if step.row is None and step.after.history_type == "-":
            _remake(step, change)
            done.remade += 1
    for step in steps:
        if step.before is not None and step.row is not None:
            _restore(step, change, done)
        elif step.before is not None and step.after.history_type != "-":
            done.left.append(Left(step.model._meta.label_lower, step.key, str(step.after.instance)))
    for step in reversed(steps):
        if step.before is None and step.row is not None:
            _remove(step, change, done)
    batch.status = BatchStatus.PARTLY_UNDONE if done.left else BatchStatus.UNDONE
    batch.save(update_fields=["status"])
    own.counts = {"restored": done.restored, "removed": done.removed, "remade": done.remade, "left": len(done.left)}
    own.save(update_fields=["counts"])
    return done
