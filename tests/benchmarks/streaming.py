"""``python -m tests.benchmarks.streaming``: files of 100,000 companies from a served site, and what memory they take.

A fresh database of each kind with the seed and made-up companies, each placed once; one gunicorn worker. The table has,
for each format and address, the seconds, the megabytes sent, and how far the worker's memory rose above its idle state,
read every 20 ms. ``--companies`` and ``--json FILE`` are the choices.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.data import databases, environment, fresh

ADDRESSES = (
    "/api/v1/companies.csv",
    "/api/v1/companies.ndjson",
    "/api/v1/companies.xlsx",
    "/companies.json",
    "/api/v1/placements.csv",
    "/api/v1/placements.xlsx",
)


def serve(settings: dict[str, str], port: int, site: str = "ecosystem.wsgi") -> subprocess.Popen[bytes]:
    """Start the site and return its process once it answers."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "ecosystem/gunicorn.py", site],
        env=settings | {"PORT": str(port), "HOST": "127.0.0.1", "WEB_CONCURRENCY": "1"},
        stdout=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise SystemExit("the site does not answer")


def worker_of(server: subprocess.Popen[bytes]) -> int:
    """Return the process that answers requests, once there is one."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    for _ in range(300):
        if found := children.read_text().split():
            return int(found[0])
        time.sleep(0.2)
    raise SystemExit("the site has no worker")


def resident(process: int) -> float:
    """Return the megabytes of a process that are its own: not the pages of files that it has mapped."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(status["RssAnon"].split()[0]) / 1024


def fetch(port: int, address: str) -> int:
    """Read an answer to its end and return its length; raises for anything but a whole one."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1800)
    connection.request("GET", address)
    response = connection.getresponse()
    if response.status != 200:
        raise SystemExit(f"{address}: {response.status}")
    length = 0
    while part := response.read(65_536):
        length += len(part)
    connection.close()
    return length


def measured(port: int, process: int, address: str) -> dict[str, float]:
    """Read an answer and return the seconds, the megabytes sent, and those that the worker grew by at most."""
    idle, peak, done = resident(process), 0.0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, resident(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.perf_counter()
    try:
        length = fetch(port, address)
    finally:
        done.set()
        watcher.join()
    return {"seconds": time.perf_counter() - started, "sent": length / 2**20, "rise": max(peak - idle, 0.0)}


def measure(companies: int) -> dict[str, Any]:
    """Return the figures by database and address."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="chain-atlas-stream-") as name:
        folder = Path(name)
        found = databases(folder)
        try:
            for label, database in found.items():
                settings = environment(fresh(database, "stream"), folder)
                made = [sys.executable, "-m", "tests.benchmarks.many", str(companies)]
                subprocess.run(made, env=settings, check=True)
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", 0))
                    port = probe.getsockname()[1]
                server = serve(settings, port)
                try:
                    process = worker_of(server)
                    # What a worker loads once is not the file's.
                    for suffix in ("csv", "ndjson", "xlsx"):
                        fetch(port, f"/api/v1/parks.{suffix}")
                        fetch(port, f"/api/v1/companies.{suffix}?segment=ic.equipment&province=310000&label=champion")
                    figures[label] = {address: measured(port, process, address) for address in ADDRESSES}
                finally:
                    server.terminate()
                    server.wait()
        finally:
            for database in found.values():
                if hasattr(database, "stop"):
                    database.stop()
    return figures


def table(figures: dict[str, Any], companies: int) -> str:
    """Return the figures as a table."""
    lines = [
        f"files of {companies} companies, {date.today()}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}",
        "| database | file | seconds | MB sent | worker's memory above idle, MB |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {label} | `{address}` | {each['seconds']:.0f} | {each['sent']:.0f} | {each['rise']:.0f} |"
        for label, addresses in figures.items()
        for address, each in addresses.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    figures = measure(chosen.companies)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1))
    print(table(figures, chosen.companies))


if __name__ == "__main__":
    main()
