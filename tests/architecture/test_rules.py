"""The rules find what they are for: each is shown a module that breaks it, and one that comes close."""

import pytest

from tests.architecture.rules import (
    LONGEST,
    Import,
    Module,
    circles,
    hidden_imports,
    imports,
    layering,
    offered,
    past_the_door,
    shape,
)


def module(name, *lines, is_package=False):
    return Module(name, "\n".join(lines), is_package)


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("chains.models.actors", "from chains.selectors.gaps import gap_view", "upward"),
        ("chains.models.actors", "from chains import filtersets", "upward"),
        ("chains.models.actors", "from .. import tables", "upward"),
        ("chains.models.actors", "import chains.views.home", "upward"),
        ("chains.querysets", "from chains.models import Company", "upward"),
        ("chains.changelog.clock", "from chains.querysets import CompanyQuerySet", "upward"),
        ("chains.permissions", "from chains.history import curation", "upward"),
        ("chains.history.batches", "from chains.services import quotas", "upward"),
        ("chains.services.dumps", "from chains.importing import jobs", "upward"),
        ("chains.importing.existing_companies", "from chains import seeding", "upward"),
        ("chains.selectors.maps", "from chains import tables", "upward"),
        ("chains.history.merging", "from chains.api import pagination", "upward"),
        ("chains.views.home", "from chains.urls import urlpatterns", "upward"),
        ("chains.choices", "from chains.analysis import names", "upward"),
        ("chains.analysis.names", "from chains.querysets import name_condition", "upward"),
        ("chains.models.actors", "from chains.migrations import something", "upward"),
        ("chains.ordering", "from chains.membership import among", "sideways"),
        ("chains.selectors.maps", "from chains.history import curation", "sideways"),
        ("chains.importing.existing_companies", "from chains.selectors import companies", "sideways"),
        ("chains.filtersets", "from .selectors import companies", "upward"),
        ("chains.views.home", "from chains.api.errors import problem", "sideways"),
        ("chains.views.home", "from ..admin import site", "sideways"),
        ("chains.api.viewsets.gaps", "from ...views.throttling import throttled", "sideways"),
        ("chains.admin.site", "import chains.templatetags.atlas", "sideways"),
        ("chains.management.commands.prepare", "from chains.admin import site", "sideways"),
        ("chains.views.home", "import chains", "that is no room"),
        ("chains.views.home", "from chains import secrets", "that is no room"),
        ("chains.analysis.gaps", "from django.db import models", "knows no database"),
        ("chains.index.bitmaps", "from django.db import models", "knows no database"),
        ("chains.index.order", "from .state import built", "knows a database"),
        ("chains.analysis.gaps", "from django.db.models import TextChoices", "knows no database"),
        ("chains.tables.formats", "import django.db.models", "knows no database"),
        ("chains.seeding.building.actors", "from django.db import models", "knows no database"),
        ("chains.seeding.building.actors", "from ...models import Company", "knows a database"),
        ("chains.seeding.building.actors", "from ..loading import load", "knows a database"),
        ("chains.figures.paper", "import chains.querysets", "upward"),
        ("chains.migrations.0024_a_step", "from chains.integrity import install", "may move"),
        ("chains.migrations.0024_a_step", "from chains import choices", "may move"),
        ("chains.models.base", "from ecosystem.settings import DEBUG", "stands by itself"),
        ("chains.seeding.loading", "from tests.factories import make_company", "stands by itself"),
        ("ecosystem.urls", "from chains.views import home", "only its URLs"),
        ("ecosystem.settings", "import chains.choices", "only its URLs"),
    ],
)
def test_a_wrong_import_is_reported_with_its_line(name, line, fault):
    [found] = layering(module(name, '"""What it is for."""', "import os", line))
    assert found.startswith(f"{name}:3 imports ")
    assert fault in found


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("chains.querysets", "from chains.analysis.names import fold"),
        ("chains.analysis.gaps", "from chains.choices import Verdict"),
        ("chains.analysis.codes", "from .names import fold"),
        ("chains.models.actors", "from .base import Record"),
        ("chains.models.actors", "from chains.analysis.codes import SLUG_PATTERN"),
        ("chains.migrations.0001_vocabulary", "import chains.models.actors"),
        ("chains.migrations.0002_integrity_triggers", "from chains.migrations.operations.integrity import install"),
        ("chains.migrations.0002_integrity_triggers", "from chains.migrations.operations import integrity"),
        ("chains.migrations.operations.integrity", "from chains.integrity import install"),
        ("chains.seeding.loading", "from chains.importing import known"),
        ("chains.seeding.building.actors", "from chains.analysis.names import fold"),
        ("chains.history.curation", "from chains import permissions"),
        ("chains.selectors.maps", "from chains.filtersets import MapFilterSet"),
        ("chains.selectors.maps", "from .gaps import GapView"),
        ("chains.views.lists", "from . import downloads"),
        ("chains.views.lists", "from chains import filtersets, models, tables"),
        ("chains.api.viewsets.gaps", "from ..errors import Refused"),
        ("chains.admin.evidence", "from chains.history import curation"),
        ("chains.urls", "from chains.views import home"),
        ("chains.urls", "from chains.api.urls import router"),
        ("chains.choices", "from django.db.models import TextChoices"),
        ("ecosystem.urls", "from chains.urls import urlpatterns"),
        ("ecosystem.settings", "from ecosystem import environment"),
    ],
)
def test_a_right_import_passes(name, line):
    assert layering(module(name, line)) == []


