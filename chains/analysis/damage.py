"""Detection of values that faults in earlier versions may have left, and what they should be. No ORM."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .dates import EARLIEST, LATEST
from .tickers import TickerError, checked_ticker, read_ticker


class Kind(StrEnum):
    """A kind of damage, by what is wrong with a record."""

    WORD_FOR_NOTHING = "word-for-nothing"
    TICKER = "ticker"
    DATE = "date"
    SOURCE_OF_A_LEFT_PLAN = "source-of-a-left-plan"
    DEAD_BATCH = "dead-batch"
    LOST_EVIDENCE = "lost-evidence"
    LOG_ENTRY = "log-entry"
    ENGLISH_TWIN = "english-twin"


#: What each kind means, for the terminal.
MEANINGS = {
    Kind.WORD_FOR_NOTHING: "a word for nothing stands as a value",
    Kind.TICKER: "the ticker does not belong to its exchange",
    Kind.DATE: "the date stands for “not known”",
    Kind.SOURCE_OF_A_LEFT_PLAN: "made for a sheet that was never committed",
    Kind.DEAD_BATCH: "its worker has died",
    Kind.LOST_EVIDENCE: "an undo has taken its evidence",
    Kind.LOG_ENTRY: "the last entry of the log is not what is on record",
    Kind.ENGLISH_TWIN: "another company has this as its English name",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong: of which record (``model`` as ``app.model``), and in which field, if in one.

    ``right`` is what the field is to hold. ``keys`` names the rows that come back. Where ``mendable`` is false only a
    person can tell what is right.
    """

    kind: Kind
    model: str
    key: Any
    name: str
    field: str = ""
    value: str = ""
    right: Any = None
    keys: tuple[Any, ...] = ()
    mendable: bool = True


def right_listing(exchange: str, ticker: str) -> tuple[str, str] | None:
    """Return exchange and ticker as they must be, None where they are.

    Raises :class:`.tickers.TickerError` where nothing tells which share is meant.
    """
    named = _read(ticker)
    if named is not None and named[1] != ticker and named[0]:
        # It names its exchange itself.
        right = named
    else:
        try:
            right = exchange, checked_ticker(exchange, ticker)
        except TickerError:
            right = read_ticker(ticker)
    if not right[0]:
        raise TickerError("ticker_without_exchange")
    return None if right == (exchange, ticker) else right


def _read(ticker: str) -> tuple[str, str] | None:
    try:
        return read_ticker(ticker)
    except TickerError:
        return None


def is_no_day(day: date) -> bool:
    """Return whether a date stands for one that is not known, as databases fill it in."""
    return not EARLIEST <= day <= LATEST
