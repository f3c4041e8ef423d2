"""``make test``: the suite on SQLite and, where its server programs are found, again on PostgreSQL.

Tests to which the database makes no difference are not repeated on the second one
(tests/plugins/second_database.py says which), and those marked ``matrix`` are left to ``make matrix``, which runs every
test on both, with more examples.
The last lines say what ran on what and what did not, and why. REQUIRE=postgres,browser turns what did not run
into a failure. Further arguments go to pytest.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.plugins.programs import server_programs

REQUIRABLE = {"postgres", "browser"}

#: Pytest's exit code where it found nothing to run.
NO_TEST = 5

#: What pytest's exit codes mean, besides that a test failed.
ENDINGS = {2: "was interrupted", 3: "was ended", NO_TEST: "found no test, and running nothing is not passing"}


@dataclass(frozen=True)
class Run:
    """One run of the suite: on what, the outcome as the summary plugin wrote it, and how long it took."""

    database: str
    exit_code: int
    seconds: float
    outcome: dict[str, Any]

    def line(self) -> str:
        """Return what the run was on and how it came out, in one line."""
        if not self.outcome:
            return f"{self.database}: broke off before it could say more (exit code {self.exit_code})"
        on = self.outcome["database"] or f"{self.database} (no test used it)"
        counts = f"{self.outcome['passed']} passed, {self.outcome['failed']} failed"
        if skipped := sum(self.outcome["skipped"].values()):
            counts += f", {skipped} skipped"
        if self.outcome["browser"]:
            counts += f"; {self.outcome['browser_passed']} of them in {self.outcome['browser']}"
        return f"{on}: {counts} ({self.seconds:.0f} s)"


def pytest_arguments(database: str, matrix: bool) -> list[str]:
    """Return what makes pytest run the suite on ``database``, or all of ``matrix``."""
    arguments = ["-n", "auto", "--dist", "loadgroup", "--durations=10"]
    if database == "postgresql":
        arguments += ["-p", "tests.plugins.postgres"]
    if matrix:
        return [*arguments, "--hypothesis-profile=matrix"]
    return [*arguments, "-m", "not matrix", *(["--with-database"] if database == "postgresql" else [])]


def run(database: str, arguments: list[str], folder: Path) -> Run:
    """Run pytest with ``arguments`` on ``database`` in a process of its own and return how it went."""
    summary_file = folder / database
    command = [sys.executable, "-m", "pytest", *arguments]
    # SQLite must not become whatever the developer's DATABASE_URL says.
    environment = os.environ | {
        "DATABASE_URL": "",
        "TEST_DATABASE": database,
        "SUMMARY_FILE": str(summary_file),
    }
    print(f"\n== on {database}", flush=True)
    # The assertions rewritten by one process are read by the next, where somebody wants no bytecode otherwise too.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment)
    # Whoever ends this must end pytest too, which then stops the server that it started.
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            exit_code = process.wait()
            break
        except KeyboardInterrupt:
            # pytest was interrupted as well and is clearing up.
            continue
    outcome = json.loads(summary_file.read_text()) if summary_file.exists() else {}
    if exit_code == NO_TEST and (outcome.get("left_out") or outcome.get("left_to_matrix")):
        exit_code = 0
    return Run(database, exit_code, time.monotonic() - started, outcome)


def shortfalls(required: set[str], runs: list[Run], whole_suite: bool) -> list[str]:
    """Return what was required and did not run, each as a sentence."""
    lacking = []
    if "postgres" in required and all(run.database != "postgresql" for run in runs):
        lacking.append("REQUIRE names postgres, which did not run")
    for each in runs:
        if "browser" not in required or not each.outcome:
            continue
        if skipped := each.outcome["browser_skipped"]:
            lacking.append(f"REQUIRE names browser, and {skipped} browser tests were skipped on {each.database}")
        elif whole_suite and not each.outcome["browser_passed"]:
            lacking.append(f"REQUIRE names browser, and no browser test ran on {each.database}")
    return lacking


def main(arguments: list[str]) -> int:
    """Run the suite, or with ``--matrix`` everything, report it, and return 0 only if all of it passed."""
    matrix, arguments = "--matrix" in arguments, [each for each in arguments if each != "--matrix"]
    required = {word.strip() for word in os.environ.get("REQUIRE", "").split(",") if word.strip()}
    if unknown := required - REQUIRABLE:
        print(
            f"REQUIRE knows {', '.join(sorted(REQUIRABLE))}, not {', '.join(sorted(unknown))}",
            file=sys.stderr,
        )
        return 2

    absent = []
    with tempfile.TemporaryDirectory(prefix="chain-atlas-tests-") as folder:
        runs = [run("sqlite", [*pytest_arguments("sqlite", matrix), *arguments], Path(folder))]
        if not server_programs():
            absent.append("PostgreSQL: no initdb in the PATH or in /usr/lib/postgresql; install postgresql")
        elif runs[0].exit_code in (2, 3):
            absent.append("PostgreSQL: the first run was cut short")
        else:
            runs.append(run("postgresql", [*pytest_arguments("postgresql", matrix), *arguments], Path(folder)))

    print("\n== what ran")
    for each in runs:
        print(each.line())
        for reason, number in each.outcome.get("skipped", {}).items():
            print(f"  skipped {number}: {reason}")
        if left_out := each.outcome.get("left_out"):
            print(f"  not repeated: {left_out} to which the database makes no difference and which ran with the first")
        if left := each.outcome.get("left_to_matrix"):
            print(f"  left to make matrix: {left}")
    for what in absent:
        print(f"did not run on {what}")
    faults = [f"the run on {each.database} {ENDINGS.get(each.exit_code, 'failed')}" for each in runs if each.exit_code]
    faults += shortfalls(required, runs, whole_suite=not arguments)
    print(f"FAILED: {'; '.join(faults)}" if faults else "passed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
