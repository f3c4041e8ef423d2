"""``make run`` keeps the worker for long work alive, and it ends with the server, however that ends."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.ops.process import PRODUCTION

PATIENCE = 60

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")


def children(pid: int) -> dict[int, str]:
    """Return the command line of every child of a process, whichever of its threads has started it."""
    found = {}
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError):
            for child in thread.read_text().split():
                found[int(child)] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
    return found


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "that took too long"
        time.sleep(0.1)


def serve(tmp_path, **given: str) -> subprocess.Popen[str]:
    environment = PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "WEB_CONCURRENCY": "1"} | given
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "ecosystem/gunicorn.py",
            "--bind",
            "127.0.0.1:0",
            "ecosystem.wsgi",
        ],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def worker_of(server: subprocess.Popen[str], *, but: int = 0) -> int:
    """Return the process of the worker of a server, when there is one, and it is not that one."""

    def working() -> list[int]:
        return [pid for pid, command in children(server.pid).items() if "run_worker" in command and pid != but]

    until(working)
    return working()[0]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_the_worker_of_the_demo_ends_with_the_server(tmp_path, end):
    server = serve(tmp_path, DEMO="yes")
    try:
        worker = worker_of(server)
        server.send_signal(end)
        server.wait(PATIENCE)
        assert not alive(worker)
    finally:
        server.kill()
        server.wait()


def test_one_that_dies_is_started_again_and_ends_with_a_server_that_is_killed(tmp_path):
    server = serve(tmp_path, DEMO="yes")
    try:
        first = worker_of(server)
        os.kill(first, signal.SIGKILL)
        second = worker_of(server, but=first)
    finally:
        server.kill()
        server.wait()
    until(lambda: not alive(second))


def test_a_site_in_production_starts_none(tmp_path):
    server = serve(tmp_path)
    try:
        # It speaks when it is ready, which is when the demo would have started one.
        until(lambda: server.stdout.readline().startswith("Chain Atlas"))
        assert not any("run_worker" in command for command in children(server.pid).values())
    finally:
        server.terminate()
        server.wait(PATIENCE)
