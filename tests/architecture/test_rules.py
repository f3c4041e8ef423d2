"""The rules find what they are for: each is shown a module that breaks it, and one that comes close."""

import pytest

from tests.architecture.rules import LONGEST, Import, Module, hidden_imports, imports, layering, shape


def module(name, *lines, is_package=False):
    return Module(name, "\n".join(lines), is_package)


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("chains.models.actors", "from chains.selectors.gaps import gap_view", "upward"),
        ("chains.models.actors", "from chains import filtersets", "upward"),
        ("chains.models.actors", "from .. import exports", "upward"),
        ("chains.models.actors", "import chains.views.home", "upward"),
        ("chains.querysets", "from chains.models import Company", "upward"),
        ("chains.seeding.building.actors", "from ...models import Company", "upward"),
        ("chains.history.merging", "from chains.api import pagination", "upward"),
        ("chains.views.home", "from chains.urls import urlpatterns", "upward"),
        ("chains.choices", "from chains.analysis import names", "sideways"),
        ("chains.analysis.names", "from chains.querysets import name_condition", "sideways"),
        ("chains.models.actors", "from chains.migrations import something", "sideways"),
        ("chains.selectors.maps", "from chains.filtersets import MapFilterSet", "sideways"),
        ("chains.selectors.maps", "from chains.services import curation", "sideways"),
        ("chains.filtersets", "from .selectors import companies", "sideways"),
        ("chains.views.home", "from chains.api.errors import problem", "sideways"),
        ("chains.views.home", "from ..admin import site", "sideways"),
        ("chains.api.viewsets.gaps", "from ...views.throttling import throttled", "sideways"),
        ("chains.admin.site", "import chains.templatetags.atlas", "sideways"),
        ("chains.management.commands.prepare", "from chains.admin import site", "sideways"),
        ("chains.views.home", "import chains", "that is no room"),
        ("chains.views.home", "from chains import secrets", "that is no room"),
        ("chains.analysis.gaps", "from django.db import models", "knows no database"),
        ("chains.analysis.gaps", "from django.db.models import TextChoices", "knows no database"),
        ("chains.tables.formats", "import django.db.models", "knows no database"),
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
        ("chains.analysis.gaps", "from chains.choices import Signal"),
        ("chains.analysis.codes", "from .names import fold"),
        ("chains.models.actors", "from .base import Record"),
        ("chains.models.actors", "from chains.analysis.codes import SLUG_PATTERN"),
        ("chains.migrations.0001_vocabulary", "import chains.models.actors"),
        ("chains.migrations.0002_integrity_triggers", "from chains.integrity import install"),
        ("chains.selectors.maps", "from .gaps import GapView"),
        ("chains.views.lists", "from . import downloads"),
        ("chains.views.lists", "from chains import filtersets, models, resources"),
        ("chains.api.viewsets.gaps", "from ..errors import Refused"),
        ("chains.admin.evidence", "from chains.services import curation"),
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
