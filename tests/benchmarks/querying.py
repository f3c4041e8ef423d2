"""Searching, measured in a process of its own on a database of made-up companies: see ``searching``.

``python -m tests.benchmarks.querying SIZE ROUNDS`` prints the figures of the database that the settings name.
"""

import json
import os
import sys
from pathlib import Path

from tests.benchmarks.data import Database, run


def measure(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the milliseconds of each term in each round by side, and of the slowest term in each round."""
    return json.loads(run("querying", [str(size), str(rounds)], database.filled(size), folder))


def main() -> None:
    """Measure here."""
    import django  # noqa: PLC0415 — settings come before models

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
    django.setup()
    from tests.benchmarks import searching  # noqa: PLC0415

    size, rounds = int(sys.argv[1]), int(sys.argv[2])
    figures = searching.measure(size, rounds, Path(), None)
    terms = len(searching.TERMS)
    for side in list(figures):
        by_round = [figures[side][at * terms : (at + 1) * terms] for at in range(rounds)]
        figures[f"{side}, slowest term"] = [max(each) for each in by_round]
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
