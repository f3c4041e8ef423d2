"""A PostgreSQL for one test run: ``pytest -p tests.plugins.postgres``.

Starts a server of its own in a temporary folder, on a free port of the loopback interface, before Django
reads its settings, and stops it afterwards. Only the controller of a distributed run does so; its workers
inherit the address and each make a database of their own on it.
"""

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.plugins.programs import server_programs

START_SECONDS = 30


class Server:
    """A throw-away PostgreSQL server; ``url`` leads to it while it runs."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="chain-atlas-postgres-"))
        self.log = self.folder / "log"
        self.process: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root, so there it runs as the user that its package made.
        self.identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            self.identity = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(self.folder, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.password = secrets.token_hex(16)
        self.url = f"postgres://atlas:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start the server and wait until it answers; raises RuntimeError with its log if it does not."""
        password_file = self.folder / "password"
        password_file.write_text(self.password)
        password_file.chmod(0o600)
        if self.identity:
            shutil.chown(password_file, "postgres", "postgres")
        # As Debian's own clusters are in a container: UTF-8, sorted by code point.
        collation = "C.UTF-8" if sys.platform == "linux" else "C"
        self.run_to_end(
            [
                self.programs / "initdb",
                f"--pgdata={self.folder / 'data'}",
                "--username=atlas",
                "--auth=scram-sha-256",
                f"--pwfile={password_file}",
                "--encoding=UTF8",
                f"--locale={collation}",
                "--no-sync",
            ]
        )
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            # Nothing here has to outlive the run.
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            # A database of a few thousand rows is in memory, and a statement done before it could be compiled.
            "shared_buffers": "256MB",
            "jit": "off",
        }
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port)]
            + [f"--{name}={value}" for name, value in options.items()],
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("ab"),
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            # Ctrl-C reaches a whole process group; the server must outlive the workers it still serves.
            start_new_session=True,
            **self.identity,
        )
        self.wait()

    def run_to_end(self, command: list[str | Path]) -> None:
        """Run ``command`` as the server's user; raises RuntimeError with its output if it fails."""
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, **self.identity)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def wait(self) -> None:
        """Return when the server answers."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    raise RuntimeError(f"PostgreSQL did not start:\n{self.last_log}") from None
                time.sleep(0.05)

    def fresh(self, name: str) -> str:
        """Make an empty database and return its URL."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url.rpartition("/")[0] + f"/{name}"

    def stop(self) -> None:
        """Stop the server, whoever is still connected, and remove its folder; safe to repeat."""
        if self.process is not None and self.process.poll() is None:
            # A fast shutdown: it does not wait for clients.
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.last_log = self.log.read_text(errors="replace") if self.log.exists() else ""
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Start the server ahead of pytest-django, which reads the settings in this same hook."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        programs = server_programs()
        if programs is None:
            raise pytest.UsageError("PostgreSQL's server programs (initdb, postgres) were not found")
        server = Server(programs)
        # At exit as well, and on being told to end: a run cut short leaves no server behind.
        atexit.register(server.stop)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to end"))
        early_config.add_cleanup(server.stop)
        server.start()
        os.environ["DATABASE_URL"] = server.url
        os.environ["TEST_DATABASE"] = "postgresql"
    return (yield)
