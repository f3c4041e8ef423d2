"""The background worker of a server: started with it, restarted when it dies, stopped with it."""

import logging
import os
import subprocess
import threading
from collections.abc import Sequence
from time import monotonic

logger = logging.getLogger(__name__)

#: How long to wait before the worker is started again: twice as long each time it dies, in seconds, until it has lived
#: for :data:`HEALTHY` seconds.
FIRST_WAIT, LONGEST_WAIT = 0.5, 60
HEALTHY = 60

#: How long the worker may take to come to an end, in seconds; somebody has pressed Ctrl-C and waits.
END_SECONDS = 5

#: A process is started through a pipe that its end closes. A server that forks a worker of its own at that very moment
#: would leave the pipe open in it, and whoever starts the process would wait for ever; so the fork waits.
_starting = threading.Lock()
os.register_at_fork(before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_starting.release)


class Supervisor(threading.Thread):
    """Keeps one process of ``command`` alive, in a thread, until it is stopped."""

    def __init__(self, command: Sequence[str], folder: str) -> None:
        super().__init__(daemon=True)
        self.command = command
        self.folder = folder
        self.stopped = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Start the process, and again whenever it has ended."""
        wait = FIRST_WAIT
        while not self.stopped.is_set():
            began = monotonic()
            try:
                self.process = self._start()
            except OSError:
                logger.exception("the background worker could not be started")
            # Asked, and not waited for: the server reaps every child that it has, this one too.
            while self.process is not None and self.process.poll() is None:
                if self.stopped.wait(0.5):
                    return
            wait = FIRST_WAIT if monotonic() - began > HEALTHY else min(wait * 2, LONGEST_WAIT)
            logger.warning("the background worker has ended; it is started again in %.0f s", wait)
            self.stopped.wait(wait)

    def _start(self) -> subprocess.Popen[bytes]:
        with _starting:
            return subprocess.Popen(
                self.command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                # Ctrl-C is for the server, which then ends its worker itself.
                start_new_session=True,
            )

    def stop(self) -> None:
        """End the process: kindly at first, and then whatever it does, as unfinished work leaves nothing behind."""
        self.stopped.set()
        self.join()
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
