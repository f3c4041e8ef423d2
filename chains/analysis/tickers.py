"""Parsing of tickers as people and data services write them: 688012, 688012.SH, 1.688012, NYSE:TSM. No ORM."""

import re
import unicodedata
from collections.abc import Iterable

from chains.choices import Exchange

from .codes import TICKER_PATTERN
from .invisible_characters import visible

#: Words for an exchange, before or behind a ticker, by those who write them (exchanges, terminals, MIC of ISO 10383).
_EXCHANGES = {
    **{code.upper(): Exchange(code) for code in Exchange.values},
    **dict.fromkeys(("SH", "SS", "XSHG", "SHSE"), Exchange.SSE),
    **dict.fromkeys(("SZ", "XSHE"), Exchange.SZSE),
    **dict.fromkeys(("BJ", "BJSE"), Exchange.BSE),
    **dict.fromkeys(("HK", "XHKG"), Exchange.HKEX),
    "TW": Exchange.TWSE,
    **dict.fromkeys(("O", "OQ"), Exchange.NASDAQ),
    "N": Exchange.NYSE,
    "KS": Exchange.KRX,
    **dict.fromkeys(("T", "JP"), Exchange.TSE),
    **dict.fromkeys(("L", "LN"), Exchange.LSE),
}
#: What the same data service writes in numbers, in front: 1.601999.
_NUMBERED = {"1": "SH", "0": "CN", "105": "NASDAQ", "106": "NYSE", "116": "HK"}
#: A country is no exchange: in China the number tells which it is, in America nothing does.
_CHINA, _AMERICA = frozenset({"CN", "CH"}), frozenset({"US", "USA"})
#: The National Equities Exchange and Quotations, where firms are quoted, and those delisted elsewhere traded.
_QUOTED = frozenset({"NQ", "OC", "NEEQ"})

#: What the numbers of shares begin with, the first that fits; 40 and 42 are those of firms delisted elsewhere.
_NUMBERS = {Exchange.BSE: ("43", "83", "87", "88", "92"), Exchange.SSE: ("6", "9"), Exchange.SZSE: ("0", "2", "3")}
_DELISTED = ("40", "42")

_LETTERS = re.compile(r"[A-Z]{1,6}([.-][A-Z]{1,2})?")
_LOST = re.compile(r"[1-9][0-9]{0,4}")


