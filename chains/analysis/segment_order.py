"""The order of the segment tree in lists, and the paths along it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


def in_tree_order(segments: Iterable[Any]) -> list[Any]:
    """Return the segments with every child right after its parent, siblings in their order.

    One whose parent is not there stands where it would without a parent.
    """
    given = list(segments)
    keys = {segment.pk for segment in given}
    children: dict[int | None, list[Any]] = defaultdict(list)
    for segment in given:
        children[segment.parent_id if segment.parent_id in keys else None].append(segment)
    ordered: list[Any] = []

    def visit(parent: int | None) -> None:
        for segment in children[parent]:
            ordered.append(segment)
            visit(segment.pk)

    visit(None)
    return ordered


def paths(path: str) -> list[str]:
    """Return the path of a segment and those of all segments above it: ``ic/a/b/`` is ``ic/a/`` and ``ic/a/b/``."""
    steps = path.strip("/").split("/")
    return ["/".join(steps[:end]) + "/" for end in range(2, len(steps) + 1)]
