"""Schemathesis against the running site, as everybody who may come: all checks, good data and bad, call upon call.

Bounded in time: what it comes to is enough to see whether the description and the site agree on what they write.
Reading is walked through operation by operation in ``tests/api/test_contract.py``.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.site import PREPARE, Site, database

pytestmark = [pytest.mark.own_database, pytest.mark.xdist_group("by_role")]

#: How long each of them goes on, in seconds.
SECONDS = 12

ACCOUNTS = """
import json
from django.contrib.auth import get_user_model
from chains.choices import Role
from chains.services.accounts import give_provinces, give_role, make_roles
from chains.services.tokens import make
call_command("load_seed", verbosity=0)
make_roles()
tokens = {}
for role in Role:
    user = get_user_model().objects.create_user(role, is_staff=True)
    give_role(user, role)
    give_provinces(user, ["320000"] if role == Role.CURATOR else [])
    tokens[role] = make(user, "all", [] if role == Role.VIEWER else ["write", "import"])[1]
print(json.dumps(tokens))
"""

#: What is described and yet refused has to say so with one of these: codes of records that are not there, rules that no
#: description can tell, other people's doors. Of an upload no description says what makes a file a sheet.
CONFIGURATION = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", 304, 308, 401, 403, 404, 409, 410, 412, 422]

[[operations]]
include-name = "POST /api/v1/imports/"
checks.positive_data_acceptance.enabled = false
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roles")
    with database("roles", folder) as url:
        site = Site(url, folder)
        site.tokens = site.prepare(PREPARE + ACCOUNTS)
        (folder / "schemathesis.toml").write_text(CONFIGURATION)
        with site.served():
            yield site, folder


@pytest.mark.parametrize("who", ["nobody", "viewer", "curator", "reviewer", "administrator"])
def test_what_is_written_keeps_to_its_description(served, who):
    site, folder = served
    said = call(site, folder, who)
    assert said.returncode == 0, said.stdout[-6000:] + said.stderr[-2000:] + site.log.read_text()[-4000:]
    assert re.search(r"[1-9][0-9]* passed", said.stdout)
    assert site.complaints() == []


def call(site: Site, folder: Path, who: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis on everything that is written, and what is somebody's, with the token of ``who``."""
    token = "" if who == "nobody" else json.loads(site.tokens)[who]
    return subprocess.run(
        [
            *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
            *("--config-file", str(folder / "schemathesis.toml"), "run", f"{site.url}/api/schema/"),
            *(("-H", f"Authorization: Bearer {token}") if token else ()),
            *("--include-method", "POST", "--include-method", "PATCH"),
            *("--phases", "fuzzing,stateful", "--mode", "all", "--max-examples", "3", "--max-time", str(SECONDS)),
            *("--generation-deterministic", "--no-shrink", "--suppress-health-check", "all", "--no-color"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
