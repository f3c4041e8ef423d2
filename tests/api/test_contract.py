"""Schemathesis: requests made up from the description, good and bad, against the application itself."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from schemathesis.specs.openapi.schemas import OpenApiSchema

from chains.api.backends import COLUMN_PARAMETERS, INCLUDE
from ecosystem.wsgi import application
from tests.api.acceptance import described_is_accepted

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_connection"),
    pytest.mark.any_database("what each parameter does is tested on both in test_filters and test_lookups"),
    pytest.mark.matrix(
        "walks through all parameters, one bad value after the other; test_problems has one of each kind"
    ),
]

#: Parameters that are probed at one address only: test_columns, test_include and test_cursor ask for them everywhere.
ONCE = {"/api/v1/cities/": (*COLUMN_PARAMETERS, INCLUDE), "/api/v1/sources/": ("cursor",)}
#: Where lookups are probed; test_lookups and test_parity ask for them everywhere.
LOOKED_AT = ("/api/v1/targets/",)

# Made when its test runs: the requests of all operations take longer than to collect every other test.
schema = schemathesis.pytest.from_fixture("described_for_reading")


@pytest.fixture(scope="module")
def described_for_reading() -> OpenApiSchema:
    """Return what is described for reading. What is written asks who it is: tests/ops/test_api_by_role.py."""
    return schemathesis.openapi.from_wsgi("/api/schema/", application).include(method="GET")


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the connection, and with it the test's transaction, from one request to the next.

    Between requests a server drops a connection whose transaction is open; Django's own test client prevents it too.
    """
    signals = (request_started, request_finished)
    connected = [signal for signal in signals if signal.disconnect(close_old_connections)]
    yield
    for signal in connected:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def id_of_the_test(request: pytest.FixtureRequest) -> None:
    """Put the id where schemathesis looks for it, by a name that pytest 9.2 no longer has."""
    request.node._nodeid = request.node.nodeid


@schema.parametrize()
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_the_api_keeps_to_its_description(case):
    probed = getattr(case.meta.phase.data, "parameter", None) or ""
    if any(probed in parameters and path != case.path for path, parameters in ONCE.items()):
        # Most of all requests, name by name; it is the same code everywhere, and a test of their own goes everywhere.
        return
    if "__" in probed and case.path not in LOOKED_AT:
        return
    if case.path.endswith(".{suffix}") and probed != "suffix":
        # The filters are those of the list, whose own turn this is.
        return
    case.call_and_validate(additional_checks=[described_is_accepted], excluded_checks=[positive_data_acceptance])
