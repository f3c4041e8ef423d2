"""Committing a planned batch: all of it or nothing, checked against what has changed since it was planned."""

from collections.abc import Callable, Iterator
from time import time
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from chains.analysis.sheets.reading import SheetError
from chains.choices import BatchStatus, RowDecision, RowOutcome, SheetKind
from chains.models import ImportBatch, RecordChange
from chains.revisions import clock
from chains.services import snapshots
from chains.services.batches import change_in
from chains.services.permissions import Deed, require
from chains.services.writing import keys_in_chunks, refresh_statistics

from . import running
from .cleaning import Cleaner, CleanRow
from .company_writing import WRITTEN, CompanyWriter
from .faults import ImportRefusedError, RowPlan, in_every_language, said_in_every_language
from .memory import nothing_old_collected
from .pacing import Pace
from .planning import OPEN, STRETCH, plan, planner_of, require_own
from .registers import RegisterWriter
from .running import TakenOverError
from .sources import settle_source
from .vocabulary import Vocabulary

#: How long the cache keeps how far a commit is, in seconds.
_KEPT = 24 * 3600

#: How often it is told how far a commit is, in seconds: that takes as long as to write some rows.
_SELDOM = 0.5

#: After how many seconds without a word a worker is taken for lost.
_LOST = 60

#: Above this many rows written, the database's own statistics are refreshed with them.
MANY = 1000

#: Outcomes of rows that a commit has nothing to do with.
_PASSED_OVER = (RowOutcome.ERROR, RowOutcome.DUPLICATE)


class CancelledError(Exception):
    """Somebody has cancelled the commit."""


class StalePlanError(ImportRefusedError):
    """Rows would now come to something else than was planned."""


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
    """Cancel a commit that waits or runs: it stops at the next stretch of rows, and nothing of it stays."""
    require_own(batch, user)
    cache.set(f"import-{batch.pk}-cancel", True, _KEPT)
    ImportBatch.objects.filter(pk=batch.pk, status=BatchStatus.QUEUED).update(status=BatchStatus.CANCELLED)
    silent = progress_of(batch)["silent"]
    if silent is None or silent > _LOST:
        # There is no worker any more that would take it back.
        running.give_up(batch.pk)


def queue(batch: ImportBatch, user: AbstractBaseUser | None, *, good_rows: bool | None = None) -> None:
    """Mark a planned batch, or one whose worker was lost, as waiting for a commit; raises ``ImportRefusedError``.

    ``good_rows`` changes the choice between all rows and the good ones, where it is given.
    """
    require_own(batch, user)
    if batch.status not in OPEN or not batch.counts:
        raise ImportRefusedError(_("This batch is %(status)s."), status=BatchStatus(batch.status).label)
    batch.good_rows = batch.good_rows if good_rows is None else good_rows
    _refuse_unready(batch)
    cache.delete(f"import-{batch.pk}-cancel")
    tell(batch, 0, batch.counts["rows"])
    batch.status, batch.error = BatchStatus.QUEUED, {}
    batch.save(update_fields=["status", "error", "good_rows"])


@nothing_old_collected()
def commit(batch: ImportBatch, told: Callable[[int, int], None] | None = None) -> dict[str, int]:
    """Commit a planned batch: every row of it, or its good rows, as was chosen; return what was done, by outcome.

    Rows are written some at a time, each time in a transaction of its own, so that others can write in between. Where
    it breaks off, what it has written is taken back; where the worker dies, whoever runs, plans or cancels the batch
    next takes it back first. Rows are planned once more as they are written; where one would now come to something
    else, the batch is planned anew and :class:`StalePlanError` raised, or the row left out where only the good rows are
    wanted. ``told`` is called with the rows done and in all. Raises ``ImportRefusedError``, :class:`CancelledError`,
    and :class:`TakenOverError`.
    """
    with transaction.atomic():
        found = ImportBatch.objects.select_for_update(of=("self",)).select_related("user", "source").get(pk=batch.pk)
        require(found.user, Deed.IMPORT)
        if found.status not in OPEN or not found.counts:
            raise ImportRefusedError(_("This batch is %(status)s."), status=BatchStatus(found.status).label)
        _refuse_unready(found)
        token = running.begin(found.pk)
    try:
        return _Commit(found, token, told).write()
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
        running.give_up(batch.pk, token)
        raise


class _Row(NamedTuple):
    """What a commit needs of a row as it was planned."""

    number: int
    cells: dict[str, Any]
    decision: str
    decided: str
    until: int
    outcome: str
    target: str
    changes: dict[str, list[Any]]


