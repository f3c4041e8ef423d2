"""Shares in cells: 62.5%, 约90%, 不足1%, 超过50%, 70-80%; and whether bare numbers are per cent. No ORM.

In the cells of one column bare numbers all mean the same: per cent (62.5), or parts of one (0.625). What Excel shows as
12.5% it holds as 0.125, and many write parts of one in a plain format. To take one for the other would be wrong by a
factor of a hundred, so the whole column is looked at, and where it does not tell, people are asked, once.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from chains.analysis.stated_shares import FROM_ABOVE, FROM_BELOW, SharePrecision, ShareUnit, UnitReason
from chains.analysis.supply import ROUNDING, WHOLE

from .cells import CellError, as_text
from .chinese_numbers import parts_in_digits
from .reading import Cell, ShownPerCent

_CENT = Decimal("0.01")
#: What is no share by any reading.
_BEYOND_ALL = Decimal(10) ** 9
_ONE = Decimal(1)

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?(?:e[+-]?\d{1,3})?|\.\d+(?:e[+-]?\d{1,3})?"
_SHARE = re.compile(
    rf"(?P<before>[^\d.]*)(?P<low>{_NUMBER})(?P<low_sign>%?)"
    rf"(?:(?:[-~]|至|到|to)(?P<high>{_NUMBER})(?P<high_sign>%?))?(?P<after>[^\d.]*)"
)
_ENCLOSED = re.compile(r"(?:介于|在|between)(.*?)(?:和|与|and)(.*?)(?:之间)?")

#: What stands for the separator of a range, for the sign, and for nothing.
_SPELLINGS = (
    (re.compile(r"[−–—‒―－]+"), "-"),
    (re.compile(r"[~〜∼]+"), "~"),
    (re.compile(r"percent|pct\.?|个百分点"), "%"),
    (re.compile(r"(?<=[a-z])\.|^[=:](?=\d)|[。;,]$"), ""),
    # 90多%, 50+%
    (re.compile(r"(?<=\d)([多余+])%"), r"%\1"),
)
_FILLING = re.compile(r"市场份额|份额|占比|比重|占|为|仅|只|高达|达到|达")

#: The words around a number, with spaces and what only fills up taken off, and what they say of it.
_BEFORE: dict[str, str] = {"": "", "+": ""} | {
    word: precision.value
    for precision, words in {
        SharePrecision.ABOUT: "约 大约 大概 大致 近 将近 接近 估计 ~ ≈ ca c about approx approximately around circa "
        "nearly roughly almost",
        SharePrecision.BELOW: "不足 不到 不满 未满 未到 低于 小于 少于 < below under lessthan fewerthan",
        SharePrecision.AT_MOST: "不超过 不超 不高于 不大于 不多于 至多 最多 最高 ≤ ≦ ⩽ <= atmost upto "
        "nomorethan notmorethan max",
        SharePrecision.ABOVE: "超过 超 超出 高于 大于 多于 过 逾 突破 > above over morethan greaterthan "
        "exceeding exceeds",
        SharePrecision.AT_LEAST: "不低于 不少于 不小于 至少 最少 最低 ≥ ≧ ⩾ >= atleast nolessthan notlessthan min",
    }.items()
    for word in words.split()
}
_AFTER: dict[str, str] = {"": "", "之间": "", "间": ""} | {
    word: precision.value
    for precision, words in {
        SharePrecision.ABOUT: "左右 上下 前后 orso",
        SharePrecision.AT_MOST: "以下 及以下 或以下 以内 之内 orless atmost",
        SharePrecision.ABOVE: "多 余 强",
        SharePrecision.AT_LEAST: "以上 及以上 或以上 + ormore andmore orabove atleast",
    }.items()
    for word in words.split()
}

#: Of two things said of one number, the one that says more.
_STRONGEST_FIRST = (
    SharePrecision.BELOW,
    SharePrecision.AT_MOST,
    SharePrecision.ABOVE,
    SharePrecision.AT_LEAST,
    SharePrecision.ABOUT,
)

#: The code of the column that says what bare numbers are, in sheets and for a whole one.
SHARE_UNIT = "share_unit"


class StatedShare(NamedTuple):
    """A share as a record keeps it: ``share`` in per cent, of a bound or range its lower end, and ``until`` the upper.

    ``precision`` is a :class:`~chains.analysis.supply.SharePrecision`, or empty for a number as it stands.
    """

    share: Decimal
    until: Decimal | None = None
    precision: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether it lies between nothing and the whole, with its ends in order."""
        return 0 <= self.share < self.until <= WHOLE if self.until is not None else 0 <= self.share <= WHOLE


