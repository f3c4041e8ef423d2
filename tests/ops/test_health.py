"""/healthz says in plain text whether the site can work, and costs next to nothing."""

from datetime import timedelta

import pytest
from django.core.cache.backends.filebased import FileBasedCache
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from chains.importing.jobs import commit_batch
from chains.models import Worker
from chains.services import workers

pytestmark = pytest.mark.django_db


def test_all_is_well(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == "database: ok\ncache: ok\nworker: none, and nothing waits\n"


def test_it_says_when_the_worker_was_heard_of(client):
    workers.begin("one")
    assert "\nworker: ok, last heard of " in client.get("/healthz").text


def test_work_that_waits_without_a_worker_is_said_and_the_site_stays_in_service(client):
    commit_batch.enqueue(1)
    workers.begin("one")
    Worker.objects.update(heard=timezone.now() - timedelta(minutes=5))
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "worker: degraded, none is running, tasks waiting: 1, last heard of 3" in response.text


def test_no_cache_keeps_the_answer(client):
    assert "no-store" in client.get("/healthz")["Cache-Control"]


@pytest.mark.parametrize("accept", ["text/html", "application/json", "image/png", "not a media type"])
def test_the_answer_is_the_same_whatever_the_client_accepts(client, accept):
    assert client.get("/healthz", headers={"accept": accept}).text.startswith("database: ok")


def test_it_is_never_rate_limited(client, throttle):
    throttle("anon", "1/min")
    assert [client.get("/healthz").status_code for _ in range(3)] == [200, 200, 200]


def test_a_database_that_fails_makes_it_fail_without_telling_why(client, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("could not connect to db.internal as atlas")

    monkeypatch.setattr(CursorWrapper, "execute", fail)
    response = client.get("/healthz")
    monkeypatch.undo()
    assert response.status_code == 500
    assert response.text == "database: failed\ncache: ok\nworker: unknown\n"


def test_a_cache_that_fails_makes_it_fail(client, monkeypatch):
    monkeypatch.setattr(FileBasedCache, "get", lambda *args, **kwargs: None)
    response = client.get("/healthz")
    assert response.status_code == 500
    assert response.text.startswith("database: ok\ncache: failed\n")
