"""``manage.py run_worker``: do the long work that waits, such as committing imports, until it is told to end."""

import logging
import os
import threading
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker as Runner

from chains.importing import recovery
from chains.services import workers

logger = logging.getLogger(__name__)

#: How often what dead workers have left is looked for, in seconds.
LOOK = 60

#: How long to wait where the database fails before it is tried again: longer each time, up to the most, in seconds.
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30

#: The status that the process ends with when the one that started it is gone.
_ORPHANED = 3


class Command(BaseCommand):
    """Runs the loop of the task library, with a heartbeat; it survives outages of the database.

    What a worker that died has left, this one or another, is taken up or taken back as it starts, and every minute.
    """

    help = "Do the long work that waits, such as committing imports, until told to end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add how often to look for work, and which process to end with."""
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between two looks for work")
        parser.add_argument("--parent", type=int, default=0, help="end when this process, which started it, is gone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to end by SIGINT or SIGTERM: what is at work is finished first."""
        runner = Runner(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            excluded_queue_names=[],
            interval=options["interval"],
            batch=False,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        runner.configure_signals()
        heart = Heart(runner.worker_id, options["parent"])
        heart.start()
        try:
            self._work(runner)
        finally:
            heart.stop()

    @staticmethod
    def _work(runner: Runner) -> None:
        wait, pause = _FIRST_WAIT, threading.Event()
        while runner.running:
            began = monotonic()
            try:
                workers.beat(runner.worker_id)
                recovery.take_up(idle=runner.worker_id)
                runner.run()
            except (DatabaseError, InterfaceError):
                logger.warning("the database fails; trying again", exc_info=True)
                connections.close_all()
                wait = _FIRST_WAIT if monotonic() - began > _LONGEST_WAIT else min(wait * 2, _LONGEST_WAIT)
                pause.wait(wait)


class Heart(threading.Thread):
    """Says that the worker is alive, whatever it is at; ends the process when the one that started it is gone."""

    def __init__(self, name: str, parent: int) -> None:
        super().__init__(daemon=True)
        self.worker = name
        self.parent = parent
        self.stopped = threading.Event()

    def run(self) -> None:
        """Beat until stopped."""
        beaten = looked = monotonic()
        while not self.stopped.wait(1):
            if self.parent and os.getppid() != self.parent:
                # At once, and in the middle of whatever it does: what is not committed is taken up by the next.
                os._exit(_ORPHANED)
            now = monotonic()
            try:
                if now - beaten >= workers.BEAT:
                    beaten = now
                    workers.beat(self.worker)
                if now - looked >= LOOK:
                    looked = now
                    recovery.take_up()
            except (DatabaseError, InterfaceError):
                logger.warning("the heartbeat fails; trying again", exc_info=True)
                connections.close_all()

    def stop(self) -> None:
        """Stop, and note that the worker has ended; where that fails, it is taken for dead in time."""
        self.stopped.set()
        self.join(2)
        try:
            workers.end(self.worker)
        except (DatabaseError, InterfaceError):
            logger.warning("the worker's end could not be noted", exc_info=True)
