"""A process of its own, for what is settled when a process starts: settings, logs, connections."""

import json
import os
import subprocess
import sys
from textwrap import dedent
from typing import Any

from django.conf import settings

#: What a site in production has to give, and nothing that the tests' own process was given.
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "ecosystem.settings",
    "ENV_FILE": "",
    "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "atlas.example,testserver",
    "CACHE_DIR": os.environ["CACHE_DIR"],
    "DATABASE_URL": "sqlite://:memory:",
}

#: Makes the tables straight from the models, as a process per test cannot wait for all migrations each time;
#: and serves static files by their own names, as no test has collected them.
TABLES = """
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
"""


def python(*arguments: str, **given: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python with production settings and those ``given`` (None takes one away); return how it went."""
    environment = {name: value for name, value in (PRODUCTION | given).items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def run_code(code: str, **given: str | None) -> subprocess.CompletedProcess[str]:
    """Run ``code`` after Django's set-up, as ``python`` does."""
    return python("-c", f"import django\ndjango.setup()\n{dedent(code)}", **given)


def printed_by(code: str, **given: str | None) -> Any:
    """Run ``code`` and return what it leaves in ``result``, by way of JSON."""
    done = run_code(f"{dedent(code)}\nimport json\nprint('\\n' + json.dumps(result, default=str))", **given)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
