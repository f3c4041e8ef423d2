"""Bodies that are no records: too long, too deep, not JSON, not UTF-8; each is refused before anything is done."""

import json

import pytest

from chains.api.parsers import MAX_BODY, MAX_DEPTH
from chains.models import Company

pytestmark = pytest.mark.django_db

UNREADABLE = {
    "nothing": b"",
    "no JSON": b"{",
    "a comment": b'{"name": "x"} // y',
    "GB18030": '{"name": "企业"}'.encode("gb18030"),
    "a lone surrogate in UTF-8": b'{"name": "\xed\xa0\x80"}',
    "not a number": b'{"name": NaN}',
    "a name twice": b'{"name": "x", "name": "y"}',
    "too deep": b'{"names": ' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}",
    "far too deep": b"[" * 200_000,
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_400(body, reviewer):
    before = Company.objects.count()
    answer = reviewer.post("companies/", body, status=400)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert Company.objects.count() == before


@pytest.mark.parametrize("body", ['"x"', "1", "null", "true", '{"name": "\\ud800"}', '{"name": {"a": 1}}', "[[]]"])
def test_what_is_no_record_is_400_or_422(body, reviewer):
    response = reviewer.client.post("/api/v1/companies/?reason=x", body, content_type="application/json")
    assert response.status_code in (400, 422)
    assert response.json()["errors"]


def test_what_is_too_long_is_413(reviewer):
    body = json.dumps({"name": "x", "description": "x" * MAX_BODY})
    assert "4 MB" in reviewer.post("companies/", body, status=413).json()["detail"]


@pytest.mark.parametrize("kind", ["text/csv", "application/xml", "application/x-www-form-urlencoded", "nonsense", ""])
def test_other_kinds_of_body_are_415(kind, reviewer):
    response = reviewer.client.generic("POST", "/api/v1/companies/", "x", content_type=kind)
    assert response.status_code == 415
    assert response["Content-Type"] == "application/problem+json"


def test_a_text_encoding_that_does_not_exist_makes_no_difference(reviewer):
    response = reviewer.client.generic(
        "POST", "/api/v1/companies/", '{"name": "企业"}', content_type="application/json; charset=klingon"
    )
    assert response.json()["name"] == "企业"