class TickerError(ValueError):
    """An invalid ticker. ``code`` is a key of ``REASONS`` in ``sheets/cells.py``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_ticker(text: str) -> tuple[str, str]:
    """Return exchange and ticker of a text; the exchange is empty where letters alone do not tell it.

    Six digits alone give the exchange away. Raises :class:`TickerError`: ticker_without_exchange, ticker_elsewhere,
    ticker_of_a_country (TSM.US), ticker_off_exchange, code_became_number (the zeros in front are lost), not_a_ticker.
    """
    market, ticker = _parted(bare_ticker(text))
    if market in _QUOTED:
        raise TickerError("ticker_off_exchange")
    if market in _AMERICA:
        raise TickerError("ticker_of_a_country")
    if market and market not in _CHINA:
        if market not in _EXCHANGES:
            raise TickerError("not_a_ticker")
        exchange = str(_EXCHANGES[market])
        ticker = checked_ticker(exchange, ticker)
        if exchange in _NUMBERS and _given_by(ticker) != exchange:
            raise TickerError("ticker_elsewhere")
        return exchange, ticker
    if ticker.isdigit():
        return _mainland(ticker), ticker
    if market or not _LETTERS.fullmatch(ticker):
        raise TickerError("not_a_ticker")
    return "", ticker


def bare_ticker(text: str) -> str:
    """Return a ticker as it should be written, right or wrong: half width, in capitals, without spaces."""
    text = unicodedata.normalize("NFKC", visible(text)).strip().upper()
    # 603999 SH and TSM US: what stands apart at the end is the exchange.
    text = re.sub(r"\s+([A-Z]+)$", r".\1", text)
    return re.sub(r"\s+", "", text)


def checked_ticker(exchange: str, text: str) -> str:
    """Return the ticker in the form in which ``exchange`` gives it out: in Hong Kong at least four digits.

    A text that names this exchange as well (688012.SH) is taken without it. Raises :class:`TickerError`:
    ticker_elsewhere for one that this exchange gives to no share, not_a_ticker for what is no ticker at all.
    """
    ticker = bare_ticker(text)
    market, rest = _parted(ticker)
    if not market or market in _CHINA or _EXCHANGES.get(market) == exchange:
        ticker = rest
    if exchange == Exchange.HKEX:
        # Written with four digits or five, 981, 0981 and 00981 are one.
        ticker = ticker.lstrip("0").zfill(4) if re.fullmatch(r"\d{1,5}", ticker) else ticker
        if re.fullmatch(TICKER_PATTERN, ticker) and (not re.fullmatch(r"\d{4,5}", ticker) or ticker == "0000"):
            raise TickerError("ticker_elsewhere")
    if exchange in _NUMBERS and (ticker.startswith(_DELISTED) or _given_by(ticker) not in ("", exchange)):
        raise TickerError("ticker_elsewhere" if re.fullmatch(r"\d{6}", ticker) else "not_a_ticker")
    if not re.fullmatch(r"\d{6}" if exchange in _NUMBERS else TICKER_PATTERN, ticker):
        raise TickerError("not_a_ticker")
    return ticker


def ticker_beside_market(text: str) -> str:
    """Return the ticker of a text that names its market as well, or how it begins; nothing of any other text."""
    market, ticker = _parted(bare_ticker(text))
    if not market or market not in {*_EXCHANGES, *_CHINA, *_AMERICA, *_QUOTED}:
        return ""
    try:
        return checked_ticker(_EXCHANGES.get(market, ""), ticker)
    except TickerError:
        return ticker if re.fullmatch(TICKER_PATTERN, ticker) else ""


def _parted(text: str) -> tuple[str, str]:
    """Return the word for a market, empty where there is none, and the ticker beside it."""
    # A program that took the column for numbers has written 600999.0.
    if found := re.fullmatch(r"(\d+)\.0+", text):
        return "", found[1]
    if (found := re.fullmatch(r"(\d{1,3})\.([0-9A-Z]+)", text)) and found[1] in _NUMBERED:
        # 1.SH is no such thing.
        return ("", text) if found[2] in _EXCHANGES else (_NUMBERED[found[1]], found[2])
    # N and T are exchanges too, but a letter beside a number is one only behind a mark.
    if found := re.fullmatch(r"([A-Z]+[.:_-]|[A-Z]{2,})(\d+)", text):
        return found[1].rstrip(".:_-"), found[2]
    if found := re.fullmatch(r"(\d+)([.:_-][A-Z]+|[A-Z]{2,})", text):
        return found[2].lstrip(".:_-"), found[1]
    if found := re.fullmatch(r"([A-Z]+):(.+)", text):
        return found[1], found[2]
    found = re.fullmatch(r"(.+)[.:]([A-Z]+)", text)
    # BRK.B has a point of its own: only a known ending is a market.
    if found and (found[2] in _EXCHANGES or found[2] in _AMERICA | _CHINA | _QUOTED):
        return found[2], found[1]
    return "", text


def _mainland(number: str) -> str:
    """Return the exchange in Shanghai, Shenzhen or Beijing that gives out a number; raises :class:`TickerError`."""
    if exchange := _given_by(number):
        return exchange
    if len(number) == 6 and number.startswith(_DELISTED):
        raise TickerError("ticker_off_exchange")
    if _LOST.fullmatch(number):
        raise TickerError("code_became_number")
    raise TickerError("ticker_without_exchange" if len(number) in (4, 5) else "not_a_ticker")


def _given_by(number: str) -> str:
    """Return the exchange in Shanghai, Shenzhen or Beijing that gives out six such digits, or nothing."""
    fitting = (str(exchange) for exchange, starts in _NUMBERS.items() if number.startswith(starts))
    return next(fitting, "") if re.fullmatch(r"\d{6}", number) else ""


def share_of(ticker: str) -> str:
    """Return of which market and class the shares are that a ticker names: ``a``, ``b``, or the code of the exchange.

    ``ticker`` names its exchange (``sse:600460``). A firm has A shares at one of the exchanges in Shanghai, Shenzhen
    and Beijing, and may have B shares there, and shares or receipts of them at others besides.
    """
    exchange, number = ticker.split(":")
    if exchange not in _NUMBERS:
        return exchange
    return "b" if (exchange, number[:1]) in ((Exchange.SSE, "9"), (Exchange.SZSE, "2")) else "a"


def contradicting(first: Iterable[str], second: Iterable[str]) -> tuple[str, str] | None:
    """Return two tickers, one of each, of shares that one firm cannot have both at a time; nothing if none do.

    None do either where the two have a ticker in common.
    """
    first, second = sorted(first), sorted(second)
    if set(first) & set(second):
        return None
    return next(((one, other) for one in first for other in second if share_of(one) == share_of(other)), None)
