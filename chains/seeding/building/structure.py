"""Chains, layers, the tree of segments and what feeds what."""

from collections import Counter

from .code_cells import slug_of
from .seed_context import Context, SeedSegment
from .sheets import SeedRow


def add_structure(context: Context) -> None:
    """Add chains, layers, segments and links, in this order."""
    for order, row in enumerate(context.sheets["chains"], start=1):
        slug = slug_of(row)
        context.enter("chain", slug, slug, row, "slug")
        context.enter("chain", row.needed("name"), slug, row, "name")
        context.add(
            "chain",
            slug=slug,
            **context.named(row, "name"),
            region=context.find("region", row, "region"),
            description=row.text("description"),
            description_en=row.text("description_en"),
            order=order,
        )
    _add_layers(context)
    _add_segments(context)
    for row in context.sheets["segment_links"]:
        ends = [context.find("segment", row, column).code for column in ("upstream", "downstream")]
        if ends[0] == ends[1]:
            row.fail("downstream", "a segment cannot feed itself")
        context.enter("link", " → ".join(ends), ends, row, "downstream")
        context.add("segmentlink", upstream=ends[:1], downstream=ends[1:], note=row.text("note"))


def chain_of(context: Context, row: SeedRow, column: str = "chain") -> list[str]:
    """Return the key of the chain that the cell names by its slug or its Chinese name."""
    return [context.find("chain", row, column)]


def segment_printed(context: Context, row: SeedRow, column: str, *, chain: str = "", heading: str = "") -> SeedSegment:
    """Return the segment printed as the cell (or ``heading``) in ``chain``, or in whichever chain has it."""
    heading = heading or row.needed(column)
    found = [segment for segment in context.segments if heading in segment.headings and chain in ("", segment.chain)]
    if len(found) != 1:
        where = f" of {chain}" if chain else ""
        row.fail(column, f"“{heading}” is {'no segment' if not found else 'more than one segment'}{where}")
    return found[0]


def sub_segment(context: Context, parent: SeedSegment, heading: str) -> SeedSegment | None:
    """Return the child of ``parent`` that is printed as ``heading``, if there is one."""
    for segment in context.segments:
        if segment.parent == parent.code and heading in segment.headings:
            return segment
    return None


def _add_layers(context: Context) -> None:
    orders: Counter[str] = Counter()
    for row in context.sheets["layers"]:
        chain, slug = context.find("chain", row, "chain"), slug_of(row)
        orders[chain] += 1
        code = f"{chain}.{slug}"
        context.enter("layer", code, (chain, row.needed("name")), row, "slug")
        context.add("layer", code=code, slug=slug, **context.named(row, "name"), chain=[chain], order=orders[chain])


def _add_segments(context: Context) -> None:
    orders: Counter[tuple[str, str]] = Counter()
    for row in context.sheets["segments"]:
        layer, slug = row.needed("layer"), slug_of(row)
        chain, layer_name = context.find("layer", row, "layer")
        parent = context.find("segment", row, "parent") if row.text("parent") else None
        if parent and parent.layer != layer:
            row.fail("parent", f"{parent.code} is in another layer, {parent.layer}")
        segment = SeedSegment(
            chain=chain,
            layer=layer,
            layer_name=layer_name,
            code=f"{chain}.{slug}",
            parent=parent.code if parent else "",
            path=f"{parent.path if parent else chain + '/'}{slug}/",
            headings=frozenset({row.needed("name"), row.text("printed") or row.text("name")}),
        )
        context.enter("segment", segment.code, segment, row, "slug")
        context.segments.append(segment)
        orders[layer, segment.parent] += 1
        context.add(
            "segment",
            code=segment.code,
            path=segment.path,
            slug=slug,
            **context.named(row, "name"),
            layer=[layer],
            parent=[parent.code] if parent else None,
            description=row.text("description"),
            description_en=row.text("description_en"),
            order=orders[layer, segment.parent],
        )
