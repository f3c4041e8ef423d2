"""Words for a missing value, such as 无, 暂无, N/A or a dash. No ORM."""

import re
import unicodedata
from functools import cache

from django.conf import settings

from .invisible_characters import visible

#: Dashes of every length, the minus sign, and the line that is drawn where a dash is meant.
_DASHES = re.compile("[-\u2010-\u2015\u2212\u2500\u2e3a\u2e3b]+")
_REPEATED = re.compile(r"([/\\])\1+")
#: What may stand around a word without changing it: brackets, quotation marks, a full stop.
_AROUND = "()[]{}<>〈〉《》「」『』【】〔〕〖〗\"'`“”‘’.。,，;；:：、!！"


def is_missing(text: str) -> bool:
    """Return whether ``text`` is empty or a word for nothing, one of ``settings.MISSING_VALUES``.

    Case, width, spaces, brackets, a full stop and the number of dashes make no difference: 「无」, N／A, ——, 暂 无。
    """
    first = text[:1]
    words, starts = _words(settings.MISSING_VALUES)
    # Nearly all cells hold something, and begin with a letter that no such word begins with.
    if first.isalnum() and first not in starts:
        return False
    return word_form(text) in words or not visible(text).strip()


def word_form(text: str) -> str:
    """Return the form in which a word of a cell is compared: bare of width, case, spaces and what stands around it."""
    folded = "".join(unicodedata.normalize("NFKC", visible(text)).casefold().split())
    return _REPEATED.sub(r"\1", _DASHES.sub("-", folded)).strip(_AROUND)


@cache
def _words(given: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words as they are compared, and the characters that a cell with one of them may begin with."""
    words = frozenset(filter(None, map(word_form, given)))
    letters = {word[0] for word in words if word[0].isalnum()}
    wide = {chr(ord(letter) + 0xFEE0) for form in letters for letter in (form, form.upper()) if letter.isascii()}
    return words, frozenset(letters | {letter.upper() for letter in letters} | wide)
