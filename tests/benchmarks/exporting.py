"""Files of all companies from a served site, against a stock django-import-export resource with the same columns.

Every side is served by one gunicorn worker of its own, started for the round, and its file read to the end.
"""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.data import environment
from tests.benchmarks.streaming import fetch, measured, serve, worker_of

_OURS, _STOCK = "ecosystem.wsgi", "tests.benchmarks.stock_files"
#: Side → the site that serves it, and the address.
SIDES = {
    "atlas csv": (_OURS, "/api/v1/companies.csv"),
    "atlas xlsx": (_OURS, "/api/v1/companies.xlsx"),
    "atlas ndjson": (_OURS, "/api/v1/companies.ndjson"),
    "stock csv": (_STOCK, "/companies.csv"),
    "stock xlsx": (_STOCK, "/companies.xlsx"),
}


def measure(size: int, rounds: int, folder: Path, database: Any) -> dict[str, list[float]]:
    """Return the seconds of every round by side and, as ``<side>, MB``, what the worker rose by above its idle state.

    ``database`` makes fresh databases: a function from a name to a URL, or what has it as ``fresh``. The companies are
    made up beside the seed's, ``size`` of them.
    """
    fresh: Callable[[str], str] = getattr(database, "fresh", database)
    settings = environment(fresh("exporting"), folder)
    for arguments in (
        ["migrate", "--verbosity", "0"],
        ["load_seed", "--verbosity", "0"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["synthesize", "--companies", str(size), "--verbosity", "0"],
    ):
        subprocess.run([sys.executable, "manage.py", *arguments], env=settings, check=True, stdout=subprocess.DEVNULL)
    figures: dict[str, list[float]] = {}
    for _round in range(rounds):
        for side, (site, address) in SIDES.items():
            found = _served(settings, site, address)
            figures.setdefault(side, []).append(found["seconds"])
            figures.setdefault(f"{side}, MB", []).append(found["rise"])
    return figures


def _served(settings: dict[str, str], site: str, address: str) -> dict[str, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = serve(settings, port, site)
    try:
        process = worker_of(server)
        if site == _OURS:
            # What a worker loads once is not the file's.
            fetch(port, f"{address}?segment=ic.equipment&province=310000&label=champion")
        return measured(port, process, address)
    finally:
        server.terminate()
        server.wait()
