"""Shortlists over the API: for whoever is logged in with a role, their own and the shared ones, to read."""

import pytest

from chains.choices import Role
from tests.factories import make_company, make_segment, make_shortlist, make_shortlist_entry
from tests.staff import make_user

pytestmark = pytest.mark.django_db

PATH = "/api/v1/shortlists/"


@pytest.fixture
def li(db):
    return make_user(Role.VIEWER)


def test_one_reads_ones_own_and_the_shared_ones(client, li):
    sun = make_user(Role.CURATOR)
    segment = make_segment("try")
    own = make_shortlist(li, name="甲", segment=segment, note="备注")
    companies = [make_company(name) for name in ("二", "一")]
    make_shortlist_entry(own, companies[0], reason="第二", order=2)
    make_shortlist_entry(own, companies[1], reason="第一", order=1)
    shared = make_shortlist(sun, name="乙", shared=True)
    make_shortlist(sun, name="丙")
    client.force_login(li)
    answer = client.get(PATH).json()
    assert answer["count"] == 2
    results = {row["id"]: row for row in answer["results"]}
    assert results.keys() == {own.public_id, shared.public_id}
    row = results[own.public_id]
    assert row.pop("updated").endswith("Z")
    assert row == {
        "id": own.public_id,
        "name": "甲",
        "owner": li.username,
        "shared": False,
        "segment": segment.code,
        "province": None,
        "note": "备注",
        "entries": [
            {"company": companies[1].public_id, "name": "一", "reason": "第一"},
            {"company": companies[0].public_id, "name": "二", "reason": "第二"},
        ],
        "url": f"http://testserver/shortlists/{own.public_id}/",
    }
    assert results[shared.public_id]["owner"] == sun.username


def test_strangers_are_refused_with_a_problem_body(client):
    for user, status in ((None, 401), (make_user(), 403), (make_user(Role.VIEWER, is_staff=False), 403)):
        if user:
            client.force_login(user)
        response = client.get(PATH)
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"


def test_it_is_for_reading(client, li):
    client.force_login(li)
    assert client.post(PATH, {"name": "x"}, content_type="application/json").status_code == 405
    assert list(client.get(f"{PATH}?name=x").json()["errors"]) == ["name"]
    assert list(client.get(f"{PATH}?limit=x").json()["errors"]) == ["limit"]


def test_the_description_says_that_it_needs_a_login(client):
    schema = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    operation = schema["paths"][PATH]["get"]
    assert operation["security"] == [{"token": []}, {"session": []}]
    assert "403" in operation["responses"]
