"""The description of the API is written once per language, also when several ask for it at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import Client

from chains.api.viewsets.meta import OnceGenerator

pytestmark = pytest.mark.any_database("the description is written from the code and asks the database nothing")

READERS = 4


@pytest.fixture(autouse=True)
def nothing_written(monkeypatch):
    monkeypatch.setattr(OnceGenerator, "_written", {})


def test_several_readers_at_once_all_get_it():
    together = Barrier(READERS)

    def read(_reader: int) -> tuple[int, bytes]:
        together.wait()
        response = Client(raise_request_exception=False).get("/api/schema/")
        return response.status_code, response.content

    with ThreadPoolExecutor(READERS) as readers:
        answers = set(readers.map(read, range(READERS)))
    assert [status for status, _content in answers] == [200]


def test_each_language_has_its_own(client):
    chinese, english = (
        client.get("/api/schema/", headers={"Accept-Language": code}).content for code in ("zh-hans", "en")
    )
    assert set(OnceGenerator._written) == {"zh-hans", "en"}
    assert chinese != english
