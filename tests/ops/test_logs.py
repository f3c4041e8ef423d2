"""Logs: one JSON object per line, tied together by the request's id, with nothing that points to a person."""

import json
import logging

import pytest

from ecosystem.logs import LineFormatter, logging_config, request_id
from tests.ops.process import TABLES, run_code

# One process makes all the lines; its fixture must not run again on another worker.
pytestmark = pytest.mark.xdist_group("logs")

ASK = f"""{TABLES}
from django.test import Client
settings.MIDDLEWARE.append("tests.ops.breaking.break_on_demand")
client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.7")
strict = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.7")
print("id", client.get("/admin/login/?q=secret-words", headers={{"user-agent": "Surfer"}})["X-Request-ID"])
client.get("/no-such-page/?q=secret-words")
for attempt in range(6):
    client.post("/admin/login/", {{"username": "li-lei", "password": "secret-words"}})
client.get("/admin/login/", headers={{"host": "elsewhere.example"}})
strict.post("/admin/login/?q=secret-words", {{"username": "li-lei"}})
client.get("/break/?q=secret-words")
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> list[str]:
    """The lines on standard output of a production process that meets one visitor after another."""
    file = tmp_path_factory.mktemp("logs") / "atlas.sqlite3"
    done = run_code(ASK, DATABASE_URL=f"sqlite:///{file}", HTTPS="off")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def logged(printed) -> list[dict]:
    """The log lines among them, read as what they must be: JSON."""
    return [json.loads(line) for line in printed if not line.startswith("id ")]


def test_a_request_is_one_line_without_what_was_searched_for(logged, printed):
    line = logged[0]
    assert line.keys() == {
        *("time", "level", "logger", "message", "request_id"),
        *("method", "path", "status", "duration_ms"),
    }
    assert (line["method"], line["path"], line["status"]) == ("GET", "/admin/login/", 200)
    assert line["duration_ms"] > 0
    assert f"id {line['request_id']}" in printed


def test_every_request_has_its_line(logged):
    statuses = [line["status"] for line in logged if line["logger"] == "ecosystem.request"]
    assert statuses == [200, 404, 200, 200, 200, 200, 429, 429, 400, 403, 500]


def test_refusals_for_safety_have_a_line_more(logged):
    safety = [line["logger"] for line in logged if line["logger"].startswith("django.security")]
    assert safety == ["django.security.DisallowedHost", "django.security.csrf"]


@pytest.mark.parametrize("personal", ["203.0.113.7", "li-lei", "secret-words", "q=", "Surfer"])
def test_no_line_points_to_a_person(printed, personal):
    assert personal not in "\n".join(printed)


def test_an_error_says_what_and_where_but_not_with_which_values(logged):
    error, request = logged[-2:]
    assert error["exception"] == "ValueError"
    assert error["trace"][-1].endswith("tests/ops/breaking.py:9 answer")
    assert error["request_id"] == request["request_id"]
    assert request["status"] == 500
    assert "typed by somebody" not in json.dumps(error)


def formatted(message: str, *args: object, **extra: object) -> dict:
    """Return the line that a record becomes."""
    record = logging.LogRecord("library", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    return json.loads(LineFormatter().format(record))


def test_addresses_and_queries_are_taken_out_of_what_libraries_write():
    line = formatted("Invalid request from ip=%s: GET %s", "2001:db8::7", "/companies/?q=li")
    assert line["message"] == "Invalid request from - GET /companies/"
    assert formatted("from 203.0.113.7 again")["message"] == "from - again"


def test_extras_that_are_not_expected_are_dropped():
    line = formatted("hello", request="<WSGIRequest: GET '/?q=li'>", username="li-lei", status=404)
    assert line.keys() == {"time", "level", "logger", "message", "status"}


def test_outside_of_a_request_there_is_no_id():
    assert request_id.get() == ""
    assert "request_id" not in formatted("hello")


def test_chinese_is_written_as_chinese():
    record = logging.LogRecord("library", logging.WARNING, __file__, 1, "产业链", (), None)
    options = logging_config("INFO")["formatters"]["line"]
    formatter = options.pop("()")(**options)
    assert "产业链" in formatter.format(record)
