"""Formats and check digits of codes: credit codes, tickers, public ids. No ORM."""

import hashlib
import re
import secrets
import unicodedata
from functools import cache, lru_cache
from operator import mul

from stdnum import numdb

from .names import fold

#: Crockford's base 32 without the letters that are taken for digits; what public ids are written in.
PUBLIC_ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PUBLIC_ID_LENGTH = 10
PUBLIC_ID_PATTERN = rf"^[{PUBLIC_ID_ALPHABET}]{{{PUBLIC_ID_LENGTH}}}$"

#: What each byte stands for in one.
_BY_BYTE = (PUBLIC_ID_ALPHABET * 8).encode("ascii")

#: Python counts in base 32 with other digits.
_TO_PYTHON = str.maketrans(PUBLIC_ID_ALPHABET, "0123456789abcdefghijklmnopqrstuv")

#: GB 32100-2015: authority, kind, six digits of division, nine of organisation code, check character.
CREDIT_CODE_PATTERN = r"^[1-9A-HJ-NP-RTUWXY][1-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"
_CREDIT_CODE = re.compile(CREDIT_CODE_PATTERN)
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*[.][a-z0-9]+(-[a-z0-9]+)*$"
DIVISION_PATTERN = r"^[1-9][0-9]{5}$"
TICKER_PATTERN = r"^[0-9A-Z][0-9A-Z.-]{0,9}$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"

_STATE_LEVEL_DIVISION = "100000"


class CreditCodeError(ValueError):
    """A credit code that cannot be right. ``code`` says why: length, format, division or check_digit."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def bare_credit_code(text: str) -> str:
    """Return a credit code as it should be written, right or wrong: half width, in capitals, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


@lru_cache(maxsize=4096)
def clean_credit_code(text: str, *, excepted: bool = False) -> str:
    """Return the unified social credit code (统一社会信用代码) in ``text``, as :func:`bare_credit_code` writes it.

    Checks the form and the check character (GB 32100-2015) and that the registering division exists: the prefecture of
    its six digits must be in GB/T 2260 (``320594``, a development zone, passes by its prefecture 苏州), or be
    ``100000``, the state level. Registrars other than the market administrations give ``99`` there. Codes that Xiamen
    gave in 2015 need not fit their check character, nor need one that is ``excepted``. Raises :class:`CreditCodeError`.
    """
    code = text if _CREDIT_CODE.fullmatch(text) else bare_credit_code(text)
    if len(code) != _CREDIT_CODE_LENGTH:
        raise CreditCodeError("length")
    if not _CREDIT_CODE.fullmatch(code):
        raise CreditCodeError("format")
    if not (excepted or fits_check_digit(code) or _OF_XIAMEN.match(code)):
        raise CreditCodeError("check_digit")
    if not (division_exists(code[2:8]) or code.startswith(_OTHER_REGISTRARS, 2)):
        raise CreditCodeError("division")
    return code


#: What a character of a credit code counts for, and by how much at its place (GB 32100-2015).
_WORTH = {character: worth for worth, character in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_WEIGHTS = tuple(3**place % 31 for place in range(17))
_CREDIT_CODE_LENGTH = 18
#: What stands for a division in codes that no market administration gave.
_OTHER_REGISTRARS = "99"
#: The first codes that Xiamen gave, before the check character was settled.
_OF_XIAMEN = re.compile("9[1-3]3502[0-9]{2}M000")


def fits_check_digit(code: str) -> bool:
    """Return whether a credit code in form fits its check character."""
    total = sum(map(mul, map(_WORTH.__getitem__, code[:-1]), _WEIGHTS))
    return _WORTH[code[-1]] == -total % 31


@cache
def division_exists(division: str) -> bool:
    """Return whether the prefecture of a six-digit division code is, or was, in GB/T 2260."""
    if division == _STATE_LEVEL_DIVISION:
        return True
    levels = numdb.get("cn/loc").info(division[:4] + "00")
    return len(levels) == 2 and all(properties for _, properties in levels)


def random_public_id() -> str:
    """Return a new public id: ten characters, 2^50 of them, so that a million collide about once in 2,000."""
    # 256 is a multiple of 32, so that every character is as likely as the others.
    return secrets.token_bytes(PUBLIC_ID_LENGTH).translate(_BY_BYTE).decode("ascii")


def number_of(public_id: str) -> int:
    """Return a public id as the number below 2^50 that it writes in base 32."""
    return int(public_id.translate(_TO_PYTHON), 32)


def public_id_of(number: int) -> str:
    """Return the public id that writes this number."""
    digits = (PUBLIC_ID_ALPHABET[number >> shift & 31] for shift in range(5 * PUBLIC_ID_LENGTH - 5, -1, -5))
    return "".join(digits)


def derived_public_id(*parts: str) -> str:
    """Return the public id that ``parts`` always give, so that a seed made twice is the same seed."""
    digest = hashlib.sha256("\x1f".join(fold(part) for part in parts).encode()).digest()
    return "".join(PUBLIC_ID_ALPHABET[byte % 32] for byte in digest[:PUBLIC_ID_LENGTH])
