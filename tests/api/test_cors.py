"""Pages elsewhere may read the API: without cookies, without tokens, and without writing anything."""

import pytest

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database("headers, of which no database knows"),
]

ELSEWHERE = {"Origin": "https://dashboard.example.org"}
PREFIX = "access-control-"


def told(response):
    """Return what the answer tells a browser of other origins."""
    return {name.lower(): value for name, value in response.headers.items() if name.lower().startswith(PREFIX)}


def preflight(client, method, *headers, path="/api/v1/companies/"):
    """Ask as a browser does before it sends what a page elsewhere wants to send."""
    asked = {"Access-Control-Request-Method": method}
    if headers:
        asked["Access-Control-Request-Headers"] = ", ".join(headers)
    return client.options(path, headers=ELSEWHERE | asked)


def allows(response, method, *headers):
    """Return whether a browser would go on after this answer to its preflight, by the rules of the Fetch standard."""
    said = told(response)
    methods = {each.strip() for each in said.get("access-control-allow-methods", "").split(",")}
    known = {each.strip().lower() for each in said.get("access-control-allow-headers", "").split(",")}
    return (
        200 <= response.status_code < 300
        and said.get("access-control-allow-origin") == "*"
        and method in methods
        and {each.lower() for each in headers} <= known
    )


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/companies/", "/api/v1/gaps/?chain=ic", "/api/schema/"])
def test_reading_is_open_to_any_origin(client, path):
    said = told(client.get(path, headers=ELSEWHERE))
    assert said["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in said
    exposed = {name.strip() for name in said["access-control-expose-headers"].split(",")}
    assert exposed == {
        "ETag",
        "Last-Modified",
        "Link",
        "Location",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
        "Retry-After",
    }


def test_errors_and_304_can_be_read_as_well(client):
    etag = client.get("/api/v1/chains/")["ETag"]
    answers = [
        client.get("/api/v1/chains/", headers=ELSEWHERE | {"If-None-Match": etag}),
        client.get("/api/v1/chains/?nonsense=1", headers=ELSEWHERE),
        client.get("/api/v1/nothing/", headers=ELSEWHERE),
    ]
    assert [answer.status_code for answer in answers] == [304, 400, 404]
    assert all(told(answer)["access-control-allow-origin"] == "*" for answer in answers)


def test_too_many_requests_can_be_read_as_well(client, throttle):
    throttle("anon", "1/min")
    answers = [client.get("/api/v1/", headers=ELSEWHERE) for _ in range(2)]
    assert answers[1].status_code == 429
    assert told(answers[1])["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_preflight_for_reading_is_allowed(client, method):
    for headers in ((), ("if-none-match",), ("accept-language", "if-modified-since")):
        assert allows(preflight(client, method, *headers), method, *headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/api/v1/companies/", "/api/v1/shortlists/", "/api/v1/nothing/"])
def test_a_preflight_for_writing_is_not(client, method, path):
    response = preflight(client, method, "content-type", path=path)
    assert not allows(response, method)
    assert told(response) == {}


@pytest.mark.parametrize("header", ["authorization", "x-csrftoken", "content-type", "idempotency-key", "if-match"])
def test_what_a_login_or_writing_takes_may_not_be_sent(client, header):
    response = preflight(client, "GET", header)
    assert not allows(response, "GET", header)
    assert "access-control-allow-credentials" not in told(response)


def test_the_answer_to_writing_without_a_preflight_cannot_be_read(client):
    """What a form could send, a page elsewhere can send without asking; it learns nothing from it."""
    assert told(client.post("/api/v1/companies/", "x", content_type="text/plain", headers=ELSEWHERE)) == {}


@pytest.mark.parametrize(
    "path", ["/", "/companies/", "/companies.json", "/tokens/", "/admin/login/", "/healthz", "/api"]
)
def test_nothing_else_is_open(client, path):
    for response in (client.get(path, headers=ELSEWHERE), preflight(client, "GET", path=path)):
        assert told(response) == {}
