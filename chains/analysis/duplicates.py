"""Possible duplicates among companies: pairs with a score and its reasons. No ORM.

Every name is looked up in indexes (normal form, stem, sound, what is left without one character, rare pairs of
characters), so that the work grows with the number of firms and not with its square. A bucket that holds very many
firms tells none of them apart and is passed over.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log2

from rapidfuzz import fuzz

from .compared_firms import ComparedFirm, ComparedName, names_of
from .evidence import BARE, BRANCH_OF, IDENTIFYING, LEAST_FOR_SLIPS, weigh
from .match_weights import ASK_FROM
from .reasons import Reason, score_of, weight_of

#: Buckets of more entries than this are too common to say anything; those of equal names get more room.
_CROWD, _CROWD_OF_EQUALS = 100, 1000
#: Where firms stand that are called by a stem, by the reason why two look alike.
_CALLED = {"same-stem": ("stem",), "begins-with": ("stem", "head"), "contained": ("stem", "tail")}
#: Names outside these lengths get no slips looked for.
_SLIPS = range(LEAST_FOR_SLIPS, 31)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two firms (``first`` < ``second`` by id) that may be one."""

    first: str
    second: str
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """What the reasons add up to, in bits."""
        return weight_of(self.reasons)

    @property
    def score(self) -> int:
        """The chance that the two are one, in percent."""
        return score_of(self.reasons)


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A firm on record that a name looks like."""

    id: str
    name: str
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """What the reasons add up to, in bits."""
        return weight_of(self.reasons)

    @property
    def score(self) -> int:
        """The chance that it is the firm, in percent."""
        return score_of(self.reasons)


def _without_one(key: str) -> set[str]:
    return {key[:at] + key[at + 1 :] for at in range(len(key))} if len(key) in _SLIPS else set()


def _pairs_of(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _inner(text: str) -> Iterator[str]:
    """Yield the parts of a stem that may be a stem of their own: how it begins, how it ends, and its longer parts."""
    size, least = min(len(text), 16), 4 if text.isascii() else 2
    for end in range(least, size):
        yield text[:end]
    for start in range(1, size):
        for end in range(start + max(least + 1, (size + 1) // 2), size):
            yield text[start:end]
    for start in range(1, min(3 * len(text) // 5, len(text) - least) + 1):
        yield text[start:]


@dataclass(slots=True)
class NameIndex:
    """Firms by everything that a firm could be found by; made once, asked many times."""

    firms: Sequence[ComparedFirm]
    _names: list[list[ComparedName]] = field(init=False)
    #: By index, by hash of what is looked up: the number of the one firm, or a list. What is found is compared again,
    #: so that two values of one hash do no harm; most entries are of one firm, so that this halves the memory.
    _by: dict[str, dict[int, int | list[int]]] = field(init=False)

    def __post_init__(self) -> None:
        self._names = [names_of(firm) for firm in self.firms]
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
    def _entries(firm: ComparedFirm, names: list[ComparedName]) -> Iterator[tuple[str, set[str]]]:
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
        yield "head", heads | {key[:end] for key in bare for end in range(BARE, min(len(key), 12))}
        # 展锐 may be how 紫光展锐 is called.
        yield "tail", {stem[start:] for stem in stems for start in range(1, min(3 * len(stem) // 5, 8) + 1)}
        yield "pair", set().union(*map(_pairs_of, stems))

    def _found(self, firm: ComparedFirm, names: list[ComparedName]) -> set[int]:
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
                take("key", (name.key[:end] for end in range(BARE, min(len(name.key), 12))))
                continue
            take("stem", (stem, *_inner(stem)))
            take("head", (stem,))
            take("tail", (stem,))
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

    def pairs(self, least: float = ASK_FROM) -> list[Pair]:
        """Return the pairs of firms on record with a weight of at least ``least``, highest first, then by id."""
        seen: set[int] = set()
        result = []
        for number, firm in enumerate(self.firms):
            for other in self._found(firm, self._names[number]):
                low, high = min(number, other), max(number, other)
                if low == high or (mark := low * len(self.firms) + high) in seen:
                    continue
                seen.add(mark)
                reasons = weigh(self.firms[low], self._names[low], self.firms[high], self._names[high])
                reasons = self._in_a_crowd(reasons, 2)
                if reasons and weight_of(reasons) >= least:
                    ids = sorted((self.firms[low].id, self.firms[high].id))
                    result.append(Pair(*ids, reasons))
        return sorted(result, key=lambda pair: (-pair.weight, pair.first, pair.second))

    def like(self, firm: ComparedFirm, limit: int = 5, least: float = ASK_FROM) -> list[LookAlike]:
        """Return the firms on record that ``firm`` looks like, itself left out, the likeliest first.

        The firm that it is a branch of, or that is its branch, is among them whatever the weight.
        """
        names, found = names_of(firm), []
        for number in self._found(firm, names):
            other = self.firms[number]
            if firm.id and other.id == firm.id:
                continue
            if reasons := self._in_a_crowd(weigh(firm, names, other, self._names[number]), 1):
                found.append(LookAlike(other.id, other.name, reasons))
        alike = Counter(each.reasons[0].code for each in found if each.weight >= least)
        near = [_among(each, alike[each.reasons[0].code]) for each in found]
        near = [
            each for each in near if each.weight >= least or any(reason.code == BRANCH_OF for reason in each.reasons)
        ]
        return sorted(near, key=lambda each: (-each.weight, each.name, each.id))[:limit]

    def _in_a_crowd(self, reasons: tuple[Reason, ...], expected: int) -> tuple[Reason, ...]:
        """Return the reasons with what it weighs that more firms than ``expected`` are called by the same stem.

        A firm is one of them at most, so the odds are divided by their number: the frequency of the term.
        """
        spaces = _CALLED.get(reasons[0].code, ()) if reasons else ()
        if not spaces:
            return reasons
        stem = reasons[0].params.get("stem") or reasons[0].params["a"]
        called = sum(len(self._under(space, stem)) for space in spaces)
        if called <= expected:
            return reasons
        points = -round(log2(called - expected + 1), 1)
        crowd = Reason("shared-stem", points, {"number": str(called), "stem": stem}, "shared-stem")
        return (reasons[0], crowd, *reasons[1:])


def _among(found: LookAlike, number: int) -> LookAlike:
    """Return a look-alike with what it weighs that so many firms are alike in the same way: at most one is the firm."""
    if number <= 1 or found.reasons[0].code in IDENTIFYING or found.reasons[0].code in _CALLED:
        return found
    others = Reason("as-alike", -round(log2(number), 1), {"number": str(number)}, "as-alike")
    return replace(found, reasons=(found.reasons[0], others, *found.reasons[1:]))


def look_alikes(name: str, index: NameIndex, limit: int = 5) -> list[LookAlike]:
    """Return the firms in ``index`` that a firm of this name, as written, might be; the likeliest first."""
    return index.like(ComparedFirm.of(name), limit)
