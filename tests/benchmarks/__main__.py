"""``python -m tests.benchmarks``: importing a sheet, against stock django-import-export, on SQLite and PostgreSQL.

Every case runs in a process of its own on a fresh database with the seed. Three rounds, the sides taking turns;
the table has the medians and their ratio. ``--rows``, ``--rounds``, ``--memory`` and ``--json FILE`` are the choices.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.rows import as_csv, company_rows
from tests.plugins.postgres import Server, server_programs

CASE = [sys.executable, "-m", "tests.benchmarks.case"]


def run_case(side: str, file: Path, database_url: str) -> dict[str, Any]:
    """Run one case in a process of its own; return its seconds and its peak of memory in MB."""
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "ENV_FILE": "",
        "DEBUG": "off",
        "SECRET_KEY": "benchmarks-only",
        "ALLOWED_HOSTS": "localhost",
        "CACHE_DIR": str(file.parent / "cache"),
        "LOG_LEVEL": "ERROR",
    }
    for arguments in (["prepare"], [side, str(file)]):
        done = subprocess.run([*CASE, *arguments], env=environment, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{arguments[0]} failed:\n{done.stderr}")
    return json.loads(done.stdout.strip().rpartition("\n")[2])


def databases(folder: Path) -> dict[str, Any]:
    """Return, by the name of the database, a function that gives the URL of a fresh one."""
    found = {"SQLite": lambda name: f"sqlite:///{folder / name}.sqlite3"}
    if server_programs():
        server = Server(server_programs())
        server.start()
        found["PostgreSQL"] = server
    return found


def fresh(database: Any, name: str) -> str:
    """Return the URL of an empty database."""
    return database.fresh(name) if isinstance(database, Server) else database(name)


def measure(rows: int, rounds: int, memory_rows: int) -> dict[str, Any]:
    """Return the figures: by database and side the seconds of each round, and the peaks of memory."""
    figures: dict[str, Any] = {"rows": rows, "rounds": rounds, "seconds": {}, "memory": {}}
    with tempfile.TemporaryDirectory(prefix="chain-atlas-bench-") as name:
        folder = Path(name)
        files = {count: folder / f"{count}.csv" for count in {rows, memory_rows} - {0}}
        for count, file in files.items():
            file.write_bytes(as_csv(company_rows(count)))
        found = databases(folder)
        try:
            for label, database in found.items():
                seconds = figures["seconds"][label] = {"atlas": [], "stock": []}
                for number in range(rounds):
                    for side in seconds:
                        url = fresh(database, f"{side}_{number}")
                        seconds[side].append(run_case(side, files[rows], url)["seconds"])
                figures["memory"][label] = {
                    str(count): run_case("atlas", file, fresh(database, f"memory_{count}"))["memory"]
                    for count, file in sorted(files.items())
                }
        finally:
            for database in found.values():
                if isinstance(database, Server):
                    database.stop()
    return figures


def table(figures: dict[str, Any]) -> str:
    """Return the figures as a table."""
    rows = figures["rows"]
    lines = [
        f"importing {rows} rows (plan + commit: companies, placements, evidence, history), {date.today()}, "
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "| database | atlas rows/s | stock rows/s | ratio | goal | peak memory |",
        "|---|---|---|---|---|---|",
    ]
    for label, seconds in figures["seconds"].items():
        atlas, stock = (statistics.median(seconds[side]) for side in ("atlas", "stock"))
        memory = ", ".join(f"{count} rows {peak:.0f} MB" for count, peak in figures["memory"][label].items())
        lines.append(f"| {label} | {rows / atlas:.0f} | {rows / stock:.0f} | {stock / atlas:.1f}× | 10× | {memory} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=100_000, help="rows of the second reading of memory; 0 for none")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    figures = measure(chosen.rows, chosen.rounds, chosen.memory)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1))
    print(table(figures))


if __name__ == "__main__":
    main()
