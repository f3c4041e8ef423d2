"""Cleaning one cell: what people type and what Excel makes of it, as a value or a fault. No ORM."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from rapidfuzz import fuzz, process, utils

from chains.analysis.codes import CreditCodeError, clean_credit_code
from chains.analysis.invisible_characters import visible
from chains.analysis.labels import batch_number
from chains.analysis.missing_values import is_missing, word_form
from chains.analysis.names import fold
from chains.analysis.tickers import TickerError, read_ticker

from .chinese_numbers import in_digits
from .reading import Cell, FormulaWithoutValue

#: What is wrong and what to do about it, by code, as msgids; ``%(value)s`` is the cell as it stands.
REASONS = {
    "empty": (_("The cell is empty."), _("Fill it in.")),
    "formula_without_value": (
        _("The cell holds the formula “%(value)s” without its result."),
        _("Open the file in Excel, save it and upload it again; or paste the cell as a value."),
    ),
    "excel_error": (
        _("The cell holds the error %(value)s."),
        _("Correct the formula behind it, or clear the cell."),
    ),
    "too_long": (
        _("The text has %(length)s characters; at most %(limit)s fit."),
        _("Shorten it, or move what is left to the column for notes."),
    ),
    "not_a_date": (_("“%(value)s” is not a date."), _("Write it like 2010-01-05, 2010/1/5 or 2010年1月5日.")),
    "not_a_year": (_("“%(value)s” is not a year."), _("Write a year between 1949 and 2100, such as 2019.")),
    "not_an_integer": (_("“%(value)s” is not a whole number."), _("Write digits only, such as 120.")),
    "not_a_number": (_("“%(value)s” is not a number."), _("Write digits only, such as 12.5 or 12.5%%.")),
    "part_or_per_cent": (
        _("“%(value)s” may be %(value)s per cent, or %(as_part)s per cent written as a part of one."),
        _("Write it with the sign, in a cell formatted as text: %(as_part)s%% or %(value)s%%."),
    ),
    "not_a_share": (
        _("“%(value)s” is not a share."),
        _("Write it between 0 and 100%%, like 62.5%%, 约90%%, 不足1%%, 超过50%% or 70-80%%."),
    ),
    "ends_reversed": (
        _("The range “%(value)s” begins with the greater number."),
        _("Write the lower end first, such as 70-80%%."),
    ),
    "not_a_boolean": (_("“%(value)s” is neither yes nor no."), _("Write 是 or 否.")),
    "code_became_number": (
        _("Excel turned the code into a number and lost digits: %(value)s."),
        _("Format the column as text and paste the code again from where it came."),
    ),
    "credit_code_length": (
        _("A credit code has 18 characters."),
        _("Compare “%(value)s” with the business licence."),
    ),
    "credit_code_format": (
        _("This is not the form of a credit code: digits and capitals without I, O, S, V and Z."),
        _("Compare “%(value)s” with the business licence."),
    ),
    "credit_code_division": (
        _("Digits 3 to 8 of the credit code name no division of GB/T 2260; check them for a slip."),
        _("Compare “%(value)s” with the business licence."),
    ),
    "credit_code_check_digit": (
        _("The last character of the credit code does not fit the rest; check it for a slip."),
        _("If the licence has “%(value)s”, say so as the reason why the credit code is kept, here or for all rows."),
    ),
    "no_cell_above": (
        _("“%(value)s” repeats the cell above: there is none, in a first row or below one that is left out."),
        _("Write the value itself."),
    ),
    "not_repeated": (
        _("“%(value)s” repeats the cell above, but every record has an id, code, ticker and name of its own."),
        _("Write it itself, or leave the cell empty if it is not known."),
    ),
    "january_or_october": (
        _("“%(value)s” may be January or October %(year)s: as a number, 10 loses its zero behind the point."),
        _("Write it as %(year)s-01 or %(year)s-10, in a cell formatted as text."),
    ),
    "date_out_of_range": (
        _("%(value)s cannot be meant: dates lie between %(earliest)s and %(latest)s."),
        _("Correct the date, or leave the cell empty if it is not known."),
    ),
    "no_name": (
        _("“%(value)s” is no name: it has neither a letter nor a digit."),
        _("Write the name, or leave the cell empty if there is none."),
    ),
    "not_a_ticker": (_("“%(value)s” is not a ticker."), _("Write it like 688012, 688012.SH or 0981.HK.")),
    "ticker_elsewhere": (
        _("“%(value)s” names an exchange where such tickers are not given."),
        _("Check the ending: .SH for Shanghai, .SZ for Shenzhen, .BJ for Beijing, .HK for Hong Kong."),
    ),
    "ticker_without_exchange": (
        _("“%(value)s” does not say at which exchange it is listed."),
        _("Write the exchange behind it, such as 0981.HK."),
    ),
    "ticker_of_a_country": (
        _("“%(value)s” names a country, not the exchange at which it is listed."),
        _("Write the exchange in front, such as NYSE:TSM or NASDAQ:ACMR."),
    ),
    "ticker_off_exchange": (
        _("“%(value)s” is quoted at the NEEQ (新三板), which is no stock exchange."),
        _("Leave the cell empty, or write the ticker of a stock exchange."),
    ),
    "not_a_batch": (_("“%(value)s” is not the number of a batch."), _("Write it like 5 or 第五批.")),
    "not_a_period": (
        _("“%(value)s” does not say from when until when."),
        _("Write the last day, such as 2026-06-30, or both: 2023-07-01至2026-06-30."),
    ),
    "unknown_value": (_("“%(value)s” is not one of the values of this column."), _("Possible: %(choices)s.")),
    "unknown_value_near": (
        _("“%(value)s” is not one of the values of this column."),
        _("Did you mean %(suggestions)s?"),
    ),
}

#: The errors of Excel, as they are shown.
EXCEL_ERRORS = frozenset(
    {"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)

YES = frozenset({"是", "true", "1", "yes", "y", "t", "√", "✓", "✔", "对", "有"})
NO = frozenset({"否", "false", "0", "no", "n", "f", "×", "✗", "✘", "不是", "无"})

#: What people put in front of a code so that Excel keeps it as it is.
_GUARDS = "'’‘`"
_DITTO, _DITTOS = re.compile("[同〃]"), frozenset({"同上", "〃"})

_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_001)
#: By how many days the calendar that old workbooks for the Mac count by begins later.
_1904 = 1462
_YEAR_AND_TENTH = re.compile(r"([12]\d{3})\.1")
_YEARS = range(1949, 2101)
_LONG_NUMBER = re.compile(r"[0-9](\.[0-9]+)?e\+?[0-9]+", re.IGNORECASE)
_DATES = (
    re.compile(r"(?P<y>[12]\d{3})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?:[t ]\d{1,2}:\d{2}(:\d{2})?\S*)?"),
    re.compile(r"(?P<y>[12]\d{3})[-/.](?P<m>\d{1,2})"),
    re.compile(r"(?P<y>[12]\d{3})\s*年(?:\s*(?P<m>\d{1,2})\s*月(?:份|\s*(?P<d>\d{1,2})\s*[日号])?)?"),
    re.compile(r"(?P<y>[12]\d{3})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<y>[12]\d{3})"),
)


class CellError(ValueError):
    """A cell that cannot be taken. ``code`` is a key of ``REASONS``; ``params`` fill message and hint in."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    @property
    def message(self) -> str:
        """What is wrong, in the reader's language."""
        return gettext(REASONS[self.code][0]) % self.params

    @property
    def hint(self) -> str:
        """The way out, in the reader's language."""
        return gettext(REASONS[self.code][1]) % self.params

    def __str__(self) -> str:
        return self.message


