"""Total orders that are the same on every database, and keyset pagination along them.

Databases disagree on where a missing value stands. Here it always stands last, whichever way the column runs. The last
column of an order is unique, so that no two rows share a place: a walk can go on behind the row it has come to, and
meets every row once, whatever was added or removed behind it or before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, ExpressionWrapper, F, Field, Model, Q, QuerySet, TextField
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan, TupleLookupMixin
from django.db.models.functions import Cast
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    IsNull,
    LessThan,
    LessThanOrEqual,
)
from django.db.models.sql.compiler import SQLCompiler

#: What a row's place is read under, by the position of the column in the order.
_ALIAS = "place_{}"


@dataclass(frozen=True)
class Term:
    """One column of an order: a path such as ``segment__path``, or an expression that stands for itself.

    ``computed`` is one that the rows were annotated with, which no index can hold; ``moment``, one of dates with times.
    """

    column: str | Combinable
    descending: bool = False
    nullable: bool = False
    unique: bool = False
    computed: bool = False
    moment: bool = False

    @property
    def name(self) -> str:
        """How the term is told from others: ``-updated``."""
        column = self.column if isinstance(self.column, str) else type(self.column).__name__.lower()
        return f"-{column}" if self.descending else column

    @property
    def _expression(self) -> Combinable:
        return F(self.column) if isinstance(self.column, str) else self.column

    def placed(self) -> OrderBy:
        """Return the column in its direction, missing values last."""
        last = True if self.nullable else None
        expression = self._expression
        return expression.desc(nulls_last=last) if self.descending else expression.asc(nulls_last=last)

    def read(self, sqlite: bool) -> Combinable:
        """Return what a row's place is read by."""
        return Cast(self._expression, TextField()) if sqlite and self.moment else self._expression

    def compared(self, sqlite: bool) -> Combinable:
        """Return what a place is compared with.

        SQLite keeps a moment as text, that of its own clock with three digits behind the point and that of Python with
        six. They compare as texts, so the text has to be handed back as it stands.
        """
        return ExpressionWrapper(self._expression, TextField()) if sqlite and self.moment else self._expression


def terms_of(queryset: QuerySet) -> tuple[Term, ...]:
    """Return the order of a queryset, its own or its model's, ended by a column that is unique."""
    query = queryset.query
    names = query.order_by or (query.get_meta().ordering if query.default_ordering else ())
    found: list[Term] = []
    for term in _terms(queryset.model, names, query.annotations):
        if term.column not in [other.column for other in found]:
            found.append(term)
        if term.unique:
            return tuple(found)
    return (*found, Term(queryset.model._meta.pk.name, unique=True))


def ordered(queryset: QuerySet) -> QuerySet:
    """Return the rows in their order, made total and the same on every database."""
    return queryset.order_by(*(term.placed() for term in terms_of(queryset)))


def walked(queryset: QuerySet, terms: Sequence[Term], behind: Sequence[Any] | None = None) -> QuerySet:
    """Return the rows in the order of ``terms``, those behind the place ``behind``; :func:`place_of` tells a row's."""
    sqlite = connections[queryset.db].vendor == "sqlite"
    places = {_ALIAS.format(position): term.read(sqlite) for position, term in enumerate(terms)}
    found = queryset.annotate(**places).order_by(*(term.placed() for term in terms))
    return found if behind is None else found.filter(_behind(terms, behind, sqlite))


def place_of(row: Model, terms: Sequence[Term]) -> list[Any]:
    """Return the place of a row of a walk, as values that JSON can hold."""
    return [_plain(getattr(row, _ALIAS.format(position))) for position in range(len(terms))]


class _OneComparison(TupleLookupMixin):
    """A comparison of rows as such: Django takes it apart on SQLite, which has known it since 2016."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return super(TupleLookupMixin, self).as_sql(compiler, connection)


class _RowBehind(_OneComparison, TupleGreaterThan):
    """``(a, b) > (x, y)``."""


class _RowBefore(_OneComparison, TupleLessThan):
    """``(a, b) < (x, y)``."""


def _behind(terms: Sequence[Term], values: Sequence[Any], sqlite: bool) -> Any:
    """Return the condition that a row stands behind the place of these values."""
    columns = [term.compared(sqlite) for term in terms]
    directions = {term.descending for term in terms}
    if len(directions) == 1 and not any(term.nullable for term in terms):
        # As one comparison of rows, which an index on these columns answers where it stands.
        return (_RowBefore if directions == {True} else _RowBehind)(Tuple(*columns), list(values))
    condition, same = Q(pk__in=[]), Q()
    for column, term, value in zip(columns, terms, values, strict=True):
        if value is not None:
            further = Q((LessThan if term.descending else GreaterThan)(column, value))
            if term.nullable:
                further |= Q(IsNull(column, True))
            condition |= same & further
        same &= Q(IsNull(column, True) if value is None else Exact(column, value))
    if values[0] is not None and not terms[0].nullable:
        # Follows from the rest, but lets the database begin at the place instead of at the start of the index.
        compare = LessThanOrEqual if terms[0].descending else GreaterThanOrEqual
        condition &= Q(compare(columns[0], values[0]))
    return condition


def _terms(model: type[Model], names: Iterable[Any], annotations: Any = ()) -> Iterator[Term]:
    for name in names:
        descending = False
        if isinstance(name, OrderBy):
            name, descending = name.expression, name.descending
        if isinstance(name, F):
            name = name.name
        if not isinstance(name, str):
            yield Term(name, descending)
            continue
        if name.startswith("-"):
            name, descending = name[1:], not descending
        if name in annotations:
            yield Term(name, descending, computed=True)
        else:
            yield from _columns(model, name, descending)


def _columns(model: type[Model], path: str, descending: bool) -> Iterator[Term]:
    """Yield the column of a path; for a relation, the columns that its own rows are ordered by."""
    steps, nullable, owner = path.split("__"), False, model
    for step in steps:
        field = _field(owner, step)
        nullable = nullable or field.null
        owner = field.related_model or owner
    if field.is_relation and steps[-1] != field.attname:
        ordering = owner._meta.ordering
        if tuple(ordering) != (owner._meta.pk.name,):
            for term in _terms(owner, ordering):
                yield Term(
                    f"{path}__{term.column}",
                    term.descending != descending,
                    nullable or term.nullable,
                    moment=term.moment,
                )
            return
        # The key of the related row is at hand without it.
        path = "__".join([*steps[:-1], field.attname])
    yield Term(
        path,
        descending,
        nullable,
        unique=len(steps) == 1 and field.unique and not nullable,
        moment=isinstance(field, DateTimeField),
    )


def _field(model: type[Model], name: str) -> Field:
    if name == "pk":
        return model._meta.pk
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        raise ValueError(f"{model.__name__} cannot be ordered by {name}") from None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)
