"""Tests marked ``browser`` need the machine's own Chromium; without one they are skipped, and say so."""

import os
import shutil
import subprocess

import pytest

#: The one without a window first: the same engine, and the tests take less than half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str | None:
    """Return the path of Chromium or Chrome: what CHROMIUM names, or the first in the PATH, or None."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def chromium_version() -> str:
    """Return name and version, such as ``Chromium 140.0.1``, or an empty string where there is none."""
    path = chromium_path()
    if path is None:
        return ""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30).stdout
    # Debian's build adds where it was built.
    return said.partition(" built on")[0].strip()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests without a browser, and keep them on one worker, where one browser serves all."""
    missing = chromium_path() is None
    reason = "no Chromium found; install chromium, or set CHROMIUM to its path"
    if os.environ.get("CHROMIUM"):
        reason = "CHROMIUM names a program that is not there"
    for item in items:
        if item.get_closest_marker("browser"):
            item.user_properties.append(("browser", True))
            item.add_marker(pytest.mark.xdist_group("browser"))
            if missing:
                item.add_marker(pytest.mark.skip(reason=reason))
