"""The health check of the background workers, for ``/healthz``."""

import dataclasses

from asgiref.sync import sync_to_async
from django.db import DatabaseError
from health_check.base import HealthCheck

from chains.selectors.workers import worker_state


@dataclasses.dataclass
class Worker(HealthCheck):
    """Reports whether a background worker is alive and when it was last heard of; it never fails.

    A site whose worker is gone answers its readers as well as ever, and must not be taken out of service for it.
    """

    words = ""

    async def run(self) -> None:
        """Set ``words`` to the state of the workers."""
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
