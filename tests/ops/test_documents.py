"""Figures and briefs are made two at a time, beside the site and within a time, and kept until anything changes."""

import fcntl
import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from zipfile import ZipFile

import pytest

from chains.services.unavailable import UnavailableError
from chains.views import documents
from tests.browser.site import PREPARE, Site, database

pytestmark = [
    pytest.mark.own_database,
    pytest.mark.any_database("who waits for whom is settled by files, beside the database"),
]

MAP, GAPS, BRIEF = "/chains/ai.pdf", "/gaps.svg?chain=ai", "/brief.docx?chain=ai"

CHANGE = """
from chains.models import Company
from chains.history.curation import Change, save
company = Company.objects.first()
company.description = "璇玑"
save(company, Change(None, "x"))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("documents")
    with database("documents", folder, seed=True) as url:
        site = Site(url, folder)
        site.prepare(PREPARE)
        with site.served():
            yield site


def ask(site: Site, path: str, language: str = "en") -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body."""
    try:
        with urlopen(Request(f"{site.url}{path}", headers={"Accept-Language": language})) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as refused:
        with refused:
            return refused.code, dict(refused.headers), refused.read()


@contextmanager
def others_at_work(folder: str | Path, number: int = documents.AT_ONCE) -> Iterator[None]:
    """Take as many turns, as other processes of the site would."""
    Path(folder).mkdir(exist_ok=True)
    with ExitStack() as stack:
        for each in range(number):
            file = os.open(Path(folder) / f"document-{each}.lock", os.O_CREAT | os.O_RDWR)
            stack.callback(os.close, file)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def test_while_two_are_being_made_others_are_told_when_to_come_back(site):
    with others_at_work(site.environment["CACHE_DIR"]):
        for language, said in (("en", "are being made at the moment"), ("zh-hans", "正在生成")):
            for path in (MAP, GAPS, BRIEF):
                status, headers, body = ask(site, path, language)
                assert (status, headers["Retry-After"]) == (503, "5")
                assert said in body.decode()
        # Everything else goes on.
        assert [ask(site, path)[0] for path in ("/healthz", "/chains/ai/", "/companies.csv")] == [200, 200, 200]


def test_one_turn_is_enough_and_what_is_made_is_kept_until_anything_changes(site):
    cache = site.environment["CACHE_DIR"]
    with others_at_work(cache, 1):
        made = {path: ask(site, path)[2] for path in (MAP, GAPS, BRIEF)}
    assert made[MAP].startswith(b"%PDF")
    assert b"</svg>" in made[GAPS]
    assert "word/document.xml" in ZipFile(io.BytesIO(made[BRIEF])).namelist()
    with others_at_work(cache):
        assert {path: ask(site, path)[2] for path in made} == made
        assert [ask(site, path)[0] for path in (f"{MAP}?view=counts", "/chains/ai.png")] == [503, 503]
        assert ask(site, MAP, "zh-hans")[0] == 503
        site.prepare(CHANGE)
        assert [ask(site, path)[0] for path in made] == [503, 503, 503]
    assert ask(site, MAP)[0] == 200
    # That somebody was told to come back is noted as Django notes any such answer.
    assert [line for line in site.complaints() if "Service Unavailable" not in line] == []


def too_long() -> Iterator[bytes]:
    while True:
        pass


def broken() -> Iterator[bytes]:
    os._exit(1)
    yield b""


def quick() -> Iterator[bytes]:
    yield b"made by "
    yield str(os.getpid()).encode()


@pytest.fixture
def turns(settings, tmp_path) -> Path:
    settings.TURNS_DIR = tmp_path / "turns"
    return settings.TURNS_DIR


def test_what_takes_too_long_is_ended_and_says_what_to_do(settings, turns):
    settings.FIGURE_SECONDS = 0.1
    with pytest.raises(UnavailableError, match=r"0\.1") as refused:
        documents.made_apart(too_long)
    assert refused.value.seconds == 60
    settings.FIGURE_SECONDS = 60
    # Its turn is free again, as is that of one that broke off.
    with others_at_work(turns, 1):
        with pytest.raises(UnavailableError):
            documents.made_apart(broken)
        assert documents.made_apart(quick).startswith(b"made by ")
        assert documents.made_apart(quick) != f"made by {os.getpid()}".encode()


def test_where_turns_cannot_be_taken_one_is_made_at_a_time(turns):
    turns.write_text("not a folder")
    assert documents.made_apart(quick).startswith(b"made by ")
    with documents._only_turn, pytest.raises(UnavailableError):
        documents.made_apart(quick)
    assert documents.made_apart(quick).startswith(b"made by ")
