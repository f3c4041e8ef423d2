"""A file that fails on the way, as its reader sees it: a connection broken off, never an answer that ends."""

from http.client import IncompleteRead
from urllib.request import urlopen

import pytest

from tests.browser.site import Site, database

pytestmark = pytest.mark.own_database


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("breaking_off")
    with database("breaking_off", folder, seed=True) as url:
        site = Site(url, folder)
        with site.served("tests.ops.breaking_off"):
            yield site


@pytest.mark.parametrize(
    "address",
    [
        *(f"api/v1/companies.{suffix}" for suffix in ("csv", "ndjson", "xlsx")),
        *(f"companies.{suffix}" for suffix in ("csv", "json", "ndjson", "xlsx")),
    ],
)
def test_what_has_begun_does_not_end(site, address):
    with urlopen(f"{site.url}/{address}") as answer, pytest.raises(IncompleteRead) as broken:
        answer.read()
    assert broken.value.partial
    assert "RuntimeError" in site.log.read_text()


def test_a_list_that_is_shorter_arrives_whole(site):
    with urlopen(f"{site.url}/api/v1/sources.ndjson") as answer:
        assert answer.read().endswith(b"\n")
