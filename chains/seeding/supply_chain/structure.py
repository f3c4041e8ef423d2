"""Stages as layers, inputs as segments, the sequence as the tree and as what feeds what. No ORM."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from chains.analysis.names import tidy
from chains.sheets.cells import is_ditto

from .faults import Faults
from .plan import LayerPlan, SegmentPlan, Structure
from .tables import TableRow, Tables
from .values import TYPE, FileValues

#: What an input may be; without the column ``type``, any of them.
TYPES = ("process", "tool_resource", "material_resource", "ultimate_output")

_LONGEST_NAME, _LONGEST_SLUG, _LONGEST_PATH = 200, 50, 340


def read_structure(tables: Tables, faults: Faults, values: FileValues) -> Structure:
    """Return layers, segments and links of the five files."""
    stages = once(tables["stages.csv"], "stage_id", "stage_name", faults)
    inputs = _inputs(tables["inputs.csv"], faults, values)
    parents, links = _sequence(tables["sequence.csv"], inputs, faults)
    layers = _layers_of(inputs, stages, parents, links, faults)
    slugs = _slugs(inputs)
    layer_slugs = _slugs(stages)
    layer_names = _distinct({key: row.name("stage_name") for key, row in stages.items()})
    segments = tuple(_segments(inputs, parents, layers, slugs, layer_slugs, faults))
    kept = {segment.slug for segment in segments}
    return Structure(
        layers=tuple(LayerPlan(layer_slugs[key], layer_names[key]) for key in stages),
        segments=segments,
        links=tuple((slugs[up], slugs[down]) for up, down in links if {slugs[up], slugs[down]} <= kept),
        slugs={key: slug for key, slug in slugs.items() if slug in kept},
        stages=frozenset(stages),
        inputs=frozenset(inputs),
    )


def once(rows: list[TableRow], key: str, name: str, faults: Faults) -> dict[str, TableRow]:
    """Return the rows by their ids; note those without one, without a name, and the second of an id."""
    found: dict[str, TableRow] = {}
    for row in rows:
        text, identity = row.name(name), row.name(key)
        if not identity or not text:
            faults.add(row, name if identity else key, "", "empty")
        elif is_ditto(identity) or is_ditto(text):
            column = key if is_ditto(identity) else name
            faults.add(row, column, row[column], "not_repeated")
        elif len(text) > _LONGEST_NAME:
            faults.add(row, name, text, "too_long", length=len(text), limit=_LONGEST_NAME)
        elif identity in found:
            faults.add(row, key, identity, "repeats_row", row=found[identity].number)
        else:
            found[identity] = row
    return found


def _inputs(rows: list[TableRow], faults: Faults, values: FileValues) -> dict[str, TableRow]:
    """Return the inputs; one of an unknown type is one all the same, as nothing hangs on its type."""
    kept = []
    for row in rows:
        text = row["type"]
        if text and text.lower() not in TYPES:
            values.used(TYPE, text)
            if not values.is_settled(TYPE, text):
                faults.add(row, "type", text, "unknown_type", choices=", ".join(TYPES))
        if not values.is_skipped(TYPE, text):
            kept.append(row)
    return once(kept, "input_id", "input_name", faults)


def _sequence(
    rows: list[TableRow], inputs: Mapping[str, TableRow], faults: Faults
) -> tuple[dict[str, str], dict[tuple[str, str], None]]:
    """Return the parent of each input that has one, and what goes into what, in the order of the file."""
    parents: dict[str, str] = {}
    said_in: dict[str, int] = {}
    links: dict[tuple[str, str], int] = {}
    feeds: dict[str, list[str]] = {}
    for row in rows:
        one, into, kind_of = (row.name(column) for column in ("input_id", "goes_into_id", "is_type_of_id"))
        named = {"input_id": one, "goes_into_id": into, "is_type_of_id": kind_of}
        unknown = {column: key for column, key in named.items() if key and key not in inputs}
        for column, key in unknown.items():
            faults.add(row, column, key, "unknown_id", where="inputs.csv")
        if unknown:
            continue
        if not one:
            faults.add(row, "input_id", "", "empty")
        elif not into and not kind_of:
            faults.add(row, "goes_into_id", one, "nothing_said")
        if one and kind_of:
            if parents.get(one) == kind_of:
                faults.add(row, "is_type_of_id", kind_of, "repeats_row", row=said_in[one])
            elif one in parents:
                faults.add(row, "is_type_of_id", one, "second_parent", row=said_in[one])
            elif one in _lineage(kind_of, parents):
                faults.add(row, "is_type_of_id", one, "tree_cycle")
            else:
                parents[one], said_in[one] = kind_of, row.number
        if one and into:
            if (one, into) in links:
                faults.add(row, "goes_into_id", into, "repeats_row", row=links[one, into])
            elif one in _reachable(into, feeds):
                faults.add(row, "goes_into_id", one, "link_cycle")
            else:
                links[one, into] = row.number
                feeds.setdefault(one, []).append(into)
    return parents, dict.fromkeys(links)


def _lineage(key: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Yield an input, what it is a type of, what that is a type of, and so on."""
    above: str | None = key
    while above is not None:
        yield above
        above = parents.get(above)


