"""The mirrors of the soak: one that follows while everybody writes, and one that begins when all is over."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.benchmarks.data import ROOT

#: How often the one that follows looks again, in seconds.
PAUSE = 1

_MIRROR = ROOT / "docs" / "mirror.py"
#: Each list that is followed → what names its records.
_KEYS = """
import django, json
django.setup()
from chains.api.urls import FOLLOWED
print(json.dumps({name: viewset.lookup_url_kwarg for name, viewset in FOLLOWED.items()}))
"""


def follow(site: str, file: Path) -> subprocess.Popen[bytes]:
    """Begin a mirror that follows until it is killed."""
    file.unlink(missing_ok=True)
    return subprocess.Popen([sys.executable, str(_MIRROR), site, str(file), str(PAUSE)])


def wrong(site: str, followed: Path, settings: dict[str, str]) -> list[str]:
    """Return what the mirror that followed, and one that begins now, have otherwise than the site; nobody writes."""
    fresh = followed.with_name("soak-fresh-mirror.sqlite3")
    fresh.unlink(missing_ok=True)
    for file in (followed, fresh):
        subprocess.run([sys.executable, str(_MIRROR), site, str(file)], check=True, timeout=600)
    asked = subprocess.run(
        [sys.executable, "-c", _KEYS], env=settings, cwd=ROOT, capture_output=True, text=True, check=True
    )
    should = {
        (name, record[key]): record
        for name, key in json.loads(asked.stdout).items()
        for record in _records(f"{site}/api/v1/{name}/?limit=1000&cursor=start")
    }
    return [
        f"the mirror that {which} has {what}"
        for which, file in (("followed", followed), ("began anew", fresh))
        for what in _differences(_kept(file), should)
    ]


def _records(address: str | None) -> Iterator[dict[str, Any]]:
    while address:
        with urlopen(address, timeout=60) as answer:
            page = json.load(answer)
        yield from page["results"]
        address = page["next"]


def _kept(file: Path) -> dict[tuple[str, str], dict[str, Any]]:
    with closing(sqlite3.connect(file)) as copy:
        rows = copy.execute("SELECT list, id, body FROM record").fetchall()
    return {(name, key): json.loads(body) for name, key, body in rows}


def _differences(kept: dict[tuple[str, str], Any], should: dict[tuple[str, str], Any]) -> list[str]:
    told = {
        "not": should.keys() - kept.keys(),
        "still": kept.keys() - should.keys(),
        "otherwise": {of for of in kept.keys() & should.keys() if kept[of] != should[of]},
    }
    return [f"{what}: {len(rows)} records, such as {min(rows)}" for what, rows in told.items() if rows]
