"""The log of public changes on PostgreSQL, by two that write at once: numbers follow commits, whoever began first."""

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.browser.site import database
from tests.plugins.migrated import on_postgresql

pytestmark = pytest.mark.own_database

PROVINCE = (
    "INSERT INTO chains_province (code, name, name_en, pinyin_override, name_key, pinyin, initials, full_name) "
    "VALUES (%s, %s, '', '', '', '', '', '')"
)
COMPANY = (
    "INSERT INTO chains_company (public_id, name, name_en, pinyin_override, name_key, pinyin, initials, legal_name, "
    "legal_key, uscc, website, description, country, uscc_exception, registration_status, stage, review_note) "
    "VALUES ('0123456789', 'x', '', '', '', '', '', '', '', '', '', '', '', '', '', 'published', '')"
)
LISTING = "INSERT INTO chains_listing (company_id, exchange, ticker) SELECT id, 'sse', '600000' FROM chains_company"
LOG = (
    "SELECT r.number, c.key, c.kind FROM chains_recordchange c JOIN chains_revision r ON r.id = c.revision_id "
    "WHERE r.number > %s ORDER BY r.number, c.id"
)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Connections:
    """Connections to one database: each call opens one, and ``reader`` reads the log."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opened: list[psycopg.Connection] = []
        self.reader = self(autocommit=True)

    def __call__(self, **options: bool) -> psycopg.Connection:
        self.opened.append(psycopg.connect(self.url, **options))
        return self.opened[-1]

    def log(self, after: int = 0) -> list[tuple[int, str, str]]:
        return self.reader.execute(LOG, [after]).fetchall()

    def until_somebody_waits(self) -> None:
        """Return when one connection waits for another."""
        while not self.reader.execute(WAITING).fetchone()[0]:
            time.sleep(0.01)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not on_postgresql():
        yield ""
        return
    with database("order", tmp_path_factory.mktemp("order")) as url:
        yield url


@pytest.fixture
def connect(url: str) -> Iterator[Connections | None]:
    """Yield connections to a database whose log is empty; None on SQLite, where nobody writes while another does."""
    if not url:
        yield None
        return
    connections = Connections(url)
    tables = "chains_listing, chains_company, chains_province, chains_revision, chains_recordchange"
    connections.reader.execute(f"TRUNCATE {tables} CASCADE")
    yield connections
    for each in connections.opened:
        each.close()


def test_who_began_first_and_commits_last_is_read_last_and_never_lost(connect):
    if connect is None:
        return
    slow, quick = connect(), connect()
    slow.execute(PROVINCE, ["110000", "甲"])
    quick.execute(PROVINCE, ["120000", "乙"])
    quick.commit()
    [(number, key, _kind)] = connect.log()
    assert key == "120000"
    slow.commit()
    assert [key for _number, key, _kind in connect.log(after=number)] == ["110000"]


def test_what_is_rolled_back_to_a_savepoint_leaves_nothing(connect):
    if connect is None:
        return
    writer = connect()
    for name, code in (("first", "110000"), ("second", "120000")):
        writer.execute(f"SAVEPOINT {name}")
        writer.execute(PROVINCE, [code, code])
        writer.execute("SET CONSTRAINTS ALL IMMEDIATE")
        writer.execute(f"ROLLBACK TO SAVEPOINT {name}")
    writer.execute(PROVINCE, ["130000", "丙"])
    writer.execute("SAVEPOINT third")
    writer.execute(PROVINCE, ["140000", "丁"])
    writer.execute("SET CONSTRAINTS ALL IMMEDIATE")
    writer.execute("ROLLBACK TO SAVEPOINT third")
    writer.execute(PROVINCE, ["150000", "戊"])
    writer.commit()
    log = connect.log()
    assert [(key, kind) for _number, key, kind in log] == [("130000", "created"), ("150000", "created")]
    assert len({number for number, _key, _kind in log}) == 1
    assert connect.reader.execute("SELECT count(*) FROM chains_revision").fetchone() == (1,)


def test_who_is_numbered_early_keeps_the_others_from_being_numbered(connect):
    if connect is None:
        return
    early, other = connect(), connect()
    early.execute(PROVINCE, ["110000", "甲"])
    early.execute("SET CONSTRAINTS ALL IMMEDIATE")
    early.execute("SET CONSTRAINTS ALL DEFERRED")
    other.execute(PROVINCE, ["120000", "乙"])
    committing = threading.Thread(target=other.commit)
    committing.start()
    connect.until_somebody_waits()
    early.execute(PROVINCE, ["130000", "丙"])
    early.commit()
    committing.join()
    assert [key for _number, key, _kind in connect.log()] == ["110000", "130000", "120000"]


def test_who_waits_for_a_row_at_commit_does_not_hold_up_whom_it_waits_for(connect):
    """The key of the listing is checked at commit, and that waits for whoever has locked the company."""
    if connect is None:
        return
    connect.reader.execute(COMPANY)
    [(number, *_told)] = connect.log()
    holding, waiting = connect(), connect()
    holding.execute("SELECT 1 FROM chains_company FOR UPDATE")
    holding.execute("UPDATE chains_company SET description = 'x'")
    waiting.execute(PROVINCE, ["110000", "甲"])
    waiting.execute(LISTING)
    committing = threading.Thread(target=waiting.commit)
    committing.start()
    connect.until_somebody_waits()
    holding.commit()
    committing.join()
    kinds = [(key, kind) for _number, key, kind in connect.log(after=number)]
    assert kinds == [("0123456789", "changed"), ("110000", "created"), ("0123456789", "changed")]


def test_a_transaction_of_one_view_is_numbered_like_any_other(connect):
    if connect is None:
        return
    old, new = connect(), connect()
    old.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    old.execute(PROVINCE, ["110000", "甲"])
    new.execute(PROVINCE, ["120000", "乙"])
    new.commit()
    old.commit()
    assert [key for _number, key, _kind in connect.log()] == ["120000", "110000"]


def test_a_table_that_is_emptied_takes_its_records_along(connect):
    if connect is None:
        return
    connect.reader.execute(COMPANY)
    connect.reader.execute(LISTING)
    [*_told, (number, _key, _kind)] = connect.log()
    connect.reader.execute("TRUNCATE chains_listing")
    assert [(key, kind) for _number, key, kind in connect.log(after=number)] == [("0123456789", "changed")]
    connect.reader.execute("TRUNCATE chains_company CASCADE")
    assert [(key, kind) for _number, key, kind in connect.log(after=number)][-1] == ("0123456789", "withdrawn")
