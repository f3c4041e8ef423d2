"""Tasks for the background worker (``manage.py run_worker``), which ``make run`` starts as well."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from chains.choices import BatchStatus
from chains.models import ImportBatch

from .committing import queue, run, run_plan, tell
from .planning import plan, require_own

#: Files of more bytes than this are planned by the worker: some thousand rows, and seconds that somebody waits.
LONG_FILE = 600_000


@task()
def commit_batch(batch_id: int) -> None:
    """Commit the batch with this id."""
    run(batch_id)


@task()
def plan_batch(batch_id: int) -> None:
    """Plan the batch with this id."""
    run_plan(batch_id)


def batch_of(task: DBTaskResult) -> int | None:
    """Return the id of the batch that a task is about, or None where it is about something else."""
    about = {commit_batch.module_path, plan_batch.module_path}
    return task.args_kwargs["args"][0] if task.task_path in about else None


@transaction.atomic
def commit_later(batch: ImportBatch, user: AbstractBaseUser | None, *, good_rows: bool | None = None) -> None:
    """Queue a planned batch for the worker, see :func:`queue`; raises ``ImportRefusedError``."""
    queue(batch, user, good_rows=good_rows)
    commit_batch.enqueue(batch.pk)


def plan_soon(batch: ImportBatch, user: AbstractBaseUser | None) -> bool:
    """Plan a configured batch now, or have the worker plan a long sheet; return whether the plan is there."""
    if len(batch.content) > LONG_FILE:
        plan_later(batch, user)
        return False
    plan(batch)
    return True


def plan_later(batch: ImportBatch, user: AbstractBaseUser | None) -> None:
    """Let the worker plan a configured batch of many rows; until it has, the batch counts as uploaded."""
    require_own(batch, user)
    batch.status, batch.counts, batch.error = BatchStatus.UPLOADED, {}, {}
    batch.save(update_fields=["status", "counts", "error"])
    tell(batch, 0, 0)
    plan_batch.enqueue(batch.pk)
