"""Settings: what is missing or malformed stops the start with one line, and .env.example knows them all."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.ops.process import printed_by, python

ENVIRONMENT = Path(settings.BASE_DIR) / "ecosystem" / "environment.py"
EXAMPLE = Path(settings.BASE_DIR) / ".env.example"

# Only the environment can give it, as it says which file to read.
OUTSIDE_THE_FILE = {"ENV_FILE"}


def refusal(**given: str | None) -> str:
    """Return the one line with which the start is refused under these settings."""
    done = python("manage.py", "check", **given)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_a_missing_secret_stops_the_start():
    assert "SECRET_KEY is not set" in refusal(SECRET_KEY=None)


def test_an_empty_secret_is_a_missing_one():
    assert "SECRET_KEY is not set" in refusal(SECRET_KEY="")


def test_while_developing_a_secret_is_made_up():
    assert python("manage.py", "check", "--tag", "compatibility", SECRET_KEY=None, DEBUG="on").returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "not a url"),
        ("DATABASE_URL", "mysql://atlas:topsecret@db/atlas"),
        ("DATABASE_URL", "postgres://atlas:topsecret@db:port/atlas"),
        ("DATABASE_URL", "postgres://atlas:topsecret@db"),
        ("PORT", "eight thousand"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("TRUSTED_PROXIES", "-1"),
        ("HSTS_SECONDS", "1 year"),
        ("WEB_CONCURRENCY", "0"),
        ("DEBUG", "perhaps"),
        ("HTTPS", "maybe"),
        ("API_RATE", "lots"),
        ("IMPORT_RATE", "30 an hour"),
        ("SEARCH_RATE", "60"),
        ("EXPORT_RATE", "0/min"),
        ("LOG_LEVEL", "chatty"),
    ],
)
def test_a_malformed_setting_is_named(name, value):
    line = refusal(**{name: value})
    assert name in line
    assert "topsecret" not in line
    assert ".env" in line


def test_all_malformed_settings_are_named_at_once():
    line = refusal(PORT="x", API_RATE="y")
    assert "PORT" in line
    assert "API_RATE" in line


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "env"
    file.write_text("PORT=7001\nWEB_CONCURRENCY=3\n")
    found = printed_by(
        """
        from ecosystem import environment
        result = [environment.PORT, environment.WEB_CONCURRENCY]
        """,
        ENV_FILE=str(file),
        PORT="7002",
    )
    assert found == [7002, 3]


def test_the_example_names_every_setting_and_no_other():
    read = set(re.findall(r"(?:env\.\w+|switch|number)\(\s*\"([A-Z_]+)\"", ENVIRONMENT.read_text()))
    named = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert read == named
    assert all(name in EXAMPLE.read_text() for name in OUTSIDE_THE_FILE)


def test_no_module_reads_the_environment_on_its_own():
    allowed = {
        "ecosystem/environment.py",  # all settings
        "ecosystem/gunicorn.py",  # what `make run` passes on
        "ecosystem/asgi.py",  # these three name the settings module
        "ecosystem/wsgi.py",
        "manage.py",
    }
    root = Path(settings.BASE_DIR)
    sources = [root / "manage.py", *(root / "ecosystem").rglob("*.py"), *(root / "chains").rglob("*.py")]
    reading = {str(path.relative_to(root)) for path in sources if "os.environ" in path.read_text()}
    assert reading <= allowed


def test_the_example_gives_the_real_defaults():
    """An administrator takes the # away without changing a thing."""
    text = EXAMPLE.read_text()
    given = dict(re.findall(r"^#([A-Z_]+)=(.+)$", text, re.MULTILINE))
    found = printed_by(
        """
        from ecosystem import environment
        result = {name: getattr(environment, name) for name in dir(environment) if name.isupper()}
        """
    )
    spelled = {True: "on", False: "off"}
    for name, value in given.items():
        assert value == str(spelled.get(found[name], found[name]) if isinstance(found[name], bool) else found[name])


SERVER = ("-m", "gunicorn", "--check-config", "--config", "ecosystem/gunicorn.py", "ecosystem.wsgi")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_the_server_does_not_start_without(name):
    done = python(*SERVER, **{name: None})
    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_server_starts_in_production():
    done = python(*SERVER)
    assert done.returncode == 0, done.stderr


def test_production_settings_pass_djangos_own_checks():
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
