"""Lookups: parts of texts, bounds, lists with commas, negation, and what is missing."""

from datetime import date
from urllib.parse import urlencode

import pytest

from chains.api.urls import LISTS
from chains.filtersets.lookups import Lookup
from chains.models import Company
from tests.factories import make_company

pytestmark = pytest.mark.django_db


def lookups(*operations):
    return [
        (name, parameter)
        for name, viewset in LISTS.items()
        for parameter, each in viewset.filterset_class.base_filters.items()
        if isinstance(each, Lookup) and each.operation in operations
    ]


def count(client, name, **parameters):
    response = client.get(f"/api/v1/{name}/?{urlencode(parameters | {'limit': 1}, doseq=True)}")
    assert response.status_code == 200, response.content.decode()
    return response.json()["count"]


def test_every_list_has_some():
    assert {name for name, _ in lookups("in", "ic")} == set(LISTS)


@pytest.mark.usefixtures("beside_the_seed")
def test_what_is_missing_and_what_is_not_make_up_the_list(client):
    for name, parameter in lookups("empty"):
        parts = [count(client, name, **{parameter: value}) for value in ("true", "false")]
        assert sum(parts) == count(client, name), (name, parameter)


@pytest.mark.usefixtures("beside_the_seed")
def test_one_of_these_and_none_of_these_make_up_the_list(client):
    for name, parameter in lookups("in"):
        column = parameter.removesuffix("__in")
        each = LISTS[name].filterset_class.base_filters[parameter]
        if "queryset" in each.extra:
            codes = list(each.extra["queryset"].values_list(each.extra["to_field_name"], flat=True)[:3])
        else:
            codes = [code for code, _ in each.extra["choices"]][:3]
        some, none = (count(client, name, **{f"{column}__{operation}": ",".join(codes)}) for operation in ("in", "not"))
        assert some + none == count(client, name), (name, column)
        # With commas, repeated, or as the plain filter has it.
        assert count(client, name, **{parameter: codes}) == some
        if column in LISTS[name].filterset_class.base_filters:
            assert count(client, name, **{column: codes}) == some, (name, column)


def test_a_company_has_none_of_some_provinces_where_no_placement_lies_there(client, make_placement):
    both = make_placement("两省微电子", "ic.design", "310000").company
    make_placement("两省微电子", "ic.materials", "340000")
    found = f"companies/?q={both.public_id}"
    for query, expected in (
        ("province=310000", 1),
        ("province__not=340000", 0),
        ("province=310000&province__not=340000", 0),
        ("province__in=310000,320000&segment=ic.design", 1),
        # segment and province must meet in one placement
        ("province__in=310000,320000&segment=ic.materials", 0),
        ("province__in=310000&province=340000", 0),
        ("province__in=310000&segment__in=ic.materials", 0),
    ):
        assert client.get(f"/api/v1/{found}&{query}").json()["count"] == expected, query


def test_a_placement_lies_in_none_of_them_by_itself(client, make_placement):
    make_placement("两省微电子", "ic.design", "310000")
    make_placement("两省微电子", "ic.materials", "340000", status="withdrawn")
    answer = client.get("/api/v1/placements/?q=liangshengweidianzi&province__not=340000&status=reported").json()
    assert [row["province"] for row in answer["results"]] == ["310000"]
    query = "q=liangshengweidianzi&status=withdrawn&province__not"
    assert client.get(f"/api/v1/placements/?{query}=340000").json()["count"] == 0
    assert client.get(f"/api/v1/placements/?{query}=310000").json()["count"] == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"name_en__ic": "OBOT"}, {"甲"}),
        ({"name_en__sw": "rob"}, {"甲"}),
        ({"name_en__sw": "obot"}, set()),
        # No wildcards.
        ({"name_en__ic": "%"}, {"乙"}),
        ({"name_en__ic": "_"}, set()),
        ({"founded__gte": "2001-02-03"}, {"甲", "乙"}),
        ({"founded__gte": "2001-02-04"}, {"乙"}),
        ({"founded__lte": "2001-02-03"}, {"甲"}),
        ({"founded__gte": "2001-02-03", "founded__lte": "2001-02-03"}, {"甲"}),
        ({"founded__empty": "true"}, {"丙"}),
        ({"registered_province__in": "310000,340000"}, {"甲", "乙"}),
        ({"registered_province__not": ["310000", "320000"]}, {"乙", "丙"}),
        ({"registered_country__in": "NL", "registered_province__empty": "true"}, {"丙"}),
        ({"website__empty": "false", "name__ic": "甲"}, {"甲"}),
    ],
)
def test_what_they_find(client, query, expected):
    Company.objects.exclude(placements=None).update(stage="draft")
    make_company("甲", name_en="Robots", founded_on=date(2001, 2, 3), province_id="310000", website="https://a.example")
    make_company("乙", name_en="100% Chips", founded_on=date(2010, 1, 1), province_id="340000")
    make_company("丙", country="NL")
    answer = client.get(f"/api/v1/companies/?{urlencode(query, doseq=True)}&limit=1000").json()
    assert {row["name"] for row in answer["results"]} & {"甲", "乙", "丙"} == expected


@pytest.mark.parametrize(
    "query",
    [
        {"name__ic": "微"},
        {"province__not": "310000"},
        {"label__empty": "true"},
        {"segment__in": "ic.equipment,ic.design"},
    ],
)
def test_facets_count_what_the_lookups_leave(read, query):
    if "label__empty" in query:
        # There is no such lookup, on either.
        assert (
            read("companies/", 400, **query)["errors"].keys()
            == read("companies/facets/", 400, **query)["errors"].keys()
        )
        return
    answer = read("companies/facets/", **query)
    assert 0 < answer["count"] < 162
    for parameter in ("chain", "province", "listed", "city_group"):
        for option in answer["facets"][parameter]:
            found = read("companies/", limit=1, **query, **{parameter: option["value"]})
            assert found["count"] == option["count"], (parameter, option)
