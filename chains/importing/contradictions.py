"""Rows of a sheet that contradict each other: all of them are marked, with the values of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from .faults import CellFaultError, fault

#: What rows share, the surest sign first: what is said of rows that share it, and nothing surer.
_SHARED = {
    "id": _("Rows %(rows)s have the same id, %(key)s, and contradict each other: %(values)s."),
    "uscc": _("Rows %(rows)s have the same credit code, %(key)s, and contradict each other: %(values)s."),
    "tickers": _("Rows %(rows)s have the same ticker, %(key)s, and contradict each other: %(values)s."),
    "legal_name": _("Rows %(rows)s have the same legal name, %(key)s, and contradict each other: %(values)s."),
    "name": _("Rows %(rows)s have the same name, %(key)s, and contradict each other: %(values)s."),
    "company": _("Rows %(rows)s are about the same company, %(key)s, and contradict each other: %(values)s."),
    "record": _("Rows %(rows)s are about the same record, %(key)s, and contradict each other: %(values)s."),
}
_HINT = _("Let them say the same or, if they are about different ones, correct what they share.")

#: Longest piece of a value, and most rows of one value, that a message repeats.
_QUOTED, _LISTED = 60, 10

#: What a row may be known by: the kind (a key of ``_SHARED``), the normal form, and as it is written.
Key = tuple[str, str, str]


@dataclass(slots=True)
class Said:
    """The values that rows on one company or record have given so far, and the names of these rows."""

    #: Column (for a placement also which) → value as shown → the rows that give it.
    values: dict[Any, dict[str, list[int]]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    #: Kind and normal form → as it is written first, and the rows.
    keys: dict[tuple[str, str], tuple[str, set[int]]] = field(default_factory=dict)

    def add(self, number: int, values: Mapping[Any, str], keys: Iterable[Key]) -> list[Any]:
        """Note what row ``number`` says; return what of it other rows contradict."""
        self.rows.add(number)
        for kind, form, written in keys:
            self.keys.setdefault((kind, form), (written, set()))[1].add(number)
        for about, value in values.items():
            self.values.setdefault(about, {}).setdefault(value, []).append(number)
        return [about for about in values if len(self.values[about]) > 1]

    def shared_by(self, rows: set[int], otherwise: tuple[str, str]) -> tuple[str, str]:
        """Return what all of ``rows`` share, its kind and as it is written."""
        order = list(_SHARED)
        found = [(order.index(kind), kind, key) for (kind, _form), (key, those) in self.keys.items() if rows <= those]
        return min(found)[1:] if found else otherwise


class Contradictions:
    """Those that the rows of a sheet were found in so far. What is noted may grow until :meth:`faults` is asked."""

    def __init__(self) -> None:
        self._noted: dict[Any, tuple[Said, Any, tuple[str, str]]] = {}

    def __bool__(self) -> bool:
        return bool(self._noted)

    def note(self, said: Said, about: Any, otherwise: tuple[str, str]) -> CellFaultError:
        """Note that the rows of ``said`` differ in one thing; return that in words, as far as it is known by now.

        ``otherwise`` is what the rows share where no key tells: its kind, and what it is called.
        """
        self._noted[id(said), about] = (said, about, otherwise)
        return _in_words(said, about, otherwise)

    def faults(self) -> dict[int, list[dict[str, Any]]]:
        """Return what is wrong with each row that contradicts another."""
        found: dict[int, list[dict[str, Any]]] = {}
        for said, about, otherwise in self._noted.values():
            error = _in_words(said, about, otherwise)
            for value, numbers in said.values[about].items():
                for number in numbers:
                    found.setdefault(number, []).append(fault(column_of(about), value, error))
        return found


def column_of(about: Any) -> str:
    """Return the column that something is said in: of a company, or (with the claim) of one of its placements."""
    return about if isinstance(about, str) else about[0]


def _in_words(said: Said, about: Any, otherwise: tuple[str, str]) -> CellFaultError:
    values = said.values[about]
    rows = {number for numbers in values.values() for number in numbers}
    kind, key = said.shared_by(rows, otherwise)
    listed = " / ".join(f"“{value[:_QUOTED]}” ({_rows(numbers)})" for value, numbers in values.items())
    return CellFaultError("contradicts_row", _SHARED[kind], _HINT, rows=_rows(rows), key=key, values=listed)


def _rows(numbers: Iterable[int]) -> str:
    listed = sorted(numbers)
    return ", ".join(map(str, listed[:_LISTED])) + (" …" if len(listed) > _LISTED else "")
