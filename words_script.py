"""Put plain words for odd ones. Usage: words.py ROOT [--no-messages] [--dry]

Idempotent: what is renamed already is passed over, a text that is not found is skipped. Works on tracked files alone.
Order: files (git mv, imports), names of classes and functions by where they are defined, words, prose, then ruff.
It leaves alone migrations, locale, URL names, model names, and msgids (a call of gettext is never touched).
"""
import ast, io, os, re, subprocess, sys, tokenize
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
ROOT = Path(sys.argv[1]).resolve()
os.chdir(ROOT)
PY, RUFF = "/work/main/.venv/bin/python", "/work/main/.venv/bin/ruff"

# ---------------------------------------------------------------- 1. files: a module and its new last name
MODULES = {
    "chains.api.once": "idempotency",
    "chains.api.drawing": "row_rendering",
    "chains.api.serializers.writing": "write_results",
    "chains.templatetags.drawing": "svg",
    "chains.admin.columns": "list_columns",
    "chains.admin.work": "work_pages",
    "chains.admin.choosing": "choice_fields",
    "chains.analysis.missing": "missing_values",
    "chains.analysis.characters": "invisible_characters",
    "chains.importing.reading": "uploads",
    "chains.importing.known": "existing_companies",
    "chains.importing.waiting": "waiting_entries",
    "chains.importing.memory": "garbage_collection",
    "chains.importing.overtaking": "concurrent_changes",
    "chains.importing.running": "run_state",
    "chains.filtersets.registers": "lists",
    "chains.filtersets.choices": "filter_choices",
    "chains.index.registers": "facet_records",
    "chains.index.records": "held_records",
    "chains.seeding.building.shapes": "code_cells",
    "chains.seeding.building.context": "seed_context",
    "chains.sheets.columns": "sheet_columns",
    "chains.sheets.texts": "text_files",
    "chains.views.context": "context_processors",
    "tests.plugins.once": "second_database",
    "tests.api.writing.test_once": "test_idempotency",
}
NEW = {old: f"{old.rpartition('.')[0]}.{new}" for old, new in MODULES.items()}

def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "-z", *patterns], capture_output=True, text=True, check=True).stdout
    return sorted(p for p in out.split("\0") if p and os.path.exists(p))

def dotted(path):
    parts = path[:-3].split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

def is_package(path): return path.endswith("/__init__.py")

for old, new in NEW.items():
    a, b = old.replace(".", "/") + ".py", new.replace(".", "/") + ".py"
    if os.path.exists(a) and not os.path.exists(b): subprocess.run(["git", "mv", a, b], check=True)
    elif os.path.exists(a): sys.exit(f"both {a} and {b}")

def pythons():
    return [p for p in tracked("*.py") if "/migrations/" not in p]

def text_of(path): return Path(path).read_text()

def absolute(path, node):
    name = dotted(path)
    package = name.split(".") if is_package(path) else name.split(".")[:-1]
    above = package[: len(package) - node.level + 1] if node.level else []
    return ".".join([*above, *filter(None, [node.module])])

def tokens(text): return list(tokenize.generate_tokens(io.StringIO(text).readline))

def replaced(text, changes):
    """Apply {(line, column of the token): (old, new)} to the text."""
    lines = text.splitlines(keepends=True)
    for (line, column), (old, new) in sorted(changes.items(), reverse=True):
        raw = lines[line - 1]
        assert raw[column:column + len(old)] == old, (line, column, old, raw)
        lines[line - 1] = raw[:column] + new + raw[column + len(old):]
    return "".join(lines)

