"""What browsers are told: nothing inline, nothing from outside, HTTPS, and cookies that stay at home."""

import pytest
from django.test import Client

from tests.ops.process import TABLES, printed_by

# One process answers for all; its fixture must not run again on another worker.
pytestmark = pytest.mark.xdist_group("headers")

ASK = """
from django.test import Client
from django.contrib.auth import get_user_model
get_user_model().objects.create_superuser("headers", password="a-long-enough-one")

def told(response):
    cookies = {name: dict(morsel) for name, morsel in response.cookies.items()}
    return {"status": response.status_code, "headers": dict(response.headers), "cookies": cookies}

client = Client()
form = client.get("/admin/login/", secure=True)
entered = {"username": "headers", "password": "a-long-enough-one", "next": "/admin/"}
result = {
    "plain": told(client.get("/admin/login/?next=/admin/")),
    "form": told(form),
    "login": told(client.post("/admin/login/", entered, secure=True)),
    "language": told(client.post("/i18n/setlang/", {"language": "en"}, secure=True)),
    "health": told(client.get("/healthz")),
    "proxied": told(client.get("/admin/login/", headers={"x-forwarded-proto": "https"})),
}
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a site in production answers, asked over plain HTTP and over HTTPS."""
    file = tmp_path_factory.mktemp("headers") / "atlas.sqlite3"
    return printed_by(TABLES + ASK, DATABASE_URL=f"sqlite:///{file}")


def policy(headers: dict[str, str]) -> dict[str, set[str]]:
    """Return the sources of each directive of the Content-Security-Policy."""
    directives = [directive.split() for directive in headers["Content-Security-Policy"].split(";")]
    return {name: set(sources) for name, *sources in directives}


def test_pages_may_hold_nothing_inline_and_nothing_from_outside(told):
    directives = policy(told["form"]["headers"])
    assert directives == {
        "default-src": {"'self'"},
        "script-src": {"'self'"},
        "style-src": {"'self'"},
        "img-src": {"'self'", "data:"},
        "object-src": {"'none'"},
        "base-uri": {"'self'"},
        "form-action": {"'self'"},
        "frame-ancestors": {"'none'"},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/admin/login/", "/no-such-page/", "/healthz"])
def test_no_answer_goes_without_the_policy(path):
    response = Client(raise_request_exception=False).get(path)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert policy(response.headers)["script-src"] == {"'self'"}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_security_header(told, header, value):
    assert told["form"]["headers"][header] == value


def test_pages_may_not_use_what_the_site_never_needs(told):
    assert "camera=()" in told["form"]["headers"]["Permissions-Policy"]


def test_plain_http_is_sent_to_https(told):
    assert told["plain"]["status"] == 301
    assert told["plain"]["headers"]["Location"] == "https://testserver/admin/login/?next=/admin/"


def test_the_health_check_is_answered_over_plain_http(told):
    assert told["health"]["status"] == 200


def test_a_client_cannot_claim_https(told):
    assert told["proxied"]["status"] == 301


def test_a_trusted_proxy_can_say_that_the_client_came_by_https(tmp_path):
    statuses = printed_by(
        f"""{TABLES}
from django.test import Client
result = [
    Client().get("/admin/login/", headers={{"x-forwarded-proto": scheme}}).status_code
    for scheme in ("https", "http")
]
""",
        DATABASE_URL=f"sqlite:///{tmp_path / 'atlas.sqlite3'}",
        FORWARDED_PROTO="on",
    )
    assert statuses == [200, 301]


@pytest.mark.parametrize(
    ("answer", "cookie"),
    [("form", "csrftoken"), ("login", "sessionid"), ("language", "django_language")],
)
def test_cookie_stays_with_the_site_and_out_of_scripts(told, answer, cookie):
    morsel = told[answer]["cookies"][cookie]
    assert morsel["secure"] is True
    assert morsel["httponly"] is True
    assert morsel["samesite"] == "Lax"


def test_a_site_on_ones_own_machine_works_without_https():
    found = printed_by(
        """
        from django.conf import settings
        names = ("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
        result = [getattr(settings, name) for name in names]
        """,
        HTTPS="off",
    )
    assert found == [False, 0, False, False]
