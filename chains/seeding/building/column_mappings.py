"""Kept mappings of the columns of lists that come often: those of providers, ministries and exchanges."""

from .seed_context import Context


def add_column_mappings(context: Context) -> None:
    """Add each mapping with its headings; an empty column leaves the heading out."""
    mappings: dict[tuple[str, str], dict[str, str]] = {}
    for row in context.sheets["column_mappings"]:
        kind, name, heading = (row.needed(column) for column in ("kind", "name", "heading"))
        context.enter("heading of a mapping", f"{kind} {name} {heading}", heading, row, "heading")
        mappings.setdefault((kind, name), {})[heading] = row.text("column")
    for (kind, name), headers in mappings.items():
        context.add("columnmapping", kind=kind, name=name, headers=headers)
