"""Who writes over the API, and what they send."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chains.api.serializers.inputs.examples import EXAMPLES
from chains.choices import Role
from tests.factories import JIANGSU
from tests.staff import make_user

#: A complete record of each kind, as it is sent; a placement is of a company made for it.
RECORDS: dict[str, dict[str, Any]] = {
    "companies": EXAMPLES["Company"],
    "placements": {name: value for name, value in EXAMPLES["Placement"].items() if name != "company"},
    "research-bases": EXAMPLES["ResearchBase"],
    "platforms": EXAMPLES["Platform"],
    "parks": EXAMPLES["Park"],
    "technologies": EXAMPLES["Technology"],
    "assessments": EXAMPLES["Assessment"],
    "sources": EXAMPLES["Source"],
}
SOURCE = "exchanges-2021"


class Caller:
    """Somebody who calls the API by the session of a browser."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client(headers={"Accept-Language": "en"})
        self.user = user
        if user is not None:
            self.client.force_login(user)

    def call(self, method: str, path: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        """Send ``body`` as JSON and return the answer, whose status has to be this."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        response = self.client.generic(
            method, f"/api/v1/{path}", text, content_type="application/json", headers=named or None
        )
        assert response.status_code == status, response.content.decode()
        return response

    def get(self, path: str, status: int = 200, **headers: str) -> Any:
        """Read."""
        return self.call("GET", path, "", status, **headers)

    def post(self, path: str, body: Any, status: int = 201, **headers: str) -> Any:
        """Make something."""
        return self.call("POST", path, body, status, **headers)

    def patch(self, path: str, body: Any, status: int = 200, **headers: str) -> Any:
        """Change something."""
        return self.call("PATCH", path, body, status, **headers)


@pytest.fixture
def reviewer(db: None) -> Caller:
    """Who writes and publishes everywhere."""
    return Caller(make_user(Role.REVIEWER))


@pytest.fixture
def curator(db: None) -> Caller:
    """Who writes in 江苏, for review."""
    return Caller(make_user(Role.CURATOR, [JIANGSU]))


@pytest.fixture
def record(reviewer: Caller) -> Callable[..., dict[str, Any]]:
    """Return a function that returns a record of a kind as it is sent; a placement is of a company made for it."""

    def record(kind: str, **values: Any) -> dict[str, Any]:
        sent = RECORDS[kind] | values
        if kind == "placements" and "company" not in values:
            sent["company"] = reviewer.post("companies/", {"name": "璇玑光刻"}).json()["id"]
        return sent

    return record


def refused(response: Any) -> dict[str, list[str]]:
    """Return the codes of a refusal, by property; each has its words as well."""
    body = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert {name: len(codes) for name, codes in body["codes"].items()} == {
        name: len(words) for name, words in body["errors"].items()
    }
    return body["codes"]
