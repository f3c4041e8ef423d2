"""Every example of docs/api.md runs as it stands, against a served site with a worker."""

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.browser.site import Site, database

pytestmark = [
    pytest.mark.own_database,
    pytest.mark.any_database("how other programs read the API, which is asked for on both"),
]

GUIDE = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text()

PREPARE = """
from django.contrib.auth import get_user_model
from chains.choices import Role
from chains.services.accounts import give_role, make_roles
from chains.services.tokens import make
make_roles()
user = get_user_model().objects.create_user("reviewer", is_staff=True)
give_role(user, Role.REVIEWER)
print(make(user, "guide", ["write", "import"])[1])
"""


def examples(language: str) -> list[str]:
    """Return the blocks of code of this language."""
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guide")
    with database("guide", folder, seed=True) as url:
        site = Site(url, folder)
        token = site.prepare(PREPARE)
        with site.served(), site.working():
            yield site.url, {**os.environ, "ATLAS": site.url, "TOKEN": token}


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_kind_of_example_is_there():
    assert [len(examples(language)) for language in ("bash", "python", "powerquery")] == [3, 1, 1]


def test_the_commands_run_one_after_the_other(served):
    url, environment = served
    script = "set -euo pipefail\n" + "\n".join(examples("bash")).replace("http://127.0.0.1:8000", url)
    said = run(["bash", "-c", script], environment)
    assert '"name":"中微公司"' in said or '"results":[{"id"' in said
    assert "304" in said
    assert '"legal_name":"苏州璇玑光刻有限公司"' in said
    assert '"placements":1' in said
    assert '"outcome":"changed"' in said


def test_the_program_runs(served):
    _url, environment = served
    said = run([sys.executable, "-c", examples("python")[0]], environment)
    assert re.search(r"^1 created, 1 changed, batch \d+$", said, re.MULTILINE)
    assert int(re.search(r"^(\d+) companies$", said, re.MULTILINE)[1]) >= 163


def test_the_query_of_excel_reads_a_table_that_has_its_columns(served):
    url, _environment = served
    query = examples("powerquery")[0]
    path = re.search(r'RelativePath = "([^"]+)"', query)[1]
    parameters = dict(re.findall(r'(\w+) = "([^"]+)"', re.search(r"Query = \[(.*?)\]", query)[1]))
    chosen = re.findall(r'"(\w+)"', re.search(r"SelectColumns\(Promoted, \{(.*?)\}", query)[1])
    with urlopen(f"{url}/{path}?{urlencode(parameters)}") as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))
    assert rows
    assert set(chosen) <= set(rows[0])
    assert {row["province"] for row in rows} == {"320000"}
