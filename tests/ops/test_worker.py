"""``make run`` starts the worker for long work, and it ends with the server."""

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

PATIENCE = 30

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")


def children(pid: int) -> dict[int, str]:
    """Return the command line of every child of a process."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(FileNotFoundError):
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


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_the_worker_of_the_demo_ends_with_the_server(tmp_path, end):
    server = serve(tmp_path, DEMO="yes")
    try:
        until(lambda: any("db_worker" in command for command in children(server.pid).values()))
        (worker,) = [pid for pid, command in children(server.pid).items() if "db_worker" in command]
        server.send_signal(end)
        server.wait(PATIENCE)
        assert not alive(worker)
    finally:
        server.kill()
        server.wait()


def test_a_site_in_production_starts_none(tmp_path):
    server = serve(tmp_path)
    try:
        # It speaks when it is ready, which is when the demo would have started one.
        until(lambda: server.stdout.readline().startswith("Chain Atlas"))
        assert not any("db_worker" in command for command in children(server.pid).values())
    finally:
        server.terminate()
        server.wait(PATIENCE)
