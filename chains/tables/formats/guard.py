"""Cell guard: values as text without illegal characters, and without formulas that a spreadsheet would run."""

from collections.abc import Callable, Sequence
from typing import Any

#: What makes a spreadsheet read a cell as a formula, in half and full width, also behind white space.
FORMULA_STARTS = tuple("=+-@＝＋－＠")

#: First characters of a printable text that has to be looked at; the only white space in one is ASCII's.
_SUSPECT = frozenset((*FORMULA_STARTS, " "))


class ByType(dict[type, Callable[[Any], Any]]):
    """What is done with a value, by its type; a type met for the first time is looked up by its bases, once.

    A file has the same few types in millions of cells, so that asking for each whether it is a text, then whether it
    is a number, and so on, would take most of the time.
    """

    def __init__(self, by_type: dict[type, Callable[[Any], Any]], otherwise: Callable[[Any], Any]) -> None:
        super().__init__(by_type)
        self._known = tuple(by_type.items())
        self._otherwise = otherwise

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        found = next((done for base, done in self._known if issubclass(kind, base)), self._otherwise)
        self[kind] = found
        return found


def harmless(value: Any) -> Any:
    """Return ``value`` so that no spreadsheet takes it for a formula: such a text gets an apostrophe in front.

    The import takes the apostrophe off again. Numbers, dates and booleans pass as they are.
    """
    if not isinstance(value, str) or not value:
        return value
    risky = value.lstrip().startswith(FORMULA_STARTS) or value[0] in "\t\r\n"
    return f"'{value}" if risky else value


def cell_text(text: str) -> str:
    """Return ``text`` as a cell may hold it: printable and harmless."""
    # Nearly every text is both, and this tells it without looking at each character in turn.
    if text.isprintable() and text[:1] not in _SUSPECT:
        return text
    return harmless(printable(text))


def cell_list(values: Sequence[Any], each: ByType) -> str:
    """Return several values as the text of one cell, each as ``each`` makes it."""
    if not values:
        return ""
    return cell_text("; ".join([str(each[type(value)](value)) for value in values]))


def printable(text: str) -> str:
    """Leave out the control characters and the two non-characters that no sheet can hold."""
    return "".join(ch for ch in text if ch in "\t\n\r" or (ord(ch) >= 32 and ch not in "\ufffe\uffff"))