def is_blank(cell: Cell | None) -> bool:
    """Return whether a cell is empty, or holds a word for a missing value (see ``analysis/missing_values.py``)."""
    return cell is None or (isinstance(cell, str) and is_missing(cell))


def is_ditto(cell: Cell | None) -> bool:
    """Return whether a cell says that it repeats the one above: 同上 or 〃."""
    return isinstance(cell, str) and _DITTO.search(cell) is not None and word_form(cell) in _DITTOS


def as_text(cell: Cell, max_length: int = 0) -> str:
    """Return the text of a cell without white space around it; a number as its digits, a date as in ISO 8601.

    Raises :class:`CellError`: too_long (if ``max_length`` is given), formula_without_value, excel_error.
    """
    text = _shown(cell)
    if max_length and len(text) > max_length:
        _refuse("too_long", text, length=len(text), limit=max_length)
    return text


def as_date(cell: Cell) -> date:
    """Return the date in a cell; of a month or a year alone the first day.

    Raises :class:`CellError`: not_a_date, and january_or_october for the number 2010.1: Excel makes it of 2010.10 too.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _filled(cell)
    # A number is a date of Excel that lost its format; in a text file the same digits could be anything.
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return _EPOCH + timedelta(days=int(cell))
    if isinstance(cell, float) and (found := _YEAR_AND_TENTH.fullmatch(text)):
        _refuse("january_or_october", text, year=found[1])
    written = in_digits(unicodedata.normalize("NFKC", text).strip().lower())
    for pattern in _DATES:
        if found := pattern.fullmatch(written):
            parts = found.groupdict()
            try:
                return date(int(parts["y"]), int(parts.get("m") or 1), int(parts.get("d") or 1))
            except ValueError:
                break
    return _refuse("not_a_date", text)


def date_as_kept(cell: Cell, *, since_1904: bool = False, is_text: bool = False) -> Cell:
    """Return the cell of a column of dates as what it is: in a file that counts days from 1904, or one of text alone.

    A number without a format is moved to where other workbooks have the day. Of a text file nobody knows whether 2010.1
    was a number once; it is taken for one, so that it is asked about.
    """
    if since_1904 and isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) + _1904 in _SERIALS:
        return cell + _1904
    if is_text and isinstance(cell, str) and _YEAR_AND_TENTH.fullmatch(cell.strip()):
        return float(cell)
    return cell


def as_year(cell: Cell) -> int:
    """Return the year in a cell, also of a date or of 2019年. Raises :class:`CellError` not_a_year."""
    if isinstance(cell, date):
        return cell.year
    text = _filled(cell)
    found = re.fullmatch(r"(\d{4})(?:\.0)?\s*年?", unicodedata.normalize("NFKC", text))
    if not found or int(found[1]) not in _YEARS:
        _refuse("not_a_year", text)
    return int(found[1])


def as_integer(cell: Cell) -> int:
    """Return the whole number in a cell. Raises :class:`CellError` not_an_integer."""
    text = _filled(cell)
    number = _number(cell, text)
    if number is None or number != number.to_integral_value():
        _refuse("not_an_integer", text)
    return int(number)


def as_batch(cell: Cell) -> int:
    """Return the number of the batch in a cell: 5, 第五批, 2023年第五批. Raises :class:`CellError` not_a_batch."""
    text = _filled(cell)
    return batch_number(text.removesuffix(".0")) or _refuse("not_a_batch", text)


def as_boolean(cell: Cell) -> bool:
    """Return whether a cell says yes (是, true, 1, √ …) or no. Raises :class:`CellError` not_a_boolean."""
    if isinstance(cell, bool):
        return cell
    text = _filled(cell)
    word = unicodedata.normalize("NFKC", text).lower()
    if word in YES or word in NO:
        return word in YES
    return _refuse("not_a_boolean", text)


def as_credit_code(cell: Cell, *, excepted: bool = False) -> str:
    """Return the credit code in a cell in its normal form; if ``excepted`` its check character need not fit.

    Raises :class:`CellError`: code_became_number, credit_code_length, _format, _division or _check_digit.
    """
    text = _filled(cell).lstrip(_GUARDS)
    if isinstance(cell, int | float) or _LONG_NUMBER.fullmatch(text):
        _refuse("code_became_number", text)
    try:
        return clean_credit_code(text, excepted=excepted)
    except CreditCodeError as error:
        raise CellError(f"credit_code_{error.code}", value=text) from error


def as_ticker(cell: Cell) -> tuple[str, str]:
    """Return exchange and ticker of what a cell holds, as :func:`chains.analysis.tickers.read_ticker` reads it.

    Raises :class:`CellError` with the codes named there; a number of fewer than six digits has lost its zeros.
    """
    text = _filled(cell).lstrip(_GUARDS)
    if isinstance(cell, int | float) and len(text) < 6:
        _refuse("code_became_number", text)
    try:
        return read_ticker(text)
    except TickerError as error:
        return _refuse(error.code, text)


def as_list(cell: Cell) -> list[str]:
    """Return the parts of a cell, parted by ; 、 | or a line break, each once; by a comma only behind 公司.

    Words for nothing are left out. Raises :class:`CellError` no_cell_above where 同上 stands beside others.
    """
    parts = [part.strip(" \t,，") for part in re.split(r"[;；、|｜\r\n]|(?<=公司)[,，]", _shown(cell))]
    for part in filter(is_ditto, parts):
        _refuse("no_cell_above", part)
    return list(dict.fromkeys(part for part in parts if not is_missing(part)))


def as_choice(cell: Cell, choices: Mapping[str, Iterable[str]]) -> str:
    """Return the code whose words, or which itself, a cell holds; case, width and punctuation do not matter.

    Raises :class:`CellError` unknown_value with the nearest words (then unknown_value_near), or all of them.
    """
    text = _filled(cell)
    wanted = fold(text) or text
    for code, words in choices.items():
        if wanted in {fold(code) or code, *(fold(str(word)) or str(word) for word in words)}:
            return code
    # The first word of each is the one to show.
    shown = [next((str(word) for word in words), code) for code, words in choices.items()]
    near = suggest(text, shown)
    raise CellError(
        "unknown_value_near" if near else "unknown_value",
        value=text,
        suggestions=" / ".join(near),
        choices=" / ".join(shown[:12]) + (" …" if len(shown) > 12 else ""),
    )


def suggest(text: str, options: Iterable[str], limit: int = 3) -> list[str]:
    """Return the ``options`` most like ``text``, best first; none where nothing is like it."""
    found = process.extract(
        text, list(dict.fromkeys(options)), scorer=_likeness, processor=_processed, limit=limit, score_cutoff=50
    )
    return [option for option, _score, _index in found]


def _likeness(one: str, other: str, **_options: Any) -> float:
    """Score two words from 0 to 100; a short one inside a long one (光刻 in 光刻机) is nearly as good as alike."""
    whole = fuzz.ratio(one, other)
    inside = min(len(one), len(other)) >= 2 and (one in other or other in one)
    return max(whole, 85.0) if inside else whole


def _processed(text: str) -> str:
    return fold(text) or utils.default_process(text)


def _refuse(code: str, text: str, **params: Any) -> NoReturn:
    raise CellError(code, value=text if len(text) <= 60 else text[:60] + "…", **params)


def _filled(cell: Cell) -> str:
    """Return the text of a cell that must hold something."""
    return _shown(cell) or _refuse("empty", "")


def _shown(cell: Cell) -> str:
    """Return a cell as a person reads it, and refuse what has no value."""
    if isinstance(cell, FormulaWithoutValue):
        _refuse("formula_without_value", str(cell))
    if isinstance(cell, str):
        if not cell.isprintable():
            cell = "".join(ch for ch in cell.replace("\r\n", "\n") if ch in "\n\t" or ord(ch) >= 32)
        text = visible(cell).strip()
        if text in EXCEL_ERRORS:
            _refuse("excel_error", text)
        return text
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != datetime.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _number(cell: Cell, text: str) -> Decimal | None:
    if isinstance(cell, bool):
        return None
    bare = unicodedata.normalize("NFKC", text).replace(" ", "").removesuffix("%").replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", bare):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None
