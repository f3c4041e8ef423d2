"""Shared state while the seed is built: segments by name, and the entries made so far."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chains.analysis.codes import derived_public_id
from chains.analysis.names import name_key, tidy
from chains.analysis.readings import pinyin_of, readings_of, syllables_of

from .sheets import OPTIONAL, SeedRow

#: One object of a Django fixture: ``model``, ``fields`` and, for what is keyed by a code of its own, ``pk``.
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SeedSegment:
    """A segment that rows refer to; ``headings`` are the ways in which a source may print it."""

    chain: str
    layer: str
    layer_name: str
    code: str
    parent: str
    path: str
    headings: frozenset[str]


@dataclass
class Context:
    """The sheets, the register of everything that rows can refer to, and the entries made."""

    sheets: Mapping[str, list[SeedRow]]
    entries: list[Entry] = field(default_factory=list)
    segments: list[SeedSegment] = field(default_factory=list)
    _register: dict[tuple[str, ...], Any] = field(default_factory=dict)
    _ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _english: dict[tuple[str, str], SeedRow] = field(default_factory=dict)
    _english_used: set[tuple[str, str]] = field(default_factory=set)
    _readings: dict[str, str] = field(default_factory=dict)
    _sources: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the sheets that say how names are read and translated."""
        for row in self.sheets["pinyin"]:
            self._readings[row.needed("text")] = row.needed("pinyin")
        for row in self.sheets["english"]:
            key = (row.needed("kind"), row.needed("name"))
            if key in self._english:
                row.fail("name", f"“{key[1]}” stands here twice")
            self._english[key] = row

    def add(self, model: str, pk: str = "", /, **fields: Any) -> None:
        """Add an entry; empty fields are left to the defaults of the model, to keep the fixture short."""
        entry: Entry = {"model": f"chains.{model}"}
        if pk:
            entry["pk"] = pk
        entry["fields"] = {name: value for name, value in fields.items() if value not in ("", None, False, [])}
        self.entries.append(entry)

    def enter(self, kind: str, key: str, value: Any, row: SeedRow, column: str) -> None:
        """Register ``value`` as the ``kind`` that is called ``key``; a second one of the name is an error."""
        if (kind, key) in self._register:
            row.fail(column, f"“{key}” stands here twice")
        self._register[kind, key] = value

    def find(self, kind: str, row: SeedRow, column: str, *, key: str = "") -> Any:
        """Return the ``kind`` that the cell names (or ``key``, which was made from the cell)."""
        key = key or row.needed(column)
        if (kind, key) not in self._register:
            row.fail(column, f"“{key}” is no {kind} on record")
        return self._register[kind, key]

    def get(self, kind: str, key: str) -> Any | None:
        """Return the ``kind`` called ``key``, or ``None``."""
        return self._register.get((kind, key))

    def public_id(self, row: SeedRow, column: str, *parts: str) -> str:
        """Return the public id that ``parts`` always give; two things that get the same one are an error."""
        public_id = derived_public_id(*parts)
        if public_id in self._ids:
            row.fail(column, f"“{' · '.join(parts[1:])}” stands here twice")
        self._ids[public_id] = parts
        return public_id

    def named(self, row: SeedRow, column: str, name: str = "", *, kind: str = "") -> dict[str, str]:
        """Return the fields that the cell (or ``name``) gives: name, English name, key and reading.

        The English comes from the row itself or, for the ``kind`` given, from the sheet of English names.
        """
        name = tidy(name or row.needed(column))
        english = row.text("name_en")
        if (kind, name) in self._english:
            self._english_used.add((kind, name))
            english = self._english[kind, name].needed("name_en")
        override = self._override(name)
        spelling = pinyin_of(name, override)
        return {
            "name": name,
            "name_en": english,
            "pinyin_override": override,
            "name_key": name_key(name),
            "pinyin": spelling.full,
            "initials": spelling.initials,
            "readings": readings_of(name, override, english),
        }

    def source(self, row: SeedRow, *, sheet: str = "") -> list[str]:
        """Return the key of the source that ``row`` rests on: its own, if it names one, or that of its sheet.

        ``sheet`` is given where the row repeats what another sheet's source says.
        """
        if row.text(OPTIONAL):
            return self.find("source", row, OPTIONAL)
        sheet = sheet or row.sheet
        if sheet not in self._sources:
            row.fail(OPTIONAL, f"sources.csv names no source for the sheet {sheet}")
        return [self._sources[sheet]]

    def source_of_sheet(self, row: SeedRow, sheet: str, slug: str) -> None:
        """Let ``slug`` be the source of all rows of ``sheet`` that name none themselves."""
        if sheet not in self.sheets or sheet in self._sources:
            row.fail("sheets", f"“{sheet}” is no sheet, or has a source already")
        self._sources[sheet] = slug

    def check_all_used(self) -> None:
        """Raise for an English name of something that no sheet holds, which is most likely a slip."""
        for key, row in self._english.items():
            if key not in self._english_used:
                row.fail("name", f"no {key[0]} has the name “{key[1]}”")

    def _override(self, name: str) -> str:
        """The syllables of a name that holds something that the dictionary reads wrongly."""
        if not any(text in name for text in self._readings):
            return ""
        longest_first = sorted(self._readings, key=len, reverse=True)
        parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", name)
        return " ".join(_syllables(parts, self._readings))


def _syllables(parts: Iterable[str], readings: Mapping[str, str]) -> list[str]:
    return [
        syllable for part in parts for syllable in (readings[part].split() if part in readings else syllables_of(part))
    ]