def _reachable(start: str, feeds: Mapping[str, list[str]]) -> set[str]:
    """Return what an input goes into, directly or by way of others, itself included."""
    seen, waiting = {start}, [start]
    while waiting:
        for following in feeds.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen


def _layers_of(
    inputs: Mapping[str, TableRow],
    stages: Mapping[str, TableRow],
    parents: Mapping[str, str],
    links: Mapping[tuple[str, str], None],
    faults: Faults,
) -> dict[str, str]:
    """Return the stage of each input that one is known for; note those without, and what their rows contradict.

    A tree stands in one layer: that of its root. The root has its own stage or, failing that, the stage of what it,
    or a type of it, goes into: the nearest with a stage and, among several as near, the earliest stage
    of the file. What only comes out (an ultimate output without a stage) has the latest stage of what goes into it.
    """
    own: dict[str, str] = {}
    for key, row in inputs.items():
        if (stage := row.name("stage_id")) and stage in stages:
            own[key] = stage
        elif stage:
            faults.add(row, "stage_id", stage, "unknown_id", where="stages.csv")
    roots = {key: list(_lineage(key, parents))[-1] for key in inputs}
    into: dict[str, list[str]] = {}
    out_of: dict[str, list[str]] = {}
    for up, down in links:
        # What one of a tree goes into, the tree does.
        into.setdefault(roots[up], []).append(roots[down])
        out_of.setdefault(roots[down], []).append(roots[up])
    order = {stage: position for position, stage in enumerate(stages)}
    staged = {root: own[root] for root in roots.values() if root in own}
    layers = {root: _nearest(root, into, staged, order) for root in dict.fromkeys(roots.values())}
    for root, stage in list(layers.items()):
        if stage is None:
            before = [found for up in out_of.get(root, ()) if (found := layers[up]) is not None]
            layers[root] = max(before, key=order.__getitem__, default=None)
    found: dict[str, str] = {}
    for key, row in inputs.items():
        stage = layers[roots[key]]
        if stage is None:
            faults.add(row, "stage_id", row.name("input_name"), "no_layer")
            continue
        found[key] = stage
        if own.get(key, stage) != stage:
            faults.add(row, "stage_id", row.name("input_name"), "other_stage")
    return found


def _nearest(
    root: str, into: Mapping[str, list[str]], staged: Mapping[str, str], order: Mapping[str, int]
) -> str | None:
    """Return the stage that the fewest steps lead to, the earliest among several; ``None`` where none does."""
    seen, near = {root}, [root]
    while near:
        if stages := [staged[key] for key in near if key in staged]:
            return min(stages, key=order.__getitem__)
        near = list(dict.fromkeys(down for key in near for down in into.get(key, ()) if down not in seen))
        seen |= set(near)
    return None


def _segments(
    inputs: Mapping[str, TableRow],
    parents: Mapping[str, str],
    layers: Mapping[str, str],
    slugs: Mapping[str, str],
    layer_slugs: Mapping[str, str],
    faults: Faults,
) -> Iterator[SegmentPlan]:
    """Yield the segments level by level, each level in the order of the file."""
    lineages = {key: list(_lineage(key, parents)) for key in inputs if key in layers}
    siblings: dict[tuple[str, str | None], dict[str, str]] = {}
    for key in lineages:
        place = layers[key], parents.get(key)
        siblings.setdefault(place, {})[key] = inputs[key].name("input_name")
    names = {key: name for among in siblings.values() for key, name in _distinct(among).items()}
    for key in sorted(lineages, key=lambda key: len(lineages[key])):
        row = inputs[key]
        if sum(len(slugs[above]) + 1 for above in lineages[key]) > _LONGEST_PATH:
            faults.add(row, "input_id", row.name("input_name"), "too_deep")
            continue
        parent = parents.get(key)
        yield SegmentPlan(
            slug=slugs[key],
            name=names[key],
            layer=layer_slugs[layers[key]],
            parent=slugs[parent] if parent is not None else None,
            description=row["description"],
        )


def _distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names by id; where several share one, each with its id behind it."""
    keys = {key: tidy(name).casefold() for key, name in names.items()}
    held = Counter(keys.values())
    return {key: name if held[keys[key]] == 1 else f"{name[:140]} ({key[:50]})" for key, name in names.items()}


def _slugs(rows: Mapping[str, TableRow]) -> dict[str, str]:
    """Return a slug for each id: its letters and digits or, where two ids have the same or none, a code as well."""
    plain = {key: re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-") for key in rows}
    held = Counter(plain.values())
    slugs = {}
    for key, slug in plain.items():
        if not slug or len(slug) > _LONGEST_SLUG or held[slug] > 1:
            code = hashlib.sha256(key.encode()).hexdigest()[:12]
            slug = f"{slug[:30].strip('-')}-{code}".strip("-")
        slugs[key] = slug
    return slugs
