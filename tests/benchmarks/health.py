"""How long /healthz takes beside eight figures asked for at once, and beside connections that ask for nothing."""

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

from tests.benchmarks.data import Database
from tests.benchmarks.load import Connection, add
from tests.benchmarks.servers import atlas, serving

IDLE = 50
#: Of every figure another drawing of all companies, so that none is answered by another’s.
FIGURES = [f"/chains/ic.pdf?view={view}&paper={paper}" for view in ("names", "gaps") for paper in ("a4", "a3")]
FIGURES += [f"{figure}&status=reported&status=verified" for figure in FIGURES]

HEALTH = "/healthz"
REFUSED = 503


def measure(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the slowest answers in milliseconds, and how many figures were made and refused."""
    figures: dict[str, list[float]] = {}
    with serving(lambda: atlas(database.filled(size), folder)) as [site]:
        port = site.ports[0]
        site.warm([HEALTH])
        for _round in range(rounds):
            # What was made in the round before is kept there.
            shutil.rmtree(folder / "cache" / "documents", ignore_errors=True)
            add(figures, _beside_figures(port) | _beside_idle(port))
    return figures


def _beside_figures(port: int) -> dict[str, float]:
    def draw(path: str) -> tuple[int, float]:
        with closing(Connection(port)) as connection:
            answer = connection.ask(path)
        return answer.status, answer.seconds

    with ThreadPoolExecutor(len(FIGURES)) as pool:
        drawn = [pool.submit(draw, path) for path in FIGURES]
        slowest = max(_health(port, lambda: all(each.done() for each in drawn)))
    statuses = [each.result()[0] for each in drawn]
    return {
        "beside eight figures, ms": slowest,
        "figures made": float(statuses.count(200)),
        "figures refused": float(statuses.count(REFUSED)),
        "slowest figure, s": max(each.result()[1] for each in drawn),
    }


def _beside_idle(port: int) -> dict[str, float]:
    began = time.monotonic()
    with ExitStack() as stack:
        for _ in range(IDLE):
            stack.enter_context(closing(Connection(port)))
        return {f"beside {IDLE} idle connections, ms": max(_health(port, lambda: time.monotonic() > began + 2))}


def _health(port: int, is_over: Callable[[], bool]) -> Iterator[float]:
    """Ask on a new connection each time, as monitors do; yield how long it took, in milliseconds."""
    while True:
        started = time.perf_counter()
        with closing(Connection(port)) as connection:
            connection.get(HEALTH)
        yield 1000 * (time.perf_counter() - started)
        if is_over():
            return
