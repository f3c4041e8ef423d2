"""SQLite under two people who save, two who read, and an import: who is refused, and how long a save takes.

Every one of them is a process of its own (``locking_case`` the people, ``importing_case`` the import).
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.data import environment, run
from tests.benchmarks.importing import fresh
from tests.benchmarks.rows import as_csv, company_rows

PEOPLE = ("save", "save", "read", "read")


def measure(size: int, rounds: int, folder: Path, database: Any) -> dict[str, list[float]]:
    """Return, of every round, the lock errors, the milliseconds of a save, and the seconds of the import."""
    file = folder / f"locking-{size}.csv"
    file.write_bytes(as_csv(company_rows(size)))
    figures: dict[str, list[float]] = {}
    for number in range(rounds):
        url = fresh(database, f"locking_{size}_{number}", folder)
        over = folder / "over"
        over.unlink(missing_ok=True)
        people = [_person(what, url, folder) for what in PEOPLE]
        try:
            for each in people:
                # Its first line says that it is at work.
                each.stdout.readline()
            seconds = json.loads(run("importing_case", ["atlas", str(file)], url, folder))["seconds"]
        finally:
            over.touch()
            told = [json.loads(each.communicate()[0]) for each in people]
        saves = [
            1000 * each for person, what in zip(told, PEOPLE, strict=True) if what == "save" for each in person["took"]
        ]
        round_of = {
            "lock errors": sum(person["errors"] for person in told),
            "save p95 ms": quantiles(saves, n=20)[-1],
            "save median ms": median(saves),
            "save longest ms": max(saves),
            "saves": len(saves),
            "import seconds": seconds,
        }
        for name, figure in round_of.items():
            figures.setdefault(name, []).append(float(figure))
    return figures


def _person(what: str, url: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.benchmarks.locking_case", what, str(folder)]
    return subprocess.Popen(command, env=environment(url, folder), stdout=subprocess.PIPE, text=True)
