"""What the tests of the API share: a reader, and records to read beside the seed's."""

from collections.abc import Callable
from typing import Any

import pytest
from _pytest.nodeid import coerce_node_id
from django.test import Client

from chains.models import Company, Placement, Segment
from tests.factories import make_snapshot_cell, make_supply_share, make_target
from tests.shared_rows import shared


@pytest.fixture
def read(db: None, client: Client) -> Callable[..., Any]:
    """Return a function that reads an address below /api/v1/ and hands back the parsed answer."""

    def read(path: str, status: int = 200, /, **parameters: Any) -> Any:
        response = client.get(f"/api/v1/{path}", parameters or None)
        assert response.status_code == status, response.content.decode()
        return response.json()

    return read


@shared
def beside_the_seed() -> None:
    """Add a row of what the seed has none of."""
    make_supply_share("ic.lithography", "NL")
    make_supply_share("ic.lithography", "JP", qualifier="major")
    make_target("ic.lithography")
    make_snapshot_cell(segment="ic.lithography")


@pytest.fixture
def make_placement(db: None) -> Callable[..., Placement]:
    """Return a function that makes a company of a name and places it."""

    def make_placement(name: str, segment: str = "ic.design", province: str = "310000", **values: Any) -> Placement:
        company, _ = Company.objects.get_or_create(name=name)
        place = {"country": values.pop("country")} if "country" in values else {"province_id": province}
        return Placement.objects.create(company=company, segment=Segment.objects.get(code=segment), **place, **values)

    return make_placement


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each operation's test a node id of its own.

    Schemathesis puts the operation into the name, but pytest 9.2 no longer derives the id from that; and of tests
    with one id, several workers run only one.
    """
    for item in items:
        if not item.nodeid.endswith(item.name):
            item._id = coerce_node_id(f"{item.nodeid.rpartition('::')[0]}::{item.name}")
