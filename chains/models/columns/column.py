"""The declaration of a column: its field, heading and aliases in sheets, how its cells are read, its uses."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from enum import Flag, auto
from typing import Any, Self

from django.db import models
from django.utils.functional import Promise
from django_countries.fields import CountryField

from chains.sheets.sheet_columns import SheetColumn


class Use(Flag):
    """A place where the columns of a record appear."""

    #: The form of the admin.
    FORM = auto()
    #: Sheets that are imported, and the sheet of what is on record to be edited and imported again.
    IMPORT = auto()
    #: The files of a list.
    EXPORT = auto()
    #: What the API gives, and what it takes.
    READ = auto()
    WRITE = auto()
    #: What is chosen when records are merged, what can be given to the new one when a record is split.
    MERGE = auto()
    SPLIT = auto()
    #: What is set on many rows at once.
    BULK = auto()


#: What every record is: kept in the admin, imported, exported, read and written by programs.
KEPT = Use.FORM | Use.IMPORT | Use.EXPORT | Use.READ | Use.WRITE

#: How a cell is read, by the type of the field, where a column does not say otherwise; the first that fits.
_CELLS: tuple[tuple[type[models.Field], str], ...] = (
    (CountryField, "country"),
    (models.DateField, "date"),
    (models.BooleanField, "boolean"),
    (models.IntegerField, "integer"),
    (models.DecimalField, "number"),
    (models.URLField, "address"),
    (models.CharField, "text"),
    (models.TextField, "text"),
)

#: Fields of numbers, and how the cells of those are read whose values the record alone can check.
_NUMBERS = models.IntegerField | models.DecimalField
_CHECKED_LATER = ("number", "amount")

#: The list that a cell is taken from, by how it is read.
_VOCABULARIES = {
    "boolean": "booleans",
    "province": "provinces",
    "city": "cities",
    "country": "countries",
    "region": "regions",
    "layer": "layers",
    "segment": "segments",
    "segments": "segments",
    "chain": "chains",
    "chains": "chains",
    "labels": "labels",
    "source": "sources",
}


@dataclass(frozen=True, eq=False)
class Column:
    """A field of a record that people set.

    A column has every use that its record has, but for those in ``without``, each with the reason. ``code`` is its name
    in files and in the API, ``sheet`` in sheets to be imported, the field's name where they are empty.
    ``identity`` says that it tells which record this is, so that changing it takes the right to identify.
    ``goes_with`` names the column of whose value it says more: it is taken from where that one is taken from, and is
    empty where that one changes alone. ``beside`` puts it into one line with the column before it, in forms.
    ``described`` says in the description of the API, in English, what it is.

    The rest says how it appears in a sheet: ``heading`` (the field's own name by default), ``aliases`` (headings found
    in the field), ``cell`` (how a cell is read, by the field's type by default), ``words`` (what else is written for
    each code of a closed vocabulary), ``vocabulary`` (the list it is taken
    from), ``help``, ``example`` (its cells in the two example rows), ``required``, and ``identifies`` (no cell of it
    repeats another row's).
    """

    name: str
    _: KW_ONLY
    code: str = ""
    without: Mapping[Use, str] = field(default_factory=dict)
    identity: bool = False
    goes_with: str = ""
    beside: bool = False
    described: str = ""
    sheet: str = ""
    heading: str | Promise = ""
    aliases: tuple[str, ...] = ()
    cell: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vocabulary: str = ""
    help: str | Promise = ""
    example: tuple[str, str] = ("", "")
    required: bool = False
    identifies: bool = False
    #: The record and the uses it has; set by the declaration that the column stands in.
    model: type[models.Model] | None = None
    uses: Use = KEPT

    def of(self, model: type[models.Model], uses: Use) -> Self:
        """Return the column as one of ``model``, which has these uses."""
        return replace(self, model=model, uses=uses, code=self.code or self.name, sheet=self.sheet or self.name)

    def has(self, use: Use) -> bool:
        """Return whether the column is used there."""
        return use in self.uses and not any(use in excepted for excepted in self.without)

    @property
    def field(self) -> models.Field:
        """The field of the model."""
        return self.model._meta.get_field(self.name)

    @property
    def key(self) -> str:
        """The field by which a row that this column refers to is known in files and to programs."""
        return self.field.related_model.NATURAL_KEY[0]

    @property
    def empty(self) -> Any:
        """What the field holds where nothing is given: its default, else nothing."""
        return self.field.get_default() if self.field.has_default() else None if self.field.null else ""

    @property
    def is_choice(self) -> bool:
        """Whether the field holds a code of a closed vocabulary."""
        return bool(self.field.choices) and not isinstance(self.field, CountryField)

    @property
    def read_as(self) -> str:
        """How a cell is read: as the column says, or by the type of the field."""
        of = self.field
        if self.cell:
            return self.cell
        if self.is_choice:
            return "choice"
        if of.is_relation:
            return of.related_model._meta.model_name + ("s" if of.many_to_many else "")
        return next(cell for kind, cell in _CELLS if isinstance(of, kind))

    def value(self, row: models.Model) -> Any:
        """Return what stands in a file for a row: its own value, or the key of the row or rows that it refers to."""
        of = self.field
        if of.many_to_many:
            return [getattr(each, self.key) for each in getattr(row, self.name).all()]
        if of.is_relation and self.key == of.target_field.name:
            return getattr(row, of.attname) or ""
        value = getattr(row, self.name)
        if of.is_relation:
            return "" if value is None else getattr(value, self.key)
        return (value.code or "") if isinstance(of, CountryField) else value

    @property
    def in_sheets(self) -> SheetColumn:
        """The column as sheets to be imported have it."""
        of, cell = self.field, self.read_as
        choices = tuple(of.choices) if cell == "choice" else ()
        return SheetColumn(
            self.sheet,
            self.heading or of.verbose_name,
            cell,
            required=self.required,
            max_length=(of.max_length or 0) if cell in ("text", "address", "credit_code") else 0,
            aliases=self.aliases,
            help=self.help,
            choices=choices,
            words=self.words,
            # Texts are read strictly by their kind; numbers have a range that only the field knows.
            # How exact a number may be, and how large an amount, is known once its unit is.
            validators=tuple(of.validators) if cell not in _CHECKED_LATER and isinstance(of, _NUMBERS) else (),
            vocabulary=f"{of.model.__name__}.{of.name}" if choices else _VOCABULARIES.get(cell, ""),
            example=self.example,
            identifies=self.identifies,
        )


class Columns:
    """The columns of one record, in groups, in their order.

    A form, a file or the API names the groups in the order in which it shows them, so that a column that joins a group
    appears everywhere. Every editable field of the record is a column or, with the reason, in ``exempt``.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        uses: Use = KEPT,
        exempt: Mapping[str, str] | None = None,
        **groups: tuple[Column, ...] | Column,
    ) -> None:
        self.model = model
        self.uses = uses
        self.exempt = dict(exempt or {})
        self.groups = {
            name: tuple(each.of(model, uses) for each in ((group,) if isinstance(group, Column) else group))
            for name, group in groups.items()
        }
        self._by_name = {each.name: each for each in self}
        self._companions = tuple(each for each in self if each.goes_with)

    def __iter__(self) -> Iterator[Column]:
        return (each for group in self.groups.values() for each in group)

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    def used(self, use: Use) -> tuple[Column, ...]:
        """Return the columns with a use, in their order."""
        return tuple(each for each in self if each.has(use))

    def names(self, use: Use) -> tuple[str, ...]:
        """Return the names of the fields with a use, in their order."""
        return tuple(each.name for each in self.used(use))

    def going_with(self, name: str) -> tuple[Column, ...]:
        """Return the columns that say more of the value in the column ``name``."""
        return tuple(each for each in self._companions if each.goes_with == name)

    def emptied_with(self, row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what becomes empty where ``row`` is given ``values``: what went with a value that is another then."""
        return {
            each.name: each.empty
            for each in self._companions
            if each.goes_with in values
            and each.name not in values
            and (values[each.goes_with] or "") != (getattr(row, each.goes_with) or "")
        }

    def arranged(self, use: Use, *order: str) -> Iterator[Column | str]:
        """Yield the columns with a use in the order of these groups; what names no group comes as it is.

        Raises ``LookupError`` where a column with the use is in none of the groups.
        """
        if left_out := [each.name for each in self.used(use) if not self._names_group_of(each, order)]:
            raise LookupError(f"{self.model.__name__}: {', '.join(left_out)} is not shown for {use}")
        for name in order:
            yield from (each for each in self.groups[name] if each.has(use)) if name in self.groups else (name,)

    def in_sheets(self, *groups: str) -> tuple[SheetColumn, ...]:
        """Return the columns of these groups as sheets to be imported have them."""
        return tuple(each.in_sheets for name in groups for each in self.groups[name] if each.has(Use.IMPORT))

    def _names_group_of(self, column: Column, order: Collection[str]) -> bool:
        return any(column in self.groups.get(name, ()) for name in order)
