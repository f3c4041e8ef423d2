"""Evidence for and against two firms being one: what their names, identifiers and places say, with weights. No ORM.

Each comparison gives at most one reason. Of several names the two that are most alike are compared.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .compared_firms import ComparedFirm, ComparedName, names_of
from .match_weights import JOIN_FROM, weights
from .names import has_cjk
from .place_words import provinces_of
from .reasons import Reason, weight_of
from .stems import Unit, only_numbers_differ, same_place
from .tickers import contradicting

#: Names shorter than this get no slips looked for.
LEAST_FOR_SLIPS = 3
#: A name of common words and places alone is compared by how it begins, from this length on.
BARE = 4

#: The reason that one firm is a branch of the other.
BRANCH_OF = "branch-of"
#: How two names may be alike, the nearest first.
_NEAREST_FIRST = ("same-name", "same-alias", "same-stem", "same-pinyin", "slip", "contained", "begins-with", "similar")
#: Reasons that two names are one name.
_SAME = frozenset(("same-legal-name", "same-name", "same-alias"))
#: Reasons that name a firm: without one of them nothing joins by itself.
IDENTIFYING = _SAME | {"same-code", "former-code", "same-ticker"}


def compare(first: ComparedFirm, second: ComparedFirm) -> tuple[Reason, ...]:
    """Return what speaks for and against two firms being one, the names first; nothing where nothing speaks for it."""
    return weigh(first, names_of(first), second, names_of(second))


def joins(reasons: tuple[Reason, ...]) -> bool:
    """Return whether two firms are taken for one without asking: something identifies them, and it outweighs the rest.

    A name identifies neither of two firms of different legal names.
    """
    codes = {reason.code for reason in reasons}
    identified = codes & (IDENTIFYING - _SAME if "other-legal-names" in codes else IDENTIFYING)
    return bool(identified) and weight_of(reasons) >= JOIN_FROM


def weigh(
    first: ComparedFirm, its: list[ComparedName], second: ComparedFirm, others: list[ComparedName]
) -> tuple[Reason, ...]:
    """Return the evidence of two firms whose names are known: of the pair of names that weighs most, and all else."""
    told = _by_legal_name(its, others)
    if not told or told[0].code not in _SAME:
        pairs = (tuple(_by_name(first, one, second, other)) for one in its for other in others)
        best = max(filter(None, pairs), key=_nearness, default=())
        told = (*best, *told) if best else ()
    identified = tuple(_by_identifier(first, second))
    if not told and all(reason.code not in IDENTIFYING for reason in identified):
        return ()
    return (*told, *identified, *_by_circumstance(first, second))


def _nearness(found: tuple[Reason, ...]) -> tuple[int, float]:
    return -_NEAREST_FIRST.index(found[0].code), weight_of(found)


def reason(name: str, level: str = "", /, **params: str) -> Reason:
    """Return a reason with the weight of its level, which is called like the reason unless it says otherwise."""
    return Reason(name, weights()[level or name], params, level or name)


def _by_identifier(first: ComparedFirm, second: ComparedFirm) -> Iterator[Reason]:
    """Yield what the credit codes and the tickers say."""
    if first.uscc and first.uscc == second.uscc:
        yield reason("same-code", code=first.uscc)
    elif shared := ({first.uscc, *first.codes} & {second.uscc, *second.codes}) - {""}:
        yield reason("former-code", code=min(shared))
    elif first.uscc and second.uscc:
        yield reason("different-codes", a=first.uscc, b=second.uscc)
    if shared := set(first.tickers) & set(second.tickers):
        yield reason("same-ticker", ticker=min(shared))
    elif against := contradicting(first.tickers, second.tickers):
        yield reason("different-tickers", a=against[0], b=against[1])
    elif first.tickers and second.tickers:
        yield reason("other-shares", a=min(first.tickers), b=min(second.tickers))


def _by_circumstance(first: ComparedFirm, second: ComparedFirm) -> Iterator[Reason]:
    """Yield what legal form and province say, where both are known."""
    if first.form and second.form:
        yield reason("same-form" if first.form == second.form else "other-form")
    if first.provinces and second.provinces:
        yield reason("same-province" if first.provinces & second.provinces else "other-province")


def _by_name(first: ComparedFirm, one: ComparedName, second: ComparedFirm, other: ComparedName) -> Iterator[Reason]:
    """Yield what two names say, if they have anything in common: the names themselves, then the words beside them."""
    alike = _same(one, other) or _alike(one, other)
    if alike is None:
        return
    yield alike
    if alike.code not in _SAME:
        # Firms whose stems are alike and not the same differ in other ways than those of one stem.
        family = "" if alike.code == "same-stem" else "-beside-another-stem"
        yield from _by_place(first, one, second, other, family)
        yield from _by_trade(one, other, family)
        yield from _by_unit(one, other)


def _by_legal_name(its: list[ComparedName], others: list[ComparedName]) -> tuple[Reason, ...]:
    """Return what the legal names say, where both are known in one script: that they are the same, or are not."""
    ours, theirs = ([name for name in names if name.full] for names in (its, others))
    pairs = [(one, other) for one in ours for other in theirs if has_cjk(one.key) == has_cjk(other.key)]
    for one, other in pairs:
        if _are_one(one, other):
            return (reason("same-legal-name", a=one.key),)
    return tuple(reason("other-legal-names", a=one.key, b=other.key) for one, other in pairs[:1])


def _are_one(one: ComparedName, other: ComparedName) -> bool:
    """Return whether two names are the same, or the same but for how a place in them is written."""
    a, b = one.stem, other.stem
    return one.key == other.key or (
        a.text != "" and a.core == b.core and a.places == b.places and a.unit == b.unit != Unit.BRANCH
    )


def _same(one: ComparedName, other: ComparedName) -> Reason | None:
    if not _are_one(one, other):
        return None
    return reason("same-alias" if "alias" in (one.kind, other.kind) else "same-name", a=one.key)


def _alike(one: ComparedName, other: ComparedName) -> Reason | None:
    """Return how two names are alike that are not the same."""
    a, b = one.stem, other.stem
    named = {"a": one.key, "b": other.key}
    if only_numbers_differ(one.key, other.key) or only_numbers_differ(a.text, b.text):
        return None
    if not a.text or not b.text:
        short, long = sorted((one.key, other.key), key=len)
        if len(short) >= BARE and long.startswith(short):
            return reason("begins-with", "begins-with-bare", a=short, b=long)
        return reason("slip", "slip-long", **named) if len(short) >= 2 * BARE and _one_slip(short, long) else None
    if a.text == b.text:
        return reason("same-stem", _sized("same-stem", a.text), stem=a.text)
    if (one.sound and one.sound == other.sound) or (one.stem_sound and one.stem_sound == other.stem_sound):
        return reason("same-pinyin", _sized("same-pinyin", min(a.text, b.text, key=len)), **named)
    short, long = sorted((a.text, b.text), key=len)
    if len(short) < len(long) and not (short.isascii() and len(short) < 4):
        if long.startswith(short):
            return reason("begins-with", _sized("begins-with", short), a=short, b=long)
        if short in long and 5 * len(short) >= 2 * len(long):
            return reason("contained", _sized("contained", short), a=short, b=long)
    return _by_spelling(one, other, named)


def _by_spelling(one: ComparedName, other: ComparedName, named: dict[str, str]) -> Reason | None:
    """Return what the letters say of two names whose stems differ."""
    a, b = one.stem.text, other.stem.text
    if any(min(map(len, texts)) >= LEAST_FOR_SLIPS and _one_slip(*texts) for texts in ((one.key, other.key), (a, b))):
        return reason("slip", _sized("slip", min(a, b, key=len)), **named)
    if min(len(a), len(b)) >= 5 and (ratio := fuzz.ratio(a, b)) >= 80:
        return reason("similar", **named, percent=f"{ratio:.0f}")
    return None


def _one_slip(one: str, other: str) -> bool:
    """Return whether one character is another one, too many or missing, or two are exchanged."""
    return OSA.distance(one, other, score_cutoff=1) == 1


def _sized(level: str, text: str) -> str:
    """Return the level for a text of this length: two characters are shared by chance more often than four.

    A character weighs as much as three letters.
    """
    size = len(text) // 3 + 1 if text.isascii() else len(text)
    return f"{level}-{'short' if size <= 2 else 'middle' if size == 3 else 'long'}"


def _by_place(
    first: ComparedFirm, one: ComparedName, second: ComparedFirm, other: ComparedName, family: str
) -> Iterator[Reason]:
    """Yield what the places in the names say; of one alone, whether the other firm is there."""
    a, b = one.stem, other.stem
    if a.places and b.places:
        code = "same-place" if same_place(a, b) else "other-place"
        yield reason(code, code + family, a=a.places[0], b=b.places[0])
    elif a.places or b.places:
        (place, *_rest) = a.places or b.places
        elsewhere = second.provinces if a.places else first.provinces
        if elsewhere and (lies_in := provinces_of((place,))):
            code = "place-fits" if lies_in & elsewhere else "place-elsewhere"
        else:
            code = "place-in-front" if a.before or b.before else "place-behind"
        yield reason(code, code + family, place=place)


def _by_trade(one: ComparedName, other: ComparedName, family: str) -> Iterator[Reason]:
    """Yield what the words for the trade say."""
    a, b = one.stem.trade, other.stem.trade
    if not a and not b:
        return
    if not a or not b:
        code = "trade-added"
    elif a == b:
        code = "same-trade"
    else:
        code = "related-trade" if a in b or b in a or _pairs_of(a) & _pairs_of(b) else "other-trade"
    yield reason(code, code + family, a=a or b, b=b)


def _pairs_of(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _by_unit(one: ComparedName, other: ComparedName) -> Iterator[Reason]:
    """Yield that one is a branch, or the head of a house, and the other is not."""
    a, b = one.stem, other.stem
    units = {a.unit, b.unit}
    if Unit.BRANCH in units:
        # The firm whose branch it is, is named whatever the weight: a row about the one is often meant for the other.
        its_own = len(units) > 1 and (a.core, a.before) == (b.core, b.before)
        yield reason(BRANCH_OF if its_own else "branch", "branch")
    elif Unit.HEAD in units and len(units) > 1:
        yield reason("head-of-house")
