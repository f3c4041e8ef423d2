"""Base classes of tables: columns with code and heading, and readers of related rows."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import IntegerField, Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources
from import_export.declarative import ModelDeclarativeMetaclass

from chains.analysis.wording import country_called
from chains.choices import Stage
from chains.models.base import Staged
from chains.models.columns import CELL_WIDGETS, COLUMNS, Column, Use

#: How many rows are in memory at a time, with what belongs to them.
CHUNK = 200


def in_chunks(rows: QuerySet) -> Iterator[Model]:
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
    for chunk in keys_in_chunks(rows, CHUNK):
        by_key = {row.pk: row for row in unsorted.filter(pk__in=chunk)}
        yield from (by_key[key] for key in chunk if key in by_key)


def keys_in_chunks(rows: QuerySet, length: int) -> Iterator[list[Any]]:
    """Yield the keys of the rows in their order, ``length`` at a time; they are read when the first are asked for."""
    found = rows.values_list("pk", flat=True).iterator(chunk_size=length)
    # Eight bytes a row where keys are numbers.
    keys = array("q", found) if isinstance(rows.model._meta.pk, IntegerField) else list(found)
    for start in range(0, len(keys), length):
        yield list(keys[start : start + length])


class TableColumn(fields.Field):
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


class TableContent(NamedTuple):
    """What a file is written from. The rows are read while it is written, so they can be gone through once."""

    title: str
    codes: list[str]
    headings: list[str]
    rows: Iterable[Sequence[Any]]


class Table:
    """Base of tables of records and of computed rows. All columns, where none are chosen by their codes."""

    @classmethod
    def columns(cls, chosen: Collection[str] = ()) -> dict[str, TableColumn]:
        """Return the columns by their codes, in order."""
        return {code: column for code, column in cls.fields.items() if not chosen or code in chosen}

    @classmethod
    def codes(cls, chosen: Collection[str] = ()) -> list[str]:
        """Return the codes of the columns, in order."""
        return list(cls.columns(chosen))

    @classmethod
    def headings(cls, chosen: Collection[str] = ()) -> list[str]:
        """Return the headings of the columns in the reader's language."""
        return [str(column.heading) for column in cls.columns(chosen).values()]

    @classmethod
    def rows(cls, instances: QuerySet | Iterable[Any], chosen: Collection[str] = ()) -> Iterator[Sequence[Any]]:
        """Yield the cells of every row, typed; a queryset is read in chunks."""
        columns = list(cls.columns(chosen).values())
        if isinstance(instances, QuerySet):
            instances = in_chunks(instances)
        for instance in instances:
            yield [column.export(instance) for column in columns]


class TableResource(Table, resources.Resource):
    """The columns of one list of computed rows."""


#: What the code of a row that is referred to is called, where its name may stand beside it.
_CODE_HEADINGS: dict[str, Promise] = {
    "province": _("province code"),
    "city": _("city code"),
    "country": _("country"),
    "segment": _("segment code"),
    "segments": _("segment codes"),
    "layer": _("layer code"),
    "parent": _("parent segment"),
    "company": _("company id"),
    "host": _("host company id"),
    "investor": _("investor as printed"),
    "investor_company": _("investor's company id"),
    "qualifier": _("how exactly"),
}


def heading_of(column: Column) -> str | Promise:
    """Return what a declared column is called in files."""
    return _CODE_HEADINGS.get(column.name) or column.field.verbose_name


class RecordResourceMeta(ModelDeclarativeMetaclass):
    """Makes the columns of a record's resource from its declaration.

    ``Meta.order`` names groups of declared columns, and columns of the class, in the order of the file. A column of
    the class replaces the declared one of its name; one called ``…_name`` or ``…_label`` stands behind that which it
    puts into words. A column that is imported as well carries the widget that reads its cells in a sheet.
    """

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> type:
        """Return the class; raises ``LookupError`` where an exported column is left out."""
        made = super().__new__(mcs, name, bases, attrs)
        if "order" in vars(attrs.get("Meta", object)):
            declared, made.fields = made.fields, OrderedDict()
            for each in COLUMNS[made._meta.model].arranged(Use.EXPORT, *made._meta.order):
                code = each if isinstance(each, str) else each.sheet
                own = isinstance(declared.get(code), TableColumn)
                made.fields[code] = declared[code] if own else made.column_of(each)
                made.fields[code].column_name = code
                if isinstance(each, Column) and each.has(Use.IMPORT) and each.read_as in CELL_WIDGETS:
                    made.fields[code].widget = CELL_WIDGETS[each.read_as]
                for beside in (f"{code}_name", f"{code}_label"):
                    if beside in declared and beside not in made._meta.order:
                        made.fields[beside] = declared[beside]
        return made


class RecordResource(Table, resources.ModelResource, metaclass=RecordResourceMeta):
    """The columns of one list of records, as their declaration has them."""

    updated = TableColumn(_("last change"), "updated")

    @classmethod
    def get_display_name(cls) -> str:
        """Return what the records are called, in the reader's language."""
        return capfirst(str(cls._meta.model._meta.verbose_name_plural))

    def export(
        self, queryset: QuerySet | None = None, *, export_fields: Collection[str] | None = None, **_: Any
    ) -> TableContent:
        """Return the chosen columns and the rows as they are read; the library would hold all in a ``Dataset``."""
        rows = self.get_queryset() if queryset is None else queryset
        chosen = export_fields or ()
        return TableContent(self.get_display_name(), self.codes(chosen), self.headings(chosen), self.rows(rows, chosen))

    @classmethod
    def column_of(cls, column: Column) -> TableColumn:
        """Return the column of the file that a declared one is."""
        of = column.field
        if of.is_relation and not of.many_to_many and of.null and issubclass(of.related_model, Staged):
            return TableColumn(heading_of(column), read=public_code_of(column.name, column.key))
        if of.is_relation or column.read_as == "country":
            return TableColumn(heading_of(column), read=column.value)
        return TableColumn(heading_of(column), column.name)


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


def place_of(row: Any) -> str:
    """Return the place of a row in Chinese: province and city, or the country; empty where none is known."""
    if not row.province_id:
        return country_called(str(row.country or ""))
    city = f" {row.city.name}" if row.city_id and row.city_id != row.province_id else ""
    return f"{row.province.name}{city}"


def unique(values: Iterable[str]) -> list[str]:
    """Return the values, each once, in order."""
    return list(dict.fromkeys(values))