class ShareCell(NamedTuple):
    """A share as a cell says it: one number or the two of a range, as they are written, and how exactly they are meant.

    ``signed`` says that the cell itself says per cent.
    """

    text: str
    low: Decimal
    high: Decimal | None
    precision: str
    signed: bool

    @property
    def depends_on_unit(self) -> bool:
        """Whether the numbers may be parts of one, if nothing but the cell is known."""
        return not self.signed and 0 < self.low <= 1 and (self.high is None or self.high <= 1)

    def ends(self, unit: str) -> tuple[Decimal, Decimal]:
        """Return the two numbers in per cent, the same where there is one; bare ones are read as a :class:`ShareUnit`.

        Without a unit, numbers between 0 and 1 raise :class:`CellError` part_or_per_cent.
        """
        low, high = self.low, self.low if self.high is None else self.high
        if not unit and not self.signed and (0 < low < 1 or 0 < high < 1):
            as_part = f"{(self.low * 100).normalize():f}"
            raise CellError("part_or_per_cent", value=self.text, as_part=as_part)
        scale = 100 if unit == ShareUnit.PART and not self.signed else 1
        return low * scale, high * scale

    def stated(self, unit: str) -> StatedShare:
        """Return the share as a record keeps it; upper ends are rounded up, lower ones down. Raises as :meth:`ends`."""
        low, high = self.ends(unit)
        if self.precision in FROM_BELOW:
            return StatedShare(Decimal(0), high.quantize(_CENT, ROUND_CEILING), self.precision)
        if self.precision in FROM_ABOVE:
            return StatedShare(low.quantize(_CENT, ROUND_FLOOR), WHOLE, self.precision)
        if self.precision == SharePrecision.RANGE:
            ends = low.quantize(_CENT, ROUND_FLOOR), high.quantize(_CENT, ROUND_CEILING)
            return StatedShare(*ends, self.precision)
        return StatedShare(low.quantize(_CENT, ROUND_HALF_EVEN), None, self.precision)


def read_share(cell: Cell) -> ShareCell:
    """Return the share in a cell. Raises :class:`CellError`: not_a_share, ends_reversed, and those of empty cells."""
    text = as_text(cell)
    if not text:
        raise CellError("empty", value="")
    shown = text if len(text) <= 60 else text[:60] + "…"
    found = _SHARE.fullmatch(_written(text)) if not isinstance(cell, bool) and len(text) <= 60 else None
    if found is None:
        raise CellError("not_a_share", value=shown)
    before, after = _FILLING.sub("", found["before"]), _FILLING.sub("", found["after"])
    if before not in _BEFORE or after not in _AFTER:
        raise CellError("not_a_share", value=shown)
    low, high = (None if number is None else Decimal(number.replace(",", "")) for number in found.group("low", "high"))
    if max(low, high or low) > _BEYOND_ALL:
        raise CellError("not_a_share", value=shown)
    signed = "%" in (found["low_sign"], found["high_sign"])
    said = {_BEFORE[before], _AFTER[after]} - {""}
    if high is None:
        return ShareCell(text, low, None, _one_of(said, shown), signed)
    if said - {SharePrecision.ABOUT}:
        raise CellError("not_a_share", value=shown)
    if high < low:
        raise CellError("ends_reversed", value=shown)
    if high == low:
        return ShareCell(text, low, None, _one_of(said, shown), signed)
    return ShareCell(text, low, high, SharePrecision.RANGE.value, signed)


def as_per_cent(cell: Cell, unit: str = "") -> Decimal:
    """Return the per cent in a cell that holds a number alone: 12.5 and 12.5% are both 12.5.

    ``unit`` is what bare numbers are. Raises :class:`CellError`: not_a_number, and part_or_per_cent.
    """
    try:
        found = read_share(cell)
    except CellError as error:
        if error.code not in ("not_a_share", "ends_reversed"):
            raise
        raise CellError("not_a_number", **error.params) from error
    if found.precision:
        raise CellError("not_a_number", value=found.text)
    return found.ends(unit)[0]


