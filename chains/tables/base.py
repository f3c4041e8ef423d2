"""What all tables have: columns with a code and a heading, and readers of what stands in a related row."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connections
from django.db.models import IntegerField, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources

from chains.choices import Stage

#: How many rows are in memory at a time, with what belongs to them.
CHUNK = 200


def by_stretches(rows: QuerySet) -> Iterator[Model]:
    """Yield the rows, of which no more than ``CHUNK`` are in memory; which there are, and their order, is one moment's.

    PostgreSQL sorts by itself and hands them out through a cursor. SQLite sorts in the memory of this process: there
    the keys alone are sorted, and the rows are read by key; one that is gone by then is left out.
    """
    for row in _read(rows):
        yield row
        _let_go(row)


def _let_go(row: Model) -> None:
    """Take a row that is done with apart from what was fetched for it.

    They point at each other, so they would stay in memory until the collector comes, which does so when they are a
    quarter of all that the process holds.
    """
    held = row.__dict__
    several = [
        *held.pop("_prefetched_objects_cache", {}).values(),
        *(each for each in held.values() if type(each) is list),
    ]
    row._state.fields_cache.clear()
    for fetched in several:
        for each in fetched:
            if isinstance(each, Model):
                _let_go(each)


def _read(rows: QuerySet) -> Iterator[Model]:
    if connections[rows.db].vendor != "sqlite":
        yield from rows.iterator(chunk_size=CHUNK)
        return
    unsorted = rows.order_by()
    for stretch in keys_by_stretches(rows, CHUNK):
        by_key = {row.pk: row for row in unsorted.filter(pk__in=stretch)}
        yield from (by_key[key] for key in stretch if key in by_key)


def keys_by_stretches(rows: QuerySet, length: int) -> Iterator[list[Any]]:
    """Yield the keys of the rows in their order, ``length`` at a time; they are read when the first are asked for."""
    found = rows.values_list("pk", flat=True).iterator(chunk_size=length)
    # Eight bytes a row where keys are numbers.
    keys = array("q", found) if isinstance(rows.model._meta.pk, IntegerField) else list(found)
    for start in range(0, len(keys), length):
        yield list(keys[start : start + length])


class Column(fields.Field):
    """A column with a heading; its cells keep their type (date, number, boolean, list) instead of text."""

    def __init__(
        self, heading: str | Promise, attribute: str | None = None, read: Callable[[Any], Any] | None = None
    ) -> None:
        super().__init__(attribute=attribute, readonly=True)
        self.heading = heading
        self.read = read

    def export(self, instance: Model, **kwargs: Any) -> Any:
        """Return the cell of ``instance``: by ``read`` if given, by the attribute otherwise."""
        return self.read(instance) if self.read else self.get_value(instance)


class TableResource(resources.Resource):
    """The columns of one list."""

    @classmethod
    def codes(cls) -> list[str]:
        """Return the codes of the columns, in order."""
        return list(cls.fields)

    @classmethod
    def headings(cls) -> list[str]:
        """Return the headings of the columns in the reader's language."""
        return [str(column.heading) for column in cls.fields.values()]

    @classmethod
    def rows(cls, instances: QuerySet | Iterable[Any]) -> Iterator[list[Any]]:
        """Yield the cells of every row, typed; a queryset is read by stretches."""
        if isinstance(instances, QuerySet):
            instances = by_stretches(instances)
        for instance in instances:
            yield [column.export(instance) for column in cls.fields.values()]


def code_of(relation: str, key: str) -> Callable[[Any], str]:
    """Return a reader of the key of a related row, empty where there is none."""

    def read(instance: Any) -> str:
        related = getattr(instance, relation)
        return getattr(related, key) if related else ""

    return read


def public_code_of(relation: str, key: str) -> Callable[[Any], str]:
    """Return a reader of the key of a related company, empty where there is none or it is not published."""

    def read(instance: Any) -> str:
        company = getattr(instance, relation)
        return getattr(company, key) if company and company.stage == Stage.PUBLISHED else ""

    return read


def place_columns() -> dict[str, Column]:
    """Return the columns of a place: codes for machines, names for people."""
    return {
        "province": Column(_("province code"), read=lambda row: row.province_id or ""),
        "province_name": Column(_("province"), read=code_of("province", "name")),
        "city": Column(_("city code"), read=lambda row: row.city_id or ""),
        "city_name": Column(_("city"), read=code_of("city", "name")),
        "country": Column(_("country"), read=lambda row: row.country.code or ""),
    }


def place_of(row: Any) -> str:
    """Return the place of a row in Chinese: province and city, or the country; empty where none is known."""
    if not row.province_id:
        return row.country.name if row.country else ""
    city = f" {row.city.name}" if row.city_id and row.city_id != row.province_id else ""
    return f"{row.province.name}{city}"


def unique(values: Iterable[str]) -> list[str]:
    """Return the values, each once, in order."""
    return list(dict.fromkeys(values))
