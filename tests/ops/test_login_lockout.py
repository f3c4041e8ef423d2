"""Guessing a password: five failures lock a name out from one address, for a quarter of an hour."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecosystem.clients import client_address

LOGIN = reverse("admin:login")
RIGHT, WRONG = "right-password-1", "wrong"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _locks(settings):
    settings.AXES_ENABLED = True


@pytest.fixture(autouse=True)
def curator(django_user_model):
    return django_user_model.objects.create_user("curator", password=RIGHT, is_staff=True)


def attempt(password: str, username: str = "curator", address: str = "198.51.100.1", **headers: str) -> int:
    """Return the status with which a login is answered: 302 lets in, 200 shows the form again, 429 locks."""
    entered = {"username": username, "password": password, "next": "/admin/"}
    return Client(REMOTE_ADDR=address).post(LOGIN, entered, headers=headers).status_code


def fail(times: int, **where: str) -> list[int]:
    return [attempt(WRONG, **where) for _ in range(times)]


def test_the_right_password_lets_in():
    assert attempt(RIGHT) == 302


def test_the_fifth_failure_locks_and_the_right_password_no_longer_helps():
    assert fail(5) == [200, 200, 200, 200, 429]
    assert attempt(RIGHT) == 429


def test_four_failures_and_a_success_start_anew():
    fail(4)
    assert attempt(RIGHT) == 302
    assert fail(4) == [200] * 4


def test_nobody_else_is_locked_out():
    fail(5)
    assert attempt(RIGHT, address="198.51.100.2") == 302
    assert attempt(WRONG, username="colleague") == 200


def test_the_lock_opens_after_a_quarter_of_an_hour():
    fail(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert attempt(RIGHT) == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert attempt(RIGHT) == 302


def test_an_address_cannot_be_made_up():
    statuses = [attempt(WRONG, **{"x-forwarded-for": f"192.0.2.{n}"}) for n in range(5)]
    assert statuses[-1] == 429


def test_a_page_says_so():
    fail(5)
    response = Client(REMOTE_ADDR="198.51.100.1").post(LOGIN, {"username": "curator", "password": WRONG})
    assert response.status_code == 429
    assert "errors/locked_out.html" in [template.name for template in response.templates]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "192.0.2.9", "192.0.2.9"),
        (1, "203.0.113.66, 192.0.2.9", "192.0.2.9"),
        (2, "203.0.113.66, 192.0.2.9, 10.0.0.2", "192.0.2.9"),
        (3, "192.0.2.9", "192.0.2.9"),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert client_address(request) == address
