"""The case of searching, measured by ``searching`` in a process of its own on a database of made-up companies."""

import json
from pathlib import Path

from tests.benchmarks.data import Database, run


def measure(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the milliseconds of each term in each round by side, and of the slowest term in each round."""
    return json.loads(run("searching", [str(rounds)], database.filled(size), folder))
