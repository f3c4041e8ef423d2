"""The state of a row after batches that changed it are undone, computed from its history. No ORM.

A value is what the newest batch that is not undone has given it, in whatever order batches were made and undone. An
entry gives a row those values that the entry before it does not have; an undo gives nothing of its own.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class HistoryEntry(NamedTuple):
    """One entry of the history of a row: its batch, if it has one, and the row after it, in the order of its columns.

    ``exists`` is false for the entry of a deletion.
    """

    batch: int | None
    exists: bool
    values: tuple[Any, ...]


class RowState(NamedTuple):
    """Whether a row exists, and its values, in the order of its columns; those it had last where it does not."""

    exists: bool
    values: tuple[Any, ...]


def given(entries: Sequence[HistoryEntry], number: int, wholes: Iterable[frozenset[int]] = ()) -> frozenset[int]:
    """Return the places of the columns whose values the entry of this ``number`` has given.

    The columns of each of the ``wholes`` are one value, such as a place: who gives one of them gives them all.
    """
    values = entries[number].values
    if number == 0:
        return frozenset(range(len(values)))
    before = entries[number - 1].values
    if values == before:
        return frozenset()
    changed = frozenset(at for at, value in enumerate(values) if value != before[at])
    return changed.union(*(whole for whole in wholes if whole & changed))


def resulting_state(
    entries: Sequence[HistoryEntry], counts: Callable[[int | None], bool], wholes: Iterable[frozenset[int]] = ()
) -> RowState:
    """Return the state of a row by those of its ``entries`` (the oldest first) whose batch ``counts``.

    It exists where the newest of them that did anything left it there. Where none of them has given a value, it is the
    one that the row was made with: a row that stays though its making is undone stays as it was made.
    """
    exists, values = False, list(entries[0].values)
    for number, entry in enumerate(entries):
        if not counts(entry.batch):
            continue
        changed = given(entries, number, wholes) if entry.exists else ()
        if changed or not entry.exists or (number and not entries[number - 1].exists):
            exists = entry.exists
        for at in changed:
            values[at] = entry.values[at]
    return RowState(exists, tuple(values))


def staying(
    candidates: Collection[Hashable], held: Iterable[Hashable], ties: Mapping[Hashable, Iterable[Hashable]]
) -> set[Hashable]:
    """Return those of the ``candidates`` for removal that have to stay.

    They are those ``held``, and those that one which stays is tied to, as ``ties`` has it by key, through others too.
    """
    reached, waiting = set(), list(held)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += (other for other in ties.get(key, ()) if other in candidates and other not in reached)
    return {key for key in reached if key in candidates}
