"""The envelope of a list, and the window that `limit` and `offset` open on it."""

import pytest

from chains.api.urls import LISTS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("endpoint", LISTS)
def test_every_list_has_the_envelope(read, endpoint):
    answer = read(f"{endpoint}/", limit=1)
    assert list(answer) == ["count", "next", "previous", "results"]
    assert len(answer["results"]) == min(answer["count"], 1)


def test_fifty_rows_unless_asked_otherwise(read):
    assert len(read("companies/")["results"]) == 50
    assert len(read("companies/", limit=1000)["results"]) == 162


def test_the_links_lead_through_all_rows_once(read, client):
    answer = read("companies/", limit=40, fields="id")
    seen = [record["id"] for record in answer["results"]]
    pages = 1
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        seen += [record["id"] for record in answer["results"]]
        pages += 1
    assert (pages, len(seen), len(set(seen))) == (5, 162, 162)
    back = client.get(answer["previous"]).json()
    assert [record["id"] for record in back["results"]] == seen[120:160]


@pytest.mark.parametrize("ordering", ["name", "-name", "placements", "-placements", "updated", "-updated"])
def test_windows_of_any_order_never_overlap(read, ordering):
    seen = [
        record["id"]
        for offset in range(0, 162, 54)
        for record in read("companies/", ordering=ordering, limit=54, offset=offset, fields="id")["results"]
    ]
    assert len(set(seen)) == 162


def test_beyond_the_end_there_is_nothing(read):
    answer = read("chains/", offset=500)
    assert (answer["count"], answer["next"], answer["results"]) == (2, None, [])


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "1001"),
        ("limit", "ten"),
        ("limit", "1.0"),
        ("limit", "1_0"),
        ("limit", "١"),
        ("limit", ""),
        ("limit", " 5"),
        ("limit", ["5", "6"]),
        ("limit", "9" * 5000),
        ("offset", "-1"),
        ("offset", "1000001"),
        ("offset", "x"),
        ("offset", ""),
        ("offset", "9" * 40),
    ],
)
def test_a_bad_window_is_refused_by_name(read, parameter, value):
    problem = read("companies/", 400, **{parameter: value})
    assert list(problem["errors"]) == [parameter]
