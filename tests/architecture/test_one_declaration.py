"""The columns of a record are named in one place: nothing else names half of them."""

import ast
from collections.abc import Iterator

import pytest

from chains.models.columns import COLUMNS
from tests.architecture.rules import Module
from tests.architecture.test_tree import SHIPPED

#: Where records are declared.
DECLARED = ("chains.models", "chains.migrations")

#: Fewer names than this are no list of a record's columns.
FEWEST = 7

#: What names most columns of a record for a reason of its own.
EXCEPTIONS = {
    "chains.analysis.gaps": "what the arithmetic needs of an assessment",
    "chains.api.serializers.included": "a company in short, for those who include it",
    "chains.api.serializers.inputs.examples": "complete examples, as somebody sends them; tests send them",
    "chains.seeding.building.sheets": "the sheets of the seed, which have a layout of their own",
    "chains.seeding.synthesis": "writes made-up companies, value by value",
    "chains.seeding.synthetic_companies": "makes companies up, value by value",
}

FIELDS = {model.__name__: frozenset(each.name for each in columns) for model, columns in COLUMNS.items()}


def names(node: ast.AST) -> Iterator[str]:
    """Yield the texts of a literal, nested ones included; of a class, the names that it declares."""
    if isinstance(node, ast.ClassDef):
        for each in node.body:
            target = each.target if isinstance(each, ast.AnnAssign) else next(iter(getattr(each, "targets", ())), None)
            if isinstance(target, ast.Name):
                yield target.id
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.Starred):
        yield from names(node.value)
    else:
        for each in node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ()):
            if each is not None:
                yield from names(each)


def second_lists(module: Module) -> list[str]:
    """Return the literals and classes of a module that name half of the columns of a record, or more."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict | ast.ClassDef):
            named = set(names(node))
            for record, fields in FIELDS.items():
                if len(named & fields) >= max(FEWEST, len(fields) // 2):
                    found.append(f"{module.name}:{node.lineno} names the columns of {record}: {sorted(named & fields)}")
                    break
    return found


def test_no_second_list_of_a_records_columns_remains():
    modules = [each for each in SHIPPED if not each.name.startswith(DECLARED) and each.name not in EXCEPTIONS]
    assert [fault for module in modules for fault in second_lists(module)] == []


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_an_exception_is_needed(name):
    [module] = [each for each in SHIPPED if each.name == name]
    assert second_lists(module)


@pytest.mark.parametrize(
    "text",
    [
        'X = ("name", "legal_name", "name_en", "uscc", "website", "description", "city")',
        'X = {"name": 1, "legal_name": 2, "name_en": 3, "uscc": 4, "website": 5, "description": 6, "city": 7}',
        'X = (*("name", "legal_name", "name_en"), *("uscc", "website", "description", "city"))',
        "class X:\n    name = legal_name = 1\n    uscc: str\n    website: str\n    city: str\n    country: str\n"
        "    name_en: str\n    description: str\n    founded_on: int",
    ],
)
def test_a_second_list_is_found(text):
    [fault] = second_lists(Module("chains.views.companies", text))
    assert fault.startswith("chains.views.companies:1 names the columns of Company")


def test_a_few_names_are_no_list():
    assert second_lists(Module("chains.views.companies", 'X = ("name", "uscc", "website")')) == []
