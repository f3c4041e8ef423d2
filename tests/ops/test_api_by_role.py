"""Schemathesis against the running site, as everybody who may come: all checks, good data and bad, call upon call.

Bounded: every operation is called a few times, and chains of calls are followed as often as ``CONFIGURATION`` says;
in the matrix more often, and as everybody.
Reading is walked through parameter by parameter in ``tests/api/test_contract.py``.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api import acceptance
from tests.browser.site import PREPARE, Site, database
from tests.examples import MATRIX

pytestmark = [pytest.mark.own_database, pytest.mark.xdist_group("by_role")]

#: How long each of them may take, in seconds; where nothing else goes on it takes a tenth of that.
SECONDS = 300

ACCOUNTS = """
import json
from django.contrib.auth import get_user_model
from chains.choices import Role
from chains.services.accounts import give_provinces, give_role, make_roles
from chains.services.tokens import make
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
#: description can tell, other people's doors. Of an upload no description says what makes a file a sheet; in reading an
#: unknown code is a 400, and only that: the hooks have a check of their own for it.
#: What is not described has to be refused, with what schemathesis expects by itself, or with 414 by the server, where
#: the address made of it is too long.
CONFIGURATION = f"""
hooks = {json.dumps(acceptance.__file__)}

[checks]
positive_data_acceptance.expected-statuses = ["2xx", 304, 308, 401, 403, 404, 409, 410, 412, 422]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 414, 415, 422, 428, 429, "5xx"]

[phases.stateful]
generation.max-examples = {20 if MATRIX else 5}

[[operations]]
include-method = "GET"
checks.positive_data_acceptance.enabled = false

[[operations]]
include-name = "POST /api/v1/imports/"
checks.positive_data_acceptance.enabled = false
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roles")
    with database("roles", folder, seed=True) as url:
        site = Site(url, folder)
        site.tokens = site.prepare(PREPARE + ACCOUNTS)
        (folder / "schemathesis.toml").write_text(CONFIGURATION)
        with site.served():
            yield site, folder


#: Who may less calls the same operations, as far as they get; what they may is asked in tests/api/test_permissions.py.
LESS = pytest.mark.matrix("the administrator calls all there is, and test_permissions asks what the others may")
ONE = pytest.mark.any_database("what is written is written on both in tests/api/writing, and filters are asked on both")


@pytest.mark.parametrize(
    "who",
    [
        *(pytest.param(who, marks=LESS) for who in ("nobody", "viewer", "curator", "reviewer")),
        pytest.param("administrator", marks=ONE),
    ],
)
def test_the_site_keeps_to_its_description(served, who):
    site, folder = served
    said = call(site, folder, who)
    assert said.returncode == 0, said.stdout[-6000:] + said.stderr[-2000:] + site.log.read_text()[-4000:]
    assert re.search(r"Selected: ([1-9][0-9]*)/\1\n *Tested: \1\n", said.stdout), "not every operation was called"
    assert len(re.findall(r"[1-9][0-9]* passed$", said.stdout, re.MULTILINE)) > 1, "and once more, call upon call"
    assert site.complaints() == []


def call(site: Site, folder: Path, who: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis on all that is described, with the token of ``who``."""
    token = "" if who == "nobody" else json.loads(site.tokens)[who]
    return subprocess.run(
        [
            *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
            *("--config-file", str(folder / "schemathesis.toml"), "run", f"{site.url}/api/schema/"),
            *(("-H", f"Authorization: Bearer {token}") if token else ()),
            *("--phases", "fuzzing,stateful", "--mode", "all", "--max-examples", "3" if MATRIX else "1"),
            *("--generation-deterministic", "--no-shrink", "--suppress-health-check", "all", "--no-color"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
