"""Committing a planned import: all or nothing, checked against changes since it was planned."""

import logging
from collections.abc import Callable
from time import time
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.utils.translation import gettext_noop as _

from chains.choices import BatchStatus, SheetKind
from chains.models import ImportBatch
from chains.services.outages import is_full, is_gone, patiently
from chains.sheets.reading import SheetError

from . import run_state
from .company_writing import count_anew
from .executing import CompanyCommit, RegisterCommit, StalePlanError
from .faults import ImportRefusedError, in_every_language, said_in_every_language
from .garbage_collection import nothing_old_collected
from .planning import OPEN, plan, require_own
from .registers import require_kind
from .run_state import CancelledError, TakenOverError

__all__ = ["CancelledError", "StalePlanError", "TakenOverError", "cancel", "commit", "progress_of", "queue", "run"]

logger = logging.getLogger(__name__)

#: How long the cache keeps how far a commit is, in seconds.
_KEPT = 24 * 3600

#: How often it is told how far a commit is, in seconds: that takes as long as to write some rows.
_SELDOM = 0.5


def progress_of(batch: ImportBatch) -> dict[str, Any]:
    """Return how many rows are ``done`` of the ``total``; told by the cache, which no transaction holds back.

    ``silent`` says for how many seconds nothing has been heard of the worker; None where nobody waits for it. While
    the rows are being planned the total is 0: nobody knows it yet.
    """
    told = cache.get(f"import-{batch.pk}") or {"done": 0, "total": batch.counts.get("rows", 0)}
    heard = told.get("heard")
    return {"done": told["done"], "total": told["total"], "silent": None if heard is None else int(time() - heard)}


def tell(batch: ImportBatch, done: int, total: int) -> None:
    """Let :func:`progress_of` know how far the work on ``batch`` is."""
    cache.set(f"import-{batch.pk}", {"done": done, "total": total, "heard": time()}, _KEPT)


def cancel(batch: ImportBatch, user: AbstractBaseUser | None) -> None:
    """Cancel a commit that waits or runs: it stops at its next step, and nothing of it stays."""
    require_own(batch, user)
    run_state.cancel(batch.pk)


def queue(batch: ImportBatch, user: AbstractBaseUser | None, *, good_rows: bool | None = None) -> None:
    """Mark a planned batch, or one whose worker was lost, as waiting for a commit; raises ``ImportRefusedError``.

    ``good_rows`` changes the choice between all rows and the good ones, where it is given.
    """
    require_own(batch, user)
    if batch.status not in OPEN or not batch.counts:
        raise ImportRefusedError(_("This batch is %(status)s."), status=BatchStatus(batch.status).label)
    batch.good_rows = batch.good_rows if good_rows is None else good_rows
    _refuse_unready(batch)
    tell(batch, 0, batch.counts["rows"])
    batch.status, batch.error = BatchStatus.QUEUED, {}
    batch.save(update_fields=["status", "error", "good_rows"])


@nothing_old_collected()
def commit(batch: ImportBatch, told: Callable[[int, int], None] | None = None) -> dict[str, int]:
    """Commit a planned batch: every row of it, or its good rows, as was chosen; return what was done, by outcome.

    Nobody sees anything of it before all of it is there. What it makes is written ahead, some at a time, so that others
    can write in between; one last transaction changes what is on record and lets the rest in. Where it breaks off, what
    is written ahead is taken away; where the worker dies, whoever runs, plans or recovers the batch next does so. Rows
    are planned once more as they are written; where one would now come to something else, the batch is planned anew and
    :class:`StalePlanError` raised, or the row left out where only the good rows are wanted. ``told`` is called with the
    rows done and in all. Raises ``ImportRefusedError``, :class:`CancelledError`, and :class:`TakenOverError`.
    """
    found, token = _begun(batch.pk)
    kind = CompanyCommit if found.sheet_kind == SheetKind.COMPANIES else RegisterCommit
    try:
        run_state.clear(found.pk, token)
        done = kind(found, token, _teller(batch, told)).write()
    except TakenOverError:
        raise
    except StalePlanError:
        plan(batch)
        raise
    except IntegrityError as error:
        plan(batch)
        message = _("Somebody else has just written the same. The plan was made anew: look again.")
        raise StalePlanError(message) from error
    except BaseException:
        _give_up(found.pk, token)
        raise
    count_anew(sum(done.values()))
    return done


