"""Cell values by the type of their column; every fault names its column and how to correct it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_noop as _
from import_export.widgets import Widget

from chains.analysis.names import has_letter, tidy
from chains.choices import SheetKind
from chains.models.columns import CELL_WIDGETS, SHEETS
from chains.sheets import cells
from chains.sheets.periods import as_former_names, as_period
from chains.sheets.sheet_columns import SheetColumn

from .faults import CellFaultError, fault, in_every_language, said_in_every_language
from .vocabulary import Place, Vocabulary

#: Kinds of columns whose cells come again and again: words of a vocabulary, of which a sheet uses a few.
_RECURRING = frozenset(
    ("choice", "segment", "segments", "chain", "chains", "labels", "region", "source", "country", "province")
)

#: How many different cells of those kinds are remembered with what they mean; a sheet that has more is read anew.
_MOST_KEPT = 4096

#: Columns of places: the prefix of their codes, and the name under which the place is found among the values.
_PLACES = {"": "at", "registered_": "registered"}


@dataclass(slots=True)
class CleanRow:
    """A row as the planners take it: its values by column, what was decided on it, and what is wrong with it."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    decision: str = ""
    decided: str = ""
    #: The last row of the sheet that may be about the same company; 0 where this is the only one.
    until: int = 0

    def refuse(self, column: str, value: Any, error: Any) -> None:
        """Note what is wrong with the cell of a column."""
        self.faults.append(fault(column, value, error))


def stored(cell: Any) -> Any:
    """Return a cell as JSON keeps it: dates in ISO form."""
    return cell.isoformat() if isinstance(cell, date) else cell