class _Commit:
    """The writing of one batch, some rows at a time."""

    def __init__(self, batch: ImportBatch, token: str, told: Callable[[int, int], None] | None) -> None:
        self.batch = batch
        self.token = token
        self.told = told
        self.total = batch.counts["rows"]
        self.cleaner = Cleaner(SheetKind(batch.sheet_kind), Vocabulary())
        self.planner = planner_of(batch)
        self.seen = 0
        self.done = {"new": 0, "changed": 0}
        self.stale: list[int] = []
        self.heard = 0.0

    def write(self) -> dict[str, int]:
        """Write the rows and close the batch; return what was done, by outcome."""
        if self.batch.counts["new"] or self.batch.counts["changed"]:
            # Before the first row that changes anything: a sheet that changes nothing leaves no snapshot.
            snapshots.take_before(self.batch)
        pace = Pace(STRETCH)
        for rows, is_last in _stretches(self.batch, pace):
            cleaned = [self.cleaner.clean(row.number, row.cells, row.decision, row.decided, row.until) for row in rows]
            with transaction.atomic():
                pace.begin()
                running.write_on(self.batch.pk, self.token, rows[-1].number if rows else 0)
                self.planner.source = settle_source(self.batch)
                self._write(rows, cleaned)
                if is_last:
                    self._close()
            pace.let_in()
        if sum(self.done.values()) > MANY:
            refresh_statistics((*WRITTEN, *(model.history.model for model in WRITTEN), RecordChange))
        return self.done

    def _write(self, rows: list[_Row], cleaned: list[CleanRow]) -> None:
        plans = self.planner.plan(cleaned) if cleaned else []
        stale = {row.number for row, each in zip(rows, plans, strict=True) if not _as_planned(row, each)}
        self.stale += stale
        # Where all are wanted and one has changed, the rest are only looked at, to say how many have.
        if self.batch.good_rows or not self.stale:
            good = [each for each in plans if each.number not in stale]
            self._writer().write(good)
            for each in good:
                if each.writes:
                    self.done[each.outcome] += 1
        self.seen += len(rows)
        if self.seen == self.total or time() - self.heard > _SELDOM:
            tell(self.batch, self.seen, self.total)
            self.heard = time()
        if self.told is not None:
            self.told(self.seen, self.total)
        if cache.get(f"import-{self.batch.pk}-cancel"):
            raise CancelledError

    def _writer(self) -> CompanyWriter | RegisterWriter:
        # Signed anew each time: whoever follows changes by their time has to find those of a later transaction later.
        change = change_in(self.batch)
        if self.batch.sheet_kind == SheetKind.COMPANIES:
            return CompanyWriter(change, self.batch.source)
        return RegisterWriter(change)

    def _close(self) -> None:
        batch = self.batch
        if self.stale and not batch.good_rows:
            message = _(
                "%(count)d rows would now come to something else than was planned. The plan was made anew: look again."
            )
            raise StalePlanError(message, count=len(self.stale))
        for numbers in keys_in_chunks(self.stale):
            batch.rows.filter(number__in=numbers).update(outcome=RowOutcome.ERROR, errors=[stale_error()])
        batch.status, batch.committed_at, batch.error = BatchStatus.COMMITTED, clock.now(), {}
        batch.counts |= {"committed": self.done, "stale": len(self.stale)}
        batch.save(update_fields=["status", "committed_at", "error", "counts"])


def _refuse_unready(batch: ImportBatch) -> None:
    """Raise ``ImportRefusedError`` where rows stand in the way of committing all."""
    undecided = batch.rows.filter(outcome=RowOutcome.DECISION, decision="").count()
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


def _stretches(batch: ImportBatch, pace: Pace) -> Iterator[tuple[list[_Row], bool]]:
    """Yield the rows that a commit goes through, in order, and whether they are the last; once at least.

    Skipped and undecided rows are left out.
    """
    rows = batch.rows.exclude(outcome__in=_PASSED_OVER).exclude(decision=RowDecision.SKIP)
    rows = rows.exclude(outcome=RowOutcome.DECISION, decision="").order_by("number").values_list(*_Row._fields)
    last, is_last = -1, False
    while not is_last:
        wanted = pace.rows
        stretch = list(map(_Row._make, rows.filter(number__gt=last)[: wanted + 1]))
        is_last = len(stretch) <= wanted
        del stretch[wanted:]
        yield stretch, is_last
        last = stretch[-1].number if stretch else last


def _as_planned(row: _Row, now: RowPlan) -> bool:
    """Return whether a row still comes to what was planned."""
    return row.outcome == now.outcome and row.target == now.target and row.changes == now.changes


def stale_error() -> dict[str, Any]:
    """Return what a row says that was left out because the records have changed since it was planned."""
    return {
        "column": "",
        "value": "",
        "code": "changed_since",
        "message": in_every_language(_("The record has changed since the plan was made.")),
        "hint": in_every_language(_("Import the file again.")),
    }


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
        _end(batch, BatchStatus.FAILED, broken_off(error))
        raise


def broken_off(error: Exception) -> dict[str, str]:
    """Return, in every language, that the work met a fault of ours; the log of the worker has the whole of it."""
    message = _("The work broke off (%(fault)s). Nothing of it was written: try again, or tell an administrator.")
    return in_every_language(message, fault=type(error).__name__)


def _end(batch: ImportBatch, status: BatchStatus, error: dict[str, str]) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(status=status, error=error)


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
        _end(batch, BatchStatus.FAILED, broken_off(error))
        raise
