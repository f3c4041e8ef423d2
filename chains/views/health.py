"""What ``/healthz`` says of the background workers."""

import dataclasses

from asgiref.sync import sync_to_async
from django.db import DatabaseError
from health_check.base import HealthCheck

from chains.selectors.workers import worker_state


@dataclasses.dataclass
class Worker(HealthCheck):
    """Says whether somebody does the work that waits, when they were last heard of, and never fails.

    A site whose worker is gone answers its readers as well as ever, and must not be taken out of service for it.
    """

    words = ""

    async def run(self) -> None:
        """Leave in ``words`` what there is to say."""
        self.words = await sync_to_async(_words)()


def _words() -> str:
    try:
        state = worker_state()
    except DatabaseError:
        return "unknown"
    heard = "" if state.heard is None else f", last heard of {state.heard} s ago"
    if state.is_missed:
        return f"degraded, none is running, tasks waiting: {state.waiting}{heard}"
    return f"ok{heard}" if state.alive else "none, and nothing waits"
