"""Connections without a request take nobody's turn: browsers open them ahead of need."""

import socket
from contextlib import ExitStack
from typing import BinaryIO
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from ecosystem.threads import LONGEST_HEAD
from tests.browser.site import Site

IDLE = 50
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of one worker with four threads; what it is asked here needs no table."""
    with Site("sqlite://:memory:", tmp_path_factory.mktemp("idle")).served() as site:
        yield site


def connected(site: Site) -> socket.socket:
    address = urlsplit(site.url)
    return socket.create_connection((address.hostname, address.port))


def is_open(connection: socket.socket) -> bool:
    """Return whether the server still waits for what this connection may bring."""
    connection.setblocking(False)
    try:
        return bool(connection.recv(1))
    except BlockingIOError:
        return True


def answer(stream: BinaryIO) -> int:
    """Return the status of the answer that comes next, and read it to its end."""
    status, length = int(stream.readline().split()[1]), 0
    for line in iter(stream.readline, b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    stream.read(length)
    return status


def asked(connection: socket.socket, request: bytes) -> int:
    """Return the status with which what is sent is answered."""
    connection.setblocking(True)
    connection.sendall(request)
    with connection.makefile("rb") as stream:
        return answer(stream)


@pytest.mark.parametrize(
    ("beginning", "then"),
    [(b"", REQUEST), (REQUEST[:20], REQUEST[20:]), (REQUEST[:-1], REQUEST[-1:])],
    ids=["not a byte", "half a line", "all but a byte"],
)
def test_an_answer_comes_while_others_hold_connections(site, beginning, then):
    with ExitStack() as stack:
        idle = [stack.enter_context(connected(site)) for _ in range(IDLE)]
        for connection in idle:
            connection.sendall(beginning)
        assert urlopen(f"{site.url}/healthz").status == 200
        assert all(map(is_open, idle))
        # And each of them is answered once it asks.
        assert {asked(connection, then) for connection in idle} == {200}


def test_a_kept_connection_that_falls_silent_takes_nobody_s_turn(site):
    with ExitStack() as stack:
        idle = [stack.enter_context(connected(site)) for _ in range(IDLE)]
        for connection in idle:
            assert asked(connection, REQUEST) == 200
            connection.sendall(REQUEST[:20])
        assert urlopen(f"{site.url}/healthz").status == 200
        assert all(map(is_open, idle))


def test_requests_that_come_together_are_answered_in_turn(site):
    with connected(site) as connection:
        connection.sendall(REQUEST + REQUEST)
        with connection.makefile("rb") as stream:
            assert [answer(stream) for _ in range(2)] == [200, 200]


def test_a_head_that_never_ends_is_refused(site):
    with connected(site) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nX-Long: " + b"a" * LONGEST_HEAD)
        with connection.makefile("rb") as stream:
            assert answer(stream) == 431
