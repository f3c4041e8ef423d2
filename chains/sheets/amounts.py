"""Numbers and amounts of money in cells, as people write them: 121.47, 1,200万元, 超过100亿美元. No ORM."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from chains.choices import AmountQualifier, AmountUnit, Currency

from .cells import CellError, as_text
from .reading import Cell

#: How many single yuan or dollars a unit is.
FACTORS: Mapping[str, int] = {
    AmountUnit.ONE: 1,
    AmountUnit.TEN_THOUSAND: 10**4,
    AmountUnit.MILLION: 10**6,
    AmountUnit.HUNDRED_MILLION: 10**8,
    AmountUnit.BILLION: 10**9,
}
_UNITS = {
    "亿": AmountUnit.HUNDRED_MILLION,
    "百万": AmountUnit.MILLION,
    "万": AmountUnit.TEN_THOUSAND,
    "million": AmountUnit.MILLION,
    "billion": AmountUnit.BILLION,
}
_CURRENCIES = {
    **dict.fromkeys(("元", "元人民币", "人民币", "人民币元", "rmb", "cny", "yuan", "¥"), Currency.CNY),
    **dict.fromkeys(("美元", "美金", "usd", "us$", "$"), Currency.USD),
    **dict.fromkeys(("欧元", "eur", "€"), Currency.EUR),
    **dict.fromkeys(("港元", "港币", "hkd", "hk$"), Currency.HKD),
    **dict.fromkeys(("日元", "jpy"), Currency.JPY),
}
_QUALIFIERS = {
    **dict.fromkeys(
        ("超过", "超", "逾", "大于", "高于", "不低于", "不少于", "至少", ">", ">=", "≥", "over"), AmountQualifier.OVER
    ),
    **dict.fromkeys(("以上", "余", "多", "+"), AmountQualifier.OVER),
    **dict.fromkeys(("约", "大约", "近", "~", "≈", "about", "左右"), AmountQualifier.ABOUT),
    **dict.fromkeys(("目标", "目标总规模", "计划", "计划投资", "拟投资", "规划"), AmountQualifier.TARGET),
}


def _one_of(words: Mapping[str, object]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,2})?"
_AMOUNT = re.compile(
    f"(?:总?投资(?:额)?)?(?P<before>{_one_of(_QUALIFIERS)})?(?P<sign>{_one_of(_CURRENCIES)})?(?P<number>{_NUMBER})"
    f"(?P<more>{_one_of(_QUALIFIERS)})?(?P<unit>{_one_of(_UNITS)})?(?P<currency>{_one_of(_CURRENCIES)})?"
    f"(?P<after>{_one_of(_QUALIFIERS)})?"
)
_UNIT_IN_HEADING = re.compile(
    f"[(\\[【、,_/ ]\\s*(?:单位:?)?\\s*(?P<unit>{_one_of(_UNITS)})\\s*(?:{_one_of(_CURRENCIES)})?"
)


class StatedAmount(NamedTuple):
    """An amount of money as a cell has it: its number in the ``unit`` given; what is not given is empty."""

    number: Decimal
    unit: str = ""
    currency: str = ""
    qualifier: str = ""

    def __str__(self) -> str:
        return f"{self.number:f}"


def as_number(cell: Cell) -> Decimal:
    """Return the number in a cell. Raises :class:`CellError` not_a_number."""
    text = _plain(cell)
    if isinstance(cell, bool) or not re.fullmatch(_NUMBER, text):
        raise CellError("not_a_number", value=as_text(cell))
    return Decimal(text.replace(",", ""))


def as_amount(cell: Cell) -> StatedAmount:
    """Return the amount in a cell, with the unit, currency and qualifier that stand beside the number.

    Raises :class:`CellError` not_a_number.
    """
    found = _AMOUNT.fullmatch(_plain(cell))
    if isinstance(cell, bool) or found is None:
        raise CellError("not_a_number", value=as_text(cell))
    said = found["before"] or found["more"] or found["after"]
    currency = found["currency"] or found["sign"]
    return StatedAmount(
        Decimal(found["number"].replace(",", "")),
        _UNITS.get(found["unit"], AmountUnit.ONE if found["currency"] else ""),
        _CURRENCIES.get(currency, ""),
        _QUALIFIERS.get(said, ""),
    )


def unit_in_heading(heading: str) -> str:
    """Return the unit that a heading names (金额（亿元）, 总投资（单位：万元）), as it is written; empty for none."""
    found = _UNIT_IN_HEADING.search(unicodedata.normalize("NFKC", heading).lower())
    return found["unit"] if found else ""


def with_unit(cell: Cell, unit: str) -> Cell:
    """Return the cell of a column whose heading names a unit, so that it says the unit itself."""
    try:
        amount = as_amount(cell)
    except CellError:
        return cell
    return cell if amount.unit else f"{as_text(cell)}{unit}"


def _plain(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", as_text(cell)).replace("−", "-").lower()
    return re.sub(r"\s", "", text)
