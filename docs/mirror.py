"""Keep a copy of a Chain Atlas in a SQLite file: python mirror.py https://atlas.example.org copy.sqlite3 [seconds]

Reads everything once, then only what has changed; safe to stop at any time. With seconds it goes on for ever and looks
again after as many, without it ends when the copy is up to date.
"""

import json
import sqlite3
import sys
import time
from contextlib import closing
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

TABLES = """
CREATE TABLE IF NOT EXISTS record (list TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (list, id));
CREATE TABLE IF NOT EXISTS merged (list TEXT, id TEXT, into_id TEXT NOT NULL, PRIMARY KEY (list, id));
CREATE TABLE IF NOT EXISTS cursor (only INTEGER PRIMARY KEY CHECK (only = 1), value TEXT NOT NULL);
"""


def read(site: str, cursor: str) -> dict | None:
    """Return the next page of changes, None if the site has begun a new log; wait where the site asks for it."""
    request = Request(f"{site}/api/v1/changes/?limit=500&after={cursor}", headers={"Accept": "application/json"})
    while True:
        try:
            with urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except HTTPError as error:
            if error.code == 410:
                return None
            if error.code not in (429, 500, 502, 503, 504):
                raise
            time.sleep(int(error.headers.get("Retry-After") or 10))
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(10)


def take(copy: sqlite3.Connection, change: dict) -> None:
    """Do to the copy what was done to the original."""
    of = (change["list"], change["id"])
    copy.execute("DELETE FROM merged WHERE list = ? AND id = ?", of)
    if change["record"] is not None:
        copy.execute("REPLACE INTO record VALUES (?, ?, ?)", (*of, json.dumps(change["record"])))
    else:
        copy.execute("DELETE FROM record WHERE list = ? AND id = ?", of)
    if change["kind"] == "merged":
        copy.execute("REPLACE INTO merged VALUES (?, ?, ?)", (*of, change["into"]))


def follow(site: str, copy: sqlite3.Connection, pause: float | None = None) -> None:
    """Bring the copy up to date and, with a pause, keep it so: the one loop."""
    copy.executescript(TABLES)
    cursor = (copy.execute("SELECT value FROM cursor").fetchone() or ["start"])[0]
    while True:
        page = read(site, cursor)
        with copy:  # the changes and how far they go: both are kept, or neither
            if page is None:
                copy.execute("DELETE FROM record")
                copy.execute("DELETE FROM merged")
                page = {"results": [], "cursor": "start", "more": True}
            for change in page["results"]:
                take(copy, change)
            cursor = page["cursor"]
            copy.execute("REPLACE INTO cursor VALUES (1, ?)", (cursor,))
        if not page["more"]:
            if pause is None:
                return
            time.sleep(pause)


if __name__ == "__main__":
    with closing(sqlite3.connect(sys.argv[2])) as connection:
        follow(sys.argv[1].rstrip("/"), connection, float(sys.argv[3]) if len(sys.argv) > 3 else None)
