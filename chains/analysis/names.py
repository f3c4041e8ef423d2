"""Names of firms and places: one normal form. No ORM.

Every name that is stored for search or compared for identity passes through :func:`name_key`, so that a
full-width bracket, a stray space, a traditional character or a legal suffix never makes two firms out of one.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from .invisible_characters import visible

#: Endings that say what legal form a firm has, longest first. They never tell two firms apart by themselves.
#: 集团 is not one: a group and the firm it grew from are two, and it is part of the short name (拓普集团) as well.
LEGAL_SUFFIXES = (
    "股份有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "总公司",
    "公司",
    "co.,ltd.",
    "co.,ltd",
    "co.ltd.",
    "co.ltd",
    "co.,",
    "co.",
    "co",
    "corporation",
    "limited",
    "company",
    "gmbh",
    "corp.",
    "corp",
    "inc.",
    "inc",
    "ltd.",
    "ltd",
    "llc",
    "plc",
)

#: What endings say which form: a limited company, or one with shares; those of other countries are left apart.
_JOINT_STOCK, _LIMITED = ("股份有限责任公司", "股份有限公司"), ("有限责任公司", "有限公司")

_BRACKETS = str.maketrans({"〔": "(", "【": "(", "［": "(", "[": "(", "〕": ")", "】": ")", "］": ")", "]": ")"})
_LOOSE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff·•・‧'’\"“”《》,，、。.()\-–—_/&+]+")
#: What no form of Unicode writes otherwise, and has neither case nor marks: what most names are made of.
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def _simplified_characters() -> dict[int, str]:
    """Return the simplified character of each traditional one.

    Character by character, although a few are simplified by the word: a key is compared and never shown.
    """
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    convert = OpenCC("t2s").convert
    # Twice, since one of them is simplified in two steps.
    simplified = convert(convert("\n".join(characters))).split("\n")
    return {ord(old): new for old, new in zip(characters, simplified, strict=True) if old != new}


_SIMPLIFIED = _simplified_characters()


def tidy(name: str) -> str:
    """Return ``name`` as it should be shown: no odd white space, Unicode NFC, nothing else changed."""
    return " ".join(unicodedata.normalize("NFC", visible(name)).split())


def fold(text: str) -> str:
    """Return ``text`` in NFKC, lower case, one kind of bracket, without spaces or punctuation. Idempotent."""
    folded = _LOOSE.sub("", folded_with_marks(text))
    # What stood on both sides of a mark may compose once the mark is gone, so go on until nothing changes.
    return folded if folded == text else fold(folded)


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """Return the normal form under which ``name`` is compared: folded, simplified, without legal suffixes.

    >>> name_key("杭州海康威视数字技术股份有限公司") == name_key(" 杭州海康威视数字技术 有限公司")
    True

    The function is idempotent. A name that is nothing but a suffix keeps it, so a key of a name with any
    letter in it is never empty.
    """
    if _PLAIN.fullmatch(name):
        return _strip_suffixes(name.translate(_SIMPLIFIED))
    name = folded_with_marks(name).translate(_SIMPLIFIED)
    # Before the marks go, because they tell where a Latin word begins; after, because they may part a Chinese one.
    return _strip_suffixes(fold(_strip_suffixes(name))) or fold(name)


def legal_form(name: str) -> str:
    """Return the legal form with which a name is written; empty where it has none.

    ``joint-stock`` and ``limited`` are the two that a firm in China may pass from and to; all others are ``other``.
    """
    written = folded_with_marks(name).translate(_SIMPLIFIED).strip(" .)")
    if written.endswith(_JOINT_STOCK):
        return "joint-stock"
    if written.endswith(_LIMITED):
        return "limited"
    return "other" if written.endswith("公司") or _without_suffix(written) != written else ""


def has_letter(text: str) -> bool:
    """Return whether ``text`` holds a letter or a digit of any script: what is nothing but marks is no name."""
    return any(unicodedata.category(ch)[0] in "LN" for ch in visible(text))


def has_cjk(text: str) -> bool:
    """Return whether ``text`` holds at least one Chinese character."""
    return bool(_CJK.search(text))


def folded_with_marks(text: str) -> str:
    """Return ``text`` in NFKC, lower case and one kind of bracket, with spaces and punctuation still in place."""
    if _PLAIN.fullmatch(text):
        return text
    # Lower-casing can undo the normal form (İ) and normalising can bring new capitals, hence twice.
    once = unicodedata.normalize("NFKC", visible(text)).translate(_BRACKETS).lower()
    return unicodedata.normalize("NFKC", once).lower()


def _strip_suffixes(text: str) -> str:
    """Take the legal suffixes off the end of ``text``, one after the other, as long as something is left."""
    text = text.strip()
    while (shorter := _without_suffix(text)) != text:
        text = shorter
    return text


def _without_suffix(text: str) -> str:
    """Take one legal suffix off the end of ``text``, if something is left then."""
    if not text.endswith(LEGAL_SUFFIXES) or text in LEGAL_SUFFIXES:
        return text
    for suffix in LEGAL_SUFFIXES:
        if text.endswith(suffix) and len(text) > len(suffix):
            rest = text[: -len(suffix)]
            # A Latin suffix must be a word of its own: "zinc" does not end in "inc".
            if suffix.isascii() and rest[-1:].isascii() and rest[-1:].isalnum():
                continue
            if fold(rest):
                return rest.strip()
    return text
