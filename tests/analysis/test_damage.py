"""What is wrong with a listing or a date that is on record, and what would be right."""

from datetime import date

import pytest

from chains.analysis.damage import MEANINGS, Kind, is_no_day, right_listing
from chains.analysis.tickers import TickerError


@pytest.mark.parametrize(
    ("exchange", "ticker", "right"),
    [
        ("sse", "600999", None),
        ("krx", "005930", None),
        ("hkex", "0981", None),
        ("", "600999.0", ("sse", "600999")),
        ("", "603999SH", ("sse", "603999")),
        ("", "1.601999", ("sse", "601999")),
        ("nasdaq", "603999SH", ("sse", "603999")),
        ("nyse", "BRK.B", None),
        ("szse", "600999", ("sse", "600999")),
        ("hkex", "981", ("hkex", "0981")),
    ],
)
def test_a_listing_as_it_must_be(exchange, ticker, right):
    assert right_listing(exchange, ticker) == right


@pytest.mark.parametrize(("exchange", "ticker"), [("", "TSM.US"), ("bse", "400999"), ("", "TSM")])
def test_nothing_tells_which_share_is_meant(exchange, ticker):
    with pytest.raises(TickerError):
        right_listing(exchange, ticker)


def test_days_that_are_none():
    assert is_no_day(date(1, 1, 1))
    assert is_no_day(date(9999, 12, 31))
    assert not is_no_day(date(1668, 1, 1))


def test_every_kind_is_explained():
    assert set(MEANINGS) == set(Kind)
