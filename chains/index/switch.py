"""Operation of the index: build it in advance, describe it, drop it, or turn it off."""

from typing import NamedTuple

from .refresh import current, forget, prepare

__all__ = ["WITHOUT", "Description", "describe", "forget", "prepare"]

#: The environment of a process that asks so little that building an index would take longer.
WITHOUT = {"FACET_INDEX": "off"}


class Description(NamedTuple):
    """How many companies an index holds, and at which revision."""

    companies: int
    revision: int


def describe() -> Description | None:
    """Return what the index holds; ``None`` where the database answers instead."""
    with current() as state:
        return None if state is None else Description(len(state.index), state.number)
