"""Anonymous reading is limited, and says when to come back."""

import pytest

from tests.api.test_problems import check

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "companies/", "chains/ic/map/", "gaps/?chain=ic", "nothing/"])
def test_too_many_requests_are_429(client, throttle, path):
    throttle("anon", "2/min")
    statuses = [client.get(f"/api/v1/{path}").status_code for _ in range(2)]
    assert 429 not in statuses
    response = client.get(f"/api/v1/{path}")
    check(response, 429)
    assert 0 < int(response["Retry-After"]) <= 60


def test_the_limit_is_one_for_all_endpoints_and_their_description(client, throttle):
    throttle("anon", "3/min")
    for path in ("/api/v1/chains/", "/api/v1/companies/", "/api/schema/"):
        assert client.get(path).status_code == 200
    check(client.get("/api/v1/cities/"), 429)
    check(client.get("/api/schema/"), 429)


def test_who_has_logged_in_is_not_limited(client, throttle, django_user_model):
    throttle("anon", "1/min")
    client.force_login(django_user_model.objects.create_user("reader"))
    assert [client.get("/api/v1/chains/").status_code for _ in range(3)] == [200] * 3


def test_off_means_no_limit(client, throttle):
    throttle("anon", None)
    assert [client.get("/api/v1/chains/").status_code for _ in range(3)] == [200] * 3
