"""HTTP load: connections that are kept, from threads of one process; how long each answer took, to its last byte."""

import socket
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

#: No answer takes longer, in seconds; a peer that counts a million rows may take its time.
TIMEOUT = 300


class LoadError(Exception):
    """An answer was not a whole one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    body: bytes
    seconds: float


class Connection:
    """A kept connection. Nothing is ever asked conditionally, and no answer is kept."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def own_port(self) -> int:
        """The port on this side."""
        return self.socket.getsockname()[1]

    def ask(self, path: str, method: str = "GET", body: bytes = b"", headers: Iterable[str] = ()) -> Answer:
        """Send a request and read its answer to the end."""
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*", "Accept-Language: en", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        request = "\r\n".join((*lines, "", "")).encode() + body
        started = time.perf_counter()
        self.socket.sendall(request)
        status, found = self._read()
        return Answer(status, found, time.perf_counter() - started)

    def get(self, path: str) -> Answer:
        """Return the answer to a GET; raises :class:`LoadError` for any but 200."""
        answer = self.ask(path)
        if answer.status != 200:
            raise LoadError(f"{path}: {answer.status} {answer.body[:300]!r}")
        return answer

    def _read(self) -> tuple[int, bytes]:
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head = bytes(received[:end]).lower()
        del received[: end + 4]
        status = int(head[9:12])
        if (at := head.find(b"\r\ncontent-length:")) >= 0:
            length = int(head[at + 17 :].partition(b"\r\n")[0])
            while len(received) < length:
                received += self._more()
            return status, bytes(received)
        if b"\r\ntransfer-encoding: chunked" in head:
            return status, self._chunks(received)
        if status in (204, 304):
            return status, b""
        raise LoadError(f"an answer without a length: {head!r}")

    def _chunks(self, received: bytearray) -> bytes:
        body = bytearray()
        while True:
            while (end := received.find(b"\r\n")) < 0:
                received += self._more()
            size = int(received[:end].partition(b";")[0], 16)
            while len(received) < end + 4 + size:
                received += self._more()
            body += received[end + 2 : end + 2 + size]
            del received[: end + 4 + size]
            if not size:
                return bytes(body)

    def _more(self) -> bytes:
        part = self.socket.recv(262_144)
        if not part:
            raise LoadError("the server closed the connection")
        return part

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def drive(connections: Sequence[Connection], paths: Sequence[str]) -> tuple[list[float], float]:
    """Ask for every path once, one thread on each connection; return the seconds of each and those of all together.

    Connections at different servers share the work as well. Raises the first error there was.
    """
    lock, rest = threading.Lock(), iter(enumerate(paths))
    seconds, failed = [0.0] * len(paths), []

    def work(connection: Connection) -> None:
        while not failed:
            with lock:
                place, path = next(rest, (None, ""))
            if place is None:
                return
            try:
                seconds[place] = connection.get(path).seconds
            except (LoadError, OSError) as error:
                failed.append(error)

    threads = [threading.Thread(target=work, args=(connection,)) for connection in connections]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return seconds, time.perf_counter() - started


def percentile(values: Iterable[float], part: float) -> float:
    """Return the value that ``part`` of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-part * len(ordered) // 1) - 1))]


def figures_of(name: str, seconds: Sequence[float], elapsed: float) -> dict[str, float]:
    """Return the figures of one round of a side, in milliseconds, and how many answers it gave in a second."""
    return {
        f"{name} p50": 1000 * median(seconds),
        f"{name} p95": 1000 * percentile(seconds, 0.95),
        f"{name} p99": 1000 * percentile(seconds, 0.99),
        f"{name} per second": len(seconds) / elapsed,
    }


def add(figures: dict[str, list[float]], round_of: dict[str, float]) -> None:
    """Add the figures of a round to those of the rounds before it."""
    for name, figure in round_of.items():
        figures.setdefault(name, []).append(figure)
