"""Firms as they are compared: their names in normal form, and what else tells them apart. No ORM."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .names import has_cjk, legal_form, name_key
from .stems import Stem, sound_of, stem_of

#: A name with another one in brackets behind it, and how an abbreviation is written.
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（]\s*([A-Za-z][^()（）]+?)\s*[)）]\s*")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9&.*-]{1,9}")


@dataclass(frozen=True, slots=True)
class ComparedFirm:
    """A company as it is compared: its names as normal forms (:func:`chains.analysis.names.name_key`).

    ``form`` is its legal form where a name of it says one (:func:`chains.analysis.names.legal_form`). ``codes`` are its
    credit code first and those it had before; ``provinces`` the codes of where it is registered and placed; ``tickers``
    name the exchange (``szse:000660``); ``sound`` is its pinyin without spaces where a curator gave it, else it is read
    from the name.
    """

    id: str
    name: str
    key: str
    legal_key: str = ""
    form: str = ""
    aliases: tuple[str, ...] = ()
    uscc: str = ""
    codes: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    provinces: frozenset[str] = frozenset()
    sound: str = ""

    @classmethod
    def of(
        cls, name: str, *, legal_name: str = "", name_en: str = "", other_names: Iterable[str] = (), **about: object
    ) -> "ComparedFirm":
        """Return a firm by its names as written, such as those of a row of a sheet; it may have no id yet."""
        aliases = [key for each in (name_en, *other_names) if (key := name_key(each))]
        found: dict[str, object] = {
            "id": "",
            "name": name,
            "key": name_key(name),
            "legal_key": name_key(legal_name),
            "form": form_of(name, legal_name),
            "aliases": (*aliases, *parts_of(name), *parts_of(name_en)),
        }
        return cls(**found | about)


def form_of(name: str, legal_name: str) -> str:
    """Return the legal form of a firm: that of its legal name, or else of the name it goes by."""
    return legal_form(legal_name) or legal_form(name)


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
class ComparedName:
    """One name of a firm with what it is found by. ``full`` says whether it is a legal name with its form."""

    key: str
    kind: str
    full: bool
    stem: Stem
    sound: str
    stem_sound: str


def names_of(firm: ComparedFirm) -> list[ComparedName]:
    """Return the names of a firm, each once, its own first."""
    kinds: dict[str, str] = {}
    for key, kind in ((firm.key, "name"), (firm.legal_key, "legal"), *((alias, "alias") for alias in firm.aliases)):
        if key:
            kinds.setdefault(key, kind)
    found = []
    for key, kind in kinds.items():
        stem = stem_of(key)
        spaced = firm.sound if kind == "name" and firm.sound else sound_of(key)
        stem_sound = sound_of(stem.text) if stem.text else ""
        full = key == firm.legal_key or (kind == "name" and bool(legal_form(firm.name)))
        found.append(ComparedName(key, kind, full, stem, spaced.replace(" ", ""), stem_sound.replace(" ", "")))
    return found