def imports_of(path, tree):
    """Give for each imported name: (abs module, name, local name, node)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = absolute(path, node)
            for alias in node.names: yield base, alias.name, alias.asname or alias.name, node, alias

def move_imports(path):
    text = text_of(path); tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = absolute(path, node)
            if base in NEW and node.module:
                line = lines[node.lineno - 1]
                lines[node.lineno - 1] = _swap(line, NEW[base].rpartition(".")[2])
    text = "".join(lines)
    # from pkg import module: the name in the import and wherever it is used
    tree = ast.parse(text); used = {}
    spans = []
    for base, name, local, node, alias in imports_of(path, tree):
        full = f"{base}.{name}"
        if full in NEW:
            spans.append((alias.lineno, alias.col_offset, name, NEW[full].rpartition(".")[2]))
            if alias.asname is None: used[name] = NEW[full].rpartition(".")[2]
    changes = {(l, c): (o, n) for l, c, o, n in spans}
    aliases = {(a.lineno, a.col_offset) for *_x, a in imports_of(path, tree)}
    if used:
        toks = tokens(text); before = None
        for t in toks:
            if t.type == tokenize.NAME and t.string in used and t.start not in aliases and not (before and before.string == "."):
                changes[t.start] = (t.string, used[t.string])
            if t.type not in (tokenize.NL, tokenize.COMMENT): before = t
    text = replaced(text, changes)
    return text

def _swap(line, last):
    m = re.match(r"(\s*from\s+)(\.*)([\w.]*)(\s+import.*)", line, re.S)
    parts = m[3].split("."); parts[-1] = last
    return m[1] + m[2] + ".".join(parts) + m[4]

for path in pythons():
    before = text_of(path); after = move_imports(path)
    if after != before: Path(path).write_text(after)

NAMED = [p for p in tracked("*.py", "*.md", "*.toml", "*.html", "*.svg", "*.po", "Makefile", ".ci/run", ".ci/*.py") if "/migrations/" not in p]
for path in NAMED:
    text = before = text_of(path)
    for old, new in NEW.items():
        text = re.sub(rf"\b{re.escape(old)}(?![\w])", new, text)
        text = text.replace(old.replace(".", "/") + ".py", new.replace(".", "/") + ".py")
        text = re.sub(rf"(?<![\w/]){re.escape('/'.join(old.split('.')[1:]))}\.py", "/".join(new.split(".")[1:]) + ".py", text)
    if text != before: Path(path).write_text(text)
for path in tracked("templates/*.html", "templates/*.svg"):
    text = before = text_of(path)
    text = re.sub(r"(\{% load [^%]*)\bdrawing\b", r"\1svg", text)
    if text != before: Path(path).write_text(text)

# ---------------------------------------------------------------- 2. names, by the module that defines them
NAMES = {
    "chains.figures.flow": {"Box": "SegmentBox", "Spot": "FlowItem", "Drawing": "FlowLayout", "draw": "lay_out"},
    "chains.figures.content": {"Band": "FigureBand", "Cell": "FigureCell", "Column": "FigureColumn", "Row": "FigureRow", "Name": "FigureName"},
    "chains.figures.schematic": {"Place": "CityPoint"},
    "chains.figures.measuring": {"Placed": "NamePiece"},
    "chains.analysis.comparison": {"Column": "ComparedColumn"},
    "chains.analysis.retracing": {"Entry": "HistoryEntry", "State": "RowState", "standing": "resulting_state"},
    "chains.analysis.duplicates": {"Firm": "ComparedFirm"},
    "chains.analysis.support": {"Ground": "SourceSupport"},
    "chains.analysis.candidates": {"Link": "FeedLink", "Reason": "CandidateReason", "Stand": "LivePlacement"},
    "chains.analysis.supply": {"Part": "CountryShare"},
    "chains.analysis.changes": {"Reading": "CellReading"},
    "chains.filtersets.lookups": {"Column": "LookupColumn"},
    "chains.selectors.changes": {"Comparison": "SnapshotComparison"},
    "chains.admin.history": {"Entry": "ChangeSet"},
    "chains.history.records": {"Entry": "RecordEntry", "Fault": "FieldFault"},
    "chains.history.bulk_edits": {"Plan": "EditPlan", "RowPlan": "RowEdit"},
    "chains.history.bulk_loading": {"pour": "bulk_insert", "pour_columns": "bulk_insert_columns"},
    "chains.importing.subjects": {"Entry": "RowEntry"},
    "chains.importing.planning": {"Reading": "SheetReading"},
    "chains.importing.waiting_entries": {"Waiting": "WaitingEntries"},
    "chains.importing.concurrent_changes": {"Overtaking": "ConcurrentChanges"},
    "chains.selectors.public_changes": {"Entry": "PublicChange"},
    "chains.selectors.record_changes": {"Entry": "LogEntry", "Position": "LogPosition"},
    "chains.selectors.duplicates": {"Row": "PairRow", "Side": "PairSide", "Waiting": "WaitingPair"},
    "chains.selectors.compare": {"Side": "ComparedPlace"},
    "chains.selectors.candidates": {"Support": "SegmentTies"},
    "chains.selectors.profiles": {"Stand": "SegmentPresence"},
    "chains.selectors.quality": {"Tally": "CheckTally"},
    "chains.seeding.synthetic_companies": {"Firm": "SyntheticCompany", "Ground": "SyntheticFrame", "Stand": "SyntheticPlacement"},
    "chains.seeding.synthetic_names": {"Name": "SyntheticName"},
    "chains.seeding.building.sheets": {"Row": "SeedRow", "SheetError": "SeedSheetError"},
    "chains.seeding.building.seed_context": {"Segment": "SeedSegment"},
    "chains.seeding.supply_chain.tables": {"Row": "TableRow"},
    "chains.seeding.supply_chain.plan": {"Plan": "SupplyChainPlan"},
    "chains.index.members": {"Spot": "PublishedPlacement", "Vocabulary": "CodeMeanings"},
    "chains.index.order": {"Position": "ListPosition"},
    "chains.views.lists": {"Register": "RecordList"},
    "chains.permissions": {"Deed": "Permission"},
    "chains.changelog.dependencies": {"Effect": "Dependency", "EFFECTS": "DEPENDENCIES"},
    "chains.api.row_rendering": {"Draw": "Render", "drawer": "row_renderer"},
    "chains.api.idempotency": {"answered_once": "idempotent_answer"},
    "chains.tables.base": {"by_stretches": "in_chunks", "keys_by_stretches": "keys_in_chunks"},
    "tests.shared_rows": {"standing": "shared"},
    "chains.admin.choice_fields": {"Choosing": "ChoiceFields"},
}
# Django's own Permission beside ours.
p = Path("chains/services/accounts.py")
text = p.read_text()
if "import Group, Permission\n" in text:
    text = re.sub(r"\bPermission\b", "DjangoPermission", text).replace("import Group, DjangoPermission\n", "import Group\nfrom django.contrib.auth.models import Permission as DjangoPermission\n")
    p.write_text(text)

PATHS = {dotted(path): path for path in pythons()}
TREES = {name: ast.parse(text_of(path)) for name, path in PATHS.items()}
IMPORTED = {}
for name, path in PATHS.items():
    IMPORTED[name] = {local: (base, orig) for base, orig, local, _n, _a in imports_of(path, TREES[name])}

def defined(module):
    found = set()
    for node in TREES[module].body if module in TREES else ():
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)): found.add(node.name)
        elif isinstance(node, ast.Assign): found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name): found.add(node.target.id)
    return found
DEFINED = {name: defined(name) for name in TREES}

def new_name(module, name, seen=()):
    """What a name of a module is to be called, or None where it stays."""
    if (module, name) in seen: return None
    if new := NAMES.get(module, {}).get(name):
        if name in IMPORTED.get(module, {}) : pass
        elif {name, new} & DEFINED.get(module, set()): return new
        else: print(f"  no {name} in {module}")
    if module in IMPORTED and name in IMPORTED[module]:
        return new_name(*IMPORTED[module][name], (*seen, (module, name)))
    if module in IMPORTED and module.count("."):  # a package that gives on what one of its modules renamed
        for local, (base, orig) in IMPORTED[module].items():
            if local == NAMES.get(base, {}).get(name): return local
    return None

def doc_change(string, names):
    for old, new in names.items():
        string = re.sub(rf"(``|:\w+:`~?[\w.]*?\.?|`)\b{old}\b(?=[`.(\[])", lambda m: m[1] + new, string)
    return string

def rename_names(module, path):
    text = text_of(path)
    local, modules, changes = {}, {}, {}
    for old in list(NAMES.get(module, {})):
        if old not in IMPORTED[module] and (new := new_name(module, old)) and old in DEFINED[module]: local[old] = new
    for base, orig, name, node, alias in imports_of(path, TREES[module]):
        if new := new_name(base, orig):
            changes[alias.lineno, alias.col_offset] = (orig, new)
            if alias.asname is None: local[orig] = new
        elif f"{base}.{orig}" in TREES: modules[name] = f"{base}.{orig}"
        elif base in IMPORTED and orig in IMPORTED[base] and ".".join(IMPORTED[base][orig]) in TREES: modules[name] = ".".join(IMPORTED[base][orig])
    if not local and not any(m in NAMES or m in IMPORTED for m in modules.values()): return text if not changes else replaced(text, changes)
    toks = [t for t in tokens(text) if t.type not in (tokenize.NL,)]
    aliases = {(a.lineno, a.col_offset) for *_x, a in imports_of(path, TREES[module])}
    strings = []
    for i, t in enumerate(toks):
        one = toks[i - 1] if i else None
        two = toks[i - 2] if i > 1 else None
        if t.type == tokenize.NAME:
            if one is not None and one.string == ".":
                if two is not None and two.string in modules and not (i > 2 and toks[i - 3].string == "."):
                    if new := new_name(modules[two.string], t.string): changes[t.start] = (t.string, new)
            elif t.string in local and t.start not in aliases and not (i + 1 < len(toks) and toks[i + 1].string == "=" and one.string in "(," ): changes[t.start] = (t.string, local[t.string])
        elif t.type == tokenize.STRING and local:
            if t.string.startswith(('"""', 'r"""')): new = doc_change(t.string, local)
            elif re.fullmatch(r'"[A-Za-z_][\w\[\], |.]*"', t.string) and (one is None or one.string in (":", "->", "[", ",", "|", "(")) and any(re.fullmatch(rf'"(.*\[)?{o}(\].*| \|.*)?"', t.string) for o in local if o[0].isupper()):
                new = t.string
                for o, n in local.items(): new = re.sub(rf"\b{o}\b", n, new)
            else: continue
            if new != t.string: strings.append((t.string, new, t.start))
        elif t.type == tokenize.COMMENT and local:
            new = doc_change(t.string, local)
            if new != t.string: strings.append((t.string, new, t.start))
    text = replaced(text, changes)
    for old, new, _s in strings: text = text.replace(old, new, 1)
    return text


wanted = {}
for module, path in PATHS.items():
    after = rename_names(module, path)
    if after != text_of(path): wanted[path] = after
for path, after in wanted.items(): ast.parse(after); Path(path).write_text(after)
# names in full, wherever they are told: docstrings of others, patches
FULL = {f"{m}.{o}": f"{m}.{n}" for m, each in NAMES.items() for o, n in each.items()}
for path in NAMED:
    if not os.path.exists(path): continue
    text = before = text_of(path)
    for old, new in FULL.items(): text = re.sub(rf"(?<![\w.]){re.escape(old)}\b(?!\.)", new, text)
    if text != before: Path(path).write_text(text)

# ---------------------------------------------------------------- 3. words and prose
from words_prose import AFTER, EXACT, WORDS  # noqa: E402  (beside this file)

missing = []
for path, pairs in EXACT.items():
    found = [p for p in (path, *[path.replace(o.replace(".", "/") + ".py", n.replace(".", "/") + ".py") for o, n in NEW.items()]) if os.path.exists(p)]
    if not found: missing.append((path, "no such file")); continue
    text = before = text_of(found[-1])
    for old, new in pairs:
        if old in text: text = text.replace(old, new)
        elif new not in text: missing.append((found[-1], old))
    if text != before: Path(found[-1]).write_text(text)

def protected(text):
    """The spans of a module's text that users see: calls of gettext, verbose names, help texts."""
    if "gettext" not in text and "_(" not in text: return []
    spans, lines = [], [0]
    for line in text.splitlines(keepends=True): lines.append(lines[-1] + len(line.encode()))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "_" or "gettext" in name:
                spans.append((lines[node.lineno - 1] + node.col_offset, lines[node.end_lineno - 1] + node.end_col_offset))
    return spans

