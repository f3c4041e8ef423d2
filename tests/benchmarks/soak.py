"""The soak: writers of every sort and readers for as long as is asked, every answer checked against the database.

Readers (``soak_reader``) ask for pages with facets and lists of the API, take the revision before and after, and where
it is the same compare the answer with what the database says, counted without any index in memory. Writers
(``soak_writer``) save, withdraw, merge and undo, import, and write through the API. A mirror (``soak_mirror``) follows
meanwhile, and has to be equal to the site in the end.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import servers, soak_mirror
from tests.benchmarks.data import ROOT, Database, environment
from tests.benchmarks.servers import serving

READERS = 2
WRITERS = 2


def run(seconds: float, size: int, folder: Path, database: Database) -> int:
    """Let readers and writers go on for some seconds; print what they have done and return how much was wrong."""
    url = database.copy(size, f"soak_{size}")
    over = folder / "soak-over"
    over.unlink(missing_ok=True)
    with serving(partial(servers.atlas, url, folder)) as (atlas,):
        atlas.warm(["/companies/", "/api/v1/companies/"])
        start = partial(_person, url=url, folder=folder, port=atlas.ports[0], over=over)
        writers = [start("soak_writer", number) for number in range(WRITERS)]
        readers = [start("soak_reader", number) for number in range(READERS)]
        site, mirror = f"http://127.0.0.1:{atlas.ports[0]}", folder / "soak-mirror.sqlite3"
        following = soak_mirror.follow(site, mirror)
        deadline = time.monotonic() + seconds
        try:
            while time.monotonic() < deadline and all(each.poll() is None for each in (*writers, *readers)):
                time.sleep(1)
        finally:
            over.touch()
            told = [_told(each) for each in (*writers, *readers)]
            following.kill()
            following.wait()
        told.append({"wrong": soak_mirror.wrong(site, mirror, environment(url, folder))})
    written, read = told[: len(writers)], told[len(writers) : -1]
    counts = sum((Counter(each["done"]) for each in written), Counter())
    refused = sum((Counter(each["refused"]) for each in written), Counter())
    checked = sum((Counter(each["checked"]) for each in read), Counter())
    wrong = [line for each in told for line in each.get("wrong", ())]
    print(
        f"soak, {size:,} companies on {database.kind}, {seconds:.0f} seconds, {WRITERS} writers and {READERS} readers"
    )
    print(f"| written | {_listed(counts)} |\n| refused | {_listed(refused)} |\n| checked | {_listed(checked)} |")
    print(f"| written to meanwhile, so not checked | {sum(each['unsettled'] for each in read)} |")
    print(f"| wrong | {len(wrong)} |")
    for line in wrong[:10]:
        print(f"  {line}")
    if not checked or not counts:
        print("nothing was checked, or nothing written: that shows nothing")
        return 1
    return len(wrong)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "nothing"


def _person(module: str, number: int, *, url: str, folder: Path, port: int, over: Path) -> subprocess.Popen[str]:
    # What is right is counted by the database itself.
    settings = environment(url, folder, FACET_INDEX="off")
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(port), str(number), str(over)]
    return subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def _told(person: subprocess.Popen[str]) -> dict[str, Any]:
    """Return what a reader or writer has counted, once it has ended; that it broke off is wrong as well."""
    try:
        output = person.communicate(timeout=120)[0]
    except subprocess.TimeoutExpired:
        person.kill()
        output = person.communicate()[0]
    lines = output.strip().splitlines()
    told = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {"wrong": ["somebody broke off"]}
    return {"done": {}, "refused": {}, "checked": {}, "unsettled": 0} | told
