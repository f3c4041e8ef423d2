"""The rules of the tree, as functions that take one module's name and text and say what is wrong with it."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

#: The levels of the application, from the ground up, and the rows of rooms that each consists of. A room imports from
#: every level below its own, and from the rooms before it in its own row.
LEVELS = (
    # What knows no model: arithmetic, workbooks, paper, and what speaks to any database.
    (
        ("choices", "analysis", "sheets", "figures", "searching"),
        ("membership",),
        ("integrity",),
        ("ordering",),
        ("processes",),
    ),
    # The changelog gives the time that querysets stamp rows with; models use the querysets.
    (("changelog", "querysets", "models", "migrations"),),
    # What writes, and what reads: neither imports the other.
    (
        ("permissions", "history", "services", "importing", "seeding"),
        ("index", "filtersets", "selectors", "tables"),
    ),
    # The surfaces.
    (("views",), ("api",), ("admin",), ("management",), ("templatetags",)),
    # What joins the rooms; nobody imports it.
    (("urls",), ("apps",)),
)

#: Room → its level, its row there, and its place in the row.
PLACES = {
    room: (number, row, place)
    for number, level in enumerate(LEVELS)
    for row, rooms in enumerate(level)
    for place, room in enumerate(rooms)
}

#: Packages and modules of pure functions: they know no database, and of the application nothing that does.
PURE = (
    "chains.choices",
    "chains.analysis",
    "chains.sheets",
    "chains.figures",
    "chains.index.bitmaps",
    "chains.index.cell_counts",
    "chains.index.members",
    "chains.index.order",
    "chains.tables.formats",
    "chains.seeding.building",
    "chains.seeding.supply_chain",
    "chains.seeding.synthetic_companies",
    "chains.seeding.synthetic_names",
)

#: All that an old migration may import of the application: it is never edited, so these names stand still.
FIXED = (
    "chains.migrations.operations",
    "chains.analysis.codes",
    "chains.analysis.names",
    "chains.analysis.readings",
    "chains.models.actors",
)

LONGEST = 400
NO_NAMES = {"utils", "helpers", "signals"}
#: Where such a name is the word of the field: the signals of the gap table are not Django's.
NAMED_FOR_THE_FIELD = {"chains.analysis.signals"}
#: Closed vocabularies: they may import ``TextChoices``, which Django keeps with its models.
VOCABULARIES = {
    "chains.choices",
    "chains.choices.sheets",
    "chains.analysis.signals",
    "chains.analysis.stated_shares",
}
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
    if module.room and module.room not in PLACES:
        faults.append(f"{module.name} stands in no room")
    for each in imports(module):
        top = each.target.split(".")[0]
        where = f"{module.name}:{each.line} imports {each.target}"
        if top in {"ecosystem", "tests"}:
            faults.append(f"{where}: chains stands by itself")
        if each.target.startswith("django.db") and is_pure(module.name) and module.name not in VOCABULARIES:
            faults.append(f"{where}: {module.room} knows no database")
        if top == "chains" and (fault := _direction(module.room, room_of(each.target))):
            faults.append(f"{where}: {fault}")
        elif top == "chains" and is_pure(module.name) and not is_pure(each.target):
            faults.append(f"{where}: that knows a database")
        elif top == "chains" and is_migration(module) and not _within(each.target, FIXED):
            faults.append(f"{where}: that may move, and a migration stays as it is")
    return faults


def is_pure(name: str) -> bool:
    """Return whether a module, or a name in one, is of those that know no database."""
    return _within(name, PURE)


def is_migration(module: Module) -> bool:
    """Return whether a module is a migration itself."""
    return re.fullmatch(r"chains\.migrations\.\w+", module.name) is not None and not module.is_package


def _within(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def _direction(room: str, target: str) -> str:
    """Return what is wrong with an import from ``room`` of ``target``, or nothing."""
    if target == room:
        return ""
    if target not in PLACES:
        return "that is no room"
    level, row, place = PLACES.get(room, (0, -1, 0))
    its_level, its_row, its_place = PLACES[target]
    if its_level != level:
        return "upward" if its_level > level else ""
    if its_row != row:
        return "sideways"
    return "upward" if its_place > place else ""


def circles(modules: Iterable[Module]) -> list[str]:
    """Return a line for each group of modules that import each other, directly or round about.

    Imports for type checkers alone count as well: whoever reads the one has to read the other.
    """
    by_name = {module.name: module for module in modules}
    graph = {name: _imported(module, by_name) for name, module in by_name.items()}
    return [" ↔ ".join(sorted(group)) for group in _strongly_connected(graph) if len(group) > 1]


def _imported(module: Module, by_name: Collection[str]) -> set[str]:
    """Return the modules that one imports. A package it imports a submodule from is not meant itself."""
    found = set()
    for each in imports(module):
        target = each.target
        while target and target not in by_name:
            target = target.rpartition(".")[0]
        if target and target != module.name:
            found.add(target)
    return found


def _strongly_connected(graph: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Yield the groups of nodes that can all be reached from each other (Kosaraju)."""
    order: list[str] = []
    seen: set[str] = set()
    for node in graph:
        _walk(graph, node, seen, order)
    turned: dict[str, set[str]] = {node: set() for node in graph}
    for node, targets in graph.items():
        for target in targets:
            turned[target].add(node)
    seen = set()
    for node in reversed(order):
        group: list[str] = []
        _walk(turned, node, seen, group)
        if group:
            yield group


def _walk(graph: Mapping[str, set[str]], start: str, seen: set[str], done: list[str]) -> None:
    """Append to ``done`` what is reached from ``start`` and not seen yet, each after all that it leads to."""
    if start in seen:
        return
    seen.add(start)
    for target in sorted(graph[start]):
        _walk(graph, target, seen, done)
    done.append(start)


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
    if is_migration(module):
        name = module.name.rpartition(".")[2]
        if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name) or "_auto_" in f"{name}_":
            faults.append(f"{module.name} is not named for what it does")
    return faults


#: The room that others enter by one door: what it offers stands in the package itself.
DOOR = "chains.index"

#: What asks whether there is an index.
ASKS_FOR_THE_INDEX = re.compile(r"FACET_INDEX|\b_?(?:by_index|indexed)\b")


def offered(door: Module) -> set[str]:
    """Return the names that a package offers in ``__all__``."""
    return {
        name
        for node in door.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__"
        for name in ast.literal_eval(node.value)
    }


def past_the_door(module: Module, offers: Collection[str]) -> list[str]:
    """Return the imports that pass by the door, which ``offers`` these names, and the lines that ask for the index."""
    if _within(module.name, [DOOR]) or not module.name.startswith("chains"):
        return []
    faults = [
        f"{module.name}:{each.line} imports {each.target}: that stands behind the door"
        for each in imports(module)
        if each.target.startswith(f"{DOOR}.") and each.target.removeprefix(f"{DOOR}.") not in offers
    ]
    return faults + [
        f"{module.name}:{number} asks for the index"
        for number, line in enumerate(module.text.splitlines(), start=1)
        if ASKS_FOR_THE_INDEX.search(line)
    ]