for globs, rules in WORDS:
    for path in tracked(*globs):
        if "/migrations/" in path or "/locale/" in path or path.endswith("test_words.py"): continue
        raw = text_of(path)
        if not any(re.search(a, raw) for a, _b in rules): continue
        spans = protected(raw) if path.endswith(".py") else []
        data, out, at = raw.encode(), [], 0
        for begin, end in sorted(spans):
            if begin < at: continue
            piece = data[at:begin].decode()
            for a, b in rules: piece = re.sub(a, b, piece)
            out += [piece, data[begin:end].decode()]; at = end
        piece = data[at:].decode()
        for a, b in rules: piece = re.sub(a, b, piece)
        after = "".join([*out, piece])
        if after != raw: Path(path).write_text(after)

for path, pairs in AFTER.items():
    if not os.path.exists(path): print("  no file", path); continue
    text = before = text_of(path)
    for old, new in pairs: text = text.replace(old, new)
    if text != before: Path(path).write_text(text)

for path, old in missing: print(f"  not found in {path}: {old[:90]!r}")
subprocess.run([RUFF, "check", "-q", "--fix", "--select", "I,RUF022", "."], check=False)
subprocess.run([RUFF, "format", "-q", "."], check=False)
if "--no-messages" not in sys.argv:
    env = dict(os.environ, ENV_FILE="", SECRET_KEY="x" * 60)
    subprocess.run([PY, ".ci/messages.py"], env=env, check=False)
