"""The rules of the tree, as functions that take one module's name and text and say what is wrong with it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: The rooms of the application and how high each lies. A module imports from below its own level.
LEVELS = {
    "choices": 0,
    "analysis": 0,
    "searching": 0,
    "querysets": 0,
    "ordering": 0,
    "among": 0,
    "integrity": 0,
    "processes": 0,
    "revisions": 0,
    "models": 1,
    "migrations": 1,
    "indexing": 1,
    "filtersets": 2,
    "selectors": 2,
    "resources": 2,
    "exports": 2,
    "figures": 2,
    "briefs": 2,
    "services": 2,
    "views": 3,
    "api": 3,
    "admin": 3,
    "management": 3,
    "templatetags": 3,
    # What joins the rooms; nobody imports it.
    "urls": 4,
    "apps": 4,
}

#: Neighbours that a room on the ground floor, or the migrations, may import.
NEIGHBOURS = {
    "analysis": {"choices"},
    "searching": {"analysis"},
    "querysets": {"analysis", "choices", "revisions", "searching"},
    "revisions": {"among", "choices"},
    "migrations": {"models"},
    "indexing": {"models"},
}

#: Rooms of pure functions: they know no database.
PURE = {"analysis", "exports", "figures", "briefs"}

LONGEST = 400
NO_NAMES = {"utils", "helpers", "signals"}
#: Where such a name is the word of the field: the signals of the gap table are not Django's.
NAMED_FOR_THE_FIELD = {"chains.analysis.signals"}
#: Closed vocabularies: they may import ``TextChoices``, which Django keeps with its models.
VOCABULARIES = {"chains.choices", "chains.analysis.signals"}
BY_NAME = {"import_module", "import_string", "__import__"}


@dataclass(frozen=True)
class Module:
    """A module by its dotted name, with its text."""

    name: str
    text: str
    is_package: bool = False

    @classmethod
    def read(cls, path: Path, root: Path) -> "Module":
        """Return the module in the file ``path``, named from ``root`` down."""
        parts = path.relative_to(root).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        return cls(".".join(parts[:-1] if is_package else parts), path.read_text(), is_package)

    @property
    def room(self) -> str:
        """The room of the application that the module stands in; empty for the package itself."""
        return room_of(self.name)

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@dataclass(frozen=True)
class Import:
    """One imported thing, by its full dotted name, and the line where it is imported."""

    line: int
    target: str


def room_of(name: str) -> str:
    """Return the second part of a dotted name: ``models`` of ``chains.models.actors``."""
    return name.partition(".")[2].partition(".")[0]


def imports(module: Module) -> Iterator[Import]:
    """Yield everything that a module imports, wherever in it, with relative names made absolute."""
    package = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                yield Import(node.lineno, f"{base}.{alias.name}")


def layering(module: Module) -> list[str]:
    """Return what is wrong with the imports of a module of ``chains`` or ``ecosystem``."""
    if module.name.startswith("ecosystem"):
        return [
            f"{module.name}:{each.line} imports {each.target}: the project knows of chains only its URLs"
            for each in imports(module)
            if each.target.split(".")[0] == "chains" and room_of(each.target) != "urls"
        ]
    faults = []
    if module.room and module.room not in LEVELS:
        faults.append(f"{module.name} stands in no room")
    for each in imports(module):
        top = each.target.split(".")[0]
        where = f"{module.name}:{each.line} imports {each.target}"
        if top in {"ecosystem", "tests"}:
            faults.append(f"{where}: chains stands by itself")
        if each.target.startswith("django.db") and module.room in PURE and module.name not in VOCABULARIES:
            faults.append(f"{where}: {module.room} knows no database")
        if top == "chains" and (fault := _direction(module.room, room_of(each.target))):
            faults.append(f"{where}: {fault}")
    return faults


def _direction(room: str, target: str) -> str:
    """Return what is wrong with an import from ``room`` of ``target``, or nothing."""
    if target == room or target in NEIGHBOURS.get(room, ()):
        return ""
    if target not in LEVELS:
        return "that is no room"
    if LEVELS[target] > LEVELS.get(room, 0):
        return "upward"
    if LEVELS[target] == LEVELS.get(room, 0):
        return "sideways"
    return ""


def hidden_imports(module: Module) -> list[str]:
    """Return the imports that stand inside a function, by a star, or by a name put together at run time."""
    faults = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            faults += [
                f"{module.name}:{inner.lineno} imports inside a function"
                for inner in ast.walk(node)
                if isinstance(inner, ast.Import | ast.ImportFrom)
            ]
        elif isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            faults.append(f"{module.name}:{node.lineno} imports a star")
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in BY_NAME:
                faults.append(f"{module.name}:{node.lineno} imports by name at run time")
    return list(dict.fromkeys(faults))


def shape(module: Module) -> list[str]:
    """Return what is wrong with a module's name or length."""
    faults = []
    lines = len(module.text.splitlines())
    if lines > LONGEST and ".migrations." not in module.name:
        faults.append(f"{module.name} has {lines} lines, over {LONGEST}")
    if NO_NAMES & set(module.name.split(".")) and module.name not in NAMED_FOR_THE_FIELD:
        faults.append(f"{module.name} says nothing of what it is for")
    if ".migrations." in module.name:
        name = module.name.rpartition(".")[2]
        if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name) or "_auto_" in f"{name}_":
            faults.append(f"{module.name} is not named for what it does")
    return faults
