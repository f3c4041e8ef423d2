"""Possible duplicates among companies: pairs with a score and its reasons. No ORM.

Every name is looked up in indexes (normal form, stem, sound, what is left without one character, rare pairs of
characters), so that the work grows with the number of firms and not with its square. A bucket that holds very many
firms tells none of them apart and is passed over.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .names import has_cjk, name_key
from .reasons import Reason, score_of
from .stems import Stem, only_numbers_differ, sound_of, stem_of

#: Below this score two firms are not worth anybody's time.
LEAST_SCORE = 30
#: Buckets of more entries than this are too common to say anything; those of equal names get more room.
_CROWD, _CROWD_OF_EQUALS = 100, 1000
#: Names outside these lengths get no slips looked for.
_SLIPS = range(3, 31)
#: A name of common words and places alone is compared by how it begins, from this length on.
_BARE = 4
#: Each reason after the strongest adds so many points, at most this many times.
_EXTRA, _EXTRAS = 4, 2
#: A name with another one in brackets behind it, and how an abbreviation is written.
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（]\s*([A-Za-z][^()（）]+?)\s*[)）]\s*")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9&.*-]{1,9}")


@dataclass(frozen=True, slots=True)
class ComparedFirm:
    """A company as it is compared: its names as normal forms (:func:`chains.analysis.names.name_key`).

    ``codes`` are its credit code first and those it had before; ``provinces`` the codes of where it is registered
    and placed; ``tickers`` name the exchange (``szse:000660``); ``sound`` is its pinyin without spaces where a curator
    gave it, else it is read from the name.
    """

    id: str
    name: str
    key: str
    legal_key: str = ""
    aliases: tuple[str, ...] = ()
    uscc: str = ""
    codes: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    provinces: frozenset[str] = frozenset()
    sound: str = ""

    @classmethod
    def of(cls, name: str, **about: object) -> "ComparedFirm":
        """Return a firm that has no id yet, such as a row of a sheet, by its name as written."""
        return cls(**{"id": "", "name": name, "key": name_key(name)} | about)


def parts_of(name: str) -> tuple[str, ...]:
    """Return the normal forms of the two names that a name as written may hold, one in brackets; nothing if it is one.

    The one in brackets is an abbreviation in capitals or, behind a Chinese name, the Latin one. What else stands in
    brackets says where a firm is, and another firm may be called by the rest.
    """
    if not (held := _IN_BRACKETS.fullmatch(name)):
        return ()
    outer, inner = held.groups()
    if has_cjk(inner) or not (has_cjk(outer) or _CAPITALS.fullmatch(inner)):
        return ()
    return tuple(filter(None, map(name_key, (outer, inner))))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two firms (``first`` < ``second`` by id) that may be one."""

    first: str
    second: str
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A firm on record that a name looks like."""

    id: str
    name: str
    score: int
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Name:
    """One name of a firm with what it is found by."""

    key: str
    kind: str
    stem: Stem
    sound: str
    stem_sound: str


def _names_of(firm: ComparedFirm) -> list[_Name]:
    kinds: dict[str, str] = {}
    for key, kind in ((firm.key, "name"), (firm.legal_key, "legal"), *((alias, "alias") for alias in firm.aliases)):
        if key:
            kinds.setdefault(key, kind)
    found = []
    for key, kind in kinds.items():
        stem = stem_of(key)
        spaced = firm.sound if kind == "name" and firm.sound else sound_of(key)
        stem_sound = sound_of(stem.text) if stem.text else ""
        found.append(_Name(key, kind, stem, spaced.replace(" ", ""), stem_sound.replace(" ", "")))
    return found


def _without_one(key: str) -> set[str]:
    return {key[:at] + key[at + 1 :] for at in range(len(key))} if len(key) in _SLIPS else set()


def _pairs_of(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _inner(text: str) -> Iterator[str]:
    """Yield the parts of a stem that may be a stem of their own: how it begins, and its longer parts."""
    size, least = min(len(text), 16), 4 if text.isascii() else 2
    for end in range(least, size):
        yield text[:end]
    for start in range(1, size):
        for end in range(start + max(least + 1, (len(text) + 1) // 2), size + 1):
            yield text[start:end]


@dataclass(slots=True)
class NameIndex:
    """Firms by everything that a firm could be found by; made once, asked many times."""

    firms: Sequence[ComparedFirm]
    _names: list[list[_Name]] = field(init=False)
    #: By index, by hash of what is looked up: the number of the one firm, or a list. What is found is compared again,
    #: so that two values of one hash do no harm; most entries are of one firm, so that this halves the memory.
    _by: dict[str, dict[int, int | list[int]]] = field(init=False)

    def __post_init__(self) -> None:
        self._names = [_names_of(firm) for firm in self.firms]
        self._by = defaultdict(dict)
        for number, (firm, names) in enumerate(zip(self.firms, self._names, strict=True)):
            for space, values in self._entries(firm, names):
                index = self._by[space]
                for value in map(hash, values):
                    present = index.setdefault(value, number)
                    if isinstance(present, list):
                        present.append(number)
                    elif present != number:
                        index[value] = [present, number]

    def _under(self, space: str, value: str) -> Sequence[int]:
        """Return the numbers of the firms that stand under ``value`` in one index."""
        found = self._by[space].get(hash(value), ())
        return (found,) if isinstance(found, int) else found

    @staticmethod
    def _entries(firm: ComparedFirm, names: list[_Name]) -> Iterator[tuple[str, set[str]]]:
        """Yield what a firm stands under in each index."""
        stems = {name.stem.text for name in names} - {""}
        keys = {name.key for name in names}
        yield "code", {firm.uscc, *firm.codes} - {""}
        yield "ticker", set(firm.tickers)
        yield "key", keys
        yield "stem", stems
        yield "sound", ({name.sound for name in names} | {name.stem_sound for name in names}) - {""}
        yield "slip", set().union(*map(_without_one, keys))
        heads = {stem[:end] for stem in stems for end in range(2, min(len(stem), 12))}
        # 上海微电子 has nothing of its own but may be how 上海微电子装备 is called.
        bare = {name.key for name in names if not name.stem.text}
        yield "head", heads | {key[:end] for key in bare for end in range(_BARE, min(len(key), 12))}
        yield "pair", set().union(*map(_pairs_of, stems))

    def _found(self, firm: ComparedFirm, names: list[_Name]) -> set[int]:
        """Return the numbers of the firms that ``firm`` could be."""
        found: set[int] = set()

        def take(space: str, values: Iterable[str], most: int = _CROWD) -> None:
            for bucket in map(self._by[space].get, map(hash, values)):
                if bucket is None:
                    continue
                if isinstance(bucket, int):
                    found.add(bucket)
                elif len(bucket) <= most:
                    found.update(bucket)

        take("code", {firm.uscc, *firm.codes} - {""})
        take("ticker", firm.tickers)
        for name in names:
            take("key", (name.key,), _CROWD_OF_EQUALS)
            take("sound", {name.sound, name.stem_sound} - {""})
            # One character replaced, or two exchanged; one too many, one too few.
            slips = _without_one(name.key)
            take("slip", slips)
            take("key", slips)
            take("slip", (name.key,))
            stem = name.stem.text
            if not stem:
                take("head", (name.key,))
                take("key", (name.key[:end] for end in range(_BARE, min(len(name.key), 12))))
                continue
            take("stem", (stem, *_inner(stem)))
            take("head", (stem,))
            if len(stem) >= 4:
                self._take_alike(stem, found)
        return found

    def _take_alike(self, stem: str, found: set[int]) -> None:
        """Add the firms that share one of the two rarest pairs of characters with ``stem`` and are much like it."""
        buckets = sorted((self._under("pair", pair) for pair in _pairs_of(stem)), key=len)
        rare = [bucket for bucket in buckets if bucket][:2]
        for number in {number for bucket in rare if len(bucket) <= _CROWD for number in bucket} - found:
            for name in self._names[number]:
                other = name.stem.text
                if other and (stem in other or fuzz.ratio(stem, other) >= 75):
                    found.add(number)

    def pairs(self, least: int = LEAST_SCORE) -> list[Pair]:
        """Return the pairs of firms on record with a score of at least ``least``, highest first, then by id."""
        seen: set[int] = set()
        result = []
        for number, firm in enumerate(self.firms):
            for other in self._found(firm, self._names[number]):
                low, high = min(number, other), max(number, other)
                if low == high or (mark := low * len(self.firms) + high) in seen:
                    continue
                seen.add(mark)
                reasons = _weigh(self.firms[low], self._names[low], self.firms[high], self._names[high])
                score = score_of(reasons)
                if score >= least:
                    ids = sorted((self.firms[low].id, self.firms[high].id))
                    result.append(Pair(*ids, score, reasons))
        return sorted(result, key=lambda pair: (-pair.score, pair.first, pair.second))

    def like(self, firm: ComparedFirm, limit: int = 5, least: int = LEAST_SCORE) -> list[LookAlike]:
        """Return the firms on record that ``firm`` looks like, itself left out, the likeliest first."""
        names, found = _names_of(firm), []
        for number in self._found(firm, names):
            other = self.firms[number]
            if firm.id and other.id == firm.id:
                continue
            reasons = _weigh(firm, names, other, self._names[number])
            score = score_of(reasons)
            if score >= least:
                found.append(LookAlike(other.id, other.name, score, reasons))
        return sorted(found, key=lambda each: (-each.score, each.name, each.id))[:limit]


def look_alikes(name: str, index: NameIndex, limit: int = 5) -> list[LookAlike]:
    """Return the firms in ``index`` that a firm of this name, as written, might be; the likeliest first."""
    return index.like(ComparedFirm.of(name), limit)


def compare(first: ComparedFirm, second: ComparedFirm) -> tuple[Reason, ...]:
    """Return what speaks for and against two firms being one, the strongest first; nothing where nothing speaks for."""
    return _weigh(first, _names_of(first), second, _names_of(second))


def _weigh(first: ComparedFirm, its: list[_Name], second: ComparedFirm, others: list[_Name]) -> tuple[Reason, ...]:
    best: dict[str, Reason] = {}

    def note(reason: Reason) -> None:
        if reason.code not in best or best[reason.code].points < reason.points:
            best[reason.code] = reason

    shared = ({first.uscc, *first.codes} & {second.uscc, *second.codes}) - {""}
    if shared:
        note(Reason("same-code", 98, {"code": min(shared)}))
    if tickers := set(first.tickers) & set(second.tickers):
        note(Reason("same-ticker", 88, {"ticker": min(tickers)}))
    for one in its:
        for other in others:
            for reason in _relate(one, other):
                note(reason)
    if not best:
        return ()
    strongest, *more = sorted(best.values(), key=lambda reason: -reason.points)
    extras = [Reason(each.code, _EXTRA, each.params) for each in more[:_EXTRAS]]
    return (strongest, *extras, *_circumstances(first, second, bool(shared)))


def _circumstances(first: ComparedFirm, second: ComparedFirm, code_shared: bool) -> Iterator[Reason]:
    """Yield what else speaks for or against two firms whose names speak for them."""
    if first.uscc and second.uscc and first.uscc != second.uscc:
        # A firm that moves or changes its form may get another code, hence less weight where one was shared once.
        yield Reason("different-codes", -20 if code_shared else -45, {"a": first.uscc, "b": second.uscc})
    if first.provinces and second.provinces:
        if first.provinces & second.provinces:
            yield Reason("same-province", 2)
        else:
            yield Reason("other-province", -5)


def _relate(one: _Name, other: _Name) -> Iterator[Reason]:
    """Yield what two names have in common."""
    named = {"a": one.key, "b": other.key}
    if one.key == other.key:
        legal = one.kind == other.kind == "legal"
        plain = one.kind == other.kind == "name"
        code, points = ("same-legal-name", 96) if legal else ("same-name", 94) if plain else ("same-alias", 90)
        yield Reason(code, points, {"a": one.key})
        return
    if only_numbers_differ(one.key, other.key) or only_numbers_differ(one.stem.text, other.stem.text):
        return
    alike = _by_stem(one, other, named)
    if alike:
        yield alike
    if alike is None or alike.code not in ("other-place", "place-added"):
        yield from _by_spelling(one, other, named)


def _by_stem(one: _Name, other: _Name, named: dict[str, str]) -> Reason | None:
    """Return what the stems and the places beside them say."""
    a, b = one.stem, other.stem
    if not a.text or not b.text:
        short, long = sorted((one.key, other.key), key=len)
        if len(short) >= _BARE and long.startswith(short):
            return Reason("contained", 55, {"a": short, "b": long})
        return None
    if a.text == b.text:
        if a.places and b.places and not a.places & b.places:
            return Reason("other-place", 38, named)
        if bool(a.places) != bool(b.places):
            (place, *_rest) = sorted(a.places or b.places)
            # 上海华虹 is how 华虹 is registered; 华虹无锡 is more often a firm of its own.
            behind = (a.after or b.after) != ""
            return Reason("place-added", 48 if behind else 74, named | {"place": place})
        added = one.key.startswith(other.key) or other.key.startswith(one.key)
        return Reason("common-words-differ", 78 if added else 62, named)
    short, long = sorted((a.text, b.text), key=len)
    if len(short) == len(long) or short not in long or (short.isascii() and len(short) < 4):
        return None
    share = len(short) / len(long)
    if long.startswith(short):
        return Reason("contained", round(50 + 30 * share), {"a": short, "b": long})
    return Reason("contained", round(30 + 30 * share), {"a": short, "b": long}) if share >= 0.5 else None


def _by_spelling(one: _Name, other: _Name, named: dict[str, str]) -> Iterator[Reason]:
    """Yield what sound and letters say."""
    a, b = one.stem, other.stem
    same_sound = one.sound == other.sound != ""
    if same_sound:
        yield Reason("same-pinyin", 82 if len(one.key) >= 3 else 74, named)
    elif a.text != b.text and one.stem_sound == other.stem_sound != "":
        yield Reason("same-pinyin", 76 if len(a.text) >= 3 else 64, {"a": a.text, "b": b.text})
    if min(len(one.key), len(other.key)) >= _SLIPS.start and OSA.distance(one.key, other.key, score_cutoff=1) == 1:
        yield Reason("slip", _slip_points(one, other), named)
    elif same_sound and OSA.distance(one.key, other.key, score_cutoff=1) == 1:
        yield Reason("slip", 40, named)
    elif min(len(a.text), len(b.text)) >= 5:
        ratio = fuzz.ratio(a.text, b.text)
        if ratio >= 80:
            yield Reason("similar", round(ratio * 0.8), named | {"percent": f"{ratio:.0f}"})


def _slip_points(one: _Name, other: _Name) -> int:
    """Return what one wrong character is worth: the more, the more of the stem is right."""
    shortest = min(len(one.stem.text), len(other.stem.text))
    if len(one.key) != len(other.key) and (one.key.startswith(other.key) or other.key.startswith(one.key)):
        return 20
    return {0: 10, 1: 10, 2: 28, 3: 56, 4: 70}.get(shortest, 78)
