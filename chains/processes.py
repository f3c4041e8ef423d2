"""Running work in a separate process with limits on time and memory. No ORM.

A :class:`Workshop` is one process beside this one, which has imported what the work needs and forks for each job: a
job begins within some milliseconds, however large this process is. A job is a function of a module that yields what it
makes; whatever it yields, takes and raises is pickled.
"""

import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_LENGTH = struct.Struct("!Q")

#: What a message is: a thing that was made, the end, or what was raised.
_MADE, _DONE, _RAISED = "made", "done", "raised"

#: How long a job may take to begin, in seconds: before the first of them its process has much to import.
_BEGINNING_SECONDS = 60

#: The priority of the process and its jobs, as ``nice`` has it: whatever answers goes first.
NICENESS = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a job: ``seconds`` that it lets others wait, and ``megabytes`` (0: as many as there are).

    The memory is held to where the system does so, which macOS does not; the time is held to everywhere.
    """

    seconds: float
    megabytes: int = 0


class TooLongError(Exception):
    """A job has taken longer than it may, and was ended."""


class BrokenOffError(Exception):
    """A job has ended without an end: by more memory than it may use, mostly."""


class Workshop:
    """The process that forks for jobs; begun with the first of them, and anew where it is gone.

    Safe to use from many threads. It ends when this process does. The functions ``first`` are called in it before
    anything else; ``environment`` is given to it besides this process's own.
    """

    def __init__(self, *first: Callable[[], Any], **environment: str) -> None:
        self._first = first
        self._environment = environment
        self._turn = threading.Lock()
        self._door: socket.socket | None = None
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, job: Callable[..., Iterator[Any]], *arguments: Any, limits: Limits) -> Iterator[Any]:
        """Yield what the job yields, as soon as it does.

        Raises what the job raises, :class:`TooLongError` and :class:`BrokenOffError`. A job ends when nobody listens
        to it any more.
        """
        with self._enter(job) as line:
            working = _Job(line)
            working.send((job, arguments, limits))
            working.pid = working.receive()
            working.left = limits.seconds
            while (message := working.receive())[0] == _MADE:
                yield message[1]
            if message[0] == _RAISED:
                raise message[1]

    def _enter(self, job: Callable[..., Any]) -> socket.socket:
        """Return a line to a process that waits for its job."""
        ours, theirs = socket.socketpair()
        with theirs, self._turn:
            for _attempt in range(2):
                try:
                    socket.send_fds(self._opened(job), [b"j"], [theirs.fileno()])
                    return ours
                # It was killed since; a second one that cannot be begun is beyond us.
                except OSError:
                    self._door = None
        ours.close()
        raise BrokenOffError("no process for work can be begun")

    def _opened(self, job: Callable[..., Any]) -> socket.socket:
        """Return the door to the process; one that is begun imports what ``job`` needs, for those after it as well."""
        if self._door is None or self._owner != os.getpid():
            self._door, theirs = socket.socketpair()
            self._owner = os.getpid()
            with theirs:
                self._process = subprocess.Popen(
                    [
                        # Beside what this process was given, which the new one inherits.
                        "env",
                        *(f"{name}={value}" for name, value in self._environment.items()),
                        sys.executable,
                        "-m",
                        "chains.processes",
                        str(theirs.fileno()),
                        *map(_packed, (job, *self._first)),
                    ],
                    cwd=_ROOT,
                    stdin=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                )
        return self._door


class _Job:
    """This side of the line to one job, with the time for which it has been waited for."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.left = float(_BEGINNING_SECONDS)
        self.pid = 0

    def send(self, message: Any) -> None:
        """Send a message, or not: whether the job is alive is seen by what comes back."""
        with suppress(OSError):
            _send(self.line, message)

    def receive(self) -> Any:
        """Return the next message; raises ``TooLongError``, once the job is ended, and ``BrokenOffError``."""
        try:
            return pickle.loads(self._read(_LENGTH.unpack(self._read(_LENGTH.size))[0]))
        except TimeoutError as error:
            # It has not closed its side of the line, so it is still there under this number.
            if self.pid:
                with suppress(OSError):
                    os.kill(self.pid, signal.SIGKILL)
            raise TooLongError from error
        except (OSError, EOFError) as error:
            raise BrokenOffError from error

    def _read(self, length: int) -> bytearray:
        content = bytearray(length)
        view, at = memoryview(content), 0
        while at < length:
            began = time.monotonic()
            # Only the waiting counts: the job itself may have to wait for whoever listens.
            self.line.settimeout(max(self.left, 0.001))
            read = self.line.recv_into(view[at:])
            self.left -= time.monotonic() - began
            if not read:
                raise EOFError
            at += read
        return content


def _send(line: socket.socket, message: Any) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    line.sendall(_LENGTH.pack(len(content)))
    line.sendall(content)


def _packed(function: Callable[..., Any]) -> str:
    """Return a function by its name, as an argument of a command."""
    return pickle.dumps(function).hex()


# -- the other side


def serve(door: socket.socket) -> None:
    """Fork for every line that comes through the door, until it is closed."""
    # Ctrl-C is for the server, whose end closes the door; and nobody waits for the jobs.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(door, 1, 1)
        if not message:
            return
        for descriptor in descriptors:
            line = socket.socket(fileno=descriptor)
            if os.fork() == 0:
                door.close()
                try:
                    _work(line)
                finally:
                    os._exit(0)
            line.close()


def _work(line: socket.socket) -> None:
    """Do one job, within its limits."""
    with line.makefile("rb") as stream:
        job, arguments, limits = pickle.loads(stream.read(_LENGTH.unpack(stream.read(_LENGTH.size))[0]))
    # In case nobody is left to end it.
    _limit(resource.RLIMIT_CPU, int(limits.seconds) + 5)
    if limits.megabytes:
        _limit(resource.RLIMIT_AS, limits.megabytes * 1024 * 1024)
    _send(line, os.getpid())
    try:
        for made in job(*arguments):
            _send(line, (_MADE, made))
        _send(line, (_DONE,))
    # Who has no memory left says nothing more, and who is not listened to need not.
    except (MemoryError, BrokenPipeError):
        return
    except Exception as error:
        _send(line, (_RAISED, error))


def _limit(what: int, amount: int) -> None:
    # A system that does not know a limit, or has a lower one.
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (amount, amount))


if __name__ == "__main__":
    # Before all that there is to import: whoever asked for the first job is not the only one who waits.
    os.nice(NICENESS)
    # To load a function is to import its module.
    for _packed_function in sys.argv[3:]:
        pickle.loads(bytes.fromhex(_packed_function))()
    pickle.loads(bytes.fromhex(sys.argv[2]))
    serve(socket.socket(fileno=int(sys.argv[1])))
