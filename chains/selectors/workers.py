"""Whether a background worker is alive, and when it was last heard of."""

from dataclasses import dataclass

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from chains.models import Worker


@dataclass(frozen=True, slots=True)
class WorkerState:
    """The background workers together: whether one is ``alive``, and how many tasks wait or are at work.

    ``heard`` is how many seconds ago one was last heard of; None where there has been none.
    """

    alive: bool
    heard: int | None
    waiting: int

    @property
    def is_missed(self) -> bool:
        """Whether there is work, and nobody to do it."""
        return bool(self.waiting) and not self.alive


def worker_state() -> WorkerState:
    """Return how the background workers are, by two queries."""
    workers = list(Worker.objects.all())
    newest = max((each.heard for each in workers), default=None)
    return WorkerState(
        alive=any(not each.is_lost for each in workers),
        heard=None if newest is None else max(int((timezone.now() - newest).total_seconds()), 0),
        waiting=DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).count(),
    )
