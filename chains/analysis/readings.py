"""Pinyin of names: the reading that is shown and sorted by, and every reading that search finds. No ORM.

A heteronym is a character with several readings: 长 is ``chang`` or ``zhang``. The dictionary chooses by the word in
which it stands, and is often wrong on names. So one reading is shown, which a curator may set, and all are searchable.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, islice, product

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.seg.simpleseg import seg

from .names import fold, folded_with_marks, name_key

#: How many readings of a name are kept besides the one that is shown, those that differ least from it first.
OTHER_READINGS = 12

_PART = re.compile(r"[a-z]+|[0-9]|[^\W_]")
_ASCII = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Pinyin:
    """The spelling of a name: ``full`` without spaces (``changdiankeji``) and ``initials`` (``cdkj``)."""

    full: str
    initials: str


def pinyin_of(name: str, override: str = "") -> Pinyin:
    """Return the spelling of ``name``, read syllable by syllable.

    ``override`` is what a curator typed for a heteronym, syllables apart (``chang dian ke ji``); it wins over
    the dictionary. Latin letters and digits stand as they are; each Latin word gives one initial.
    """
    return spelled(_syllables(name, override))


def spelled(syllables: Sequence[str]) -> Pinyin:
    """Return the spelling of a name that is read as these syllables."""
    return Pinyin("".join(syllables), "".join(syllable[0] for syllable in syllables))


def readings_of(name: str, override: str = "", english: str = "") -> str:
    """Return all by which Latin letters find ``name``: its readings, their initials, and the words of ``english``.

    Each syllable and each word begins with a capital, so that a search can ask for what begins there:

    >>> readings_of("长鑫", "chang xin")
    'ChangXin ZhangXin ChangXun CX ZX'
    """
    return with_english(every_reading(name, _syllables(name, override)), english)


def every_reading(name: str, syllables: Sequence[str]) -> str:
    """Return the readings of ``name``, which is shown as ``syllables``, and their initials, as search wants them.

    Characters of the legal form are read in one way only: nobody looks for a firm by them.
    """
    every = [syllables, *islice(_other_readings(name, syllables), OTHER_READINGS)]
    return " ".join(dict.fromkeys([*map(_capitalised, every), *map(_initials, every)]))


def with_english(readings: str, english: str) -> str:
    """Return ``readings`` with the words of an English name."""
    return f"{readings} {_capitalised(_parts(folded_with_marks(english)))}" if english else readings


def syllables_of(name: str) -> list[str]:
    """Return the syllables of ``name`` as the dictionary reads them, such as ``["hai", "kang"]``."""
    return [syllable for word in seg(folded_with_marks(name)) for syllable in _syllables_of_word(word)]


def _syllables(name: str, override: str) -> list[str]:
    syllables = [fold(part) for part in override.split()] if override.strip() else syllables_of(name)
    return [syllable for syllable in syllables if syllable]


@lru_cache(maxsize=16_384)
def _syllables_of_word(word: str) -> tuple[str, ...]:
    # How a character is read goes by the word that it stands in, and by nothing beyond: names share most of theirs.
    parts = lazy_pinyin([word], style=Style.NORMAL, errors=_parts)
    return tuple(syllable for syllable in map(fold, parts) if syllable)


def _parts(run: str) -> list[str]:
    """Split a run that is not Chinese into its words (pypinyin's hook for what it cannot read)."""
    return _PART.findall(run)


def _other_readings(name: str, syllables: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the other readings of a name: first those with one character read otherwise, then those with two."""
    characters = _parts(folded_with_marks(name))
    if len(characters) != len(syllables):
        # Read otherwise than character by character, so nobody knows which syllable is whose.
        return
    told = len(name_key(name))
    others = {
        place: [each for each in _readings_of_character(character) if each != syllable]
        for place, (character, syllable) in enumerate(zip(characters[:told], syllables, strict=False))
    }
    places = [place for place in others if others[place]]
    for size in (1, 2):
        for chosen in combinations(places, size):
            for read in product(*(others[place] for place in chosen)):
                reading = list(syllables)
                for place, syllable in zip(chosen, read, strict=True):
                    reading[place] = syllable
                yield tuple(reading)


@lru_cache(maxsize=16_384)
def _readings_of_character(character: str) -> tuple[str, ...]:
    """Return the readings that a character has in words, or all where it stands in none: 奇 is ``ai`` in books only."""
    if character.isascii():
        return ()
    (every,) = pinyin(character, style=Style.NORMAL, heteronym=True)
    every = tuple(dict.fromkeys(map(fold, every)))
    in_words = {fold(to_normal(each)) for each in _readings_in_words().get(character, ())} if len(every) > 1 else ()
    return tuple(each for each in every if each in in_words) or every


@cache
def _readings_in_words() -> Mapping[str, set[str]]:
    """Return the readings, with their tones, that characters have in the words of the dictionary."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, syllables in PHRASES_DICT.items():
        for character, (reading, *_others) in zip(word, syllables, strict=False):
            found[character].add(reading)
    return dict(found)


def _capitalised(syllables: Sequence[str]) -> str:
    # What is not spelt in plain letters is looked for as it is written.
    return "".join(each.capitalize() if _ASCII.fullmatch(each) else " " for each in syllables).strip()


def _initials(syllables: Sequence[str]) -> str:
    return "".join(each[0].upper() if _ASCII.fullmatch(each) else " " for each in syllables).strip()
