"""The site as it is served: a gunicorn of its own on a free port, with a database of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from django.conf import settings

from tests.ops.process import PRODUCTION, run_code
from tests.plugins import migrated

#: The static files are collected: not compressed, which takes ten times as long and shows nothing.
PREPARE = """
from django.conf import settings
from django.core.management import call_command
from chains.management.commands.prepare import UNUSED_STATIC
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC)
"""

#: The demo curator, as `make run` has one; prints the password.
CURATOR = """
from chains.services.accounts import make_demo_curator
print(make_demo_curator())
"""

START_SECONDS = 60


class Site:
    """A served site: ``url`` is its root, ``password`` that of its curator (empty where there is none)."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.log = folder / "log"
        self.password = ""
        self.url = ""
        self.environment = PRODUCTION | {
            "ALLOWED_HOSTS": "127.0.0.1",
            "CACHE_DIR": str(folder / "cache"),
            "DATABASE_URL": database_url,
            "HTTPS": "off",
            "LOG_LEVEL": "ERROR",
            "STATIC_ROOT": str(folder / "static"),
            "WEB_CONCURRENCY": "1",
            # One visitor opens here in a minute what a hundred do elsewhere.
            "API_RATE": "off",
            "API_TOKEN_RATE": "off",
            "EXPORT_RATE": "off",
            "IMPORT_RATE": "off",
            "LOGIN_RATE": "off",
            "SEARCH_RATE": "off",
        }

    def prepare(self, code: str) -> str:
        """Run ``code`` in a process with the site's settings; return the last line that it prints."""
        done = run_code(code, **self.environment)
        if done.returncode:
            raise RuntimeError(f"the site could not be prepared:\n{done.stdout}{done.stderr}")
        return done.stdout.strip().rpartition("\n")[2]

    @contextmanager
    def served(self, application: str = "ecosystem.wsgi") -> Iterator["Site"]:
        """Serve the site while the context lasts; raises RuntimeError with its log if it does not start."""
        with socket.socket() as listener, self.log.open("wb") as log:
            # Bound here and handed on, so that nobody else can take the port, and so that the first request
            # waits in the queue of the socket until the server is there to answer it.
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            listener.set_inheritable(True)
            host, port = listener.getsockname()
            self.url = f"http://{host}:{port}"
            handed_on = ["--bind", f"fd://{listener.fileno()}"]
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "ecosystem/gunicorn.py", *handed_on, application],
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[listener.fileno()],
                # A group of its own, to end it by; and Ctrl-C is for the tests, which then do so.
                start_new_session=True,
            )
        try:
            self.wait()
            yield self
        finally:
            # The server with its workers, and at once: nothing here has to outlive the run, and a gentler end
            # would wait for the connections that a browser keeps open.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    @contextmanager
    def working(self) -> Iterator[subprocess.Popen]:
        """Run the worker for long work while the context lasts; yield its process."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "run_worker", "--interval", "0.2"],
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def wait(self) -> None:
        """Return when the site answers; raises RuntimeError with its log if it does not."""
        try:
            urlopen(f"{self.url}/healthz", timeout=START_SECONDS).close()
        except HTTPError:
            pass  # an answer all the same: there are sites here whose database is meant to fail
        except OSError as error:
            raise RuntimeError(f"the site did not start:\n{self.log.read_text()}") from error

    def complaints(self) -> list[str]:
        """Return the lines of the log that are errors."""
        return [line for line in self.log.read_text().splitlines() if '"level": "ERROR"' in line or "Traceback" in line]


@contextmanager
def database(name: str, folder: Path, *, tables: bool = True, seed: bool = False) -> Iterator[str]:
    """Make a database, on the server that the run is on, and remove it afterwards; yield its URL.

    It has all tables and nothing in them, or the ``seed``, or not even ``tables``.
    """
    like = migrated.seeded() if seed else migrated.original() if tables else None
    if not migrated.on_postgresql():
        file = folder / "db.sqlite3"
        if like:
            shutil.copyfile(like, file)
        yield f"sqlite:///{quote(str(file))}"
        return
    # More than one run may be on the same server.
    name = f"browser_{name}_{os.getpid()}"
    yield migrated.fresh(name, like) if like else migrated.fresh(name)
    migrated.drop(name)
