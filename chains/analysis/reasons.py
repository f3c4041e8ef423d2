"""Reasons why two companies look alike: codes with points that add up to a score, and their texts. No ORM."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (or, with negative points, against) two firms being one."""

    code: str
    points: int
    params: Mapping[str, str] = field(default_factory=dict)

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
    "same-code": gettext_noop("both have, or had, the credit code %(code)s"),
    "same-ticker": gettext_noop("both are listed as %(ticker)s"),
    "same-legal-name": gettext_noop("the same legal name but for its form: %(a)s"),
    "same-name": gettext_noop("the same name: %(a)s"),
    "same-alias": gettext_noop("a name of one is a name of the other: %(a)s"),
    "common-words-differ": gettext_noop("%(a)s and %(b)s differ in common words only"),
    "place-added": gettext_noop("%(a)s and %(b)s are alike but for the place %(place)s"),
    "other-place": gettext_noop("%(a)s and %(b)s differ in the place: they may be two firms of one group"),
    "contained": gettext_noop("%(a)s is contained in %(b)s"),
    "slip": gettext_noop("%(a)s and %(b)s differ in one character"),
    "same-pinyin": gettext_noop("%(a)s and %(b)s are pronounced alike"),
    "similar": gettext_noop("%(a)s and %(b)s are alike to %(percent)s %%"),
    "different-codes": gettext_noop("the credit codes differ: %(a)s and %(b)s"),
    "same-province": gettext_noop("both are in the same province"),
    "other-province": gettext_noop("they are in different provinces"),
}


def reason_in_words(reason: Reason) -> str:
    """Return what ``reason`` says, in the language of the reader."""
    return gettext(WORDS[reason.code]) % reason.params


def reasons_in_words(reasons: Iterable[Reason]) -> str:
    """Return what ``reasons`` say, in one line with the points of each."""
    joined = gettext("; ")
    return joined.join(f"{reason_in_words(reason)} ({reason.points:+d})" for reason in reasons)


def score_of(reasons: Iterable[Reason]) -> int:
    """Return the score that the reasons add up to, from 0 to 100."""
    return max(0, min(100, sum(reason.points for reason in reasons)))
