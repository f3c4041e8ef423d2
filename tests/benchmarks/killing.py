"""A worker killed at random points of its commits, as often as there are rounds: what anybody sees of it then."""

import json
from pathlib import Path
from typing import Any

from tests.benchmarks.data import run
from tests.benchmarks.importing import fresh


def measure(size: int, rounds: int, folder: Path, database: Any) -> dict[str, list[float]]:
    """Kill a worker ``rounds`` times while it commits sheets of ``size`` rows; return what was found, in all."""
    url = fresh(database, f"killing_{size}", folder)
    told = json.loads(run("killing_case", [str(size), str(rounds)], url, folder))
    return {name: [float(figure)] for name, figure in told.items()}
