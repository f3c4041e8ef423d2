"""Words: a public class has a name of its own, and code says the words of the field."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.architecture.rules import Module

ROOT = Path(__file__).parents[2]
MODULES = [
    Module.read(path, ROOT)
    for package in ("chains", "ecosystem")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]

#: Django looks for these by name.
REQUIRED = {"Command"}

#: Names that stand twice, each with the reason; at most three.
TWICE = {"Worker": "the health check of the workers: its name, in small letters, begins a line of /healthz"}

#: Odd word → the word of the field.
ODD = {
    r"stretch(es)?": "chunk, page or range",
    r"deeds?": "permission or action",
    r"pour(s|ed|ing)?": "bulk insert",
    r"effects": "dependencies",
    r"reckon(s|ed|ing)?": "compute or estimate",
    r"befalls?": "happen to",
    r"whither|whence": "from, to",
}

#: Modules named by a word that says nothing of what they hold.
RIDDLES = {"among", "drawing", "effects", "found", "journal", "keeper", "listed", "moves", "once", "shown", "standing"}


def public_classes(module):
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in REQUIRED:
            yield node.name


def doubled(modules):
    """Return the names of public classes that several modules define, with the modules."""
    where = defaultdict(list)
    for module in modules:
        for name in public_classes(module):
            where[name].append(module.name)
    return {name: rooms for name, rooms in where.items() if len(rooms) > 1}


def odd_words(text):
    """Return the odd words of a text; a part of an identifier is a word as well."""
    words = set(re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text).lower()))
    return sorted(word for word in words if any(re.fullmatch(odd, word) for odd in ODD))


def test_public_class_names_are_unique():
    assert {name: rooms for name, rooms in doubled(MODULES).items() if name not in TWICE} == {}


def test_every_exception_is_needed():
    assert len(TWICE) <= 3
    assert set(TWICE) <= set(doubled(MODULES))


def test_a_doubled_name_is_found():
    one, two = (
        Module("chains.a", "class Row: ...\nclass _Own: ..."),
        Module("chains.b", "class Row: ...\nclass _Own: ..."),
    )
    assert doubled([one, two]) == {"Row": ["chains.a", "chains.b"]}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_say_the_words_of_the_field(module):
    assert odd_words(module.text) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_are_named_for_what_they_hold(module):
    assert module.name.rpartition(".")[2] not in RIDDLES


@pytest.mark.parametrize(
    ("text", "words"),
    [("def by_stretches(): ...", ["stretches"]), ("class Deed: ...", ["deed"]), ("# as it is reckoned", ["reckoned"])],
)
def test_an_odd_word_is_found(text, words):
    assert odd_words(text) == words
