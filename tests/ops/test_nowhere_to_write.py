"""Where limits cannot be kept, reading goes on, and what writes or logs in waits: 503, with when to come back."""

import errno
import resource
from contextlib import contextmanager, nullcontext

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from chains.services import quotas, tokens
from chains.services.unavailable import as_unavailable
from ecosystem.caching import ExpendableFileCache
from tests.api.test_problems import check
from tests.staff import make_user

pytestmark = pytest.mark.django_db

LOGIN = reverse("admin:login")
SUGGEST = "/segments/ic.design/suggest/"
READS = ("/", "/companies/?q=甲", "/companies.csv", "/chains/ic.svg", "/api/v1/companies/", SUGGEST, LOGIN)


@contextmanager
def full_disk():
    """Let this process write to no file, as a full disk does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.fixture(params=["a full disk", "garbage", "no folder"])
def nowhere(request, settings, tmp_path, monkeypatch):
    """The cache folder as it must not be; yields a context in which it is so."""
    for scope in ("anon", "token", "search", "export", "suggestion", "login"):
        monkeypatch.setitem(quotas.Counter.THROTTLE_RATES, scope, "100/min")
    folder = tmp_path / "cache"
    settings.QUOTA_FILE = folder / "quotas.sqlite3"
    settings.CACHES = {"default": django_settings.CACHES["default"] | {"LOCATION": folder}}
    caches["default"].set("x", 1)
    Client().get("/api/v1/companies/")
    if request.param == "garbage":
        for file in folder.iterdir():
            file.write_bytes(b"garbage " * 1000)
    elif request.param == "no folder":
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        folder.write_text("")
    return full_disk if request.param == "a full disk" else nullcontext


@pytest.fixture
def address():
    """An address that nobody has counted yet."""
    return {"REMOTE_ADDR": "198.51.100.7"}


def test_reading_goes_on(nowhere, address):
    with nowhere():
        assert {path: Client(**address).get(path).status_code for path in READS} == dict.fromkeys(READS, 200)


def test_writing_and_logging_in_wait(nowhere, address):
    token = {"Authorization": f"Bearer {tokens.make(make_user(), '月报')[1]}"}
    with nowhere():
        answers = [
            Client(**address).post(SUGGEST, {"text": "x"}),
            Client(**address).post(LOGIN, {"username": "curator", "password": "x", "next": "/admin/"}),
        ]
        for method in ("post", "patch", "delete"):
            ask = getattr(Client(**address), method)
            check(ask("/api/v1/companies/", "{}", content_type="application/json", headers=token), 503)
        answers.append(Client(**address).post("/api/v1/companies/", {}, content_type="application/json"))
    assert [(answer.status_code, answer["Retry-After"]) for answer in answers] == [(503, "60")] * 3


@pytest.mark.parametrize("nowhere", ["garbage"], indirect=True)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_says_why_in_the_reader_s_language(nowhere, address, language):
    with nowhere():
        answer = Client(**address).post(
            LOGIN, {"username": "x", "password": "x"}, headers={"accept-language": language}
        )
    said = {"en": "Requests cannot be counted at the moment", "zh-hans": "暂时无法统计请求次数"}[language]
    assert said in answer.text


def test_attempts_to_log_in_are_limited_by_address(throttle):
    throttle("login", "2/min")
    answers = [Client().post(LOGIN, {"username": f"用户{number}", "password": "x"}) for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert Client(REMOTE_ADDR="198.51.100.8").post(LOGIN, {"username": "x", "password": "x"}).status_code == 200


@pytest.mark.any_database("it is about files, and no row is read")
def test_the_cache_goes_on_with_what_it_has(tmp_path):
    cache = ExpendableFileCache(str(tmp_path / "cache"), {})
    cache.set("甲", 1)
    with full_disk():
        cache.set("乙", 2)
    assert (cache.get("甲"), cache.get("乙"), cache.has_key("乙")) == (1, None, False)
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(b"garbage")
    assert (cache.get("甲", 3), cache.has_key("甲"), cache.add("甲", 4)) == (3, False, True)
    assert cache.get("甲") == 4
    ExpendableFileCache(str(tmp_path / "cache" / "no" / "folder"), {}).set("甲", 1)


@pytest.mark.any_database("the errors are made up from what each database says")
@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (OperationalError("database or disk is full"), 60),
        (OperationalError("attempt to write a readonly database"), 60),
        (OperationalError("database is locked"), 5),
        (OSError(errno.ENOSPC, "No space left on device"), 60),
        (OperationalError("no such table: chains_company"), None),
        (OSError(errno.ENOENT, "No such file"), None),
        (ValueError("x"), None),
        (None, None),
    ],
)
def test_what_passes_is_told_from_faults(error, seconds):
    unavailable = as_unavailable(error)
    assert (unavailable and unavailable.seconds) == seconds
