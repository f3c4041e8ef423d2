"""Reasons why two companies look alike, or do not: codes with points that add up, and their texts. No ORM."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_noop

from .match_weights import score_of_weight


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (or, with negative points, against) two firms being one.

    A point more doubles the odds (:mod:`chains.analysis.match_weights`). ``level`` is the one that the points are of.
    """

    code: str
    points: float
    params: Mapping[str, str] = field(default_factory=dict)
    level: str = field(default="", compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the reason as plain values, with its words in the language of the reader."""
        return {
            "code": self.code,
            "points": self.points,
            "params": dict(self.params),
            "message": reason_in_words(self),
        }


#: What the reasons say, by code, as msgids.
WORDS: dict[str, str] = {
    "same-code": gettext_noop("both have the credit code %(code)s"),
    "former-code": gettext_noop("both have, or had, the credit code %(code)s"),
    "different-codes": gettext_noop("the credit codes differ: %(a)s and %(b)s"),
    "same-ticker": gettext_noop("both are listed as %(ticker)s"),
    "different-tickers": gettext_noop("the tickers differ, for shares of one kind: %(a)s and %(b)s"),
    "other-shares": gettext_noop("the tickers are of different kinds of shares, which one firm may have: %(a)s, %(b)s"),
    "same-legal-name": gettext_noop("the same legal name but for its form: %(a)s"),
    "same-name": gettext_noop("the same name: %(a)s"),
    "same-alias": gettext_noop("a name of one is a name of the other: %(a)s"),
    "other-legal-names": gettext_noop("the legal names differ: %(a)s and %(b)s"),
    "same-stem": gettext_noop("both are called %(stem)s but for common words and places"),
    "begins-with": gettext_noop("%(b)s begins with %(a)s"),
    "contained": gettext_noop("%(a)s is contained in %(b)s"),
    "slip": gettext_noop("%(a)s and %(b)s differ in one character"),
    "same-pinyin": gettext_noop("%(a)s and %(b)s are pronounced alike"),
    "similar": gettext_noop("%(a)s and %(b)s are alike to %(percent)s %%"),
    "shared-stem": gettext_noop("%(number)s firms on record are called %(stem)s"),
    "as-alike": gettext_noop("%(number)s firms on record are alike in this way"),
    "same-place": gettext_noop("both names name the place %(a)s"),
    "other-place": gettext_noop("the names name two places, %(a)s and %(b)s: they may be two firms of one group"),
    "place-fits": gettext_noop("one name names %(place)s, where the other firm is"),
    "place-elsewhere": gettext_noop("one name names %(place)s, where the other firm is not known to be"),
    "place-in-front": gettext_noop("one name has the place %(place)s in front"),
    "place-behind": gettext_noop("one name has the place %(place)s behind it"),
    "same-trade": gettext_noop("the same trade: %(a)s"),
    "trade-added": gettext_noop("one name names a trade: %(a)s"),
    "related-trade": gettext_noop("the trades are akin: %(a)s and %(b)s"),
    "other-trade": gettext_noop("the trades differ: %(a)s and %(b)s"),
    "branch": gettext_noop("one is a branch"),
    "branch-of": gettext_noop("one is a branch of the other: registered by itself, and no firm of its own"),
    "head-of-house": gettext_noop("one is called a group or a holding company"),
    "same-form": gettext_noop("the same legal form"),
    "other-form": gettext_noop("the legal forms differ"),
    "same-province": gettext_noop("both are in the same province"),
    "other-province": gettext_noop("they are in different provinces"),
}


def reason_in_words(reason: Reason) -> str:
    """Return what ``reason`` says, in the language of the reader."""
    return gettext(WORDS[reason.code]) % reason.params


def reasons_in_words(reasons: Iterable[Reason]) -> str:
    """Return what ``reasons`` say, in one line with the points of each."""
    joined = gettext("; ")
    return joined.join(f"{reason_in_words(reason)} ({reason.points:+.1f})" for reason in reasons)


def weight_of(reasons: Iterable[Reason]) -> float:
    """Return what the points of the reasons add up to, in bits."""
    return round(sum(reason.points for reason in reasons), 1)


def score_of(reasons: Iterable[Reason]) -> int:
    """Return the chance in percent that the reasons give two firms of being one; 0 where there are none."""
    reasons = tuple(reasons)
    return score_of_weight(weight_of(reasons)) if reasons else 0
