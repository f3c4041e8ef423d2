"""The example mirror in docs/, run as anybody would run it, against a site that several write to at once."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from chains.api.urls import FOLLOWED
from tests.browser.site import Site, database

pytestmark = pytest.mark.own_database

MIRROR = Path(settings.BASE_DIR) / "docs" / "mirror.py"

#: Each writes in transactions that overlap those of the others, and takes something back.
WRITERS = (
    """
import time
from django.db import IntegrityError, transaction
from chains.choices import Stage
from chains.models import Company, Placement, Segment, Source
design, source = Segment.objects.get(code="ic.design"), Source.objects.first()
for number in range(12):
    with transaction.atomic():
        stage = Stage.PUBLISHED if number % 4 else Stage.DRAFT
        company = Company.objects.create(name=f"同步微电子{number}", stage=stage)
        placement = Placement.objects.create(company=company, segment=design, province_id="310000")
        time.sleep(0.01)
        placement.evidence.create(source=source, printed_name=f"同步{number}")
    try:
        with transaction.atomic():
            placement.status = "withdrawn"
            placement.save()
            if number % 3:
                raise IntegrityError
    except IntegrityError:
        pass
Company.objects.filter(name__startswith="同步微电子", stage=Stage.DRAFT).update(stage=Stage.PUBLISHED)
""",
    """
from chains.choices import SheetKind
from chains.models import Company, Label
from chains.importing import committing, planning
from chains.history import batches
from chains.history.merging import merge
rows = [f"璇玑光刻{number},ic.design,江苏,exchanges-2021" for number in range(40)]
content = "\\n".join(["企业名称,所属环节,省份,来源", *rows]).encode()
sheet = planning.upload(SheetKind.COMPANIES, "名单.csv", content, None)
planning.plan(sheet)
committing.queue(sheet, None)
committing.run(sheet.pk)
first, second, third, fourth = Company.objects.filter(name__startswith="璇玑光刻").order_by("pk")[:4]
merge(first, [second], {}, None, "试验")
taken_back = merge(first, [third], {}, None, "试验")
batches.undo(taken_back, None, "试验")
merge(fourth, [first], {}, None, "试验")
Label.objects.update(name_en="Renamed")
""",
)


@pytest.fixture
def site(tmp_path):
    with database("mirrored", tmp_path, seed=True) as url:
        site = Site(url, tmp_path)
        with site.served():
            yield site


def listed(site):
    """Return what the site shows: (list, key) → the record."""
    found = {}
    for name, viewset in FOLLOWED.items():
        with urlopen(f"{site.url}/api/v1/{name}/?limit=1000") as answer:
            for record in json.load(answer)["results"]:
                found[name, record[viewset.lookup_url_kwarg]] = record
    return found


def kept(copy, query="SELECT list, id, body FROM record"):
    with closing(sqlite3.connect(copy)) as connection:
        return {(name, key): value for name, key, value in connection.execute(query)}


def test_the_copy_is_the_original_however_many_write_at_once_and_wherever_it_is_stopped(site, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    command = [sys.executable, str(MIRROR), site.url, str(copy)]
    mirror = subprocess.Popen([*command, "0.05"])
    try:
        code = "import django\ndjango.setup()\n"
        writers = [
            subprocess.Popen([sys.executable, "-c", code + writer], env=site.environment, cwd=settings.BASE_DIR)
            for writer in WRITERS
        ]
        assert writers[0].wait() == 0
        mirror.send_signal(signal.SIGKILL)
        mirror.wait()
        mirror = subprocess.Popen([*command, "0.05"])
        assert writers[1].wait() == 0
    finally:
        mirror.kill()
        mirror.wait()
    subprocess.run(command, check=True)
    assert {of: json.loads(body) for of, body in kept(copy).items()} == listed(site)
    merged = kept(copy, "SELECT list, id, into_id FROM merged")
    assert len({key for name, key in merged if name == "companies"}) == 2
    for (name, key), into in merged.items():
        with urlopen(f"{site.url}/api/v1/{name}/{key}/") as answer:
            assert json.load(answer)["id"] == into
    assert site.complaints() == []
