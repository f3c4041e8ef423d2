"""The map of a chain and its gap page, beside the same cells by GROUP BY, and as the companies grow in number."""

import sys
from functools import partial
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.data import Database
from tests.benchmarks.goals import REFERENCE
from tests.benchmarks.load import add, drive, figures_of
from tests.benchmarks.machine import wait_until_idle
from tests.benchmarks.servers import serving

CHAINS = ("ic", "ai")
#: Label → address of a chain's page; the peer has the same two.
PAGES = {"map": "/chains/{}/", "gaps": "/gaps/?chain={}"}
#: How often each of ours is asked for in a round.
TIMES = 15


def measure(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the figures of map and gap page, ours and by GROUP BY."""
    url = database.filled(size)
    makers = (partial(servers.atlas, url, folder), partial(servers.django_peer, url, folder))
    # Beyond the size at which the two are compared, ours alone: what is asked there is how it grows.
    sides = {"atlas": TIMES, "GROUP BY": 3} if size <= REFERENCE else {"atlas": TIMES}
    figures: dict[str, list[float]] = {}
    with serving(*makers[: len(sides)]) as served_by:
        for served in served_by:
            served.warm([address.format(chain) for address in PAGES.values() for chain in CHAINS])
        for number in range(rounds):
            for (side, times), served in zip(sides.items(), served_by, strict=True):
                for page, address in PAGES.items():
                    wait_until_idle()
                    connections = served.connections()
                    paths = [address.format(chain) for chain in CHAINS] * times
                    seconds, elapsed = drive(connections, paths)
                    for connection in connections:
                        connection.close()
                    add(figures, round_of := figures_of(f"{side} {page}", seconds, elapsed))
                    told = round_of[f"{side} {page} p50"]
                    print(f"  round {number + 1}, {side}, {page}: p50 {told:.1f} ms", file=sys.stderr)
    return figures
