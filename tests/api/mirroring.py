"""A mirror as in docs/, fed by a client of the tests, and what it has to be equal to."""

import sqlite3
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from django.conf import settings
from django.db import connection

from chains.api.urls import FOLLOWED
from chains.models import CompanyRedirect, PlacementRedirect


def example_mirror():
    """Return the mirror in docs/, which is what others copy."""
    spec = spec_from_file_location("mirror", Path(settings.BASE_DIR) / "docs" / "mirror.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MIRROR = example_mirror()


class Copy:
    """A mirror as in docs/, that reads by a client of the tests; a test's transaction counts as over."""

    def __init__(self, read, lists=tuple(FOLLOWED)):
        self.read, self.lists, self.cursor, self.kept = read, lists, "start", sqlite3.connect(":memory:")
        self.kept.executescript(MIRROR.TABLES)

    def follow(self, limit=1000):
        connection.check_constraints()
        more = True
        while more:
            page = self.read("changes/", after=self.cursor, limit=limit, list=self.lists)
            for change in page["results"]:
                MIRROR.take(self.kept, change)
            self.cursor, more = page["cursor"], page["more"]
        return self

    def records(self):
        return {
            (name, key): MIRROR.json.loads(body)
            for name, key, body in self.kept.execute("SELECT list, id, body FROM record")
        }

    def merged(self):
        return {(name, key): into for name, key, into in self.kept.execute("SELECT list, id, into_id FROM merged")}


_EVERYTHING = {name: {"dissolved": "true"} for name in ("companies", "placements")}


def source(read, lists=tuple(FOLLOWED)):
    """Return what the lists show, dissolved firms as well: (list, key) → the record."""
    return {
        (name, record[FOLLOWED[name].lookup_url_kwarg]): record
        for name in lists
        for record in read(f"{name}/", limit=1000, **_EVERYTHING.get(name, {}))["results"]
    }


def old_ids(shown):
    """Return where old ids lead, as everybody sees it: until a record has the id again."""
    companies = CompanyRedirect.objects.filter(company__stage="published")
    public = {"placement__stage": "published", "placement__company__stage": "published"}
    placements = PlacementRedirect.objects.filter(**public)
    found = {("companies", old): new for old, new in companies.values_list("public_id", "company__public_id")}
    found |= {("placements", old): new for old, new in placements.values_list("public_id", "placement__public_id")}
    return {of: into for of, into in found.items() if of not in shown}
