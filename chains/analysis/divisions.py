"""Divisions of China by GB/T 2260, with their history, and places as people write them. No ORM.

:func:`read_place` reads any text (昆山, 上海市浦东新区, 苏州昆山, 苏州工业园区, a full address, 320583, 江干) as
candidates, the likeliest first. The facts stand in ``fixtures/divisions``.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from .names import fold, name_key

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "divisions"

#: Parts of China that are countries of ISO 3166, by the first two digits of their divisions.
COUNTRIES = {"71": "TW", "81": "HK", "82": "MO"}
#: Provinces that are their own city, under the same code.
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})

_CHINA = re.compile("^(?:中华人民共和国|中国)(?:大陆|境内|内地)?(?:省份未知|省份不详)?")
_CODE = re.compile(r"[1-8]\d{5}")
_POSTCODE = re.compile(r"^\d{6}(?=\D)")
#: What stands in an address between a province and its counties and names no division.
_FILLERS = re.compile("^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|自由贸易试验区|自贸试验区|自贸区)+")
#: What follows a stem if that is part of the name of a street: 南京西路, 昆山路.
_STREET = re.compile("[东南西北中]?[一二三四五六七八九十0-9]{0,2}(?:路|街|大道|大街|巷|弄|胡同|公路)")
_ENGLISH_WORDS = re.compile(r"\b(?:province|city|municipality|prefecture|district|county|p\.?\s?r\.?\s?china|china)\b")
_KINDS_OF_ZONES = frozenset({"市", "县", "区", "镇"})
_LONGEST = 16


class HowFound(StrEnum):
    """How a candidate was found: from the surest to the least sure."""

    CODE = "code"
    NAME = "name"
    ADDRESS = "address"
    WITHIN = "within"


class DivisionLevel(StrEnum):
    """What a name of the table names."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    ZONE = "zone"


class AdministrativeDivision(NamedTuple):
    """A division, on the map or abolished; ``until`` is the year of that (0 for one on the map).

    ``short`` is the name without its kind (昆山), empty where nobody says it; ``name_en`` only provinces and
    prefectures have. ``successors`` are codes of divisions on the map, the likeliest first; ``document`` is the
    approval.
    """

    code: str
    name: str
    short: str = ""
    name_en: str = ""
    until: int = 0
    successors: tuple[str, ...] = ()
    document: str = ""

    @property
    def level(self) -> DivisionLevel:
        """Whether it is a province, a prefecture or a county."""
        if self.code.endswith("0000"):
            return DivisionLevel.PROVINCE
        return DivisionLevel.PREFECTURE if self.code.endswith("00") else DivisionLevel.COUNTY

    @property
    def called(self) -> str:
        """The name as it is shown among others of its kind: short, if it has a short one."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that a text may mean: codes on the map of today, or the country that it names.

    ``named`` is the lowest division or zone of the text, as the table writes it, and ``level`` what that is; ``until``
    the year in which it was abolished, 0 if it was not. ``unread`` is what the text says behind it.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    country: str = ""
    found: HowFound = HowFound.NAME
    level: DivisionLevel = DivisionLevel.PROVINCE
    named: str = ""
    until: int = 0
    unread: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Province, city and country: what a record keeps of it."""
        return self.province, self.city, self.country


class _Entry(NamedTuple):
    """What a form of a name may mean: the codes of today (likeliest first), and the code that it had."""

    level: DivisionLevel
    name: str
    codes: tuple[str, ...]
    old_code: str
    until: int
    is_full: bool


class _Chain(NamedTuple):
    """Entries that follow on one another in a text, each inside the one before, and how far they reach."""

    entries: tuple[_Entry, ...]
    end: int


@cache
def divisions() -> tuple[AdministrativeDivision, ...]:
    """Return all divisions that are or were, by code; those of one code with the latest last."""
    return tuple(
        AdministrativeDivision(
            *(row[name] for name in ("code", "name", "short", "name_en")),
            int(row["until"] or 0),
            tuple(row["successors"].split()),
            row["document"],
        )
        for row in _rows("divisions")
    )


@cache
def on_the_map() -> Mapping[str, AdministrativeDivision]:
    """Return the divisions of today by their codes."""
    return {each.code: each for each in divisions() if not each.until}


def city_of(code: str) -> str:
    """Return the code of the city that a division of today lies in; empty for a province, and straight below one."""
    if code[:2] in MUNICIPALITIES:
        return "" if code.endswith("0000") else f"{code[:2]}0000"
    prefecture = f"{code[:4]}00"
    return prefecture if not code.endswith("0000") and prefecture in on_the_map() else ""


