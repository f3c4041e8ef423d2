"""Every file of the project keeps the rules of the tree."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.rules import (
    DOOR,
    PLACES,
    Module,
    circles,
    hidden_imports,
    imports,
    layering,
    offered,
    past_the_door,
    shape,
)

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("chains", "ecosystem", "tests", ".ci")

MODULES = [
    Module.read(path, ROOT)
    for path in (*(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")), ROOT / "manage.py")
]
#: An import of the site's own, on a line of its own in a text.
IMPORT = re.compile(r"^from ((?:chains|ecosystem)[\w.]*) import (\w+(?:, \w+)*)$", re.MULTILINE)
SHIPPED = [module for module in MODULES if module.name.startswith(("chains", "ecosystem"))]


def faults(check, modules):
    return [fault for module in modules for fault in check(module)]


def test_the_files_are_found():
    assert {module.room for module in SHIPPED if module.name.startswith("chains.")} == set(PLACES)
    assert {"manage", "ecosystem.settings", "tests.architecture.test_tree"} < {module.name for module in MODULES}


def test_imports_run_downward_and_never_sideways():
    assert faults(layering, SHIPPED) == []


def test_no_files_import_each_other():
    assert circles(SHIPPED) == []


def test_the_index_stands_behind_one_door_and_nobody_asks_whether_there_is_one():
    offers = offered(next(module for module in SHIPPED if module.name == DOOR))
    assert [fault for module in SHIPPED for fault in past_the_door(module, offers)] == []


def test_no_import_is_hidden():
    assert faults(hidden_imports, SHIPPED) == []


def test_files_are_short_and_named_for_what_they_hold():
    assert faults(shape, MODULES) == []


@pytest.mark.parametrize("room", ["views", "api"])
def test_pages_and_api_are_joined_by_the_addresses_alone(room):
    addresses = next(module for module in SHIPPED if module.name == "chains.urls")
    joined = {each.target for each in imports(addresses)} | set(addresses.text.replace('"', " ").split())
    assert any(target.startswith(f"chains.{room}.") for target in joined)


def test_a_script_that_a_test_keeps_in_a_string_imports_what_is_there():
    """No linter reads such a string, and its test may be among the slow ones."""
    lines = {
        match.groups()
        for module in MODULES
        if module.name.startswith("tests.") and not module.name.startswith("tests.architecture.")
        for text in ast.walk(ast.parse(module.text))
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
        for match in IMPORT.finditer(text.value)
    }
    missing = [
        (package, name)
        for package, names in lines
        for name in names.split(", ")
        if not hasattr(import_module(package), name) and find_spec(f"{package}.{name}") is None
    ]
    assert lines
    assert missing == []
