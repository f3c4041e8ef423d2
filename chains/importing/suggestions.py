"""What a word that is on no list may mean: what is on the list and comes near it, best first."""

from collections.abc import Mapping
from typing import Any

from chains.analysis.divisions import read_place
from chains.sheets.cells import suggest

from .vocabulary import Vocabulary

#: How many are named.
MOST = 5

#: Of places, letters alone suggest nothing: 昆山 is no slip for 舟山.
_PLACES = frozenset({"province", "city", "place"})

#: The parameters of a fault that name codes which the word may stand for.
_CODES = "codes"


def suggestions(
    text: str, kind: str, vocabulary: Vocabulary, choices: Mapping[str, list[str]] | None, params: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Return what a word of a list of this kind may mean, as code and name, best first; ``params`` are its fault's.

    ``choices`` are the codes of a closed vocabulary with what each is called, the code itself first.
    """
    listed = {code: tuple(words[1:]) for code, words in choices.items()} if choices else None
    # A city says its province as well.
    options = listed or vocabulary.options("place" if kind in _PLACES else kind)
    if named := [code for code in str(params.get(_CODES, "")).split(", ") if code in options]:
        return [_option(code, options) for code in named[:MOST]]
    if kind in _PLACES:
        codes = dict.fromkeys(code for each in read_place(text) for code in (each.city, each.province))
        return [_option(code, options) for code in codes if code in options][:MOST]
    by_name = {name: code for code, names in options.items() for name in filter(None, names)}
    codes = dict.fromkeys(by_name[name] for name in suggest(text, by_name, 2 * MOST))
    return [_option(code, options) for code in list(codes)[:MOST]]


def _option(code: str, options: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {"code": code, "name": next(filter(None, options[code]), code)}
