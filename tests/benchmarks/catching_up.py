"""After an import: what the index takes to catch up, beside a build, and how long pages take meanwhile.

The new companies have names that adjoin, as those of a sheet may, and come in one transaction; they are written, and an
index timed, in processes of their own (``catching_up_case``).
"""

import json
import sys
from functools import partial
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.data import Database, run
from tests.benchmarks.faceted import filters_of, page_of
from tests.benchmarks.load import add, drive
from tests.benchmarks.machine import wait_until_idle
from tests.benchmarks.servers import serving

#: How many companies come.
NEW = (500, 3_000, 20_000)
#: Pages that are asked for from the commit on, and of which worker: as many as last until the index answers again.
PAGES = 40
#: Connections to each worker: one reader may not have to wait for another.
READERS = 2


def measure(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return, for each number of new companies, what catching up takes and a build, and the slowest page meanwhile."""
    _known, drawn, _warming = filters_of(database.filled(size), folder, rounds)
    figures: dict[str, list[float]] = {}
    for number in range(rounds):
        paths = ["/companies/", "/chains/ic/", "/gaps/?chain=ai", *map(page_of, drawn[number][:PAGES])]
        for new in NEW:
            round_of = _round(size, new, paths, folder, database)
            add(figures, {f"{name}, {new:,}": figure for name, figure in round_of.items()})
            told = ", ".join(f"{name} {figure:.3f}" for name, figure in round_of.items())
            print(f"  round {number + 1}, {new:,} come: {told}", file=sys.stderr)
    return figures


def _round(size: int, new: int, paths: list[str], folder: Path, database: Database) -> dict[str, float]:
    wait_until_idle()
    url = database.copy(size, f"catching_up_{size}")
    took = json.loads(run("catching_up_case", ["catch", str(new)], url, folder))
    url = database.copy(size, f"catching_up_{size}")
    by_index = _asked(url, folder, paths, new)
    by_database = _asked(url, folder, paths, 0, FACET_INDEX="off")
    slowest = max(by_index, key=by_index.__getitem__)
    return took | {"slowest page": 1000 * by_index[slowest], "the same by the database": 1000 * by_database[slowest]}


def _asked(url: str, folder: Path, paths: list[str], new: int, **more: str) -> dict[str, float]:
    """Return the seconds of each page, asked for at once when the companies have come."""
    with serving(partial(servers.atlas, url, folder, **more)) as (atlas,):
        atlas.warm(paths[:6])
        if new:
            run("catching_up_case", ["come", str(new)], url, folder)
        connections = atlas.connections(READERS)
        seconds, _elapsed = drive(connections, paths)
        for connection in connections:
            connection.close()
    return dict(zip(paths, seconds, strict=True))
