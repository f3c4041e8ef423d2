"""Who could fill a gap, over the API: a window on the list, each with its reasons, described exactly."""

import pytest

from chains.choices import Relation
from tests.factories import make_company, make_placement

pytestmark = pytest.mark.django_db

PATH = "/api/v1/candidates/"


def test_a_candidate_has_its_reasons_and_what_is_behind_them(client):
    company = make_company("试验气体")
    placement = make_placement(company, "ic.materials", country="JP")
    answer = client.get(f"{PATH}?segment=ic.manufacturing&province=340000&limit=1000").json()
    assert (answer["segment"], answer["places"]) == ("ic.manufacturing", ["340000"])
    [row] = [row for row in answer["results"] if row["id"] == company.public_id]
    assert row["relation"] == "upstream"
    [reason] = row["reasons"]
    assert (reason["segment"], reason["other"]) == ("ic.materials", "ic.manufacturing")
    [behind] = row["placements"]
    assert (behind["id"], behind["province"], behind["country"]) == (placement.public_id, None, "JP")
    assert (row["dedicated"], row["listed"], row["provinces"], row["here"]) == (True, False, 0, False)


def test_who_fills_it_is_counted(client):
    path = f"{PATH}?segment=ic.manufacturing&province=340000"
    before = client.get(path).json()["present"]
    make_placement(None, "ic.manufacturing", province="340000")
    assert client.get(path).json()["present"] == before + 1


def test_windows_make_up_the_whole(client):
    whole = client.get(f"{PATH}?segment=ic.manufacturing&limit=1000").json()
    address, seen = f"{PATH}?segment=ic.manufacturing&limit=7", []
    while address:
        answer = client.get(address).json()
        assert answer["count"] == whole["count"]
        seen += answer["results"]
        address = answer["next"]
    assert seen == whole["results"]
    assert len(seen) == whole["count"]
    last = client.get(f"{PATH}?segment=ic.manufacturing&limit=7&offset=7").json()
    assert last["previous"].endswith(f"{PATH}?limit=7&segment=ic.manufacturing")


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("", ["segment"]),
        ("segment=", ["segment"]),
        ("segment=ic.design&province=", ["province"]),
        ("segment=ic.design&limit=0", ["limit"]),
        ("segment=ic.nothing&offset=x", ["segment", "offset"]),
        ("segment=ic.design&page=2", ["page"]),
    ],
)
def test_what_it_does_not_understand_is_refused(client, query, parameters):
    assert list(client.get(f"{PATH}?{query}").json()["errors"]) == parameters


def test_its_parameters_and_codes_are_described(client):
    schema = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    operation = schema["paths"][PATH]["get"]
    described = {each["name"]: each for each in operation["parameters"] if each["in"] == "query"}
    assert described.keys() == {"segment", "province", "city", "limit", "offset"}
    assert described["segment"]["required"]
    assert described["province"]["schema"]["type"] == "array"
    assert schema["components"]["schemas"]["RelationEnum"]["enum"] == Relation.values
