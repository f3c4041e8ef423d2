"""What a run was on and how it came out: on the terminal and, for ``tests/run.py``, in SUMMARY_FILE."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.browser import chromium_version
from tests.plugins.second_database import LEFT_OUT, LEFT_TO_MATRIX

#: Where ``tests/conftest.py`` leaves the name and version of the database it has set up.
DATABASE = pytest.StashKey[str]()


@dataclass
class Summary:
    """The outcome of one run: counts of tests, and reasons with the number of tests skipped for each."""

    database: str = ""
    browser: str = ""
    passed: int = 0
    failed: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    browser_passed: int = 0
    browser_skipped: int = 0
    left_out: int = 0
    left_to_matrix: int = 0


SUMMARY = pytest.StashKey[Summary]()


class Recorder:
    """Counts reports; in a distributed run the controller sees those of all its workers."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that passed, failed (also before or after its body), or was skipped."""
        in_browser = ("browser", True) in report.user_properties
        if report.failed:
            self.summary.failed += 1
        elif report.skipped:
            # An expected failure has no place for the reason and needs none.
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "expected to fail"
            reason = reason.removeprefix("Skipped: ")
            self.summary.skipped[reason] = self.summary.skipped.get(reason, 0) + 1
            self.summary.browser_skipped += in_browser
        elif report.when == "call":
            self.summary.passed += 1
            self.summary.browser_passed += in_browser

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Count a file that could not be read as a failure."""
        self.summary.failed += report.failed

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Take over what a worker says that it ran on."""
        output = getattr(node, "workeroutput", {})
        self.summary.database = output.get("database") or self.summary.database
        # Every worker collects all tests.
        self.summary.left_out = output.get("left_out") or self.summary.left_out
        self.summary.left_to_matrix = output.get("left_to_matrix") or self.summary.left_to_matrix


def pytest_configure(config: pytest.Config) -> None:
    """Start counting, except in a worker."""
    if not hasattr(config, "workerinput"):
        config.stash[SUMMARY] = Summary()
        config.pluginmanager.register(Recorder(config.stash[SUMMARY]))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what only a worker knows (a worker) or write the summary down (everybody else)."""
    config = session.config
    own = {
        "database": config.stash.get(DATABASE, ""),
        "left_out": config.stash[LEFT_OUT],
        "left_to_matrix": config.stash[LEFT_TO_MATRIX],
    }
    if hasattr(config, "workeroutput"):
        config.workeroutput |= own
        return
    summary = config.stash[SUMMARY]
    for name, value in own.items():
        setattr(summary, name, getattr(summary, name) or value)
    if summary.browser_passed:
        summary.browser = chromium_version()
    if path := os.environ.get("SUMMARY_FILE"):
        Path(path).write_text(json.dumps(asdict(summary)))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what the tests ran on."""
    summary = config.stash[SUMMARY]
    ran_on = [name for name in (summary.database, summary.browser) if name]
    terminalreporter.write_line(f"ran on {', '.join(ran_on) or 'no database'}")
