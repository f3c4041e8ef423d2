"""Batches of changes, and undoing them."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from chains.changelog import clock
from chains.choices import BatchKind, BatchStatus, SheetKind
from chains.history import snapshots
from chains.history.curation import Change
from chains.history.restoring import take
from chains.history.retracing import TOOK_BACK, UNDONE, Left, Retracing
from chains.history.rows_in_use import refuse_where_others_stand
from chains.models import Batch, Snapshot, Source
from chains.permissions import FRAME, Permission, require

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
        kind=kind, user=user, reason=reason, source=source, undoes=undoes, committed_at=clock.now()
    )
    if changes:
        snapshots.take_before(batch)
    return batch


def change_in(batch: Batch) -> Change:
    """Return the signature of everything that is done in ``batch``."""
    return Change(batch.user, batch.reason, batch=batch)


@transaction.atomic
def undo(batch: Batch, user: AbstractBaseUser | None, reason: str) -> Undoing:
    """Let ``batch`` no longer count: every row comes to what the batches that are not undone have made of it.

    Rows it made are deleted, rows it deleted are made again under their ids, fields it changed get the values that they
    have without it. A field that something newer has given a value keeps it, and a row it made stays where it has been
    edited since or something else rests on it, with what was made as a part of it. What is undone by an undo counts
    again. A sheet with one record per row is undone whole, or not at all. Raises :class:`UndoError`,
    :class:`RowsInUseError`, and ``PermissionDenied`` where the user may not undo.
    """
    require(user, Permission.UNDO)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.status not in UNDOABLE:
        raise UndoError(batch.get_status_display())
    retracing = Retracing(batch)
    if TOOK_BACK in batch.counts or any(each.status not in UNDONE for each in retracing.chain[1:2]):
        # What it took back had broken off, or counts again already.
        raise UndoError(batch.undoes.get_status_display())
    retracing.plan()
    _require_structure(retracing, user)
    refuse_where_others_stand(retracing)
    done = _go_back(retracing, user, reason)
    outcome = BatchStatus.PARTLY_UNDONE if done.left else BatchStatus.UNDONE
    # By turns: what this one undoes counts again, what that one undid does not.
    for number, each in enumerate(retracing.chain):
        each.status = outcome if number % 2 == 0 else BatchStatus.COMMITTED
        each.save(update_fields=["status"])
    return done


def _require_structure(retracing: Retracing, user: AbstractBaseUser | None) -> None:
    """Raise ``PermissionDenied`` where a sheet of the structure is undone by somebody who may not change that."""
    sheet = getattr(retracing.root, "importbatch", None)
    if sheet is None or sheet.sheet_kind == SheetKind.COMPANIES:
        return
    for model in {step.model for step in retracing.steps.values() if step.writes} & FRAME:
        require(user, Permission.EDIT, model())


@transaction.atomic
def take_back(batch: Batch, reason: str) -> Undoing | None:
    """Put back what a batch has written that broke off on its way; return None where it has written nothing.

    As in an :func:`undo`, but the batch stays open. Nobody's right is asked: whoever may write a batch may leave it.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    Snapshot.objects.filter(batch=batch).delete()
    retracing = Retracing(batch)
    retracing.plan()
    if not any(step.writes for step in retracing.steps.values()):
        # What an earlier attempt made is gone already.
        return None
    done = _go_back(retracing, batch.user, reason, taken=False)
    done.batch.counts[TOOK_BACK] = True
    done.batch.save(update_fields=["counts"])
    return done


def _go_back(retracing: Retracing, user: AbstractBaseUser | None, reason: str, *, taken: bool = True) -> Undoing:
    """Take back what was retraced, in a batch of its own; a snapshot is ``taken`` before."""
    batch, steps = retracing.chain[0], [step for step in retracing.steps.values() if step.writes]
    opened = open_batch(BatchKind.UNDO, user, reason, source=batch.source, undoes=batch, changes=taken and bool(steps))
    going = [step.key for step in steps if step.model is Source and step.removes]
    named = list(Batch.objects.filter(source__in=going).values_list("pk", "source"))
    # Only what is undone names a source that goes, and undos.
    Batch.objects.filter(source__in=going).update(source=None)
    done = Undoing(opened)
    done.removed = sum(step.removes for step in steps)
    done.remade = sum(step.remakes for step in steps)
    done.restored = sum(bool(step.restores) for step in steps)
    blocked = take(steps, retracing.moves, change_in(opened))
    for step in blocked:
        done.removed -= step.removes
        done.remade -= step.remakes
        done.restored -= bool(step.restores)
        if step.model is Source:
            Batch.objects.filter(pk__in=[key for key, source in named if source == step.key]).update(source=step.key)
    retracing.moves.let_ids_lead(opened, retracing.chain)
    done.left = retracing.left(blocked)
    opened.counts |= {
        "restored": done.restored,
        "removed": done.removed,
        "remade": done.remade,
        "left": [asdict(left) for left in done.left],
    }
    opened.save(update_fields=["counts"])
    return done
