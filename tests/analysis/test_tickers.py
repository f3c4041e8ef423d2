"""A text that names a market tells the ticker beside it, for a search; an exchange writes its tickers in one way."""

import pytest

from chains.analysis.tickers import TickerError, checked_ticker, ticker_beside_market


@pytest.mark.parametrize(
    ("text", "ticker"),
    [
        *(("SH600460", "600460"), ("sz002371", "002371"), ("600460SH", "600460"), ("ＳＨ６００４６０", "600460")),
        *(("1.600460", "600460"), ("0.002371", "002371"), ("981.HK", "0981"), ("HK:00981", "0981"), ("TSM.US", "TSM")),
        *(("SH60046", "60046"), ("600460\u200b.sh", "600460"), ("nyse:TSM", "TSM")),
        *(("600460", ""), ("AI", ""), ("N12", ""), ("士兰微", ""), ("ic.design", ""), ("", ""), ("A-B", "")),
    ],
)
def test_what_a_search_may_mean(text, ticker):
    assert ticker_beside_market(text) == ticker


@pytest.mark.parametrize(
    ("exchange", "text", "ticker"),
    [
        *(
            ("hkex", "981", "0981"),
            ("hkex", "00981.HK", "0981"),
            ("hkex", "80700", "80700"),
            ("sse", "688012.SH", "688012"),
        ),
        *(("sse", " ６８８０１２ ", "688012"), ("sse", "600999.0", "600999"), ("sse", "123456", "123456")),
        *(("nyse", "BRK.B", "BRK.B"), ("tse", "285a", "285A"), ("krx", "000660", "000660")),
    ],
)
def test_an_exchange_writes_its_tickers_in_one_way(exchange, text, ticker):
    assert checked_ticker(exchange, text) == ticker


@pytest.mark.parametrize(
    ("exchange", "text", "code"),
    [
        *(
            ("bse", "400999", "ticker_elsewhere"),
            ("sse", "000725", "ticker_elsewhere"),
            ("szse", "688012", "ticker_elsewhere"),
        ),
        *(("hkex", "TSM", "ticker_elsewhere"), ("sse", "12345", "not_a_ticker"), ("nyse", "芯片", "not_a_ticker")),
    ],
)
def test_another_exchange_s_it_refuses(exchange, text, code):
    with pytest.raises(TickerError) as refused:
        checked_ticker(exchange, text)
    assert refused.value.code == code
