"""Who is asking: a program by its token, a browser by its session; what is no valid token is never taken for none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from chains.api.viewsets.base import Surface
from chains.choices import Role, TokenScope
from chains.models import ApiToken
from chains.services import tokens
from tests.api.test_problems import check
from tests.factories import make_saved_filter, make_shortlist
from tests.staff import make_user

pytestmark = pytest.mark.django_db

OPEN = "/api/v1/chains/"
FOR_STAFF = ("/api/v1/saved-filters/", "/api/v1/shortlists/")
#: What begins so is read by nobody who has not said who they are.
CLOSED = (*FOR_STAFF, "/api/v1/imports/")


@pytest.fixture
def li(db):
    return make_user(Role.VIEWER)


@pytest.fixture
def secret(li):
    return tokens.make(li, "月报")[1]


class Writing(Surface, APIView):
    """Stands for the views that write."""

    def post(self, request):
        return Response({"who": request.user.username})

    get = post


def bearer(secret, **more):
    return {"Authorization": f"Bearer {secret}", **more}


def refused(response):
    check(response, 401)
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_token_reads_what_is_open(client, secret):
    assert client.get(OPEN, headers=bearer(secret)).json()["count"] > 0
    # As HTTP has it, the scheme is written in any case.
    assert client.get(OPEN, headers={"Authorization": f"bearer {secret}"}).status_code == 200


def test_a_token_reads_what_its_owner_keeps(client, li, secret):
    make_saved_filter(li, name="设计")
    make_shortlist(li, name="光刻")
    make_saved_filter(name="不共享")
    names = [[row["name"] for row in client.get(path, headers=bearer(secret)).json()["results"]] for path in FOR_STAFF]
    assert names == [["设计"], ["光刻"]]


@pytest.mark.parametrize("path", FOR_STAFF)
def test_it_reads_no_more_than_its_owner_may(client, path):
    _row, secret = tokens.make(make_user(is_staff=False), "月报")
    check(client.get(path, headers=bearer(secret)), 403)
    assert client.get(OPEN, headers=bearer(secret)).status_code == 200


@pytest.mark.parametrize("path", FOR_STAFF)
def test_where_a_login_is_needed_nobody_is_401(client, path):
    refused(client.get(path))
    refused(client.options(path))


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        f"Bearer atlas_{'0' * 64}",
        f"Bearer atlas_{'0' * 32} {'0' * 32}",
        f"Bearer {'x' * 3000}",
        "Bearer 令牌",
        "Bearer \x00",
        f"Token atlas_{'0' * 64}",
        "nonsense",
    ],
)
@pytest.mark.parametrize("path", [OPEN, FOR_STAFF[0], "/api/v1/nothing/", "/api/schema/"])
def test_what_is_no_token_is_401_even_where_reading_is_open(client, path, header):
    refused(client.get(path, headers={"Authorization": header.encode().decode("latin-1")}))


def test_a_password_that_a_proxy_asked_for_is_not_ours(client):
    assert client.get(OPEN, headers={"Authorization": "Basic YTpi"}).status_code == 200


def test_a_token_that_is_over_is_401(client, li, secret):
    rows = ApiToken.objects.filter(user=li)
    rows.update(expiry=timezone.now() - timedelta(seconds=1))
    refused(client.get(OPEN, headers=bearer(secret)))
    rows.update(expiry=timezone.now() + timedelta(days=1))
    assert client.get(OPEN, headers=bearer(secret)).status_code == 200
    li.is_active = False
    li.save()
    refused(client.get(OPEN, headers=bearer(secret)))
    li.is_active = True
    li.save()
    tokens.revoke(rows, li)
    refused(client.get(OPEN, headers=bearer(secret)))


def test_the_refusal_does_not_say_what_is_wrong_with_it(client, li, secret):
    unknown = client.get(OPEN, headers=bearer(f"atlas_{'0' * 64}")).json()
    ApiToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert client.get(OPEN, headers=bearer(secret)).json() == unknown


def test_a_bad_token_is_not_mended_by_a_session(client, li):
    client.force_login(li)
    refused(client.get(OPEN, headers=bearer("x")))


def test_the_token_wins_over_the_session(client, li, secret):
    make_saved_filter(li, name="设计")
    client.force_login(make_user(Role.VIEWER))
    answer = client.get(FOR_STAFF[0], headers=bearer(secret)).json()
    assert [row["name"] for row in answer["results"]] == ["设计"]


def test_the_session_stays_protected_against_forged_requests(li, secret):
    client = Client(enforce_csrf_checks=True)
    client.force_login(li)
    assert "CSRF" in check(client.post(OPEN, {}, content_type="application/json"), 403)["detail"]
    # A token is sent on purpose: nobody's browser adds it by itself.
    check(client.post(OPEN, {}, content_type="application/json", headers=bearer(secret)), 405)


@pytest.mark.parametrize("scope", [TokenScope.WRITE, TokenScope.IMPORT])
def test_writing_takes_a_token_with_the_scope_that_the_view_names(scope):
    user, view = make_user(Role.REVIEWER), Writing.as_view(scope=scope)

    def ask(*scopes):
        secret = tokens.make(user, "-".join(scopes), scopes)[1]
        return view(RequestFactory().post("/", headers=bearer(secret))).render()

    answer = ask(scope)
    assert (answer.status_code, answer.data) == (200, {"who": user.username})
    others = [ask("read"), ask(*({"write", "import"} - {scope}))]
    assert [each.status_code for each in others] == [403, 403]
    nobody = view(RequestFactory().post("/")).render()
    assert (nobody.status_code, nobody["WWW-Authenticate"]) == (401, "Bearer")


def test_the_answer_depends_on_the_token(client, secret):
    assert "Authorization" in client.get(OPEN)["Vary"]
    etag = client.get(FOR_STAFF[0], headers=bearer(secret))["ETag"]
    again = client.get(FOR_STAFF[0], headers=bearer(secret, **{"If-None-Match": etag}))
    assert (again.status_code, "Authorization" in again["Vary"]) == (304, True)


def test_a_token_costs_one_query(client, secret, django_assert_num_queries):
    client.get(OPEN, headers=bearer(secret))  # notes that it was used
    with CaptureQueriesContext(connection) as without:
        client.get(OPEN)
    # the token with its owner
    with django_assert_num_queries(len(without) + 1):
        client.get(OPEN, headers=bearer(secret))


def test_neither_the_secret_nor_its_hash_is_told_by_any_answer(client, li, secret):
    row = ApiToken.objects.get(user=li)
    for path in (OPEN, *FOR_STAFF, "/api/v1/", "/api/v1/nothing/", "/api/schema/"):
        text = client.get(path, headers=bearer(secret)).content.decode()
        assert secret not in text
        assert row.digest not in text


def test_every_operation_says_who_may_call_it(client):
    schema = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    schemes = schema["components"]["securitySchemes"]
    assert schemes.keys() == {"token", "session"}
    assert (schemes["token"]["type"], schemes["token"]["scheme"]) == ("http", "bearer")
    assert (schemes["session"]["in"], schemes["session"]["name"]) == ("cookie", "sessionid")
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            anybody = [{}] if method == "get" and not path.startswith(CLOSED) else []
            assert operation["security"] == [*anybody, {"token": []}, {"session": []}], (method, path)
            assert "401" in operation["responses"]
            assert "WWW-Authenticate" in operation["responses"]["401"]["headers"]
