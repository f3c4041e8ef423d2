"""Who may do what: every endpoint and method, for everybody, on records here and elsewhere; none is left out.

The operations come from the description of the API. An operation that is not named here fails, so that a new endpoint
has to say who may use it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from chains.choices import Role, TokenScope
from chains.models import ApiToken, ImportBatch
from tests.api.writing.conftest import RECORDS
from tests.factories import (
    JIANGSU,
    SHANGHAI,
    make_assessment,
    make_company,
    make_park,
    make_placement,
    make_platform,
    make_research_base,
    make_saved_filter,
    make_shortlist,
    make_snapshot_cell,
    make_source,
    make_technology,
)
from tests.staff import make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database("who may; what is read and written is asked for on both"),
]

OWN, OTHER = JIANGSU, SHANGHAI

#: Who asks, from nobody to everything; the curator looks after OWN.
PEOPLE = ("nobody", "no role", Role.VIEWER, Role.CURATOR, Role.REVIEWER, Role.ADMINISTRATOR)
EVERYBODY = frozenset(PEOPLE)
#: Who is known but may not: 403. Whoever is not known: 401.
LOGGED_IN = EVERYBODY - {"nobody"}
STAFF = frozenset({Role.VIEWER, Role.CURATOR, Role.REVIEWER, Role.ADMINISTRATOR})
CURATORS = frozenset({Role.CURATOR, Role.REVIEWER, Role.ADMINISTRATOR})
REVIEWERS = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})

#: Each kind that is written: how a record of it is made at a place; None where it lies nowhere.
MADE: dict[str, Callable[[str], Any]] = {
    "companies": lambda place: make_company(province=place),
    "placements": lambda place: make_placement(segment="ic.design", province=place),
    "research-bases": lambda place: make_research_base(province=place),
    "platforms": lambda place: make_platform(province=place),
    "parks": lambda place: make_park(province=place),
    "assessments": lambda place: make_assessment("ic.design", province=place),
    "technologies": lambda _place: make_technology(),
    "sources": lambda _place: make_source(),
}
#: What changes a record of it; the locator, where nothing else is said.
CHANGED = {"companies": {"description": "x"}, "placements": {"status": "disputed"}, "sources": {"issuer": "x"}}
LOCAL = set(MADE) - {"technologies", "sources"}


@dataclass(frozen=True)
class Rule:
    """Who may: in the curator's own province, and elsewhere. ``scope`` is what a token needs."""

    own: frozenset[str]
    elsewhere: frozenset[str]
    scope: TokenScope


READ = Rule(EVERYBODY, EVERYBODY, TokenScope.READ)


def rule_of(path: str, method: str) -> Rule | None:
    """Return the rule of an operation; None for one that nobody has thought of."""
    kind, *rest = path.removeprefix("/api/v1/").strip("/").split("/")
    if kind in ("saved-filters", "shortlists"):
        # A role is needed for the one, a place among the staff for the other.
        may = LOGGED_IN if kind == "saved-filters" else STAFF
        return Rule(may, may, TokenScope.READ)
    if kind == "imports":
        may = REVIEWERS if rest[-1:] == ["undo"] else CURATORS
        return Rule(may, may, TokenScope.READ if method == "get" else TokenScope.IMPORT)
    if method == "get":
        return READ
    if kind in MADE and rest in ([], ["{id}"], ["{slug}"], ["{id}", "withdraw"], ["{slug}", "withdraw"]):
        return Rule(CURATORS, REVIEWERS if kind in LOCAL else CURATORS, TokenScope.WRITE)
    return None


@pytest.fixture(scope="module")
def operations(django_db_setup, django_db_blocker) -> list[tuple[str, str]]:
    with django_db_blocker.unblock():
        schema = Client().get("/api/schema/", headers={"Accept": "application/json"}).json()
    return [(path, method) for path, methods in schema["paths"].items() for method in methods]


@pytest.fixture
def people() -> dict[str, Any]:
    made = {role: make_user(role, [OWN] if role == Role.CURATOR else []) for role in Role}
    return {"nobody": None, "no role": make_user()} | made


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is done in the context."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(path: str, method: str, client: Client, place: str, owner: Any = None) -> int:
    """Send what the operation takes, about a record at ``place``, and return the status."""
    kind, *rest = path.removeprefix("/api/v1/").strip("/").split("/")
    row = MADE[kind](place) if kind in MADE and rest else None
    address, body = path, None
    if kind == "imports" and rest:
        sheet = ImportBatch.objects.create(
            kind="import", status="committed" if rest[-1] == "undo" else "planned", sheet_kind="companies",
            file_name="x.csv", content="企业名称,环节,省份\n甲乙,ic.design,江苏\n".encode(), header_row=1, user=owner,
            mapping={"0": "name", "1": "segment", "2": "province"}, reason="x", counts={"rows": 1, "error": 0},
        )  # fmt: skip
        address = path.replace("{id}", str(sheet.pk))
        body = {"decisions": [{"row": 2, "decision": "skip"}]} if rest[-1] == "decisions" else {}
        body = {"reason": "x"} if rest[-1] in ("undo", "{id}") else body
    elif method == "get":
        address = path
    elif rest:
        address = path.replace("{id}", getattr(row, "public_id", "")).replace("{slug}", getattr(row, "slug", ""))
        body = {"reason": "x"}
        if method == "patch":
            body |= CHANGED.get(kind, {"locator": "图9"})
    elif kind in MADE:
        body = RECORDS[kind] | ({"province": place} if kind in LOCAL else {})
        body |= {"city": None} if kind in ("companies", "placements") else {}
        if kind == "placements":
            body["company"] = make_company().public_id
    if address.endswith("/imports/") and method == "post":
        return client.post(address, {"kind": "companies", "reason": "x"}).status_code
    text = "" if method == "get" else json.dumps(body)
    return client.generic(method.upper(), address, text, content_type="application/json").status_code


