"""The changelog of public records in the order of commits, for clients that keep a copy."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from chains.changelog import VOCABULARY
from chains.changelog.latest import newest
from chains.choices import RecordChangeKind
from chains.models import RecordChange, Revision

#: Of how many entries at most those of some lists are looked for at once; so a page takes no longer, however few fit.
LOOKED_THROUGH = 5_000


class Latest(NamedTuple):
    """The newest revision: its number, and when it was committed. 0 and None before anything was."""

    number: int
    moment: datetime | None


class LogPosition(NamedTuple):
    """A place in the log, behind an entry: the number and the moment of its revision, and its own key.

    The moment tells this log from another one, in which the same numbers stand for something else: that of a database
    that was restored from a copy, or filled anew.
    """

    number: int
    entry: int
    moment: datetime | None


_COLUMNS = ("revision__number", "pk", "revision__moment", "list", "key", "kind", "into")

#: Before the first entry.
START = LogPosition(0, 0, None)


class PositionGoneError(LookupError):
    """The log has no such place (any more): whoever has read so far has read another log."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A change of a record, named by its list and its key there; ``into`` is the key that it was merged into."""

    list: str
    key: str
    kind: RecordChangeKind
    into: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the log: its entries, its end, and whether more entries follow."""

    entries: list[LogEntry]
    end: LogPosition
    more: bool


def latest_revision() -> Latest:
    """Return the newest revision, in one query that reads the end of an index.

    As long as the number is the same, everything that the API shows to everybody is unchanged, except snapshots.
    """
    return Latest(*newest())


def changes_after(position: LogPosition, limit: int, lists: Collection[str] = ()) -> Page:
    """Return up to ``limit`` entries behind ``position``, of these ``lists`` only if any are named. Four queries.

    What is committed later stands behind them, whoever began first. A page has less where entries were folded, or where
    few are of these lists: ``more`` says whether to go on. Raises :class:`PositionGoneError`.
    """
    size = max(limit, LOOKED_THROUGH) if lists else limit
    # One more, to see whether there is any.
    rows = _rows(position, size + 1)
    more = len(rows) > size
    end, found = position, []
    for number, pk, moment, *told in rows[:size]:
        if told[0] != VOCABULARY and (not lists or told[0] in lists):
            if len(found) == limit:
                more = True
                break
            list_, key, kind, into = told
            found.append(LogEntry(list_, key, RecordChangeKind(kind), into, moment))
        end = LogPosition(number, pk, moment)
    return Page(folded(found), end, more)


def _rows(position: LogPosition, size: int) -> list[tuple[Any, ...]]:
    """Return the next entries: first the rest of a revision, by itself, as it may be long."""
    rows: list[tuple[Any, ...]] = []
    if position != START:
        begun = Revision.objects.filter(number=position.number).first()
        if begun is None or begun.moment != position.moment or not begun.changes.filter(pk=position.entry).exists():
            raise PositionGoneError
        rows += begun.changes.filter(pk__gt=position.entry).order_by("pk").values_list(*_COLUMNS)[:size]
    if len(rows) < size:
        rows += RecordChange.objects.after(position.number).values_list(*_COLUMNS)[: size - len(rows)]
    return rows


def folded(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Return the entries with one for each record, where its last one stands; a merge keeps its own.

    What became of a record between its creation and the end of the page is part of the creation; what became of it
    before it was merged, nobody needs any more.
    """
    kept: dict[tuple[str, ...], LogEntry] = {}
    for entry in entries:
        before = kept.pop((entry.list, entry.key), None)
        if entry.kind == RecordChangeKind.MERGED:
            kept.pop((entry.list, entry.key, entry.kind), None)
            kept[entry.list, entry.key, entry.kind] = entry
            continue
        came = before is not None and before.kind == RecordChangeKind.CREATED
        if came and entry.kind == RecordChangeKind.CHANGED:
            entry = replace(entry, kind=RecordChangeKind.CREATED)
        kept[entry.list, entry.key] = entry
    return list(kept.values())
