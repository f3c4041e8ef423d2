"""What serves: the site as ``make run`` does, with two workers, and the peers with as many processes."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.benchmarks.data import ROOT, environment
from tests.benchmarks.filters import Filter, Vocabulary
from tests.benchmarks.load import Connection
from tests.benchmarks.machine import children, holder, wait_until_idle

#: Processes that answer requests, of every side.
WORKERS = 2
#: Connections are kept for as long as anybody thinks between two requests: each belongs to one worker.
KEPT = "--keep-alive 300"
#: Where Datasette and what the quick peer needs are installed, so that the site's own environment stays clean.
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"


class Served:
    """Something that listens on one port, or several, with the processes that answer."""

    def __init__(self, name: str, ports: list[int], processes: list[subprocess.Popen[bytes]], forks: bool) -> None:
        self.name, self.ports, self.processes, self.forks = name, ports, processes, forks

    @property
    def workers(self) -> list[int]:
        """The processes that answer requests."""
        if self.forks:
            return children(self.processes[0].pid)
        return [process.pid for process in self.processes]

    def connections(self, each: int = 1) -> list[Connection]:
        """Return kept connections, as many to each worker, ordered by it."""
        if not self.forks:
            return [Connection(port) for port in self.ports for _ in range(each)]
        found: dict[int, list[Connection]] = {worker: [] for worker in self.workers}
        deadline = time.monotonic() + 60
        while any(len(held) < each for held in found.values()):
            if time.monotonic() > deadline:
                raise SystemExit(f"{self.name}: not every worker takes connections")
            connection = Connection(self.ports[0])
            worker = self._holder(connection)
            if worker is not None and len(found[worker]) < each:
                found[worker].append(connection)
            else:
                connection.close()
        return [connection for held in found.values() for connection in held]

    def _holder(self, connection: Connection) -> int | None:
        for _ in range(100):
            if (worker := holder(self.workers, self.ports[0], connection.own_port)) is not None:
                return worker
            time.sleep(0.005)
        return None

    def warm(self, paths: list[str]) -> None:
        """Let every worker load what it loads once, and build in the background what it builds there."""
        for connection in self.connections():
            for path in paths:
                connection.get(path)
            connection.close()
        wait_until_idle()
        for connection in self.connections():
            for path in paths:
                connection.get(path)
            connection.close()

    def stop(self) -> None:
        """End the processes."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def serving(*makers: Callable[[], Served]) -> Iterator[list[Served]]:
    """Start servers and end them afterwards."""
    with ExitStack() as stack:
        served = []
        for make in makers:
            one = make()
            stack.callback(one.stop)
            served.append(one)
        yield served


def atlas(url: str, folder: Path, **more: str) -> Served:
    """Serve the site."""
    settings = environment(url, folder, **more)
    if not (folder / "static" / "staticfiles.json").exists():
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=settings, cwd=ROOT, check=True)
    return _gunicorn("atlas", settings, "ecosystem.wsgi")


def django_peer(url: str, folder: Path) -> Served:
    """Serve the peers written in Django, by the site's own gunicorn settings."""
    settings = environment(url, folder, FACET_INDEX="off")
    settings["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.peers.settings"
    return _gunicorn("django", settings, "tests.benchmarks.peers.wsgi")


def raw_peer(url: str, folder: Path) -> Served:
    """Serve the peer without a framework; PostgreSQL only."""
    command = [BENCH_PYTHON, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    port = free_port()
    command += ["--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}", "--no-control-socket", *KEPT.split()]
    command += ["tests.benchmarks.peers.raw:application"]
    return _started("raw", [port], [(command, environment(url, folder))], forks=True)


def datasette(file: Path, folder: Path) -> Served:
    """Serve an SQLite file by Datasette, in as many processes as the site has; no limit cuts facets short."""
    settings = {
        "facet_time_limit_ms": 300_000,
        "sql_time_limit_ms": 300_000,
        "facet_suggest_time_limit_ms": 1,
        "suggest_facets": "off",
        "default_facet_size": 100,
        "default_page_size": 50,
        "cache_size_kb": 65_536,
        "default_cache_ttl": 0,
    }
    flags = [word for name, value in settings.items() for word in ("--setting", name, str(value))]
    ports = [free_port() for _ in range(WORKERS)]
    commands = [
        ([BENCH_PYTHON, "-m", "datasette", "serve", "--immutable", str(file), "--port", str(port), *flags], None)
        for port in ports
    ]
    return _started("datasette", ports, commands, forks=False)


def datasette_path(table: str, chosen: Filter, known: Vocabulary, flags: list[str]) -> str:
    """Return the address of a filtered page of rows with every facet."""
    pairs: list[tuple[str, str]] = [("_shape", "objects"), ("_size", "50"), ("_sort", "pinyin")]
    for name, values in chosen.items():
        if name == "label":
            pairs += [(f"label_{value.replace('-', '_')}", "1") for value in values]
            continue
        if name == "segment":
            tops = [known["segment"][value]["path"] for value in values]
            values = [code for code, each in known["segment"].items() if each["path"].startswith(tuple(tops))]
        if name == "listed":
            values = ["1" if value == "true" else "0" for value in values]
        pairs.append((name, values[0]) if len(values) == 1 else (f"{name}__in", ",".join(values)))
    if "status" not in chosen:
        pairs.append(("status__not", "withdrawn"))
    facets = ("chain", "layer", "segment", "province", "city", "status", "listed", *flags)
    pairs += [("_facet", name) for name in facets]
    return f"/{table}/claims.json?" + "&".join(f"{name}={value}" for name, value in pairs)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _gunicorn(name: str, settings: dict[str, str], application: str) -> Served:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "ecosystem/gunicorn.py", application]
    more = {"PORT": str(port), "HOST": "127.0.0.1", "WEB_CONCURRENCY": str(WORKERS), "GUNICORN_CMD_ARGS": KEPT}
    return _started(name, [port], [(command, settings | more)], forks=True)


def _started(name: str, ports: list[int], commands: list, *, forks: bool) -> Served:
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    processes = [
        subprocess.Popen([str(word) for word in command], env=settings, cwd=ROOT, **quiet)
        for command, settings in commands
    ]
    served = Served(name, ports, processes, forks)
    deadline = time.monotonic() + 180
    for port in ports:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if time.monotonic() > deadline or any(process.poll() is not None for process in processes):
                    served.stop()
                    raise SystemExit(f"{name} does not answer") from None
                time.sleep(0.1)
    while forks and len(served.workers) < WORKERS:
        time.sleep(0.1)
    return served
