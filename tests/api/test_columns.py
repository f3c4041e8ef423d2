"""`fields` and `omit` choose columns, on every list and every record."""

import pytest

from chains.api.urls import LISTS

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("beside_the_seed")
@pytest.mark.parametrize("endpoint", LISTS)
def test_fields_and_omit_work_everywhere(read, client, endpoint):
    columns = LISTS[endpoint].serializer_class.columns()
    first = read(f"{endpoint}/", limit=1)["results"][0]
    for parameters, expected in (
        ({"fields": "url,name" if "name" in columns else "url"}, {"url", "name"} & set(columns)),
        ({"omit": "created,updated"}, set(columns) - {"created", "updated"}),
    ):
        chosen = {name: value for name, value in first.items() if name in expected}
        assert read(f"{endpoint}/", limit=1, **parameters)["results"] == [chosen]
        # A snapshot has its cells under its own address alone.
        found = client.get(first["url"], parameters).json()
        assert {name: value for name, value in found.items() if name != "cells"} == chosen


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fields=code,name", ["code", "name"]),
        ("fields=name&fields=code", ["code", "name"]),
        ("fields=code,slug&fields=name", ["code", "slug", "name"]),
        ("fields=code, name", ["code", "name"]),
        ("fields=code,name&omit=name", ["code"]),
        ("fields=code&omit=code", []),
    ],
)
def test_names_come_with_commas_or_repeated(client, query, expected):
    assert list(client.get(f"/api/v1/segments/ic.design/?{query}").json()) == expected


@pytest.mark.parametrize("path", ["companies/", "segments/ic.design/"])
@pytest.mark.parametrize("parameter", ["fields", "omit"])
@pytest.mark.parametrize("value", ["nonsense", "name,nonsense", "", ",", "name,", "note", "name\x00"])
def test_an_unknown_column_is_refused_by_name(read, path, parameter, value):
    problem = read(path, 400, **{parameter: value})
    assert list(problem["errors"]) == [parameter]
    if "nonsense" in value:
        assert "“nonsense”" in problem["errors"][parameter][0]
