"""Places as they stand in the names of firms: provinces and cities, in Chinese or English. No ORM.

Counties and prefectures that are no cities are left out: many are called as firms are (东方, 长安, 阿里).
"""

from collections.abc import Iterable
from functools import cache

from .divisions import AdministrativeDivision, DivisionLevel, divisions
from .names import name_key

_ENDS = ("省", "市", "自治区", "特别行政区")


@cache
def _provinces_and_cities() -> tuple[AdministrativeDivision, ...]:
    return tuple(each for each in divisions() if each.level is not DivisionLevel.COUNTY and each.name.endswith(_ENDS))


@cache
def places() -> dict[str, frozenset[str]]:
    """Return, by normal form, the codes of the provinces and cities that are, or were, called so.

    Names are short (苏州), in full (苏州市) and in English (suzhou, which 宿州 is as well). What no longer exists is
    among them: names of firms outlive divisions.
    """
    found: dict[str, set[str]] = {}
    for division in _provinces_and_cities():
        for name in (division.name, division.short, division.name_en):
            if key := name_key(name):
                found.setdefault(key, set()).add(division.code)
    return {key: frozenset(codes) for key, codes in found.items()}


@cache
def _short_forms() -> dict[str, str]:
    return {name_key(each.name): each.short for each in _provinces_and_cities()}


def short_place(name: str) -> str:
    """Return the short form of a place that is written in full; any other text as it is."""
    return _short_forms().get(name) or name


def provinces_of(names: Iterable[str]) -> set[str]:
    """Return the codes of the provinces in which places of these names lie, or which they are."""
    return {f"{code[:2]}0000" for name in names for code in places().get(name, ())}


def agree(first: str, second: str) -> bool:
    """Return whether two names may be of one place, or of a province and a city in it."""
    return any(
        one == other or (one[:2] == other[:2] and (one.endswith("0000") or other.endswith("0000")))
        for one in places().get(first, ())
        for other in places().get(second, ())
    )