@patiently
@transaction.atomic
def _begun(key: int) -> tuple[ImportBatch, str]:
    """Return the batch, which a run of this process has now, and the token of that."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("user", "source").get(pk=key)
    require_kind(batch.user, SheetKind(batch.sheet_kind))
    if batch.status not in OPEN or not batch.counts:
        raise ImportRefusedError(_("This batch is %(status)s."), status=BatchStatus(batch.status).label)
    _refuse_unready(batch)
    return batch, run_state.begin(key)


def _teller(batch: ImportBatch, told: Callable[[int, int], None] | None) -> Callable[[int, int], None]:
    """Return what a commit calls to say how far it is: ``told``, and now and then the cache."""
    heard = 0.0

    def tell_both(done: int, total: int) -> None:
        nonlocal heard
        if done == total or time() - heard > _SELDOM:
            tell(batch, done, total)
            heard = time()
        if told is not None:
            told(done, total)

    return tell_both


def _give_up(key: int, token: str) -> None:
    """Take back what a run has written; where the database fails at that as well, it is done by whoever recovers."""
    try:
        run_state.give_up(key, token)
    except (DatabaseError, InterfaceError):
        logger.warning("what was written ahead for batch %d is taken away later", key, exc_info=True)


def _refuse_unready(batch: ImportBatch) -> None:
    """Raise ``ImportRefusedError`` where rows stand in the way of committing all."""
    undecided = batch.rows.undecided().count()
    errors = batch.counts.get("error", 0) + batch.counts.get("duplicate", 0)
    if batch.good_rows or not (undecided or errors):
        return
    raise ImportRefusedError(
        _(
            "%(errors)d rows have errors and %(undecided)d wait for a decision. "
            "Mend them, or commit the good rows only."
        ),
        errors=errors,
        undecided=undecided,
    )


def run(batch_id: int) -> None:
    """Commit the queued batch with this id, as the worker does: what prevents it stands on the batch afterwards."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.status != BatchStatus.QUEUED:
        return
    try:
        commit(batch)
    except TakenOverError:
        return
    except CancelledError:
        _end(batch, BatchStatus.CANCELLED, {})
    except ImportRefusedError as refused:
        _end(batch, BatchStatus.PLANNED, refused.said)
    except Exception as error:
        if not is_gone(error):
            _end(batch, BatchStatus.FAILED, broken_off(error))
        # Where the database is gone, so is the worker's way to say so: it takes the batch up when it is back.
        raise


def broken_off(error: Exception) -> dict[str, str]:
    """Return, in every language, what broke the work off and the way out; the log of the worker has the whole of it."""
    if is_full(error):
        message = _(
            "There is no room left on the disk that holds the database. Nothing of the sheet was written: "
            "make room there, then run it again, or cancel it."
        )
        if isinstance(error, OSError):
            message = _(
                "There is no room left on the disk for temporary files. Nothing of the sheet was written: "
                "make room there, then run it again, or cancel it."
            )
        return in_every_language(message)
    message = _("The work broke off (%(fault)s). Nothing of it was written: try again, or tell an administrator.")
    return in_every_language(message, fault=type(error).__name__)


@patiently
def _end(batch: ImportBatch, status: BatchStatus, error: dict[str, str]) -> None:
    ImportBatch.objects.filter(pk=batch.pk, status__in=OPEN).update(status=status, error=error)


def run_plan(batch_id: int) -> None:
    """Plan the batch with this id, as the worker does for a long sheet."""
    batch = ImportBatch.objects.get(pk=batch_id)
    try:
        plan(batch, lambda done: tell(batch, done, 0))
    except ImportRefusedError as refused:
        _end(batch, BatchStatus.FAILED, refused.said)
    except SheetError as refused:
        _end(batch, BatchStatus.FAILED, said_in_every_language(refused.__str__))
    except Exception as error:
        if not is_gone(error):
            _end(batch, BatchStatus.FAILED, broken_off(error))
        raise
