"""Fast tables for long lists: cells from plain tuples, without model instances.

Most of the time that a file of a hundred thousand rows took went into making instances: of the row, of its placements,
and of the segment, layer, chain, province and company of each. Here a column says by its paths which values it shows
(``city__name``), and every chunk of rows is read as plain tuples, one query for the rows and one for each relation.
*Which* rows and related rows there are, and in what order, stands with the queryset, as everywhere: its condition, its
order and its ``prefetch_related``. So a file cannot show what page and API do not.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chains.models.columns import Column

from .base import RecordResource, TableColumn, heading_of, keys_in_chunks

#: How many rows are in memory at a time, with what belongs to them.
CHUNK = 500


class Each(NamedTuple):
    """The values at ``path`` in every row of ``relation``, in the order in which the list has them."""

    relation: str
    path: str


class ValueColumn(TableColumn):
    """A column whose cell is the value at a path, or what ``read`` makes of those at several.

    For a path of text, ``read`` is given the value; for :class:`Each`, the list of the values.
    """

    def __init__(self, heading: str | Promise, *paths: str | Each, read: Callable[..., Any] | None = None) -> None:
        super().__init__(heading, read=read)
        self.paths = paths

    def cells(self, values: Mapping[str | Each, Sequence[Any]]) -> Iterable[Any]:
        """Return the cells of a chunk of rows, of which ``values`` has what stands at each path."""
        taken = [values[path] for path in self.paths]
        return map(self.read, *taken) if self.read else taken[0]


class LongResource(RecordResource):
    """The columns of one list that may be long; all of them are :class:`ValueColumn`."""

    updated = ValueColumn(_("last change"), "updated")

    @classmethod
    def column_of(cls, column: Column) -> ValueColumn:
        """Return the column of the file that a declared one is."""
        of = column.field
        path = column.name
        if of.is_relation:
            path = of.attname if column.key == of.target_field.name else f"{column.name}__{column.key}"
        return ValueColumn(heading_of(column), path, read=or_nothing if of.is_relation and of.null else None)

    @classmethod
    def rows(cls, instances: QuerySet, chosen: Collection[str] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the cells of every row, typed, a chunk at a time.

        Raises ``LookupError`` where the queryset does not say which rows of a relation belong to its own.
        """
        columns = list(cls.columns(chosen).values())
        paths = dict.fromkeys(path for column in columns for path in column.paths)
        own = [path for path in paths if not isinstance(path, Each)]
        related = _related(instances, [path for path in paths if isinstance(path, Each)])
        for chunk in _chunks(instances.prefetch_related(None), ["pk", *own]):
            keys, *found = zip(*chunk, strict=True)
            values: dict[str | Each, Sequence[Any]] = dict(zip(own, found, strict=True))
            for relation in related:
                values |= relation.of(keys)
            yield from zip(*(column.cells(values) for column in columns), strict=True)


def _chunks(rows: QuerySet, paths: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the values of the rows, as :func:`chains.tables.base.in_chunks` yields rows: never an empty list."""
    if connections[rows.db].vendor != "sqlite":
        found = rows.values_list(*paths).iterator(chunk_size=CHUNK)
        while chunk := list(islice(found, CHUNK)):
            yield chunk
        return
    unsorted = rows.order_by().values_list(*paths)
    for keys in keys_in_chunks(rows, CHUNK):
        by_key = {row[0]: row for row in unsorted.filter(pk__in=keys)}
        if chunk := [by_key[key] for key in keys if key in by_key]:
            yield chunk


class _Relation(NamedTuple):
    """The rows that belong to those of a list through one relation: which, by what key, and what is shown of them."""

    rows: QuerySet
    key: str
    paths: tuple[Each, ...]

    def of(self, keys: Sequence[Any]) -> dict[str | Each, Sequence[Any]]:
        """Return the values at each path, for every one of ``keys`` a list."""
        by_key: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.rows.filter(**{f"{self.key}__in": keys}).values_list(self.key, *(p.path for p in self.paths)):
            by_key[row[0]].append(row)
        belonging = [by_key.get(key, ()) for key in keys]
        return {
            path: [[row[position] for row in rows] for rows in belonging] for position, path in enumerate(self.paths, 1)
        }


def _related(rows: QuerySet, paths: Sequence[Each]) -> list[_Relation]:
    said = {}
    for lookup in rows._prefetch_related_lookups:
        prefetch = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        said[prefetch.prefetch_through] = prefetch.queryset
    found = []
    for name in dict.fromkeys(path.relation for path in paths):
        if name not in said:
            raise LookupError(f"which {name} belong to the rows is not said")
        relation = rows.model._meta.get_field(name)
        which = said[name]
        found.append(
            _Relation(
                relation.related_model._default_manager.all() if which is None else _by_key_first(which),
                relation.field.attname,
                tuple(path for path in paths if path.relation == name),
            )
        )
    return found


def _by_key_first(rows: QuerySet) -> QuerySet:
    """Return the rows so that a database finds those of a few keys by the key, and looks at their conditions then.

    SQLite keeps no statistics here: it takes a column with an index, such as ``stage``, to have ten rows to a value,
    and went through all published placements for each chunk. Behind ``EXISTS`` the conditions tempt it no more.
    """
    if connections[rows.db].vendor != "sqlite":
        return rows.prefetch_related(None)
    everything = rows.model._default_manager.filter(Exists(rows.prefetch_related(None).filter(pk=OuterRef("pk"))))
    return everything.order_by(*rows.query.order_by) if rows.query.order_by else everything


def or_nothing(value: Any) -> Any:
    """Return a value, or an empty text where there is none."""
    return "" if value is None else value
