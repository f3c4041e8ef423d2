"""Dates in Chinese numbers, such as 二〇〇〇年四月, in the digits of others. No ORM."""

import re

_DIGITS = {character: str(number) for number, character in enumerate("〇一二三四五六七八九")} | {
    **dict.fromkeys("零○", "0"),
    **{character: str(number) for number, character in enumerate("壹贰叁肆伍陆柒捌玖", start=1)},
}
_YEAR = re.compile(f"[{''.join(_DIGITS)}]{{4}}(?=\\s*年)")
_PART = re.compile("[一二三四五六七八九十廿卅]{1,4}(?=\\s*(?:月|日|号))")
_TENS = {"十": 10, "廿": 20, "卅": 30}


def in_digits(text: str) -> str:
    """Return a text with its years, months and days in digits: 二〇〇〇年十二月 is 2000年12月."""
    text = _YEAR.sub(lambda found: "".join(map(_DIGITS.__getitem__, found[0])), text)
    return _PART.sub(lambda found: str(_number(found[0])), text)


def _number(text: str) -> int:
    """Return a number below a hundred: 四, 十, 十二, 二十, 二十三, 廿三."""
    total = 0
    for character in text:
        if character == "十":
            total = (total or 1) * 10
        else:
            total += _TENS.get(character) or int(_DIGITS[character])
    return total
