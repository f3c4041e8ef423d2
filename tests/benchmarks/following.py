"""After a save in another process: is every worker right on its next request, and what does that cost it?"""

import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks import servers
from tests.benchmarks.data import ROOT, Database, environment
from tests.benchmarks.load import Connection, add, percentile
from tests.benchmarks.machine import memory, wait_until_idle
from tests.benchmarks.servers import serving

#: The label that companies are given and lose again; rare, so that a count of it is soon made.
LABEL = "champion"
PAGE = f"/companies/?label={LABEL}"
#: Saves in a round.
SAVES = 12
#: Requests after the first, which say what one costs where nothing has changed.
AFTER = 5

_TOTAL = re.compile(rb'role="status">\s*([0-9]+)')
_FACET = re.compile(rb'id="label-champion"[^>]*>.*?<b>([0-9]+)</b>')


def measure(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return wrong answers, and the milliseconds by which the first request after a save is slower than later ones."""
    url = database.copy(size, f"following_{size}")
    figures: dict[str, list[float]] = {}
    with serving(partial(servers.atlas, url, folder)) as (atlas,):
        atlas.warm([PAGE])
        writer = _writer(url, folder)
        try:
            for number in range(rounds):
                wait_until_idle()
                add(figures, round_of := _round(atlas.connections(), writer))
                told = ", ".join(f"{name} {figure:.1f}" for name, figure in round_of.items())
                print(f"  round {number + 1}: {told}", file=sys.stderr)
        finally:
            writer.stdin.close()
            writer.wait(60)
    return figures


def worker_memory(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the megabytes of each worker, once it has answered lists, pages and maps."""
    url = database.filled(size)
    figures: dict[str, list[float]] = {}
    paths = [
        PAGE,
        f"/api/v1/companies/?label={LABEL}",
        "/chains/ic/",
        "/gaps/?chain=ai",
        "/companies/",
    ]
    for _ in range(rounds):
        with serving(partial(servers.atlas, url, folder)) as (atlas,):
            atlas.warm(paths)
            found = [memory(worker) for worker in atlas.workers]
            for unit in ("PSS", "RSS"):
                add(figures, {f"{unit} of a worker": max(each[unit] for each in found)})
    return figures


def _writer(url: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.prepare", "follow", LABEL],
        env=environment(url, folder, FACET_INDEX="off"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def _round(connections: list[Connection], writer: subprocess.Popen[str]) -> dict[str, float]:
    wrong, more = 0, []
    for _ in range(SAVES):
        writer.stdin.write("\n")
        writer.stdin.flush()
        expected = int(writer.stdout.readline())
        for connection in connections:
            answers = [connection.get(PAGE) for _ in range(1 + AFTER)]
            wrong += sum(_counted(answer.body) != (expected, expected) for answer in answers)
            more.append(1000 * (answers[0].seconds - median(answer.seconds for answer in answers[1:])))
    for connection in connections:
        connection.close()
    return {"wrong answers": wrong, "increment ms": median(more), "increment p95 ms": percentile(more, 0.95)}


def _counted(page: bytes) -> tuple[int, int]:
    """Return how many companies the page says there are: above the list, and in its facet."""
    return int(_TOTAL.search(page)[1]), int(_FACET.search(page)[1])
