"""Batches: changes made together, and their undoing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from chains.choices import BatchKind, BatchStatus
from chains.models import Batch, Company, CompanyRedirect, Placement, PlacementRedirect, Snapshot, Source
from chains.services import curation, snapshots
from chains.services.curation import Change
from chains.services.moves import restore_unhistoried
from chains.services.permissions import Deed, require
from chains.services.retracing import Left, Step, histories, remake, rested_on, steps_back, touched, write_back
from chains.services.writing import remove

#: Statuses in which a batch has changed something that can be undone.
UNDOABLE = (BatchStatus.COMMITTED, BatchStatus.PARTLY_UNDONE)


class UndoError(ValueError):
    """The batch has changed nothing, or is undone already."""


@dataclass(slots=True)
class Undoing:
    """What an undo did: its own batch, how many rows it restored, removed and made again, and what it left."""

    batch: Batch
    restored: int = 0
    removed: int = 0
    remade: int = 0
    left: list[Left] = field(default_factory=list)


def open_batch(
    kind: BatchKind,
    user: AbstractBaseUser | None,
    reason: str,
    *,
    source: Source | None = None,
    undoes: Any = None,
    changes: bool = True,
) -> Batch:
    """Return a new batch, committed now; sign what is done in it with ``change_in``.

    A snapshot is taken of every chain that is not as the latest one shows it, unless nothing ``changes``.
    """
    batch = Batch.objects.create(
        kind=kind, user=user, reason=reason, source=source, undoes=undoes, committed_at=timezone.now()
    )
    if changes:
        snapshots.take_before(batch)
    return batch


def change_in(batch: Batch) -> Change:
    """Return the signature of everything that is done in ``batch``."""
    return Change(batch.user, batch.reason, batch=batch)


@transaction.atomic
def undo(batch: Batch, user: AbstractBaseUser | None, reason: str) -> Undoing:
    """Put everything that ``batch`` has changed back as it was, and list what somebody has edited since.

    Rows it made are deleted, rows it deleted are made again under their ids, fields it changed get their former
    values. A field with another value than the batch gave it is left alone, and so is a row it made that has been
    edited since or that something else rests on. Raises :class:`UndoError`, and ``PermissionDenied`` for who may
    not undo.
    """
    require(user, Deed.UNDO)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.status not in UNDOABLE:
        raise UndoError(batch.get_status_display())
    done = _go_back(
        batch, user, reason, [step for model, entries in touched(batch) for step in steps_back(model, entries)]
    )
    batch.status = BatchStatus.PARTLY_UNDONE if done.left else BatchStatus.UNDONE
    batch.save(update_fields=["status"])
    return done


@transaction.atomic
def take_back(batch: Batch, reason: str) -> Undoing | None:
    """Put back what a batch has written that broke off on its way; return None where it has written nothing.

    As in an :func:`undo`, but the batch stays open. Nobody's right is asked: whoever may write a batch may leave it.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    every = [step for model, entries in touched(batch) for step in steps_back(model, entries)]
    # What an earlier attempt made is gone already.
    every = [step for step in every if step.before is not None or step.row is not None]
    Snapshot.objects.filter(batch=batch).delete()
    return _go_back(batch, batch.user, reason, every, taken=False) if every else None


def _go_back(
    batch: Batch, user: AbstractBaseUser | None, reason: str, every: Sequence[Step], *, taken: bool = True
) -> Undoing:
    """Take these steps back in a batch of their own; a snapshot is ``taken`` before."""
    steps = [step for step in every if not step.lost]
    changes = taken and bool(steps)
    opened = open_batch(BatchKind.UNDO, user, reason, source=batch.source, undoes=batch, changes=changes)
    done = Undoing(opened, left=[step.left() for step in every if step.lost])
    change = change_in(done.batch)
    named = _let_go_of_source(steps, batch, done.batch)
    try:
        with transaction.atomic():
            blocked = _take(steps, change)
    except IntegrityError:
        # Two rows exchange what must be unique, so the order matters: one by one, as long as something gives way.
        blocked = _take_in_turn(steps, change)
    if named in blocked:
        Batch.objects.filter(pk__in=[batch.pk, done.batch.pk]).update(source=named.key)
    restore_unhistoried(batch)
    # An old id leads on for as long as no row has it again, and a dump does not say which batch made it lead on.
    for redirects, model in ((CompanyRedirect, Company), (PlacementRedirect, Placement)):
        redirects.objects.filter(public_id__in=model.objects.values("public_id")).delete()
    done.left += [step.left() for step in blocked] + [
        step.left() for step in steps if step.kept and step not in blocked
    ]
    done.removed = sum(step.removes for step in steps) - sum(step.removes for step in blocked)
    done.remade = sum(step.remakes for step in steps) - sum(step.remakes for step in blocked)
    done.restored = sum(step.restores for step in steps) - sum(step.restores for step in blocked)
    done.batch.counts = {
        "restored": done.restored,
        "removed": done.removed,
        "remade": done.remade,
        "left": [asdict(left) for left in done.left],
    }
    done.batch.save(update_fields=["counts"])
    return done


def _let_go_of_source(steps: Sequence[Step], *batches: Batch) -> Step | None:
    """Let ``batches`` no longer name the source that one of ``steps`` removes, and return that step.

    A source that was made for an imported sheet goes with it, unless something besides the sheet rests on it.
    """
    keys = {batch.source_id for batch in batches}
    step = next((step for step in steps if step.model is Source and step.removes and step.key in keys), None)
    if step is not None:
        Batch.objects.filter(pk__in=[batch.pk for batch in batches]).update(source=None)
    return step


def _take(steps: Sequence[Step], change: Change) -> list[Step]:
    """Take all steps at once: restore, then remove, then make again; return those that something else prevents.

    Raises ``IntegrityError`` where the order does not work out.
    """
    kinds = {model: [step for step in steps if step.model is model] for model in histories()}
    for model, own in kinds.items():
        changed = [step for step in own if step.restores]
        rows = [step.restored_row() for step in changed]
        if rows:
            write_back(model, rows, changed, change)
            curation.touch(rows, change.moment)
    blocked: list[Step] = []
    for model, own in reversed(kinds.items()):
        made = [step for step in own if step.removes]
        if not made:
            continue
        resting = rested_on(model, [step.key for step in made])
        blocked += [step for step in made if step.key in resting]
        rows = [step.row for step in made if step.key not in resting]
        remove(model, rows, change)
        curation.touch(rows, change.moment)
    for model, own in kinds.items():
        gone = [step for step in own if step.remakes]
        rows = [step.former_row() for step in gone]
        if rows:
            remake(model, rows, gone, change)
            curation.touch(rows, change.moment)
    return blocked


def _take_in_turn(steps: Sequence[Step], change: Change) -> list[Step]:
    """Take the steps one by one, again and again until none more gives way; return those that never did."""
    waiting, before = list(steps), -1
    while waiting and len(waiting) != before:
        before, still = len(waiting), []
        for step in waiting:
            try:
                with transaction.atomic():
                    prevented = _take([step], change)
            except IntegrityError:
                prevented = [step]
            still += prevented
        waiting = still
    return waiting
