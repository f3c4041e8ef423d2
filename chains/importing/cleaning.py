"""Cell values by the type of their column; every fault names its column and how to correct it."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from import_export.widgets import Widget

from chains.analysis.codes import fits_check_digit
from chains.analysis.names import has_letter, tidy
from chains.analysis.stated_shares import ShareUnit, share_in_words
from chains.choices import CHINA, SheetKind
from chains.models.columns import CELL_WIDGETS, SHEETS
from chains.sheets import cells
from chains.sheets.periods import as_former_names, as_period
from chains.sheets.shares import SHARE_UNIT, StatedShare, UnitFound, as_per_cent, read_share
from chains.sheets.sheet_columns import SheetColumn

from .faults import CellFaultError, CleanRow, fault, in_every_language, said_in_every_language
from .places import Place
from .vocabulary import Vocabulary
from .web_addresses import as_web_address, first_address
from .words import LISTS, SheetWords, ValueDecisions

#: Kinds of columns that hold several words in a cell.
LIST_CELLS = frozenset(("segments", "chains", "labels", "provinces"))

#: Kinds of columns whose bare numbers may be per cent or parts of one.
_SHARES = frozenset(("share", "percent"))

#: How many different words are remembered with what they mean; a sheet that has more is read anew.
_MOST_KEPT = 4096

#: Columns of places: the prefix of their codes, and the name under which the place is found among the values.
_PLACES = {"": "at", "registered_": "registered"}


def stored(cell: Any) -> Any:
    """Return a cell as JSON keeps it: dates in ISO form."""
    return cell.isoformat() if isinstance(cell, date) else cell


class Cleaner:
    """Cleans the rows of one kind of sheet against the live vocabularies.

    ``decisions`` are those on single values, ``told_by`` the columns that say which record a row is of (see
    :class:`.words.SheetWords`). ``whole_sheet`` holds the cells of rows that have none of their own. ``share_unit`` is
    what the bare numbers in the column of shares were found to be.
    """

    def __init__(
        self,
        kind: SheetKind,
        vocabulary: Vocabulary,
        decisions: ValueDecisions | None = None,
        whole_sheet: Mapping[str, Any] | None = None,
        told_by: Collection[str] = (),
        share_unit: UnitFound | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.share_unit = share_unit or UnitFound("")
        self.whole_sheet = dict(whole_sheet or {})
        self.columns = {column.code: column for column in SHEETS[kind].columns}
        self.required = [column for column in self.columns.values() if column.required]
        #: Whether province, city and country say together where a record is. In other sheets they mean something else:
        #: the scope of a verdict, the country that supplies.
        self.places = "place" in self.columns
        self._kept: dict[tuple[Any, ...], Any] = {}
        told_by = {*told_by, SHARE_UNIT, *(column.code for column in self.required)}
        self.words = SheetWords(vocabulary, self._kinds(), self._choices(), decisions, told_by, places=self.places)
        self._read: dict[str, Callable[[SheetColumn, Any], Any]] = {
            **{kind: partial(_by_widget, widget) for kind, widget in CELL_WIDGETS.items()},
            "text": _text,
            "address": _address,
            "tickers": lambda column, cell: _tickers(cell),
            "period": lambda column, cell: as_period(cell),
            "former_names": lambda column, cell: as_former_names(cell, column.max_length),
            "list": lambda column, cell: cells.as_list(cell),
            "company": lambda column, cell: _plain(cell),
        }

    def clean(
        self, number: int, raw: Mapping[str, Any], decision: str = "", decided: str = "", until: int = 0
    ) -> CleanRow:
        """Return the row of these cells (code → cell as read); those with nothing, or a word for it, are left out."""
        row = CleanRow(number, decision=decision, decided=decided, until=until)
        given, raw = raw, self._filled(row, raw)
        if self.whole_sheet:
            raw = self._with_whole_sheet(raw)
        # Chains and layers tell the segments of one name apart, and units what numbers are, so that they come first.
        raw = {code: raw[code] for code in ("chain", "layer", SHARE_UNIT) if code in raw} | raw
        together = _PLACE_CODES if self.places else ()
        for code, cell in raw.items():
            if code in together:
                continue
            column = self.columns[code]
            try:
                if (value := self._value(row, column, cell, raw)) is None or value == []:
                    continue
                if isinstance(value, StatedShare):
                    value = self._lower_end(row, raw, value)
                _check(column, value)
                row.values[code] = value
                if column.kind == "credit_code" and not fits_check_digit(value):
                    row.notes.append(fault(code, cell, _doubtful()))
            except (cells.CellError, CellFaultError) as error:
                self.words.refuse(row, code, cell, error)
        code = row.values.get("uscc")
        if fits_check_digit(code) if code else "uscc_exception" not in given:
            # What is said for the whole sheet is said of the codes that need it.
            row.values.pop("uscc_exception", None)
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

    def _kinds(self) -> dict[str, str]:
        """Return of which list the words of a column are; of the parts of a place, which part it is."""
        parts = _PLACE_CODES if self.places else ()
        return {
            code: code.removeprefix("registered_") if code in parts else column.kind
            for code, column in self.columns.items()
            if column.kind in LISTS or code in parts or column.choices
        }

    def _choices(self) -> dict[str, dict[str, list[str]]]:
        """Return what each code of a closed vocabulary is called, in every language and in sheets, by column."""
        return {
            column.code: {
                code: [code, *in_every_language(label).values(), *column.words.get(code, ())]
                for code, label in column.choices
            }
            for column in self.columns.values()
            if column.choices
        }

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

    def _with_whole_sheet(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return the cells with those of the whole sheet; a place is one, whichever of its cells a row has."""
        placed = [codes for codes in _PLACE_CODES_BY_PREFIX.values() if not raw.keys().isdisjoint(codes)]
        elsewhere = {code for codes in placed for code in codes} if self.places else set()
        return {code: cell for code, cell in self.whole_sheet.items() if code not in elsewhere} | dict(raw)

    def _value(self, row: CleanRow, column: SheetColumn, cell: Any, raw: Mapping[str, Any]) -> Any:
        """Return what a cell of a column means; None for a word that is left out."""
        if column.kind == "address":
            cell = first_address(row, column.code, cell)
        if column.kind == "credit_code":
            return self._credit_code(cell, excepted="uscc_exception" in raw)
        if column.kind in _SHARES:
            return self._share(row, column, cell)
        if column.code not in self.words.kinds:
            return self._read[column.kind](column, cell)
        within = _chain_of(row) if column.kind in ("segment", "layer") else None
        key, settled = (column.code, cell, within), self.words.settled
        if type(cell) is str and key in self._kept:
            return self._kept[key]
        value = self._words_of(row, column, cell, within)
        # What is noted in a row is noted in each that says so.
        if type(cell) is str and self.words.settled == settled:
            self._keep(key, value)
        return value

    def _credit_code(self, cell: Any, *, excepted: bool) -> str:
        """Return a credit code; one that does not fit its check character only with a reason, here or on record."""
        try:
            return cells.as_credit_code(cell, excepted=excepted)
        except cells.CellError as error:
            if error.code != "credit_code_check_digit":
                raise
            code = cells.as_credit_code(cell, excepted=True)
            if code not in self.vocabulary.excepted_codes:
                raise
            return code

    def _share(self, row: CleanRow, column: SheetColumn, cell: Any) -> StatedShare | Decimal | None:
        """Return the share in a cell; None where it has to be asked what the numbers of its column are."""
        found = read_share(cell)
        unit = row.values.get(SHARE_UNIT) or self.share_unit.unit
        if not unit and found.depends_on_unit and self.share_unit.numbers:
            unit = self.words.meaning(row, SHARE_UNIT, self.share_unit.numbers)
            if unit is None:
                _ask_unit(row)
                return None
        if column.kind == "percent":
            return as_per_cent(cell, unit)
        stated = found.stated(unit)
        if stated.precision or stated.share != found.low:
            row.notes.append(fault(column.code, cell, _share_read(found.text, stated)))
        return stated

    @staticmethod
    def _lower_end(row: CleanRow, raw: Mapping[str, Any], stated: StatedShare) -> Decimal:
        """Return the number of a share; put into ``row`` what its cell says beside it, unless cells of their own do."""
        beside = {"share_until": stated.until, "precision": stated.precision, "qualifier": ""}
        row.values |= {code: value for code, value in beside.items() if stated.precision or code not in raw}
        return stated.share

    def _words_of(self, row: CleanRow, column: SheetColumn, cell: Any, within: Any) -> Any:
        if column.kind not in LIST_CELLS:
            return self.words.meaning(row, column.code, _plain(cell), within)
        parts = cells.as_list(cell)
        if column.kind == "provinces":
            parts = [word for part in parts for word in self.vocabulary.provinces_apart(part)]
        words = [self.words.meaning(row, column.code, part) for part in parts]
        return [word for word in words if word is not None]

    def _keep(self, key: tuple[Any, ...], value: Any) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[key] = value

    def _place(self, row: CleanRow, raw: Mapping[str, Any], prefix: str, name: str) -> None:
        """Put the place that up to four cells give together into ``row``."""
        cells_of_place = tuple(map(raw.get, _PLACE_CODES_BY_PREFIX[prefix]))
        if not any(cells_of_place):
            return
        is_text = set(map(type, cells_of_place)) <= {str, type(None)}
        if is_text and (prefix, *cells_of_place) in self._kept:
            row.values[name], notes = self._kept[prefix, *cells_of_place]
            row.notes += notes
            return
        given = {code: _plain(raw[code]) for code in _PLACE_CODES_BY_PREFIX[prefix] if code in raw}
        settled, faults = self.words.settled, len(row.faults)
        at = self._place_in_parts(row, given, prefix)
        if at is None and len(row.faults) == faults:
            at = self._place_in_one(row, given, prefix)
        elif at is not None and f"{prefix}place" in given:
            at = self.vocabulary.refined(at, given[f"{prefix}place"])
        if at is None or len(row.faults) > faults:
            return
        row.values[name] = at
        if self.words.settled == settled:
            remarks = ((code, text, self.vocabulary.remark(text, at)) for code, text in given.items())
            notes = [fault(code, text, remark) for code, text, remark in remarks if remark is not None]
            row.notes += notes
            self._keep((prefix, *cells_of_place), (at, notes))

    def _place_in_one(self, row: CleanRow, given: Mapping[str, str], prefix: str) -> Place | None:
        """Return the place that one cell gives; the province that it lies in where more of it is not known."""
        if at := self._part(row, given, f"{prefix}place"):
            return at
        text = given.get(f"{prefix}place", "")
        province = self.vocabulary.province_around(text) if row.notes and text else ""
        return self._province_alone(row, province) if province else None

    def _place_in_parts(self, row: CleanRow, given: Mapping[str, str], prefix: str) -> Place | None:
        """Return the place that province, city and country give together; the province where the city is not known."""
        at, noted = self._part(row, given, f"{prefix}province") or Place(), len(row.notes)
        country = self._part(row, given, f"{prefix}country")
        if country not in ("", CHINA):
            given = self._without_city_abroad(row, given, f"{prefix}city")
        city = self._part(row, given, f"{prefix}city", at.province)
        if city:
            at = city
        elif at.province and len(row.notes) > noted:
            at = self._province_alone(row, at.province)
        if country in ("", at.country) or (country == CHINA and at.province):
            return at if at != Place() else None
        if at == Place():
            return Place(country=country)
        message = _("Give either a province (with a city, if known) or a country.")
        error = CellFaultError("place_is_two", message, _("Empty one of the two."))
        self.words.refuse(row, f"{prefix}country", given[f"{prefix}country"], error)
        return None

    def _without_city_abroad(self, row: CleanRow, given: Mapping[str, str], code: str) -> Mapping[str, str]:
        """Return the cells of a place abroad without its city, which is noted; nobody is asked what it may be."""
        try:
            if code not in given or self.vocabulary.city(given[code]):
                return given
        except (cells.CellError, CellFaultError):
            message = _("“%(value)s” is left out: of places abroad the country is kept.")
            row.notes.append(fault(code, given[code], CellFaultError("city_abroad", message, value=given[code])))
        return {each: text for each, text in given.items() if each != code}

    def _part(self, row: CleanRow, given: Mapping[str, str], code: str, within: str = "") -> Any:
        """Return what the cell of a place means, empty for nothing."""
        if code not in given:
            return ""
        try:
            return self.words.meaning(row, code, given[code], within) or ""
        except (cells.CellError, CellFaultError) as error:
            self.words.refuse(row, code, given[code], error)
            return ""

    @staticmethod
    def _province_alone(row: CleanRow, province: str) -> Place:
        """Return the province as the place, and say so in the note on what is not known."""
        message = _("“%(value)s” is not known here: its province alone is taken.")
        if row.notes[-1]["code"].startswith("ambiguous"):
            message = _("“%(value)s” may be more than one: %(names)s. Its province alone is taken.")
        row.notes[-1] |= {"message": message}
        return Place(province)