@lru_cache(maxsize=16_384)
def read_place(text: str) -> tuple[PlaceCandidate, ...]:
    """Return the places that ``text`` may mean, the likeliest first; nothing where it names none.

    Candidates with one ``place`` differ in the county alone. Parts that contradict each other (江苏省杭州市) name
    none.
    """
    key = _key(text)
    if _CODE.fullmatch(key):
        return _by_code(key)
    if key.isascii():
        return _by_english(text)
    rest = _CHINA.sub("", _POSTCODE.sub("", key))
    if not rest:
        return (PlaceCandidate(country="CN", named=text.strip(), level=DivisionLevel.PROVINCE),)
    if chains := _likeliest(_chains(rest), rest):
        return _unique(each for chain in chains for each in _candidates(chain, rest))
    return () if any(_starts(rest)) else _within(rest)


def _key(text: str) -> str:
    """Return the form in which names of places are compared: of one width, simplified, without marks."""
    return name_key(text)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _forms() -> Mapping[str, tuple[_Entry, ...]]:
    """Return what each form of a name may mean."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    for each in divisions():
        codes = each.successors or (each.code,)
        for form in dict.fromkeys(filter(None, (each.name, each.short))):
            entry = _Entry(each.level, each.name, codes, each.code, each.until, form == each.name)
            found[_key(form)].append(entry)
    for row in _rows("zones"):
        codes = tuple(row["divisions"].split())
        found[_key(row["name"])].append(_Entry(DivisionLevel.ZONE, row["name"], codes, codes[0], 0, is_full=False))
    return {form: tuple(entries) for form, entries in found.items()}


@cache
def _english() -> Mapping[str, tuple[AdministrativeDivision, ...]]:
    found: dict[str, list[AdministrativeDivision]] = defaultdict(list)
    for each in divisions():
        if each.name_en and not each.until:
            found[fold(each.name_en)].append(each)
    return {form: tuple(entries) for form, entries in found.items()}


def _by_code(code: str) -> tuple[PlaceCandidate, ...]:
    if (division := on_the_map().get(code)) is not None:
        return (_candidate(code, HowFound.CODE, division.level, division.name),)
    old = [each for each in divisions() if each.code == code]
    return _unique(
        replace(_candidate(now, HowFound.CODE, each.level, each.name), until=each.until)
        for each in reversed(old)
        for now in each.successors
    )


def _by_english(text: str) -> tuple[PlaceCandidate, ...]:
    """Return what a text in Latin letters names: Suzhou; Suzhou, Jiangsu, China; Hong Kong SAR."""
    words = _ENGLISH_WORDS.sub(" ", text.lower().replace(" sar", " "))
    parts = [part for part in map(fold, words.split(",")) if part]
    if not parts:
        return (PlaceCandidate(country="CN", named=text.strip()),) if "china" in text.lower() else ()
    named = [_english().get(part, ()) for part in parts]
    if not all(named):
        return ()
    *_below, province = named
    inside = [each for each in named[0] if each.code[:2] in {above.code[:2] for above in province}]
    if len(parts) == 1 and any(each.level == DivisionLevel.PROVINCE for each in inside):
        inside = [each for each in inside if each.level == DivisionLevel.PROVINCE]
    return _unique(_candidate(each.code, HowFound.NAME, each.level, each.name) for each in inside)


def _candidate(code: str, found: HowFound, level: DivisionLevel, name: str) -> PlaceCandidate:
    """Return the candidate that a division of today is."""
    if (country := COUNTRIES.get(code[:2])) is not None:
        return PlaceCandidate(country=country, found=found, level=level, named=name)
    county = code if not code.endswith("00") else ""
    city = city_of(code)
    if level == DivisionLevel.ZONE and code[:2] in MUNICIPALITIES:
        city = f"{code[:2]}0000"
    return PlaceCandidate(f"{code[:2]}0000", city, county, "", found, level, name)


def _unique(candidates: Iterable[PlaceCandidate]) -> tuple[PlaceCandidate, ...]:
    """Return the candidates once for each county, or place without one."""
    return tuple({(*each.place, each.county): each for each in reversed(list(candidates))}.values())[::-1]


def _starts(text: str, at: int = 0) -> Iterator[tuple[int, _Entry]]:
    """Yield what may begin at a place of ``text``, with where it ends; the longest first."""
    forms, in_full = _forms(), set()
    for end in range(min(len(text), at + _LONGEST), at + 1, -1):
        for entry in forms.get(text[at:end], ()):
            which = (entry.old_code, entry.name)
            if entry.is_full:
                in_full.add(which)
            # 江苏省 is not 江苏 with something behind it.
            elif which in in_full or _STREET.match(text, end):
                continue
            yield end, entry


def _chains(text: str) -> list[_Chain]:
    """Return every way in which divisions follow on one another from the beginning of ``text``."""
    found = []
    waiting = [_Chain((entry,), end) for end, entry in _starts(text)]
    while waiting:
        chain = waiting.pop()
        at = chain.end
        if filler := _FILLERS.match(text[at:]):
            at += filler.end()
        below = [
            _Chain((*chain.entries, inner), end) for end, entry in _starts(text, at) for inner in _inside(chain, entry)
        ]
        waiting += below
        if not below and not _contradicts(text, chain.end):
            found.append(chain)
    return found


def _inside(chain: _Chain, entry: _Entry) -> list[_Entry]:
    """Return the entry as it lies inside the last one of a chain: with the codes that lie there, or nothing."""
    outer = chain.entries[-1]
    repeated = (
        outer.level == DivisionLevel.PROVINCE and outer.codes[0][:2] in MUNICIPALITIES and entry.codes == outer.codes
    )
    if _DEPTH[entry.level] <= _DEPTH[outer.level] and not repeated:
        return []
    if outer.until and entry.old_code.startswith(_stem(outer.old_code)):
        return [entry]
    codes = tuple(code for code in entry.codes if any(_lies_in(code, above) for above in outer.codes))
    return [entry._replace(codes=codes)] if codes else []


_DEPTH = {DivisionLevel.PROVINCE: 0, DivisionLevel.PREFECTURE: 1, DivisionLevel.COUNTY: 2, DivisionLevel.ZONE: 3}


def _stem(code: str) -> str:
    """Return the digits that all divisions inside one share with it."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def _lies_in(code: str, above: str) -> bool:
    """Return whether a division lies in another one; a zone of a whole city may lie in any of its counties."""
    return code.startswith(_stem(above)) or (above.startswith(_stem(code)) and not code.endswith("0000"))