class Cleaner:
    """Cleans the rows of one kind of sheet against the live vocabularies."""

    def __init__(self, kind: SheetKind, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.columns = {column.code: column for column in SHEETS[kind].columns}
        self.required = [column for column in self.columns.values() if column.required]
        self.words = {code: _words(column) for code, column in self.columns.items() if column.choices}
        #: Whether province, city and country say together where a record is. In other sheets they mean something else:
        #: the scope of a verdict, the country that supplies.
        self.places = "place" in self.columns
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._read: dict[str, Callable[[SheetColumn, Any], Any]] = {
            **{kind: partial(_by_widget, widget) for kind, widget in CELL_WIDGETS.items()},
            "text": _text,
            "address": _address,
            "tickers": lambda column, cell: _tickers(cell),
            "period": lambda column, cell: as_period(cell),
            "former_names": lambda column, cell: as_former_names(cell, column.max_length),
            "list": lambda column, cell: cells.as_list(cell),
            "choice": lambda column, cell: cells.as_choice(cell, self.words[column.code]),
            "segment": lambda column, cell: vocabulary.segment(_plain(cell)),
            "segments": lambda column, cell: [vocabulary.segment(part) for part in cells.as_list(cell)],
            "chain": lambda column, cell: vocabulary.chain(_plain(cell)),
            "chains": lambda column, cell: [vocabulary.chain(part) for part in cells.as_list(cell)],
            "labels": lambda column, cell: [vocabulary.label(part) for part in cells.as_list(cell)],
            "region": lambda column, cell: vocabulary.region(_plain(cell)),
            "source": lambda column, cell: vocabulary.source(_plain(cell)),
            "country": lambda column, cell: vocabulary.country(_plain(cell)),
            "province": lambda column, cell: vocabulary.province(_plain(cell)),
            "company": lambda column, cell: _plain(cell),
        }

    def clean(
        self, number: int, raw: Mapping[str, Any], decision: str = "", decided: str = "", until: int = 0
    ) -> CleanRow:
        """Return the row of these cells (code → cell as read); those with nothing, or a word for it, are left out."""
        row = CleanRow(number, decision=decision, decided=decided, until=until)
        given, raw = raw, self._filled(row, raw)
        together = _PLACE_CODES if self.places else ()
        for code, cell in raw.items():
            if code in together:
                continue
            column = self.columns[code]
            try:
                if (value := self._value(column, cell)) == []:
                    continue
                _check(column, value)
                row.values[code] = value
            except (cells.CellError, CellFaultError) as error:
                row.refuse(code, cell, error)
        if self.places:
            for prefix, name in _PLACES.items():
                self._place(row, raw, prefix, name)
        refused = {each["column"] for each in row.faults}
        for code in (column.code for column in self.required):
            if code not in row.values and code not in refused:
                message, word = _("This cell may not be empty."), cells.as_text(given.get(code), 0)
                if word:
                    message = _("This cell may not be empty, and “%(value)s” is a word for nothing.")
                row.refuse(code, word, CellFaultError("required", message, _("Fill it in."), value=word))
        return row

    def _filled(self, row: CleanRow, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return the cells of known columns that hold something; note what repeats a cell that it cannot repeat."""
        filled = {}
        for code, cell in raw.items():
            if code not in self.columns or cells.is_blank(cell):
                continue
            if cells.is_ditto(cell):
                wrong = "not_repeated" if self.columns[code].identifies else "no_cell_above"
                row.refuse(code, cell, cells.CellError(wrong, value=cell))
            else:
                filled[code] = cell
        return filled

    def _value(self, column: SheetColumn, cell: Any) -> Any:
        if column.kind not in _RECURRING or type(cell) is not str:
            return self._read[column.kind](column, cell)
        if (key := (column.code, cell)) not in self._kept:
            self._keep(key, self._read[column.kind](column, cell))
        return self._kept[key]

    def _keep(self, key: tuple[Any, ...], value: Any) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[key] = value

    def _place(self, row: CleanRow, raw: Mapping[str, Any], prefix: str, name: str) -> None:
        """Put the place that up to four cells give together into ``row``."""
        cells_of_place = tuple(map(raw.get, _PLACE_CODES_BY_PREFIX[prefix]))
        if not any(cells_of_place):
            return
        if (prefix, *cells_of_place) in self._kept and set(map(type, cells_of_place)) <= {str, type(None)}:
            row.values[name] = self._kept[prefix, *cells_of_place]
            return
        given = {code: _plain(raw[code]) for code in _PLACE_CODES_BY_PREFIX[prefix] if code in raw}
        code = ""
        try:
            if text := given.get(code := f"{prefix}place"):
                row.values[name] = self.vocabulary.place(text)
                self._keep((prefix, *cells_of_place), row.values[name])
                return
            province = self.vocabulary.province(given[code]) if (code := f"{prefix}province") in given else ""
            city = self.vocabulary.city(given[code], province) if (code := f"{prefix}city") in given else ""
            country = self.vocabulary.country(given[code]) if (code := f"{prefix}country") in given else ""
            if country and (province or city):
                message = _("Give either a province (with a city, if known) or a country outside China.")
                raise CellFaultError("place_is_two", message, _("Empty one of the two."))
        except CellFaultError as error:
            row.refuse(code, given.get(code, ""), error)
            return
        if province or city or country:
            row.values[name] = Place(province or (f"{city[:2]}0000" if city else ""), city, country)
            self._keep((prefix, *cells_of_place), row.values[name])


def _place_codes(prefix: str) -> list[str]:
    return [f"{prefix}{part}" for part in ("place", "province", "city", "country")]


_PLACE_CODES_BY_PREFIX = {prefix: _place_codes(prefix) for prefix in _PLACES}
_PLACE_CODES = frozenset(code for codes in _PLACE_CODES_BY_PREFIX.values() for code in codes)


def _by_widget(widget: Widget, _column: SheetColumn, cell: Any) -> Any:
    return widget.clean(cell)


def _plain(cell: Any) -> str:
    return tidy(cells.as_text(cell, 0))


def _text(column: SheetColumn, cell: Any) -> str:
    """Return a text: a name or another short one in one line, a long one with its lines."""
    text = cells.as_text(cell, column.max_length)
    if column.identifies and column.code != "id" and not has_letter(text):
        raise cells.CellError("no_name", value=text)
    return tidy(text) if column.max_length else text


def _tickers(cell: Any) -> list[tuple[str, str]]:
    """Return the tickers in a cell: one, or several apart; each needs its exchange."""
    parts = cells.as_list(cell) if isinstance(cell, str) else [cell]
    tickers = [cells.as_ticker(part) for part in parts]
    for exchange, ticker in tickers:
        if not exchange:
            raise cells.CellError("ticker_without_exchange", value=ticker)
    return tickers


def _words(column: SheetColumn) -> dict[str, list[str]]:
    """Return what each code of a closed vocabulary is called, in every language and by whoever writes such sheets."""
    words = column.words
    return {code: [code, *in_every_language(label).values(), *words.get(code, ())] for code, label in column.choices}


def _check(column: SheetColumn, value: Any) -> None:
    """Refuse a value that the field of a column does not take, such as a number out of its range."""
    for validate in column.validators:
        try:
            validate(value)
        except ValidationError as error:
            raise CellFaultError("invalid", said_in_every_language(lambda error=error: error.messages[0])) from error


def _address(column: SheetColumn, cell: Any) -> str:
    text = _text(column, cell)
    try:
        URLValidator()(text)
    except ValidationError as error:
        message = _("“%(value)s” is no web address.")
        hint = _("Such as https://www.example.com, with https:// in front.")
        raise CellFaultError("not_an_address", message, hint, value=text) from error
    return text
