"""Recovery after a worker has died: its unfinished writes are removed and its tasks are given to another."""

import logging

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from chains.choices import BatchStatus
from chains.models import ImportBatch, Worker
from chains.services import workers
from chains.services.outages import patiently

from . import jobs, run_state
from .faults import in_every_language

logger = logging.getLogger(__name__)

#: How often a task is begun, at most: one that ends every worker that takes it must not be taken for ever.
ATTEMPTS = 5

_OPEN = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def take_up(idle: str = "") -> int:
    """Take up or take back what dead workers have left; return how many tasks, batches and runs there were.

    ``idle`` names a living worker that has nothing at work: what it seems to have is left from before, too. A task goes
    to the next worker, and a batch that waits without a task gets one. A run without a batch that waits, as of a
    command that was ended, is taken back. A task that has ended :data:`ATTEMPTS` workers is given up.
    """
    done = _tasks(workers.living(but=idle)) + _batches() + _runs()
    if done:
        logger.warning("taken up or taken back, as their worker was lost: %d", done)
    return done


def dead_batches() -> list[ImportBatch]:
    """Return the batches that wait for a dead worker, or that one has left half written. Changes nothing."""
    at_work = {worker.name for worker in Worker.objects.all() if not worker.is_lost}
    tasks = DBTaskResult.objects.filter(status__in=_OPEN)
    taken = {
        jobs.batch_of(task)
        for task in tasks
        if task.status == TaskResultStatus.READY or (task.worker_ids and task.worker_ids[-1] in at_work)
    }
    begun = ImportBatch.objects.filter(Q(status=BatchStatus.QUEUED) | Q(counts__has_key=run_state.RUN))
    begun = begun.defer("content").order_by("pk")
    return [batch for batch in begun if batch.pk not in taken and not run_state.is_alive(batch)]


@patiently
@transaction.atomic
def _tasks(living: list[str]) -> int:
    """Let the tasks of dead workers be taken anew."""
    done = 0
    running_tasks = DBTaskResult.objects.running().select_for_update(skip_locked=True)
    for task in running_tasks:
        if (task.worker_ids and task.worker_ids[-1] in living) or _is_still_run(task):
            continue
        done += 1
        if len(task.worker_ids) < ATTEMPTS:
            task.status, task.started_at = TaskResultStatus.READY, None
            task.save(update_fields=["status", "started_at"])
            continue
        task.set_failed(RuntimeError("every worker that took it has ended"))
        if (key := jobs.batch_of(task)) is not None:
            run_state.give_up(key)
            message = _(
                "The worker has ended %(times)d times over this sheet, and wrote nothing of it. Tell an administrator."
            )
            waiting = ImportBatch.objects.filter(pk=key, status__in=[BatchStatus.QUEUED, BatchStatus.UPLOADED])
            waiting.update(status=BatchStatus.FAILED, error=in_every_language(message, times=ATTEMPTS))
    return done


def _is_still_run(task: DBTaskResult) -> bool:
    """Return whether the batch of a task is being committed, by whomever."""
    key = jobs.batch_of(task)
    batch = ImportBatch.objects.only("counts").filter(pk=key).first()
    return batch is not None and run_state.is_alive(batch)


@patiently
@transaction.atomic
def _batches() -> int:
    """Give a task to the batches that wait without one: it has failed without a word on the batch, or is gone."""
    waiting = ImportBatch.objects.select_for_update(of=("self",), skip_locked=True).filter(status=BatchStatus.QUEUED)
    waiting = [batch for batch in waiting.only("counts") if not run_state.is_alive(batch)]
    if not waiting:
        return 0
    open_tasks = DBTaskResult.objects.filter(status__in=_OPEN)
    taken = {jobs.batch_of(task) for task in open_tasks}
    left = [batch.pk for batch in waiting if batch.pk not in taken]
    for key in left:
        jobs.commit_batch.enqueue(key)
    return len(left)


def _runs() -> int:
    """Take back what a dead run has written of a batch that does not wait for a worker."""
    begun = ImportBatch.objects.filter(counts__has_key=run_state.RUN).exclude(status=BatchStatus.QUEUED)
    dead = [batch.pk for batch in begun.only("counts") if not run_state.is_alive(batch)]
    for key in dead:
        run_state.give_up(key)
    return len(dead)
