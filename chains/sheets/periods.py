"""Periods in cells: from when until when a label is valid or a name was used. No ORM."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from chains.analysis.dates import EARLIEST, LATEST
from chains.analysis.names import has_letter, tidy

from .cells import CellError, as_date, as_text
from .reading import Cell

_DAY = re.compile(
    r"(?<!\d)([12]\d{3})(?:(\d{2})(\d{2})(?!\d)|"
    r"\s*[-/.年]\s*(\d{1,2})(?!\d)(?:\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?|\s*月份?)?|\s*年)?(?:\s*0?0:00(?::00)?)?"
)
#: What may stand around the days without saying anything else.
_AROUND = re.compile(r"[\s至到起止自从由前后为于日的()\[\]:,。;—–~～-]|有效期?|有效|截止|截至|失效|届满|使用|更名|变更")
#: A day by itself is the last one, unless this says that it is the first.
_FIRST = re.compile(r"[起始后]|^\s*[自从]")
_ENDLESS = re.compile(r"长期(有效)?|永久(有效)?|无固定期限|无期限")
_PARTS = re.compile(r"[;；、|｜\r\n]+|[,，]\s*(?=[\u3400-\u9fff])")
_DATED = re.compile(r"(.*\S)\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]")


class Period(NamedTuple):
    """The first and the last day, ``None`` where unknown."""

    begun: date | None = None
    ended: date | None = None


class FormerName(NamedTuple):
    """A name that a firm has given up, and when it was used, where that is known."""

    name: str
    used: Period = Period()


def as_period(cell: Cell) -> Period:
    """Return the period in a cell: from when until when, or one day, which is the last.

    A month or a year ends with its last day; 长期 has no end. Raises :class:`CellError` not_a_period,
    date_out_of_range.
    """
    if not isinstance(cell, str):
        day = as_date(cell)
        return Period(ended=day)
    text = as_text(cell)
    found = _period(text)
    if found is None:
        raise CellError("not_a_period", value=text)
    for day in found:
        if day is not None and not EARLIEST <= day <= LATEST:
            raise CellError("date_out_of_range", value=day, earliest=EARLIEST, latest=LATEST)
    return found


def as_former_names(cell: Cell, longest: int) -> list[FormerName]:
    """Return the former names in a cell, each once, with the days that stand in brackets behind it.

    They are parted by a semicolon, 、, a line break, or a comma before a Chinese name. Raises :class:`CellError`
    no_name, too_long.
    """
    found = {each.name: each for each in map(_former_name, _named(cell))}
    for name in found:
        if not has_letter(name):
            raise CellError("no_name", value=name)
        as_text(name, longest)
    return list(found.values())


def _named(cell: Cell) -> Iterator[str]:
    return filter(None, (part.strip(" \t,，。") for part in _PARTS.split(as_text(cell))))


def _former_name(text: str) -> FormerName:
    if (dated := _DATED.fullmatch(text)) and (used := _period(dated[2])) is not None:
        return FormerName(tidy(dated[1]), used)
    return FormerName(tidy(text))


def _period(text: str) -> Period | None:
    """Return the period that a text says and nothing else; ``None`` for any other text."""
    plain = unicodedata.normalize("NFKC", text)
    if _ENDLESS.fullmatch(plain):
        return Period()
    # What is valid from a day on without end.
    plain = _ENDLESS.sub("起", plain)
    days = list(_DAY.finditer(plain))
    rest = _DAY.sub("", plain)
    if not 1 <= len(days) <= 2 or _AROUND.sub("", rest):
        return None
    try:
        if len(days) == 2:
            period = Period(_first(days[0]), _last(days[1]))
            return period if period.begun <= period.ended else None
        return Period(begun=_first(days[0])) if _FIRST.search(rest) else Period(ended=_last(days[0]))
    except ValueError:
        return None


def _numbers(day: re.Match[str]) -> tuple[int, int | None, int | None]:
    year, *rest = day.groups()
    month, of_month = (rest[0] or rest[2], rest[1] or rest[3])
    return int(year), int(month) if month else None, int(of_month) if of_month else None


def _first(day: re.Match[str]) -> date:
    year, month, of_month = _numbers(day)
    return date(year, month or 1, of_month or 1)


def _last(day: re.Match[str]) -> date:
    year, month, of_month = _numbers(day)
    month = month or 12
    if not 1 <= month <= 12:
        raise ValueError
    return date(year, month, of_month or monthrange(year, month)[1])