def _chain_of(row: CleanRow) -> Any:
    """Return the chain that a row names, or that of its layer."""
    layer = row.values.get("layer")
    return row.values.get("chain") or (layer and layer.chain)


def _ask_unit(row: CleanRow) -> None:
    """Say in the fault of a row whose column of shares is asked about what the question is."""
    noted = row.faults[-1] if row.faults else {}
    if noted.get("column") != SHARE_UNIT or not noted.get("is_word"):
        return
    message = _("“%(value)s”: nothing tells whether the numbers of this column are per cent or parts of one.")
    hint = _("Say it once for the whole sheet: %(codes)s.")
    noted |= {"code": "unknown_share_unit", "message": message, "hint": hint}
    noted["params"] |= {"codes": ", ".join(ShareUnit.values)}


def _share_read(text: str, stated: StatedShare) -> CellFaultError:
    def say() -> str:
        return gettext("“%(value)s” is taken as %(share)s.") % {"value": text, "share": share_in_words(*stated)}

    return CellFaultError("share_read", said_in_every_language(say))


def _doubtful() -> CellFaultError:
    message = _("The last character of the credit code does not fit the rest.")
    return CellFaultError("credit_code_doubtful", message, _("It is kept; compare it with the business licence."))


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


def _check(column: SheetColumn, value: Any) -> None:
    """Refuse a value that the field of a column does not take, such as a number out of its range."""
    for validate in column.validators:
        try:
            validate(value)
        except ValidationError as error:
            raise CellFaultError("invalid", said_in_every_language(lambda error=error: error.messages[0])) from error


def _address(column: SheetColumn, cell: Any) -> str:
    return as_web_address(_text(column, cell))
