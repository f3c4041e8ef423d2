"""Gunicorn's threaded worker, changed so that idle connections take no thread.

Browsers open connections ahead of need. Gunicorn gives each new one a thread at once, which waits five seconds for a
first byte, and for as long as it takes for the rest: as many idle connections as there are threads, and the site
stands still. Here the loop of the worker waits, for all of them together, and a thread gets a request once its head
has come. The loop itself waits for nobody either, as it would for a client that does not close an ended connection.
"""

import errno
import selectors
import socket
import struct
import time
from collections import deque
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.util import write_error
from gunicorn.workers.gthread import TConn, ThreadWorker

#: How many bytes of a head are kept while the rest is waited for; no browser and no proxy sends as many.
LONGEST_HEAD = 64 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_CHUNK = 16 * 1024

#: How long a client may be silent in the middle of a request, or take nothing of an answer, in seconds.
_SILENT_SECONDS = 20
_TIMEOUT = struct.pack("ll", _SILENT_SECONDS, 0)

#: How long the rest of a body that nobody has read is waited for, to keep the connection, in seconds.
_UNREAD_SECONDS = 0.1

#: How long an ended connection is kept for a client that has not read all of the answer, in seconds.
_ENDING_SECONDS = 2


class _Connection(TConn):
    """A connection, with what has been read of its next head."""

    def __init__(self, worker: "RequestWorker", client: socket.socket, address: Any, listener: socket.socket) -> None:
        super().__init__(worker.cfg, client, address, listener.getsockname())
        self.worker = worker
        self.head = b""

    def close(self, graceful: bool = False) -> None:
        """Close at once, or when the client has read what was sent to it."""
        if graceful:
            self.worker.end(self)
        else:
            super().close()


class RequestWorker(ThreadWorker):
    """Hands a connection to a thread when the head of its request is there, and takes one only with a thread free.

    A connection that has not brought a whole head within the time of ``keepalive`` is closed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: How many connections are with a thread, or wait for one.
        self.requests = 0
        self.ending_conns: deque[_Connection] = deque()

    def set_accept_enabled(self, enabled: bool) -> None:
        """Leave new connections to another worker while all threads of this one are busy."""
        super().set_accept_enabled(enabled and self.requests < self.cfg.threads)

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection and wait for its first request."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED):
                return
            raise
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            client.setsockopt(socket.SOL_SOCKET, option, _TIMEOUT)
        self.nr_conns += 1
        self._wait_for_head(_Connection(self, client, address, listener))

    def on_client_socket_readable(self, conn: _Connection, client: socket.socket) -> None:
        """Begin to read the next request of a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._wait_for_head(conn)
        self.on_pending_socket_readable(conn, client)

    def on_pending_socket_readable(self, conn: _Connection, client: socket.socket) -> None:
        """Read what has come of a head; once it is whole, hand the connection on."""
        # What is encrypted is read by a thread from its first byte on.
        whole = self.cfg.is_ssl
        if not whole:
            part = _received(client)
            if part is None:
                return
            conn.head += part
            whole = _END_OF_HEAD in conn.head
            if part and not whole and len(conn.head) < LONGEST_HEAD:
                return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if whole:
            self.enqueue_req(conn)
            return
        if len(conn.head) >= LONGEST_HEAD:
            with suppress(OSError):
                write_error(client, 431, "Request Header Fields Too Large", f"At most {LONGEST_HEAD} bytes are read.")
        self.nr_conns -= 1
        conn.close(graceful=True)

    def enqueue_req(self, conn: _Connection) -> None:
        """Hand a connection to a thread."""
        self.requests += 1
        super().enqueue_req(conn)

    def handle(self, conn: _Connection) -> Any:
        """Answer the request, in a thread; what the loop has read of it is read first."""
        conn.data_ready = True
        if not self.cfg.is_ssl:
            conn.sock.setblocking(True)
            conn.init()
            conn.parser.unreader.unread(conn.head)
            conn.head = b""
        return super().handle(conn)

    def finish_request(self, conn: _Connection, fs: Any) -> None:
        """Keep or close a connection that a thread is done with."""
        self.requests -= 1
        super().finish_request(conn, fs)

    def end(self, conn: _Connection) -> None:
        """Send no more, and close the connection when the client does or time is up; until then it may read."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
        except OSError:
            conn.close()
            return
        conn.timeout = time.monotonic() + _ENDING_SECONDS
        self.nr_conns += 1
        self.ending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_ending_socket_readable, conn))

    def murder_pending(self) -> None:
        """Close the connections on which too long nothing came."""
        super().murder_pending()
        while self.ending_conns and self.ending_conns[0].timeout <= time.monotonic():
            self._close_ended(self.ending_conns[0])

    def _keepalive_after(self, conn: _Connection, keepalive: bool) -> bool:
        """Return whether the connection can be kept: not where the rest of a body is still to come."""
        return keepalive and bool(conn.parser.finish_body(deadline=time.monotonic() + _UNREAD_SECONDS))

    def _cap_keepalive(self, deadline: float) -> None:
        """Wait no longer, when the worker stops, for first requests than for those after others."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def _wait_for_head(self, conn: _Connection) -> None:
        conn.set_timeout()
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def _on_ending_socket_readable(self, conn: _Connection, client: socket.socket) -> None:
        if _received(client) == b"":
            self._close_ended(conn)

    def _close_ended(self, conn: _Connection) -> None:
        self.poller.unregister(conn.sock)
        self.ending_conns.remove(conn)
        self.nr_conns -= 1
        conn.close()


def _received(client: socket.socket) -> bytes | None:
    """Return what has come, nothing at the end of the connection, ``None`` where nothing has come yet."""
    try:
        return client.recv(_CHUNK)
    except BlockingIOError:
        return None
    except OSError:
        return b""
