"""Requests are counted one by one, however many ask at once; what cannot be counted is read, and not written."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from chains.services.quotas import Store, UncountableError

NOON = 1_800_000_000.0
LIMIT = 300

#: A process that counts and says of how many it was told that they are within the limit.
COUNTING = f"""
import sys, django
django.setup()
from pathlib import Path
from chains.services.quotas import Store
store = Store(Path(sys.argv[1]))
sys.stdin.readline()
print(sum(not store.count("anon 甲", {LIMIT}, 60, {NOON}).spent for _ in range({LIMIT})))
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "quotas.sqlite3"


def ask(store: Store, key: str = "anon 甲", limit: int = 2, now: float = NOON) -> tuple[int, int]:
    """Return how many are asked, as the quota tells it, and in how many seconds the window ends."""
    quota = store.count(key, limit, 60, now)
    return quota.asked, quota.reset


def test_a_window_begins_with_the_first_request_and_ends(path):
    store = Store(path)
    assert [ask(store), ask(store, now=NOON + 20), ask(store, now=NOON + 59.5)] == [(1, 60), (2, 40), (3, 1)]
    # Whoever goes on asking does not wait longer for it.
    assert ask(store, now=NOON + 59.9) == (3, 1)
    assert ask(store, now=NOON + 60) == (1, 60)


def test_each_key_has_a_count_of_its_own(path):
    store = Store(path)
    assert [ask(store, key) for key in ("anon 甲", "anon 乙", "anon 甲")] == [(1, 60), (1, 60), (2, 60)]


def test_windows_that_have_ended_are_not_kept(path):
    store = Store(path)
    for number in range(50):
        ask(store, f"anon {number}")
    ask(store, now=NOON + 61)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM quota").fetchone() == (1,)


@pytest.mark.parametrize("now", [NOON - 7200, NOON + 7200])
def test_a_clock_that_is_set_keeps_nobody_out(path, now):
    store = Store(path)
    ask(store, limit=1)
    assert ask(store, limit=1) == (2, 60)
    assert ask(store, limit=1, now=now) == (1, 60)


def test_threads_get_no_more_than_the_limit(path):
    store = Store(path)
    with ThreadPoolExecutor(8) as pool:
        quotas = list(pool.map(lambda _: store.count("anon 甲", LIMIT, 60, NOON), range(LIMIT + 120)))
    assert sorted(quota.asked for quota in quotas) == [*range(1, LIMIT + 1), *[LIMIT + 1] * 120]


def test_processes_get_no_more_than_the_limit(path):
    command = [sys.executable, "-c", COUNTING, str(path)]
    processes = [
        subprocess.Popen(
            command, cwd=django_settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sum(int(process.communicate()[0]) for process in processes) == LIMIT


def test_only_the_site_reads_who_was_counted(path):
    ask(Store(path))
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_folder_that_is_emptied_is_begun_anew(path):
    store, other = Store(path), Store(path)
    assert [ask(store), ask(other)] == [(1, 60), (2, 60)]
    path.unlink()
    assert [ask(store), ask(other)] == [(1, 60), (2, 60)]


def garbage(path: Path, store: Store) -> None:
    path.write_bytes(b"garbage " * 2000)


def cut(path: Path, store: Store) -> None:
    path.write_bytes(path.read_bytes()[:700])


def folder(path: Path, store: Store) -> None:
    path.unlink()
    path.mkdir()


def no_folder(path: Path, store: Store) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("not a folder")


@pytest.mark.parametrize("spoil", [garbage, cut, folder, no_folder])
def test_what_cannot_be_counted_is_said(path, spoil):
    store = Store(path)
    ask(store)
    spoil(path, store)
    for _ in range(2):
        with pytest.raises(UncountableError) as refused:
            ask(store, "anon 乙")
    assert refused.value.seconds == 60


def test_garbage_is_removed_after_a_while(path):
    store = Store(path)
    ask(store)
    garbage(path, store)
    os.utime(path, (1, 1))
    with pytest.raises(UncountableError):
        ask(store)
    assert ask(store) == (1, 60)
