"""A walk by cursor: every row once and in order, whatever is added or removed meanwhile, at any depth."""

import json
from base64 import urlsafe_b64encode
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chains.api.urls import LISTS
from chains.models import Company, Source
from tests.examples import examples
from tests.factories import make_source

pytestmark = pytest.mark.django_db

ORDERINGS = [
    (name, sign + ordering)
    for name, viewset in LISTS.items()
    for ordering in viewset.filterset_class.base_filters["ordering"].param_map
    for sign in ("", "-")
    if ordering != "placements"
]


def walk(client, name, query="", limit=7):
    """Yield the pages of a walk, as the keys of their rows."""
    key = LISTS[name].lookup_url_kwarg
    address = f"/api/v1/{name}/?cursor=start&limit={limit}&fields={key}&{query}"
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content.decode()
        answer = response.json()
        assert (answer["count"], answer["previous"]) == (None, None)
        yield [record[key] for record in answer["results"]]
        address = answer["next"]


def whole(client, name, query=""):
    key = LISTS[name].lookup_url_kwarg
    return [row[key] for row in client.get(f"/api/v1/{name}/?limit=1000&fields={key}&{query}").json()["results"]]


@pytest.mark.usefixtures("beside_the_seed")
@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_walked_in_every_order_that_it_offers(client, make_placement, name):
    make_placement("海外封测", "ic.packaging-test", country="SG")
    for ordering in ("", *(f"ordering={ordering}" for of, ordering in ORDERINGS if of == name)):
        rows = whole(client, name, ordering)
        limit = max(len(rows) // 2, 1)
        assert rows
        assert [key for page in walk(client, name, ordering, limit) for key in page] == rows, ordering


@pytest.mark.parametrize("query", [f"q={quote('科技')}", "q=kj&ordering=-updated", "chain=ic&province=310000"])
def test_a_filter_holds_on_every_page(client, query):
    assert [key for page in walk(client, "companies", query) for key in page] == whole(client, "companies", query)


DATES = st.none() | st.sampled_from([date(2019, 1, 1), date(2020, 1, 1), date(2021, 1, 1)])
#: What happens between two pages: a row comes in, or the one at some place of those there are goes.
EVENTS = st.lists(st.tuples(st.just("add"), DATES) | st.tuples(st.just("remove"), st.integers(0, 20)), max_size=3)


@pytest.mark.parametrize("ordering", ["date", "-date"])
@settings(max_examples=examples(20), suppress_health_check=list(HealthCheck))
@given(dates=st.lists(DATES, min_size=4, max_size=9), between=st.lists(EVENTS, min_size=5, max_size=5))
def test_no_row_repeats_or_hides_whatever_comes_and_goes(ordering, dates, between):
    with transaction.atomic():
        for number, day in enumerate(dates):
            make_source(f"walk-{number}", date=day)
        there = set(Source.objects.values_list("slug", flat=True))
        stayed, seen = set(there), []
        for number, page in enumerate(walk(Client(), "sources", f"ordering={ordering}", limit=2)):
            seen += page
            for position, (event, value) in enumerate(between[number] if number < len(between) else ()):
                if event == "add":
                    make_source(f"new-{number}-{position}", date=value)
                elif made := list(Source.objects.filter(slug__startswith="walk-").order_by("slug")):
                    gone = made[value % len(made)]
                    stayed.discard(gone.slug)
                    gone.delete()
        assert len(seen) == len(set(seen))
        assert stayed <= set(seen)
        in_order = [slug for slug in whole(Client(), "sources", f"ordering={ordering}") if slug in stayed]
        assert [slug for slug in seen if slug in stayed] == in_order
        transaction.set_rollback(True)


def test_moments_of_both_clocks_are_told_apart(client):
    # The seed's come from the database's clock, which on SQLite writes fewer digits than Python.
    for company in Company.objects.order_by("pk")[::3]:
        company.save()
    pages = list(walk(client, "companies", "ordering=updated", limit=5))
    assert sum(map(len, pages)) == len({key for page in pages for key in page}) == 162


def test_it_neither_counts_nor_skips(client):
    address = client.get("/api/v1/placements/?cursor=start&limit=5&ordering=-updated").json()["next"]
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(address).json()["results"]) == 5
    # when anything last changed; the rows, and the evidence for them
    assert len(queries) == 3
    assert "LIMIT 6" in queries[1]["sql"]
    assert not any(word in query["sql"] for query in queries for word in ("COUNT(", "OFFSET"))


def cursor_of(client, query):
    return client.get(f"/api/v1/{query}").json()["next"].partition("cursor=")[2].partition("&")[0]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "Start",
        "start ",
        "0",
        "é",
        "a%00b",
        ":::",
        "eyJ2IjoxfQ:x",
        "9" * 3501,
        urlsafe_b64encode(json.dumps([1, "company:pinyin,public_id", ["a", "b"]]).encode()).decode(),
    ],
)
def test_what_is_no_cursor_is_refused_by_name(read, client, cursor):
    response = client.get(f"/api/v1/companies/?cursor={cursor}")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["cursor"]


def test_a_cursor_is_good_for_its_list_and_order_alone(client):
    cursor = cursor_of(client, "companies/?cursor=start&limit=5")
    assert client.get(f"/api/v1/companies/?cursor={cursor}").status_code == 200
    position = len(cursor) // 3
    tampered = cursor[:position] + ("A" if cursor[position] != "A" else "B") + cursor[position + 1 :]
    for address in (
        f"companies/?ordering=-name&cursor={cursor}",
        f"parks/?cursor={cursor}",
        f"companies/?cursor={tampered}",
        f"companies/?cursor={cursor[:-1]}",
        f"companies/?cursor={cursor}&cursor={cursor}",
        f"companies/?cursor={cursor}&offset=5",
        "companies/?cursor=start&offset=0",
    ):
        response = client.get(f"/api/v1/{address}")
        assert (response.status_code, list(response.json()["errors"])) == (400, ["cursor"]), address


@pytest.mark.parametrize("ordering", ["placements", "-placements", "name,-placements"])
def test_an_order_that_no_index_holds_cannot_be_walked(read, ordering):
    problem = read("companies/", 400, cursor="start", ordering=ordering)
    assert list(problem["errors"]) == ["cursor"]
    assert ordering in problem["errors"]["cursor"][0]
    assert read("companies/", ordering=ordering, limit=1)["count"] == 162


@pytest.mark.parametrize("path", ["companies/facets/", "gaps/ranked/", "segments/ic.design/"])
def test_where_there_are_no_pages_there_is_no_cursor(read, path):
    assert list(read(path, 400, cursor="start")["errors"]) == ["cursor"]