def as_share(cell: Cell, unit: str = "") -> StatedShare:
    """Return the share in a cell; ``unit`` is what bare numbers are. Raises what :func:`read_share` does."""
    return read_share(cell).stated(unit)


class UnitFound(NamedTuple):
    """What the bare numbers in a column are, and why (:class:`UnitReason`).

    Both are empty where nothing tells; ``numbers`` are the first of them then, as they stand.
    """

    unit: str
    why: str = ""
    numbers: str = ""


class ShareColumn:
    """The cells of one column of shares, looked through to find what its bare numbers are."""

    #: How many numbers are named where it has to be asked.
    NAMED = 4

    def __init__(self, heading: str) -> None:
        heading = unicodedata.normalize("NFKC", heading).lower()
        self._by_heading = any(word in heading for word in ("%", "百分", "per cent", "percent"))
        self._by_format = self._above_one = self._between = False
        self._numbers: dict[str, None] = {}
        #: Of each whole: the sum of its shares if bare numbers are parts of one, how many there are, how many bare.
        self._wholes: dict[Hashable, tuple[Decimal, int, int]] = defaultdict(lambda: (Decimal(0), 0, 0))

    def add(self, cell: Cell, whole: Hashable) -> None:
        """Take a cell; ``whole`` tells of what it is a share. One that holds no share says nothing."""
        self._by_format |= isinstance(cell, ShownPerCent)
        try:
            found = read_share(cell)
        except CellError:
            return
        if not found.signed:
            self._above_one |= (found.high or found.low) > 1
            self._between |= 0 < found.low < 1
            if found.depends_on_unit and len(self._numbers) < self.NAMED:
                self._numbers[found.text] = None
        if found.high is None and found.precision in ("", SharePrecision.ABOUT):
            total, count, bare = self._wholes[whole]
            part = found.low / 100 if found.signed else found.low
            self._wholes[whole] = total + part, count + 1, bare + (not found.signed)

    @property
    def unit(self) -> UnitFound:
        """What the bare numbers are."""
        if self._above_one:
            return UnitFound(ShareUnit.PER_CENT, UnitReason.ABOVE_ONE)
        if not self._between:
            # Whole numbers, or none at all: 1 is 1 % as 2 is 2 %.
            return UnitFound(ShareUnit.PER_CENT)
        if self._by_heading != self._by_format:
            if self._by_heading:
                return UnitFound(ShareUnit.PER_CENT, UnitReason.HEADING)
            return UnitFound(ShareUnit.PART, UnitReason.FORMAT)
        wholes = [(total, count) for total, count, bare in self._wholes.values() if bare]
        if any(total > _ONE + ROUNDING / 100 * count for total, count in wholes):
            return UnitFound(ShareUnit.PER_CENT, UnitReason.TOO_MUCH)
        if any(count > 1 and total >= _NEARLY_ONE for total, count in wholes):
            return UnitFound(ShareUnit.PART, UnitReason.WHOLE)
        return UnitFound("", "", "、".join(self._numbers))


#: From what sum on shares, read as parts of one, are taken for those of a whole.
_NEARLY_ONE = Decimal("0.95")


def _written(text: str) -> str:
    """Return a share in the spelling that is read: half-width, without spaces, one sign for each thing."""
    form = "".join(unicodedata.normalize("NFKC", text).lower().split())
    form = parts_in_digits(form)
    for pattern, spelling in _SPELLINGS:
        form = pattern.sub(spelling, form)
    enclosed = _ENCLOSED.fullmatch(form)
    return f"{enclosed[1]}-{enclosed[2]}" if enclosed else form


def _one_of(said: Iterable[str], text: str) -> str:
    """Return what the words around a number say of it together: 约 goes with a bound, two opposite bounds do not."""
    said = set(said)
    if said & FROM_BELOW and said & FROM_ABOVE:
        raise CellError("not_a_share", value=text)
    return next((precision.value for precision in _STRONGEST_FIRST if precision in said), "")
