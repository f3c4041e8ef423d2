"""How much may be asked, by address, by token and of imports by person; what is left of it is told on every answer."""

import re

import pytest
from django.test import RequestFactory
from rest_framework.response import Response
from rest_framework.test import force_authenticate
from rest_framework.views import APIView

from chains.api.viewsets.base import Surface
from chains.choices import TokenScope
from chains.services import tokens
from tests.api.test_problems import check
from tests.staff import make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database("what is counted in a file of its own, beside the database"),
]

LIMITED = "/api/v1/chains/"


class Imports(Surface, APIView):
    """Stands for the views that import."""

    scope = TokenScope.IMPORT
    permission_classes = ()

    def post(self, request):
        return Response({})

    get = post


def bearer(name="月报", user=None):
    """Return the header of a new token."""
    return {"Authorization": f"Bearer {tokens.make(user or make_user(), name)[1]}"}


def left(response):
    """Return limit and remaining as the answer tells them, and check when the window ends."""
    assert 0 < int(response["RateLimit-Reset"]) <= 60
    return int(response["RateLimit-Limit"]), int(response["RateLimit-Remaining"])


@pytest.mark.parametrize("path", ["", "companies/", "chains/ic/map/", "gaps/?chain=ic", "nothing/"])
def test_too_many_requests_are_429(client, throttle, path):
    throttle("anon", "2/min")
    statuses = [client.get(f"/api/v1/{path}").status_code for _ in range(2)]
    assert 429 not in statuses
    response = client.get(f"/api/v1/{path}")
    check(response, 429)
    assert 0 < int(response["Retry-After"]) <= 60
    assert response["Retry-After"] == response["RateLimit-Reset"]
    assert left(response) == (2, 0)


def test_the_limit_is_one_for_all_endpoints_and_their_description(client, throttle):
    throttle("anon", "3/min")
    for path in ("/api/v1/chains/", "/api/v1/companies/", "/api/schema/"):
        assert client.get(path).status_code == 200
    check(client.get("/api/v1/cities/"), 429)
    check(client.get("/api/schema/"), 429)


def test_each_address_has_its_own(client, throttle):
    throttle("anon", "1/min")
    assert [client.get(LIMITED, REMOTE_ADDR=f"10.0.0.{number}").status_code for number in (1, 2, 1)] == [200, 200, 429]


def test_every_answer_tells_what_is_left(client, throttle):
    throttle("anon", "20/min")
    first = client.get(LIMITED)
    assert left(first) == (20, 19)
    answers = {
        304: client.get(LIMITED, headers={"If-None-Match": first["ETag"]}),
        400: client.get(f"{LIMITED}?nonsense=1"),
        401: client.get("/api/v1/shortlists/"),
        404: client.get("/api/v1/nothing/"),
        405: client.post(LIMITED),
        406: client.get(LIMITED, headers={"Accept": "text/html"}),
    }
    for status, response in answers.items():
        assert response.status_code == status
    assert [left(response)[1] for response in answers.values()] == [18, 17, 16, 15, 14, 13]
    assert left(client.get(LIMITED, headers={"Authorization": "Bearer x"})) == (20, 12)
    assert left(client.get("/api/schema/")) == (20, 11)
    assert left(client.head(LIMITED)) == (20, 10)
    assert left(client.options(LIMITED)) == (20, 9)


def test_one_token_too_many_times_refused_is_429(client, throttle):
    throttle("anon", "1/min")
    headers = {"Authorization": "Bearer x"}
    check(client.get(LIMITED, headers=headers), 401)
    check(client.get(LIMITED, headers=headers), 429)


def test_a_token_has_a_limit_of_its_own(client, throttle):
    throttle("anon", "1/min")
    throttle("token", "2/min")
    user = make_user()
    first, second = bearer("甲", user), bearer("乙", user)
    assert left(client.get(LIMITED, headers=first)) == (2, 1)
    assert left(client.get(LIMITED, headers=first)) == (2, 0)
    check(client.get(LIMITED, headers=first), 429)
    # Neither another token of the same person nor the address has anything to do with it.
    assert left(client.get(LIMITED, headers=second)) == (2, 1)
    assert left(client.get(LIMITED)) == (1, 0)


def test_who_has_logged_in_is_not_limited_and_told_of_no_limit(client, throttle):
    throttle("anon", "1/min")
    throttle("token", "1/min")
    client.force_login(make_user())
    answers = [client.get(LIMITED) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert not [name for answer in answers for name in answer.headers if name.startswith("RateLimit")]


def test_imports_are_limited_by_person_whether_by_token_or_session(throttle):
    throttle("anon", "1/min")
    throttle("token", "9/min")
    throttle("import", "2/min")
    user, view = make_user(), Imports.as_view()
    token, _secret = tokens.make(user, "月报")

    def ask(method="post", by=token, who=user):
        request = getattr(RequestFactory(), method)("/")
        force_authenticate(request, who, by)
        return view(request).render()

    assert left(ask()) == (2, 1)
    assert left(ask(by=None)) == (2, 0)
    for by in (token, None):
        check_answer = ask(by=by)
        assert (check_answer.status_code, left(check_answer)) == (429, (2, 0))
    # Reading there is reading, and somebody else has not begun.
    assert left(ask("get")) == (9, 8)
    assert left(ask(who=make_user(), by=None)) == (2, 1)


def test_off_means_no_limit(client, throttle):
    throttle("anon", None)
    answers = [client.get(LIMITED) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert "RateLimit-Limit" not in answers[0]


def test_the_headers_are_described_wherever_they_are_told(client):
    schema = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    names = {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"}
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                told = {name for name in response.get("headers", ()) if re.match("RateLimit-", name)}
                assert told == (set() if status == "414" else names), status
