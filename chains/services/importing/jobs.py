"""Work for the background worker (``manage.py db_worker``), which ``make run`` starts as well."""

from django.contrib.auth.base_user import AbstractBaseUser
from django_tasks import task

from chains.choices import BatchStatus
from chains.models import ImportBatch

from .committing import queue, run, run_plan, tell
from .planning import require_own


@task()
def commit_batch(batch_id: int) -> None:
    """Commit the batch with this id."""
    run(batch_id)


@task()
def plan_batch(batch_id: int) -> None:
    """Plan the batch with this id."""
    run_plan(batch_id)


def commit_later(batch: ImportBatch, user: AbstractBaseUser | None, *, good_rows: bool | None = None) -> None:
    """Queue a planned batch for the worker, see :func:`queue`; raises ``ImportRefusedError``."""
    queue(batch, user, good_rows=good_rows)
    commit_batch.enqueue(batch.pk)


def plan_later(batch: ImportBatch, user: AbstractBaseUser | None) -> None:
    """Let the worker plan a configured batch of many rows; until it has, the batch counts as uploaded."""
    require_own(batch, user)
    batch.status, batch.counts, batch.error = BatchStatus.UPLOADED, {}, {}
    batch.save(update_fields=["status", "counts", "error"])
    tell(batch, 0, 0)
    plan_batch.enqueue(batch.pk)
