"""``make bench``: what speed rests on, the sides taking turns, and one table of every goal and what was measured.

Data are made up (``manage.py synthesize``) in databases of their own, servers are started on free ports of the loopback
interface, and before each turn the processors have to be idle. ``ARGS`` takes::

    --sizes 10000,100000   how many companies; 100,000 is where sides are compared (default: 10000,100000,1000000)
    --cases facets,rest    which cases (default: all; their names are in cases.py)
    --databases SQLite     on which databases (default: for each case the first of its own that is there)
    --rounds 3             how often every side has its turn
    --json FILE            all figures of every round, beside the table
    --folder FOLDER        where data are kept for the next time (default: a temporary one, gone afterwards)
    --postgres URL         a server that runs, on which data stay (default: one started for this)
    --soak SECONDS         instead: readers and writers, every answer checked against the database
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks import faceted, machine, soak
from tests.benchmarks.cases import CASES, Case
from tests.benchmarks.data import Database, databases
from tests.benchmarks.goals import Measured, measured, table

#: Cases of which a side is installed on its own.
WITH_PEERS = ("facets", "rest")


def words(text: str) -> list[str]:
    """Return what stands between the commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [int(word) for word in words(text)])
    parser.add_argument("--cases", type=words, default=list(CASES))
    parser.add_argument("--databases", type=words)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--postgres", default="", metavar="URL")
    parser.add_argument("--patience", type=float, default=machine.PATIENCE, help="seconds to wait for idle processors")
    parser.add_argument("--soak", type=float, default=0, metavar="SECONDS")
    chosen = parser.parse_args()
    if unknown := set(chosen.cases) - set(CASES):
        parser.error(f"there is no case {', '.join(sorted(unknown))}; there are: {', '.join(CASES)}")
    machine.PATIENCE = chosen.patience
    with folder_of(chosen.folder) as folder:
        # Made when they are first asked for: a case on SQLite alone starts no server.
        found = Databases(folder, chosen.postgres)
        try:
            if chosen.soak:
                kinds = chosen.databases or found.kinds[:1]
                wrong = sum(soak.run(chosen.soak, min(chosen.sizes or [10_000]), folder, found[kind]) for kind in kinds)
                sys.exit(1 if wrong else 0)
            sizes = chosen.sizes or [10_000, 100_000, 1_000_000]
            figures = run(chosen.cases, sizes, chosen.rounds, chosen.databases, folder, found, chosen.json)
        finally:
            found.stop()
    print(report(chosen.cases, figures))


class Databases:
    """The databases by kind, each made when it is first asked for."""

    def __init__(self, folder: Path, postgres: str) -> None:
        self.folder, self.postgres = folder, postgres
        self.made: dict[str, Database] = {}
        self.missing: set[str] = set()

    @property
    def kinds(self) -> list[str]:
        """The kinds there are, the one that sites run on first."""
        return [kind for kind in ("PostgreSQL", "SQLite") if self.get(kind)]

    def get(self, kind: str) -> Database | None:
        """Return the databases of a kind, or None where the machine has none."""
        if kind not in self.made and kind not in self.missing:
            self.made |= databases(self.folder, [kind], self.postgres)
            if kind not in self.made:
                self.missing.add(kind)
        return self.made.get(kind)

    def __getitem__(self, kind: str) -> Database:
        if (database := self.get(kind)) is None:
            raise SystemExit(f"There is no {kind} here.")
        return database

    def stop(self) -> None:
        """Stop what was started."""
        for database in self.made.values():
            database.stop()


@contextmanager
def folder_of(given: Path | None) -> Iterator[Path]:
    """Yield the folder for data: the one that was named, which stays, or a temporary one."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="chain-atlas-bench-") as name:
        yield Path(name)


def run(
    names: Sequence[str],
    sizes: Sequence[int],
    rounds: int,
    kinds: Sequence[str] | None,
    folder: Path,
    found: Databases,
    file: Path | None,
) -> dict[str, Any]:
    """Return the figures: by case, database and size. What is done is in the file before the next case begins."""
    figures: dict[str, Any] = {}
    for name in names:
        case, of_case = CASES[name], figures.setdefault(name, {})
        if case.measure is None or (name in WITH_PEERS and not faceted.installed()):
            continue
        for kind in kinds_of(case, kinds, found):
            for size in case.at(sizes):
                print(f"{name}: {size:,} on {kind}", file=sys.stderr)
                machine.wait_until_idle()
                of_case.setdefault(kind, {})[size] = case.measure(size, rounds, folder, found[kind])
        if file:
            told = {"of": describe(), "rounds": rounds, "figures": figures}
            file.write_text(json.dumps(told, indent=1, ensure_ascii=False))
    return figures


def kinds_of(case: Case, asked: Sequence[str] | None, found: Databases) -> list[str]:
    """Return on which databases a case is measured."""
    if asked is not None:
        return [kind for kind in asked if kind in case.databases]
    return [kind for kind in case.databases if found.get(kind)][:1]


def report(names: Sequence[str], figures: dict[str, Any]) -> str:
    """Return the table, under a line that says where and when, and what has to be known of it."""
    rows: list[tuple[str, str, Measured]] = []
    for name in names:
        case = CASES[name]
        by_kind = figures[name] or {"–": {}}
        for kind, by_size in by_kind.items():
            for goal in case.goals:
                result = measured(goal, by_size)
                if not by_size:
                    why = f"there is no {case.where}" if case.measure is None else "it cannot run here; see make bench"
                    result = Measured(goal, "", None, why_not=why)
                rows.append((name, kind, result))
    lines = [describe(), table(rows)]
    if machine.impatient[0]:
        lines.append(f"{machine.impatient[0]} turns began while the processors were busy with something else.")
    return "\n".join(lines)


def describe() -> str:
    """Return where and when."""
    return f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