def _contradicts(text: str, at: int) -> bool:
    """Return whether what follows names a division that lies elsewhere: in full, or as the last thing said."""
    for end, entry in _starts(text, at):
        says_so = entry.is_full and end - at > 2
        if entry.level != DivisionLevel.ZONE and (says_so or (end == len(text) and _DEPTH[entry.level] < 2)):
            return True
    return False


def _likeliest(chains: Iterable[_Chain], text: str) -> list[_Chain]:
    """Return the chains that read most of ``text``, without those that a likelier meaning of the same name hides."""
    chains = list(chains)
    if not chains:
        return []
    furthest = max(chain.end for chain in chains)
    chains = [chain for chain in chains if chain.end == furthest]
    # The chain of most parts is the one that hangs together: 吉林市 is not a county of the province 吉林.
    if any(_depth(chain) != _depth(chains[0]) for chain in chains):
        chains = _by_convention(chains)
    current = [chain for chain in chains if not chain.entries[-1].until]
    if current:
        # 巢湖 is a county of today, and was a prefecture of which other counties went elsewhere.
        counties = all(_depth(chain) > _DEPTH[DivisionLevel.PREFECTURE] for chain in current)
        chains = [
            chain
            for chain in chains
            if chain in current or (counties and chain.entries[-1].level == DivisionLevel.PREFECTURE)
        ]
    return sorted(chains, key=_order)


def _order(chain: _Chain) -> tuple[bool, int, str]:
    """Return what sorts chains that read as much: those on the map, what was abolished last, codes."""
    last = chain.entries[-1]
    return bool(last.until), -last.until, last.codes[0]


def _depth(chain: _Chain) -> int:
    return _DEPTH[chain.entries[-1].level]


def _by_convention(chains: list[_Chain]) -> list[_Chain]:
    """Return which of several levels a bare name means: the highest on the map.

    朝阳 is asked: it is a prefecture, and a district of a municipality.
    """
    current = [chain for chain in chains if not chain.entries[-1].until]
    if not current:
        return chains
    highest = min(map(_depth, current))
    return [
        chain
        for chain in chains
        if _depth(chain) == highest
        or (chain.entries[-1].until and _depth(chain) < highest)
        or (highest and len(chain.entries) == 1 and chain.entries[0].codes[0][:2] in MUNICIPALITIES)
    ]


def _candidates(chain: _Chain, text: str) -> Iterator[PlaceCandidate]:
    last, unread = chain.entries[-1], text[chain.end :]
    if last.level == DivisionLevel.ZONE and unread in _KINDS_OF_ZONES:
        unread = ""
    found = HowFound.ADDRESS if unread else HowFound.NAME
    if len(unread) == 1 and not last.is_full:
        # 江西苏 is a slip rather than an address.
        found = HowFound.WITHIN
    for code in last.codes:
        # A zone of a whole city keeps the county that stands before it.
        narrower = [above for entry in chain.entries for above in entry.codes if above.startswith(_stem(code))]
        yield replace(
            _candidate(max(narrower, key=lambda each: len(_stem(each))), found, last.level, last.name),
            until=last.until,
            unread=unread,
        )


def _within(text: str) -> tuple[PlaceCandidate, ...]:
    """Return what is named in full, or as a zone, somewhere inside ``text``; the first to be named."""
    for at in range(1, len(text) - 1):
        rest = text[at:]
        chains = [chain for chain in _chains(rest) if chain.entries[0].is_full or chain.end > 2]
        if chains := _likeliest(chains, rest):
            found = (each for chain in chains for each in _candidates(chain, rest))
            return _unique(replace(each, found=HowFound.WITHIN) for each in found)
    return ()
