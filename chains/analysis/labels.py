"""Labels as lists of ministries have them: the number of a batch, the outcome of a re-examination, expiry. No ORM."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from chains.choices import LOST, Reexamination

#: What ministries and bureaus write for the outcome of a re-examination, besides what it is called here.
REEXAMINATION_WORDS: Mapping[Reexamination, tuple[str, ...]] = {
    Reexamination.PASSED: (
        *("复核通过", "通过", "通过复核", "已通过", "复核合格", "合格", "复审通过", "复评通过", "有效", "passed"),
    ),
    Reexamination.FAILED: (
        *(
            "复核未通过",
            "未通过",
            "未通过复核",
            "复核不通过",
            "不通过",
            "复核不合格",
            "不合格",
            "复审未通过",
            "复评未通过",
        ),
        *("failed", "not passed"),
    ),
    Reexamination.ABSENT: (
        *("未参加复核", "未复核", "未申请复核", "未申报复核", "逾期未复核", "未提交复核", "放弃复核", "自愿放弃复核"),
        *("absent", "not re-examined"),
    ),
    Reexamination.WITHDRAWN: (
        *("撤销", "已撤销", "撤销称号", "取消", "取消资格", "取消认定", "撤销认定", "移出名单", "withdrawn", "revoked"),
    ),
}

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = re.compile("([一二两三四五六七八九]?)十([一二三四五六七八九]?)")
_BATCH = re.compile(r"(?:第\s*)?([0-9]{1,3}|[零〇一二两三四五六七八九十]{1,3})\s*批?次?")
_NAMED = re.compile(r"第\s*([0-9]{1,3}|[零〇一二两三四五六七八九十]{1,3})\s*批")


def batch_number(text: str) -> int | None:
    """Return the number of the batch that a text is (5, 第五批), or names once (2023年第五批); ``None`` for none.

    >>> batch_number("第十二批"), batch_number("2023年度第1批"), batch_number("首批"), batch_number("2023")
    (12, 1, 1, None)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in ("首批", "第一批次"):
        return 1
    found = _BATCH.fullmatch(plain)
    named = [found[1]] if found else _NAMED.findall(plain)
    return (_number(named[0]) or None) if len(named) == 1 else None


def is_expired(valid_until: date | None, reexamination: str, day: date) -> bool:
    """Return whether a label that was given until then is none any more on a day, or was lost before."""
    return reexamination in LOST or (valid_until is not None and valid_until < day)


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if tens := _TENS.fullmatch(text):
        return 10 * _DIGITS.get(tens[1], 1) + _DIGITS.get(tens[2], 0)
    return int("".join(str(_DIGITS.get(digit, 0)) for digit in text))