def test_a_module_outside_every_room_is_reported():
    assert layering(module("chains.manager2")) == ["chains.manager2 stands in no room"]


def test_relative_imports_start_at_the_package():
    text = "from . import a\nfrom .b import c\nfrom ..d import e"
    targets = {Import(1, "chains.api.a"), Import(2, "chains.api.b.c"), Import(3, "chains.d.e")}
    assert set(imports(module("chains.api", text, is_package=True))) == targets
    assert set(imports(module("chains.api.x", text))) == targets


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["def f():", "    import os"], "inside a function"),
        (["class A:", "    def f(self):", "        if 1:", "            from os import path"], "inside a function"),
        (["async def f():", "    def g():", "        import os"], "inside a function"),
        (["from os import *"], "a star"),
        (["import importlib", "os = importlib.import_module('os')"], "by name"),
        (["os = __import__('os')"], "by name"),
    ],
)
def test_a_hidden_import_is_reported_once(lines, fault):
    [found] = hidden_imports(module("chains.views.home", *lines))
    assert fault in found


def test_an_import_under_a_condition_is_not_hidden():
    text = ["import os", "if os.name:", "    import sys"]
    assert hidden_imports(module("chains.views.home", *text)) == []


def test_files_that_import_each_other_are_reported_together():
    round_about = [
        module("chains.views.a", "from .b import x"),
        module("chains.views.b", "from . import c"),
        module("chains.views.c", "from chains.views import a"),
        module("chains.views.d", "from .a import x"),
        module("chains.views", is_package=True),
    ]
    assert circles(round_about) == ["chains.views.a ↔ chains.views.b ↔ chains.views.c"]
    assert circles(round_about[1:]) == []


def test_an_import_for_type_checkers_makes_a_circle_as_well():
    one = module("chains.views.a", "from typing import TYPE_CHECKING", "if TYPE_CHECKING:", "    from .b import x")
    assert circles([one, module("chains.views.b", "from .a import y")]) == ["chains.views.a ↔ chains.views.b"]


@pytest.mark.parametrize(
    "line",
    [
        "from chains.index import refresh",
        "from chains.index.refresh import current",
        "import chains.index.bitmaps",
        "on = settings.FACET_INDEX",
        "answer = _indexed(request)",
    ],
)
def test_what_passes_by_the_door_is_reported(line):
    assert len(past_the_door(module("chains.views.home", line), {"companies"})) == 1
    assert past_the_door(module("chains.index.state", line), {"companies"}) == []


@pytest.mark.parametrize(
    "line", ["from chains import index", "from chains.index import companies", "index.companies()"]
)
def test_what_goes_by_the_door_passes(line):
    door = module("chains.index", "from .company_pages import companies", '__all__ = ["companies"]', is_package=True)
    assert past_the_door(module("chains.views.home", line), offered(door)) == []


def test_a_file_may_be_long_only_if_it_is_a_migration():
    lines = ["pass"] * LONGEST
    assert shape(module("chains.filtersets", *lines)) == []
    assert shape(module("chains.filtersets", *lines, "pass")) == ["chains.filtersets has 401 lines, over 400"]
    assert shape(module("chains.migrations.0001_vocabulary", *lines, "pass")) == []


@pytest.mark.parametrize("name", ["chains.utils", "chains.views.helpers", "tests.signals", "chains.utils.text"])
def test_a_name_that_says_nothing_is_reported(name):
    assert shape(module(name)) == [f"{name} says nothing of what it is for"]


@pytest.mark.parametrize("name", ["0003_auto_20261101_1200", "0003", "0003_rename_auto_x", "add_status", "0003_auto"])
def test_a_migration_without_a_name_is_reported(name):
    assert shape(module(f"chains.migrations.{name}")) == [f"chains.migrations.{name} is not named for what it does"]


def test_a_migration_named_for_what_it_does_passes():
    assert shape(module("chains.migrations.0003_automotive_segments")) == []
