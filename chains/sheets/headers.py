"""Mapping of headings to columns: a suggestion that the user confirms. No ORM."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override
from rapidfuzz import fuzz

from chains.analysis.names import fold, has_cjk
from chains.choices import SheetKind

from .header_rows import LEVELS
from .sheet_columns import COMPANY_EXPORT, COMPANY_EXPORT_ONLY, PLACEMENT_EXPORT, SheetLayout

CLOSE_ENOUGH = 88

EXACT, ALIAS, CLOSE, ALONE, ONLY_READ = "exact", "alias", "close", "alone", "read-only"
PERSONAL, UNKNOWN = "personal", "unknown"
#: The note on a heading whose column a better one has taken.
DOUBLED = "doubled"
#: What a heading of a place is taken for that does not say which place it is.
REGISTERED, OPERATING = "registered", "operating"
_PLACES = frozenset(("province", "city", "country", "place"))
_OPERATING = re.compile("经营|布局|生产|运营|operat", re.IGNORECASE)
_CODES = ("代码", "编号", "code", "codes", "companyid")
_RANKS = {EXACT: 0, ALIAS: 1, CLOSE: 2}
_IN_BRACKETS = re.compile(r"[(\[{<【〔《].*?[)\]}>】〕》]")


@dataclass(frozen=True)
class Guess:
    """What the heading at ``index`` (from 0) is taken for: ``column`` is a code, or empty; ``how`` says why.

    ``how`` is exact (code or heading), alias, close (spelt nearly so: to be confirmed), alone (of a sheet that has one
    column and no headings), read-only (known, shown, not imported), personal (of persons, never imported) or unknown;
    ``note`` is :data:`DOUBLED` where a better heading has taken the column, and ``registered`` or ``operating`` where a
    heading such as 省份 does not say which of the two it is: see :func:`_as_places`.
    """

    index: int
    header: str
    column: str = ""
    how: str = UNKNOWN
    note: str = ""


def guess_mapping(headers: list[str], layout: SheetLayout) -> list[Guess]:
    """Return a guess for each of ``headers``, in order. A column is used once: the best heading has it."""
    guesses = [_guess(index, str(header), layout) for index, header in enumerate(headers)]
    if layout.kind == SheetKind.COMPANIES:
        guesses = _as_places(_as_exported(guesses))
    best: dict[str, Guess] = {}
    for guess in guesses:
        if guess.column and (guess.column not in best or _rank(guess) < _rank(best[guess.column])):
            best[guess.column] = guess
    return [_doubled(guess, best[guess.column]) if guess.column else guess for guess in guesses]


def is_known(header: str, layout: SheetLayout) -> bool:
    """Return whether a heading is surely one of such a sheet; what ``find_header`` asks."""
    return _guess(0, header, layout).how in (EXACT, ALIAS, ONLY_READ, PERSONAL)


def missing(chosen: Iterable[Guess] | Mapping[str, str], layout: SheetLayout) -> list[str]:
    """Return the codes of the required columns that nothing is mapped to, in order.

    ``chosen`` are guesses, or a mapping from headings to codes. Where a column ``place`` is mapped it stands for
    province, city and country.
    """
    codes = set(chosen.values()) if isinstance(chosen, Mapping) else {guess.column for guess in chosen}
    return [column.code for column in layout.columns if column.required and column.code not in codes]


def with_names(guesses: list[Guess]) -> list[Guess]:
    """Return the guesses of a whole sheet so that one with full names alone has names."""
    taken = {guess.column: guess for guess in reversed(guesses)}
    if "name" in taken or "legal_name" not in taken:
        return guesses
    full = taken["legal_name"]
    return [replace(guess, column="name") if guess is full else guess for guess in guesses]


def names_alone(guesses: list[Guess], rows: Sequence[tuple[int, list[Any]]], layout: SheetLayout) -> list[Guess]:
    """Return the guesses of a sheet without headings: where its rows fill one column, that has the names."""
    filled = {index for _line, row in rows for index, cell in enumerate(row) if str(cell or "").strip()}
    name = next((column.code for column in layout.columns if column.code == "name"), "")
    if len(filled) != 1 or not name:
        return guesses
    return [replace(each, column=name, how=ALONE) if each.index in filled else each for each in guesses]


def heading_key(header: str) -> str:
    """Return the form in which headings are compared: without width, case, punctuation, or an asterisk for required."""
    return fold(unicodedata.normalize("NFKC", header).replace("*", "").replace(":", "").replace("/", ""))


def _guess(index: int, header: str, layout: SheetLayout) -> Guess:
    exact, aliases, only_read = _known(layout)
    forms = _forms(header)
    for form in forms:
        if form in exact:
            return Guess(index, header, exact[form], EXACT)
        if form in only_read:
            return Guess(index, header, "", ONLY_READ)
        if form in aliases:
            return Guess(index, header, aliases[form], ALIAS)
    if any(_is_personal(form, layout) for form in forms):
        return Guess(index, header, "", PERSONAL)
    if not forms:
        return Guess(index, header)
    code, score = _closest(_bare(header.split(LEVELS)[-1]) or forms[0], {**aliases, **exact})
    return Guess(index, header, code, CLOSE) if score >= CLOSE_ENOUGH else Guess(index, header)


def _forms(header: str) -> list[str]:
    """Return the forms under which a heading may be known, the likeliest first.

    What stands in brackets is tried last: it is a unit (万元) more often than a part of the heading (代码). Of two
    levels both together are tried (注册地 › 省 is 注册地省), then the lower one, then the upper.
    """
    levels = header.split(LEVELS)
    texts = ["".join(levels), levels[-1], levels[0]] if len(levels) > 1 else levels
    return list(filter(None, dict.fromkeys(form for text in texts for form in (heading_key(text), _bare(text)))))


def _bare(header: str) -> str:
    return heading_key(_IN_BRACKETS.sub("", unicodedata.normalize("NFKC", header)))


def _is_personal(key: str, layout: SheetLayout) -> bool:
    """Return whether a heading is one of data about persons, or a Chinese one that ends with such a word or has one."""
    return any(
        key == word or (has_cjk(word) and (key.endswith(word) or (len(word) > 2 and word in key)))
        for word in _personal(layout)
    )


@cache
def _personal(layout: SheetLayout) -> frozenset[str]:
    return frozenset(_folded(layout.personal))


def _closest(key: str, known: Mapping[str, str]) -> tuple[str, float]:
    """Return the code of the known heading most like ``key``, with the score from 0 to 100.

    A known heading of at least four characters inside a longer one (本企业名称) counts as close as well, unless
    another column's heading lies inside it too.
    """
    best, most = "", 0.0
    for form, code in known.items():
        score = fuzz.ratio(key, form)
        if score > most:
            best, most = code, score
    if most < CLOSE_ENOUGH:
        inside = {code for form, code in known.items() if len(form) >= 4 and form in key}
        if len(inside) == 1:
            return inside.pop(), float(CLOSE_ENOUGH)
    return best, most


def _as_exported(guesses: list[Guess]) -> list[Guess]:
    """Return the guesses on a sheet of companies, right also where it is an export of companies or of placements."""
    keys = {heading_key(guess.header): guess.index for guess in guesses}
    if keys.keys() & _folded(COMPANY_EXPORT):
        lists = _folded(COMPANY_EXPORT_ONLY)
        guesses = [
            replace(guess, column="", how=ONLY_READ) if heading_key(guess.header) in lists else guess
            for guess in guesses
        ]
    for id_header, name_header in PLACEMENT_EXPORT:
        id_index, name_index = keys.get(heading_key(id_header)), keys.get(heading_key(name_header))
        if id_index is None or name_index is None:
            continue
        guesses = [replace(guess, column="", how=ONLY_READ) if guess.column == "id" else guess for guess in guesses]
        guesses[id_index] = replace(guesses[id_index], column="id", how=EXACT)
        guesses[name_index] = replace(guesses[name_index], column="name", how=EXACT)
        break
    return guesses


def _as_places(guesses: list[Guess]) -> list[Guess]:
    """Return the guesses with what 省份, 城市 and 地址 mean: where a company is registered, or where it operates.

    Beside a column of segments it operates there. Without one it is registered there, unless the heading says
    otherwise (经营地).
    """
    has_segment = any(guess.column == "segment" for guess in guesses)
    placed = []
    for guess in guesses:
        if guess.column in _PLACES and not _OPERATING.search(guess.header):
            column = guess.column if has_segment else f"registered_{guess.column}"
            guess = replace(guess, column=column, note=OPERATING if has_segment else REGISTERED)
        placed.append(guess)
    return placed


def _doubled(guess: Guess, best: Guess) -> Guess:
    """Return a guess as it stands beside the best one for its column."""
    if guess is best:
        return guess
    # An export gives code and name side by side: the name is there to be read.
    return replace(guess, column="", how=ONLY_READ if _rank(best)[1] < 0 else UNKNOWN, note=DOUBLED)


def _rank(guess: Guess) -> tuple[bool, int, int]:
    """Return what sorts the headings of one column: codes before names, then surer ones, then the first.

    Before all of them stands one that says in so many words that a company is registered there.
    """
    is_code = guess.header.strip() == guess.column or heading_key(guess.header).endswith(_CODES)
    return (guess.note == REGISTERED, -1 if is_code and guess.how != CLOSE else _RANKS[guess.how], guess.index)


@cache
def _known(layout: SheetLayout) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Return the folded headings of such a sheet: codes and headings, aliases (each with its column), read-only."""
    exact: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for column in layout.columns:
        exact[heading_key(column.code)] = column.code
    for column in layout.columns:
        for language, _name in settings.LANGUAGES:
            with override(language):
                exact.setdefault(heading_key(str(column.heading)), column.code)
    for column in layout.columns:
        for alias in column.aliases:
            aliases.setdefault(heading_key(alias), column.code)
    return exact, aliases, frozenset(_folded(layout.read_only))


def _folded(headings: Iterable[str]) -> set[str]:
    return {heading_key(heading) for heading in headings}
