"""Cleaning one cell: what people type, and what Excel makes of it, as a value or a refusal with the way out. No ORM."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process, utils

from chains.analysis.codes import TICKER_PATTERN, CreditCodeError, clean_credit_code
from chains.analysis.names import fold
from chains.choices import Exchange

from .reading import Cell, FormulaWithoutValue

#: What is wrong and what to do about it, by code; ``%(value)s`` is the cell as it stands.
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
        _("Compare “%(value)s” with the business licence."),
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

#: Endings and beginnings that data services write for an exchange.
_EXCHANGE_WORDS = {
    **{code: Exchange(code) for code in Exchange.values},
    "sh": Exchange.SSE,
    "ss": Exchange.SSE,
    "xshg": Exchange.SSE,
    "sz": Exchange.SZSE,
    "xshe": Exchange.SZSE,
    "bj": Exchange.BSE,
    "hk": Exchange.HKEX,
    "tw": Exchange.TWSE,
    "o": Exchange.NASDAQ,
    "oq": Exchange.NASDAQ,
    "n": Exchange.NYSE,
    "ks": Exchange.KRX,
    "t": Exchange.TSE,
    "jp": Exchange.TSE,
    "l": Exchange.LSE,
    "ln": Exchange.LSE,
}
_MAINLAND = {Exchange.SSE, Exchange.SZSE, Exchange.BSE}

_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_001)
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
        return str(REASONS[self.code][0]) % self.params

    @property
    def hint(self) -> str:
        """The way out, in the reader's language."""
        return str(REASONS[self.code][1]) % self.params

    def __str__(self) -> str:
        return self.message


def as_text(cell: Cell, max_length: int = 0) -> str:
    """Return the text of a cell without white space around it; a number as its digits, a date as in ISO 8601.

    Raises :class:`CellError`: too_long (if ``max_length`` is given), formula_without_value, excel_error.
    """
    text = _shown(cell)
    if max_length and len(text) > max_length:
        _refuse("too_long", text, length=len(text), limit=max_length)
    return text


def as_date(cell: Cell) -> date:
    """Return the date in a cell; of a month or a year alone the first day. Raises :class:`CellError` not_a_date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _filled(cell)
    # A number is a date of Excel that lost its format; in a text file the same digits could be anything.
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return _EPOCH + timedelta(days=int(cell))
    for pattern in _DATES:
        if found := pattern.fullmatch(unicodedata.normalize("NFKC", text).strip().lower()):
            parts = found.groupdict()
            try:
                return date(int(parts["y"]), int(parts.get("m") or 1), int(parts.get("d") or 1))
            except ValueError:
                break
    return _refuse("not_a_date", text)


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


def as_per_cent(cell: Cell) -> Decimal:
    """Return the per cent in a cell: 12.5 and 12.5% are both 12.5.

    Raises :class:`CellError`: not_a_number, and part_or_per_cent for a bare number between 0 and 1. What Excel shows
    as 12.5% it holds as 0.125; only of a XLSX the format is known, and many write parts of one in a plain format. To
    take one for the other would be wrong by a factor of a hundred, so people are asked.
    """
    text = _filled(cell)
    number = _number(cell, text)
    if number is None:
        _refuse("not_a_number", text)
    if 0 < number < 1 and not unicodedata.normalize("NFKC", text).endswith("%"):
        _refuse("part_or_per_cent", text, as_part=f"{(number * 100).normalize():f}")
    return number


def as_boolean(cell: Cell) -> bool:
    """Return whether a cell says yes (是, true, 1, √ …) or no. Raises :class:`CellError` not_a_boolean."""
    if isinstance(cell, bool):
        return cell
    text = _filled(cell)
    word = unicodedata.normalize("NFKC", text).lower()
    if word in YES or word in NO:
        return word in YES
    return _refuse("not_a_boolean", text)


def as_credit_code(cell: Cell) -> str:
    """Return the credit code in a cell in its normal form.

    Raises :class:`CellError`: code_became_number for a number or what Excel shows of one (9.1E+17), else
    credit_code_length, _format, _division or _check_digit.
    """
    text = _filled(cell)
    if isinstance(cell, int | float) or _LONG_NUMBER.fullmatch(text):
        _refuse("code_became_number", text)
    try:
        return clean_credit_code(text)
    except CreditCodeError as error:
        raise CellError(f"credit_code_{error.code}", value=text) from error


def as_ticker(cell: Cell) -> tuple[str, str]:
    """Return exchange and ticker of 688012, 688012.SH, SH688012, sse:688012 or 0981.HK.

    Six digits alone give the exchange away; letters alone leave it empty. Raises :class:`CellError`:
    code_became_number (Excel ate the zeros in front), ticker_without_exchange, ticker_elsewhere, not_a_ticker.
    """
    text = _filled(cell)
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    exchange, ticker = _split_ticker(bare)
    if not re.fullmatch(TICKER_PATTERN, ticker):
        _refuse("not_a_ticker", text)
    if not exchange and ticker.isdigit():
        if len(ticker) < 6 and (not isinstance(cell, str) or not ticker.startswith("0")):
            _refuse("code_became_number", text)
        if len(ticker) in (4, 5):
            _refuse("ticker_without_exchange", text)
        exchange = _mainland_exchange(ticker)
        if not exchange:
            _refuse("not_a_ticker", text)
    if exchange in _MAINLAND and _mainland_exchange(ticker) != exchange:
        _refuse("ticker_elsewhere" if re.fullmatch(r"\d{6}", ticker) else "not_a_ticker", text)
    if exchange == Exchange.HKEX:
        if not re.fullmatch(r"\d{4,5}", ticker):
            _refuse("not_a_ticker", text)
        # Written with four digits or five, 0981 and 00981 are one.
        ticker = ticker[1:] if len(ticker) == 5 and ticker.startswith("0") else ticker
    return str(exchange), ticker


def as_list(cell: Cell) -> list[str]:
    """Return the parts of a cell, parted by ; 、 | or a line break, each once. A comma may belong to a name."""
    parts = (part.strip() for part in re.split(r"[;；、|｜\r\n]", _shown(cell)))
    return list(dict.fromkeys(part for part in parts if part))


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
        text = cell.strip()
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


def _split_ticker(text: str) -> tuple[str, str]:
    """Return exchange and ticker of a text in capitals, the exchange empty where none is named."""
    if found := re.fullmatch(r"([A-Z]+):(.+)", text):
        return _exchange(found[1], text), found[2]
    if found := re.fullmatch(r"(SH|SZ|BJ|HK)[.]?(\d{4,6})", text):
        return _exchange(found[1], text), found[2]
    found = re.fullmatch(r"(.+)[.:]([A-Z]+)", text)
    # BRK.B has a point of its own: only a known ending is an exchange.
    if found and (found[1].isdigit() or found[2].lower() in _EXCHANGE_WORDS):
        return _exchange(found[2], text), found[1]
    return "", text


def _exchange(word: str, text: str) -> str:
    return _EXCHANGE_WORDS.get(word.lower()) or _refuse("not_a_ticker", text)


def _mainland_exchange(ticker: str) -> str:
    """Return the exchange of Shanghai, Shenzhen or Beijing that gives out such six digits, or nothing."""
    if not re.fullmatch(r"\d{6}", ticker):
        return ""
    if ticker.startswith(("4", "8", "92")):
        return Exchange.BSE
    if ticker.startswith(("6", "9")):
        return Exchange.SSE
    return Exchange.SZSE if ticker.startswith(("0", "2", "3")) else ""
