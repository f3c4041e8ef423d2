"""Before serving: the demo curator is made once, the port looked at first, static files only if changed."""

import socket

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from chains.choices import Role
from chains.management.commands import prepare
from chains.permissions import role_of
from chains.services.accounts import DEMO_CURATOR, make_demo_curator

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps(monkeypatch, settings, tmp_path):
    """The commands that ``prepare`` calls, in their order, instead of calling them."""
    settings.STATIC_ROOT = tmp_path
    called = []

    def record(name, *args, stdout=None, **options):
        called.append(name)
        if stdout:
            stdout.write("already there\n")

    monkeypatch.setattr(prepare, "call_command", record)
    return called


def taken_port() -> socket.socket:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken


def test_the_demo_curator_can_log_in_with_the_password_that_is_told_once():
    password = make_demo_curator()
    user = authenticate(username=DEMO_CURATOR, password=password)
    assert user.is_staff
    assert not user.is_superuser
    assert role_of(user) == Role.REVIEWER


def test_an_existing_curator_keeps_the_password():
    password = make_demo_curator()
    assert make_demo_curator() is None
    assert authenticate(username=DEMO_CURATOR, password=password)


def test_everything_happens_in_its_order(steps):
    call_command("prepare")
    assert steps == ["migrate", "load_seed", "load_divisions", "collectstatic"]


def test_static_files_are_collected_again_only_when_they_changed(steps, monkeypatch):
    call_command("prepare")
    call_command("prepare")
    assert steps.count("collectstatic") == 1
    monkeypatch.setattr(prepare, "static_fingerprint", lambda: "other")
    call_command("prepare")
    assert steps.count("collectstatic") == 2


def test_only_the_demo_makes_a_login(steps, django_user_model, capsys):
    call_command("prepare")
    assert not django_user_model.objects.exists()
    assert capsys.readouterr().out == ""


def test_standard_output_is_the_password_and_nothing_else(steps, settings, capsys):
    settings.PORT = 0  # any that is free
    call_command("prepare", demo=True)
    assert authenticate(username=DEMO_CURATOR, password=capsys.readouterr().out.strip())
    call_command("prepare", demo=True)
    assert capsys.readouterr().out == ""


def test_a_taken_port_is_reported_before_anything_is_done(steps, settings):
    with taken_port() as taken:
        settings.PORT = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {settings.PORT} on 127.0.0.1 is taken"):
            call_command("prepare", demo=True)
    assert steps == []
