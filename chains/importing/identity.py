"""Identification of the company that a row is about: by id, codes and names."""

from collections.abc import Iterator
from typing import Any

from chains.analysis.names import name_key
from chains.analysis.stems import spellings

from .cleaning import CleanRow

#: The columns by which a row says which company it is about.
NAMED_BY = ("id", "name", "legal_name", "name_en", "names", "former_names", "uscc", "tickers")

#: A credit code or a ticker: its kind, and its value as rows have it.
Code = tuple[str, Any]


def codes_of(values: dict[str, Any]) -> list[Code]:
    """Return the codes that a row gives, each of which one company has."""
    codes: list[Code] = [("uscc", values["uscc"])] if "uscc" in values else []
    return codes + [("tickers", ticker) for ticker in values.get("tickers", ())]


def code_in_words(code: Code) -> str:
    """Return a code as it is shown."""
    return code[1] if code[0] == "uscc" else ":".join(code[1])


def names_in(values: dict[str, Any], *columns: str) -> Iterator[tuple[str, str]]:
    """Yield the normal forms of each name in these columns of a row, and the name; what has no letter is no name.

    A name that says its place at length has further forms, in which it may be on record.
    """
    for column in columns:
        given = values.get(column, ())
        for each in (given,) if isinstance(given, str) else given:
            # A former name comes with the days on which it was used.
            name = each if isinstance(each, str) else each.name
            if key := name_key(name):
                yield key, name
                yield from ((spelling, name) for spelling in spellings(key))


def keys_of(values: dict[str, Any], *columns: str) -> list[str]:
    """Return the normal forms of the names in these columns of a row."""
    return [key for key, _name in names_in(values, *columns)]


def known_by(row: CleanRow) -> Iterator[tuple[str, str, str]]:
    """Yield all that another row may share with this one: its kind, its normal form, and as it is written."""
    values = row.values
    for public_id in {values.get("id", "").strip().lower(), row.decided} - {""}:
        yield "id", public_id, public_id
    for code in codes_of(values):
        yield code[0], code_in_words(code), code_in_words(code)
    for key, name in names_in(values, "legal_name"):
        yield "legal_name", key, name
    for key, name in names_in(values, "name", "legal_name", "name_en", "names", "former_names"):
        yield "name", key, name