#: What stands for the braces of a path and the parameters that it needs, where something is read.
SAMPLES = {
    "/api/v1/chains/{slug}/": "/api/v1/chains/ic/",
    "/api/v1/regions/{slug}/": "/api/v1/regions/yangtze-delta/",
    "/api/v1/changes/": "/api/v1/changes/?after=start",
    "/api/v1/gaps/": "/api/v1/gaps/?chain=ic",
    "/api/v1/candidates/": "/api/v1/candidates/?segment=ic.photoresist",
    "/api/v1/compare/": "/api/v1/compare/?chain=ic&province=310000&province=320000",
}


def readable(path: str) -> str:
    """Return an address of the operation where there is something to read."""
    if path in SAMPLES:
        return SAMPLES[path]
    kind, *rest = path.removeprefix("/api/v1/").strip("/").split("/")
    if path == "/api/v1/gaps/changes/":
        return f"{path}?chain=ic&against={make_snapshot_cell(segment='ic.design').snapshot.public_id}"
    if kind.endswith(".{suffix}"):
        return path.replace("{suffix}", "ndjson")
    if kind == "chains" and rest:
        return path.replace("{slug}", "ic")
    if rest and rest[-1].startswith("{"):
        listed = Client().get(f"/api/v1/{kind}/?limit=1").json()["results"]
        if not listed:
            return ""
        return path.replace(rest[-1], str(listed[0].get("id") or listed[0].get("code") or listed[0].get("slug")))
    return path


def allowed(status: int) -> bool:
    """Whether an answer is none of a closed door: it may still find fault with what was sent."""
    return status not in (401, 403, 404, 405)


def test_every_operation_has_its_rule(operations):
    assert [operation for operation in operations if rule_of(*operation) is None] == []


def test_reading_is_open_to_all_but_for_what_is_somebodys(operations, people):
    make_saved_filter(user=people[Role.VIEWER])
    make_shortlist(user=people[Role.VIEWER])
    wrong = []
    for path, method in operations:
        if method != "get" or path.startswith("/api/v1/imports/"):
            continue
        may = rule_of(path, method).own
        address = readable(path)
        for name, user in people.items() if address else ():
            client = Client()
            if user is not None:
                client.force_login(user)
            status = client.get(address).status_code
            expected = (200,) if name in may else (401,) if name == "nobody" else (403,)
            if status not in expected:
                wrong.append(f"GET {address} by {name}: {status}")
    assert wrong == []


def test_writing_asks_for_role_and_province(operations, people):
    wrong = []
    for path, method in operations:
        if method == "get" and not path.startswith("/api/v1/imports/"):
            continue
        rule = rule_of(path, method)
        for place, may in ((OWN, rule.own), (OTHER, rule.elsewhere)):
            for name, user in people.items():
                client = Client()
                if user is not None:
                    client.force_login(user)
                with undone():
                    status = ask(path, method, client, place, user)
                closed = status == (401 if name == "nobody" else 403)
                if allowed(status) != (name in may) or (name not in may and not closed):
                    wrong.append(f"{method.upper()} {path} at {place} by {name}: {status}")
    assert wrong == []


@pytest.mark.parametrize("scope", TokenScope)
def test_a_token_opens_what_its_scope_says_and_its_owners_role_allows(operations, people, scope):
    wrong = []
    for name in (Role.VIEWER, Role.CURATOR, Role.REVIEWER):
        scopes = sorted({TokenScope.READ, scope}, key=list(TokenScope).index)
        secret = ApiToken.objects.create(people[name], timedelta(days=1), name=scope, scopes=scopes)[1]
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        for path, method in operations:
            rule = rule_of(path, method)
            if rule is READ:
                continue
            with undone():
                status = ask(path, method, client, OWN, people[name])
            may = rule.scope in scopes and name in rule.own
            if allowed(status) != may:
                wrong.append(f"{method.upper()} {path} by {name} with {scope}: {status}")
    assert wrong == []


def test_what_is_imported_is_for_whoever_uploaded_it(operations, people):
    client = Client()
    client.force_login(people[Role.ADMINISTRATOR])
    for path, method in operations:
        if "/imports/{id}" in path:
            with undone():
                assert ask(path, method, client, OWN, people[Role.REVIEWER]) == 404, (path, method)


def test_a_draft_is_there_for_who_writes_it_and_for_nobody_else(people):
    draft = make_company(stage="draft", province=OWN)
    placement = make_placement(company=draft, segment="ic.design", province=OWN)
    for name, user in people.items():
        client = Client()
        if user is not None:
            client.force_login(user)
        for row, kind in ((draft, "companies"), (placement, "placements")):
            assert client.get(f"/api/v1/{kind}/{row.public_id}/").status_code == 404
            with undone():
                body = json.dumps({"reason": "x", "province": OWN})
                status = client.patch(
                    f"/api/v1/{kind}/{row.public_id}/", body, content_type="application/json"
                ).status_code
            assert status == (200 if name in CURATORS else 401 if name == "nobody" else 403), (name, kind)
